"""Wording one issue: title, 具体情况, 依据, 建议 and the figures beside them."""

from typing import Dict, Mapping, Optional

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.catalogue.wording import FieldKind, FieldValue
from xltoolkit.evaluation.advice import advice_text
from xltoolkit.evaluation.fields import computed_fields
from xltoolkit.evaluation.issue import Issue
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence
from xltoolkit.evaluation.precedence import Standing
from xltoolkit.evaluation.wording import DASH, sentence

FIGURES_LACKING = "所据数据不全，具体情况待补。"
"""Printed where a wording lacks a figure that it must have, so that the issue is not lost."""


def compose(
    standing: Standing,
    inquiry: Inquiry,
    *,
    group: str,
    number: Optional[int],
    points_lost: Optional[float],
) -> Issue:
    """Word an issue; `number` is the printed number of the issue that a hint stands under."""
    rule, occurrence = standing.raised.rule, standing.raised.occurrence
    fields = computed_fields(inquiry)
    fields.update(occurrence.fields)
    fields["number"] = number
    kinds: Dict[str, FieldKind] = {name: field.kind for name, field in rule.fields.items()}
    title = sentence(rule.title, kinds, fields) or rule.category
    return Issue(
        key=standing.raised.key,
        rule=rule.code,
        nature=standing.nature,
        origin=rule.origin,
        severity=rule.severity,
        group=group,
        title=title,
        text=_text(standing, kinds, fields) or f"{title}，{FIGURES_LACKING}",
        basis=_basis(inquiry, occurrence),
        advice=advice_text(inquiry.case, rule, occurrence),
        place=occurrence.place,
        office=occurrence.office,
        amount=_amount(rule, occurrence, fields),
        standard=occurrence.standard,
        actual=occurrence.actual,
        gap=occurrence.gap,
        points_lost=points_lost,
        under=standing.under,
    )


def _text(
    standing: Standing, kinds: Mapping[str, FieldKind], fields: Mapping[str, FieldValue]
) -> Optional[str]:
    """The wording for where the issue stands, else the rule's usual one."""
    own = None if standing.wording is None else sentence(standing.wording, kinds, fields)
    return own or sentence(standing.raised.rule.wording, kinds, fields)


def _basis(inquiry: Inquiry, occurrence: Occurrence) -> str:
    basis = inquiry.rule.basis
    regulation = inquiry.catalogue.regulations_by_id().get(basis.regulation or "")
    cited = DASH if regulation is None else regulation.printed
    printed = {
        "standard": occurrence.standard_printed,
        "text": basis.text or "",
        "regulation": cited,
        "finding": occurrence.basis.strip() or cited,
    }
    return printed.get(basis.kind, "") or DASH


def _amount(
    rule: IssueRule, occurrence: Occurrence, fields: Mapping[str, FieldValue]
) -> Optional[float]:
    """涉及金额: what the predicate states, else the one amount that the wording names.

    A wording with several amounts does not say which of them is at issue.
    """
    if occurrence.amount is not None:
        return occurrence.amount
    names = [name for name, field in rule.fields.items() if field.kind == "money"]
    value = fields.get(names[0]) if len(names) == 1 else None
    return value if isinstance(value, float) else None
