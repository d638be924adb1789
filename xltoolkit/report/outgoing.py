"""What a paper that leaves the working group says otherwise than the two sheets.

The sheets tell the group where a standard or a score comes from, and who exempted what; a
department that is sent the report, or asked for its answer, is not told that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.evaluation.exact import exact
from xltoolkit.evaluation.grades import is_fully_scored
from xltoolkit.evaluation.paragraphs import decision_of
from xltoolkit.evaluation.waivers import EXEMPTED
from xltoolkit.report.marks import LITERAL_MARKS, to_check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltoolkit.evaluation.case import Case

_OWN_LABELS = ("（报告所列）", "（示范方案）")
"""Behind a standard: that this very report names it, or the toolkit's own scheme does."""
_SOURCES = ("（得分来源：", "（定稿录入：")
_EXEMPTIONS = "另有"


def standard_in_words(text: str) -> str:
    """Return a standard without a label that means something to the working group only."""
    for label in _OWN_LABELS:
        text = text.replace(label, "")
    return text


def basis_in_words(text: str) -> str:
    """Return a 依据; a standard that loses its label is called one."""
    printed = standard_in_words(text)
    return text if printed == text else f"标准为{printed}"


def without_exemptions(paragraph: str) -> str:
    """Leave out which problems are exempted, why and by whom; the sheet keeps it."""
    before, found, _ = paragraph.partition(EXEMPTED)
    return before[: before.rfind(_EXEMPTIONS)] if found and _EXEMPTIONS in before else paragraph


def score_in_words(paragraph: str) -> str:
    """Leave out where in the workbook the score stands; a basis that lacks stays marked."""
    for source in _SOURCES:
        before, found, rest = paragraph.partition(source)
        if found:
            lacks = LITERAL_MARKS[0] in rest
            return before + (to_check(f"定稿得分的{LITERAL_MARKS[0]}") if lacks else "")
    return paragraph


def is_only_trial(case: Case) -> bool:
    """Whether the scores of the rows are a trial beside another score, which was decided."""
    decision = decision_of(case)
    if decision is None:
        return False
    return not is_fully_scored(case.totals) or exact(decision.score) != exact(
        case.totals.normalised
    )


def with_full_regulation(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Name each regulation in full where it is mentioned first.

    Args:
        texts: Each text with its 依据. Where this is 《…》（number）, the number alone in the text
            becomes the whole; later mentions stay as they are.
    """
    named: set[str] = set()
    written = []
    for text, basis in texts:
        number = _number_of(basis)
        is_first = bool(number) and number in text and number not in named
        named.update([number] if is_first else [])
        written.append(_in_full(text, basis.strip(), number) if is_first else text)
    return written


def _in_full(text: str, basis: str, number: str) -> str:
    title = basis.removesuffix(f"（{number}）")
    return text if title in text else text.replace(number, basis, 1)


def _number_of(basis: str) -> str:
    """Return the number of a regulation out of 《…》（number）, else an empty text."""
    title, closed, rest = basis.strip().rpartition("》（")
    is_whole = title.startswith("《") and bool(closed) and rest.endswith("）")
    return rest.removesuffix("）") if is_whole else ""


SHORTEST_NAME = 4
"""A short name has so many characters at least; less would be any ending."""


def short_name(department: str, profile: str) -> str:
    """Return the end of the department's name by which its profile begins, else an empty text."""
    own = profile.strip()
    for start in range(1, len(department) - SHORTEST_NAME + 1):
        if own.startswith(department[start:]) and not own.startswith(department):
            return department[start:]
    return ""
