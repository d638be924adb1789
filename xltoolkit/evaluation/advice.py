"""Advice: which piece answers which issue, and what is left over on either side."""

from typing import Iterator, Tuple

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.evaluation.case import Advice, Case
from xltoolkit.evaluation.case_predicates import WHOLE_CASE
from xltoolkit.evaluation.issue import Issue
from xltoolkit.evaluation.keys import names_of, row_of
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence
from xltoolkit.evaluation.wording import enumerated, numbered_items


def advice_text(case: Case, rule: IssueRule, occurrence: Occurrence) -> str:
    """Return what 建议 prints: the report's pieces, else the auditor's own, else a draft.

    A piece carries its number, so that a reader finds it in the report; a draft carries its
    label, so that nobody takes it for the working group's word.
    """
    pieces = _pieces_for(case, rule.code, occurrence.row)
    if pieces:
        return "\n".join(f"{piece.id}{piece.text}" for piece in pieces)
    return occurrence.advice.strip() or f"{rule.advice_label}：{rule.advice}"


def _pieces_for(case: Case, rule_code: str, row: str) -> Tuple[Advice, ...]:
    names = names_of(rule_code, row)
    return tuple(
        piece
        for piece in case.advice
        if piece.text.strip() and any(name in piece.answers for name in names)
    )


def issues_without_advice(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find that printed issues have no advice: no piece of 参数, no auditor's, no person's."""
    advised = {finding.id for finding in inquiry.case.findings if finding.advice.strip()}
    unanswered = [
        (number, issue)
        for number, issue in enumerate(inquiry.problems, start=1)
        if row_of(issue) not in advised
        and not _pieces_for(inquiry.case, issue.rule, row_of(issue))
        and not _is_advised_by_hand(inquiry, issue)
    ]
    if unanswered:
        yield Occurrence(
            row=WHOLE_CASE,
            place=unanswered[0][1].place,
            fields={"issues": numbered_items(number for number, _ in unanswered)},
            actual=float(len(unanswered)),
        )


def _is_advised_by_hand(inquiry: Inquiry, issue: Issue) -> bool:
    """Whether a person wrote the advice beside an issue; one still labelled a draft is none."""
    text = inquiry.case.own_advice.get(issue.key, "").strip()
    rule = inquiry.catalogue.rules_by_code().get(issue.rule)
    label = "" if rule is None else f"{rule.advice_label}："
    return bool(text) and not (label and text.startswith(label))


def advice_without_issues(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find that pieces of advice answer none of the printed issues."""
    idle = [piece for piece in inquiry.case.advice if not _answers_any(piece, inquiry.problems)]
    if idle and inquiry.problems:
        yield Occurrence(
            row=WHOLE_CASE,
            place=inquiry.problems[0].place,
            fields={"pieces": enumerated(piece.id for piece in idle)},
            actual=float(len(idle)),
        )


def _answers_any(piece: Advice, problems: Tuple[Issue, ...]) -> bool:
    return any(
        name in piece.answers for issue in problems for name in names_of(issue.rule, row_of(issue))
    )
