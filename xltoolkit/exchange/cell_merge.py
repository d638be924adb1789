"""What becomes of one cell when several people have filled copies of it: pure decisions.

Nothing is lost and nothing is overwritten silently: a value goes into the workbook only where
nobody else has said anything different; otherwise all values stand side by side for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.workbook.layout.model import Kind
from xltoolkit.workbook.plan import PlannedValue
from xltoolkit.workbook.planning import same_value

_DAY_ZERO = date(1899, 12, 30)
_LAST_DAY = 2_958_466  # of the year 9999


class Decision(Enum):
    """What happens to the cell."""

    KEEP = "保留"
    TAKE = "采用"
    CONFLICT = "冲突"


@dataclass(frozen=True)
class CellMerge:
    """The decision on a cell, the value to take, and what each copy says, by its name."""

    decision: Decision
    value: PlannedValue = None
    offers: Mapping[str, PlannedValue] | None = None


def merge_cell(present: Scalar, base: Scalar, offers: Mapping[str, Scalar]) -> CellMerge:
    """Decide on one cell.

    Args:
        present: What the workbook holds.
        base: What it held when the copies were handed out; None where that was empty.
        offers: What each copy holds, by the name of the copy.

    A copy that holds nothing, what the workbook holds, or still the base, says nothing new. The
    workbook's own value gives way only where it is empty or still the base.
    """
    plain_present, plain_base = plain(present), plain(base)
    news = {
        name: plain(value)
        for name, value in offers.items()
        if not is_empty(value)
        and not same_value(plain_present, plain(value))
        and not same_value(plain_base, plain(value))
    }
    if not news:
        return CellMerge(Decision.KEEP)
    values = list(news.values())
    is_untouched = is_empty(present) or same_value(plain_present, plain_base)
    if is_untouched and all(same_value(values[0], value) for value in values[1:]):
        return CellMerge(Decision.TAKE, values[0], news)
    return CellMerge(Decision.CONFLICT, None, news)


def in_words(value: Scalar, kind: Kind) -> PlannedValue:
    """Return a value as a table shows it; the number of a date as the date."""
    if kind is Kind.DATE and isinstance(value, float | int) and 1 <= value < _LAST_DAY:
        return (_DAY_ZERO + timedelta(days=int(value))).strftime("%Y-%m-%d")
    return plain(value)


def is_empty(value: Scalar) -> bool:
    """Whether a cell holds nothing; blanks are nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def plain(value: Scalar) -> PlannedValue:
    """Return a value as it can be written; an error as its name."""
    return str(value) if isinstance(value, CellError) else value
