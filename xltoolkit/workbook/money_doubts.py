"""Money that is said to be in 万元 and is probably in 元: ten thousand times too large.

Nothing is converted here; a doubt is told to the user. Standard library only, Python 3.8.
"""

from typing import Dict, Iterator, List, Mapping, Tuple

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import Place, Quantity
from xltoolkit.evaluation.case import Entry, Value

YUAN_IN_TEN_THOUSAND = 10_000
DOUBTFUL_AMOUNT = 1_000_000.0
"""In 万元: ten billion yuan, more than a department of a city spends (our own judgement)."""
_FEWEST_TIMES, _MOST_TIMES = 3_000, 30_000
"""Two figures of one line that are so many times apart are probably in two units (our own)."""
_SMALLEST_COMPARED = 1.0
"""Below one 万元 two figures of a line may well lie far apart."""

_Line = Tuple[str, str]


def is_ten_thousand_times(larger: float, smaller: float) -> bool:
    """Whether an amount is about ten thousand times another."""
    if abs(smaller) < _SMALLEST_COMPARED:
        return False
    return _FEWEST_TIMES <= abs(larger / smaller) <= _MOST_TIMES


def doubts(
    values: Mapping[str, Value], entries: Mapping[str, Entry], catalogue: Catalogue
) -> Dict[str, str]:
    """Return why a value for 基础数据 is doubted, by quantity, for those that are.

    A value is compared with the figures of its line that are entered already, that of its own cell
    included, and with the amount that no department spends.
    """
    known = catalogue.quantities_by_id()
    by_line = _by_line(entries, known)
    found: Dict[str, str] = {}
    for quantity_id, value in values.items():
        quantity = known[quantity_id]
        if quantity.kind == "money" and isinstance(value, (int, float)):
            beside = by_line.get(_line(quantity), [])
            for reason in (*_too_large(value, beside), *_too_small(value, beside)):
                found.setdefault(quantity_id, reason)
    return found


def doubtful_entries(
    entries: Mapping[str, Entry], catalogue: Catalogue
) -> Iterator[Tuple[Entry, str]]:
    """Return the entries of 基础数据 that are probably in 元, each with the reason."""
    known = catalogue.quantities_by_id()
    by_line = _by_line(entries, known)
    for entry in entries.values():
        quantity = known[entry.quantity]
        if quantity.kind == "money" and entry.number is not None:
            beside = by_line.get(_line(quantity), [])
            reasons = list(_too_large(entry.number, beside))
            if reasons:
                yield entry, reasons[0]


def _by_line(
    entries: Mapping[str, Entry], known: Mapping[str, Quantity]
) -> Dict[_Line, List[Tuple[str, float]]]:
    lines: Dict[_Line, List[Tuple[str, float]]] = {}
    for entry in entries.values():
        if entry.number is not None:
            quantity = known[entry.quantity]
            lines.setdefault(_line(quantity), []).append((quantity.title, entry.number))
    return lines


def _line(quantity: Quantity) -> _Line:
    assert isinstance(quantity.place, Place)  # entries are those with a cell of their own
    return quantity.place.section, quantity.place.row


def _too_large(value: float, beside: List[Tuple[str, float]]) -> Iterator[str]:
    for title, other in beside:
        if is_ten_thousand_times(value, other):
            yield f"约为已填的{title}{other:.15g}万元的一万倍"
    if abs(value) >= DOUBTFUL_AMOUNT:
        yield f"达到{DOUBTFUL_AMOUNT:.15g}万元，不像一个部门的金额"


def _too_small(value: float, beside: List[Tuple[str, float]]) -> Iterator[str]:
    for title, other in beside:
        if is_ten_thousand_times(other, value):
            yield f"约为已填的{title}{other:.15g}万元的一万分之一"
