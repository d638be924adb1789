"""五、建议: the advice of the working group, else the advice beside each issue, group by group."""

from collections.abc import Iterator, Sequence

from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.wording import numbered_items
from xltoolkit.report.marks import LITERAL_MARKS, to_write
from xltoolkit.report.numbering import renumbered, second_level, without_number
from xltoolkit.report.shown import ShownGroup, ShownIssue

_DRAFT = LITERAL_MARKS[1]


def advice_paragraphs(case: Case, groups: Sequence[ShownGroup]) -> tuple[str, ...]:
    """Return numbered pieces of advice, and a mark for the issues that none of them answers.

    The working group's own advice on 参数 is printed whole. Without any, the advice that
    问题清单 shows is gathered under the heading of each group.
    """
    written = [piece.text.strip() for piece in case.advice if piece.text.strip()]
    pieces = written or list(_of_groups(groups))
    unanswered = list(_unanswered(groups)) if written else []
    lacking = (
        (to_write(f"问题清单{numbered_items(unanswered)}尚无对应建议，请补充或删除本句"),)
        if unanswered
        else ()
    )
    if not pieces and not lacking:
        return (to_write("针对问题的建议"),)
    return (*renumbered(pieces), *lacking)


def _of_groups(groups: Sequence[ShownGroup]) -> Iterator[str]:
    for group in groups:
        lines = dict.fromkeys(
            line.strip() for issue in group.issues for line in issue.advice.splitlines()
        )
        own = [line for line in lines if line and not line.startswith(_DRAFT)]
        drafts = [line.removeprefix(_DRAFT) for line in lines if line.startswith(_DRAFT)]
        aim = f"针对“{_plain(without_number(group.heading))}”的问题，"
        first = f"{aim}{_in_one_sentence(own)}" if own else ""
        if drafts:
            yield f"{first}{_DRAFT}{'' if own else aim}{_in_one_sentence(drafts)}"
        elif own:
            yield first


def _in_one_sentence(texts: Sequence[str]) -> str:
    return f"{'；'.join(text.rstrip('。') for text in texts)}。"


def _plain(title: str) -> str:
    """Write a title so that it can stand in quotation marks."""
    return title.replace("“", "‘").replace("”", "’")


def _unanswered(groups: Sequence[ShownGroup]) -> Iterator[int]:
    """Give the numbers of issues that only the tool's draft advises on."""
    for group in groups:
        for issue in group.issues:
            if is_draft(issue):
                yield issue.number


def advice_beside(case: Case, issue: ShownIssue) -> str:
    """Return the advice beside an issue; the working group's own is printed once, and referred to.

    A text that a person reworded stands as it is.
    """
    written = [piece for piece in case.advice if piece.text.strip()]
    ordinals = {f"{piece.id}{piece.text}": place for place, piece in enumerate(written, start=1)}
    lines = [line for line in issue.advice.splitlines() if line.strip()]
    if not lines or not all(line in ordinals for line in lines):
        return issue.advice
    return f"见建议{'、'.join(second_level(ordinals[line], '') for line in lines)}"


def is_draft(issue: ShownIssue) -> bool:
    """Whether the advice beside an issue is the tool's draft, or there is none."""
    return not issue.advice.strip() or issue.advice.startswith(_DRAFT)
