"""A table of published figures: the class of every row, and the mistakes between two rows.

Standard library only, Python 3.8.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import Dict, FrozenSet, Iterable, Iterator, List, Optional, Sequence, Tuple

from udfs.verification import (
    AGREES,
    CUT_OFF,
    DISAGREES,
    WITHIN_ROUNDING,
    Figure,
    Printed,
    Suspect,
    Verdict,
    verify_rate,
)
from xltoolkit.evaluation.published_figures import (
    PublishedRate,
    PublishedRow,
    PublishedSum,
    Unreadable,
    verify_sum,
    written,
)

NOT_RECOMPUTABLE = "不可复算"
CLASSES = (AGREES, CUT_OFF, WITHIN_ROUNDING, DISAGREES, NOT_RECOMPUTABLE)

_Key = FrozenSet[Tuple[Figure, Fraction]]
_SwapKey = Tuple[_Key, Fraction, int]


@dataclass(frozen=True)
class Judged:
    """The result for a row: its class, the exact result (None without one), and the cause."""

    row: PublishedRow
    word: str
    recomputed: Optional[Fraction] = None
    cause: str = ""
    printed: Optional[Printed] = None


def judge_table(rows: Sequence[PublishedRow]) -> Tuple[Judged, ...]:
    """Return the class of every row, in their order."""
    siblings = _Siblings(rows)
    return _with_swaps([_judged(row, siblings) for row in rows])


def _judged(row: PublishedRow, siblings: "_Siblings") -> Judged:
    content = row.content
    if isinstance(content, Unreadable):
        return Judged(row, NOT_RECOMPUTABLE, cause=content.reason)
    if isinstance(content, PublishedSum):
        return _shown(row, content.total, verify_sum(content))
    if not content.denominator.value:
        reason = f"第{row.number}行“{row.name}”的分母为0，不能复算：请核对分母。"
        return Judged(row, NOT_RECOMPUTABLE, cause=reason)
    results = [
        _shown(row, printed, _rate_verdict(row, content, printed, siblings))
        for printed in content.readings
    ]
    return min(results, key=_likeliness)


def _rate_verdict(
    row: PublishedRow, rate: PublishedRate, printed: Printed, siblings: "_Siblings"
) -> Verdict:
    return verify_rate(
        printed,
        rate.quotient(printed),
        chain(rate.with_parts(), siblings.with_other_denominator(row, rate, printed)),
        rate.with_a_term_wrong(),
    )


def _shown(row: PublishedRow, printed: Printed, verdict: Verdict) -> Judged:
    return Judged(row, verdict.word, verdict.recomputed, verdict.cause, printed)


def _likeliness(result: Judged) -> Tuple[int, Fraction]:
    """Order the readings of a rate: the better class first, then the nearer value."""
    assert result.printed is not None and result.recomputed is not None  # noqa: PT018  # of a rate
    return CLASSES.index(result.word), abs(result.printed.value - result.recomputed)


class _Siblings:
    """The rates of a table by their numerators: one numerator over several denominators.

    The share of an item and its completion have the same numerator; taking the one for the
    other is a common mistake, and shows only beside the other row.
    """

    def __init__(self, rows: Iterable[PublishedRow]) -> None:
        self._by_numerator: Dict[_Key, Dict[Fraction, PublishedRow]] = {}
        self._by_digits: Dict[Tuple[_Key, Fraction], Dict[int, PublishedRow]] = {}
        for row in rows:
            if isinstance(row.content, PublishedRate) and row.content.denominator.value:
                same = self._by_numerator.setdefault(row.content.numerator.key, {})
                same.setdefault(row.content.denominator.value, row)

    def with_other_denominator(
        self, row: PublishedRow, rate: PublishedRate, printed: Printed
    ) -> Iterator[Suspect]:
        """Return the rate of the other row that gives the printed digits, if there is one."""
        other = self._rows_by_digits(rate, printed).get(printed.steps)
        if other is None or other is row or not isinstance(other.content, PublishedRate):
            return
        below = other.content.denominator.value
        cause = f"分母用了第{other.number}行“{other.name}”的{written(below)}（占比与完成率等混用）"
        yield cause, rate.numerator.value / below

    def _rows_by_digits(self, rate: PublishedRate, printed: Printed) -> Dict[int, PublishedRow]:
        """Return the first row over the same numerator that gives some digits, by the digits."""
        numerator = rate.numerator
        known = self._by_digits.get((numerator.key, printed.step))
        if known is None:
            known = {}
            for below, row in self._by_numerator.get(numerator.key, {}).items():
                known.setdefault(printed.rounded(numerator.value / below), row)
            self._by_digits[numerator.key, printed.step] = known
        return known


def _with_swaps(results: List[Judged]) -> Tuple[Judged, ...]:
    """Say where two wrong rates of one denominator are each other's: they were interchanged."""
    by_published: Dict[_SwapKey, Judged] = {}
    for result in results:
        if _may_be_swapped(result):
            by_published.setdefault(_swap_key(result, published=True), result)
    return tuple(_with_swap(result, by_published) for result in results)


def _with_swap(result: Judged, by_published: Dict[_SwapKey, Judged]) -> Judged:
    if not _may_be_swapped(result):
        return result
    other = by_published.get(_swap_key(result, published=False))
    if other is None or other is result:
        return result
    if _swap_key(other, published=False) != _swap_key(result, published=True):
        return result
    return replace(result, cause=f"与第{other.row.number}行“{other.row.name}”的公布数互换")


def _may_be_swapped(result: Judged) -> bool:
    return result.word == DISAGREES and isinstance(result.row.content, PublishedRate)


def _swap_key(result: Judged, *, published: bool) -> _SwapKey:
    """Return denominator, step, and the digits that are published or should be."""
    rate, printed = result.row.content, result.printed
    assert isinstance(rate, PublishedRate)
    assert printed is not None and result.recomputed is not None  # noqa: PT018  # of a rate
    digits = printed.steps if published else printed.rounded(result.recomputed)
    return rate.denominator.key, printed.step, digits
