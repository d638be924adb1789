"""Money that is said to be in 万元 and is probably in 元: ten thousand times too large."""

from collections.abc import Iterator, Mapping

from xltoolkit.catalogue import Catalogue
from xltoolkit.catalogue.quantity_model import Place, Quantity
from xltoolkit.evaluation.case import Entry
from xltoolkit.imports.accounts_model import account_tables

_SMALLEST_COMPARED = 1.0
"""Below one 万元 two figures of a line may well lie far apart."""


def doubts(
    values: Mapping[str, float | str], entries: Mapping[str, Entry], catalogue: Catalogue
) -> dict[str, str]:
    """Return why a value is doubted, by quantity, for those that are.

    A value is compared with the figures of the same line of 基础数据, the present one of its own
    cell included, and with the amount that no department spends.
    """
    known = catalogue.quantities_by_id()
    by_line = _by_line(entries, known)
    found: dict[str, str] = {}
    for quantity_id, value in values.items():
        quantity = known[quantity_id]
        if quantity.kind == "money" and isinstance(value, (int, float)):
            reason = next(_reasons(float(value), by_line.get(_line(quantity), [])), None)
            if reason is not None:
                found[quantity_id] = reason
    return found


def _by_line(
    entries: Mapping[str, Entry], known: Mapping[str, Quantity]
) -> dict[tuple[str, str], list[tuple[str, float]]]:
    lines: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for entry in entries.values():
        if entry.number is not None:
            quantity = known[entry.quantity]
            lines.setdefault(_line(quantity), []).append((quantity.title, entry.number))
    return lines


def _line(quantity: Quantity) -> tuple[str, str]:
    assert isinstance(quantity.place, Place)  # entries are those with a cell of their own
    return quantity.place.section, quantity.place.row


def _reasons(value: float, beside: list[tuple[str, float]]) -> Iterator[str]:
    doubt = account_tables().doubt
    lowest, highest = doubt.factor
    for title, other in beside:
        if abs(other) >= _SMALLEST_COMPARED and lowest <= abs(value / other) <= highest:
            yield f"约为已填的{title}{other:.15g}万元的一万倍"
        if abs(value) >= _SMALLEST_COMPARED and lowest <= abs(other / value) <= highest:
            yield f"约为已填的{title}{other:.15g}万元的一万分之一"
    if abs(value) >= doubt.amount:
        yield f"达到{doubt.amount:.15g}万元，不像一个部门的金额"
