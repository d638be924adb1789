"""One value of a table: the number that stands there, in the unit of the workbook.

Every function returns the value with what has to be said about it, or a `Refusal` with the
reason and the remedy. Nothing is converted without a word.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from xltoolkit.catalogue.quantity_model import Quantity
from xltoolkit.imports.table_header import TableCell, as_text
from xltoolkit.workbook.inspection import DOUBTFUL_RATIO, HIGHEST_PERCENTAGE, HIGHEST_RATIO
from xltoolkit.workbook.typed_numbers import (
    TypedNumber,
    UnitWord,
    read_typed_number,
    unit_word,
)

TEN_THOUSAND_YUAN = "万元"
_UNIT_KINDS = {"measure": "count"}
"""What is measured has the units of what is counted."""


@dataclass(frozen=True)
class Units:
    """The units that hold for a value where none is typed behind it.

    Attributes:
        of_row: What the column 单位 says, empty where it says nothing.
        of_table: Unit of the money of the table.
        asked_for: Whether the user named that unit; a row may then not say another.
    """

    of_row: str
    of_table: UnitWord
    asked_for: bool = False


@dataclass(frozen=True)
class ReadValue:
    """A value in the unit of the workbook.

    `value` is None where the cell says that there is none. `said` is what has to be said about
    it, empty for a value that stands there as it is meant.
    """

    value: float | str | None
    said: str = ""


class Refusal(Exception):
    """A value that is not taken; its text is the reason and the remedy."""


def read_value(quantity: Quantity, cell: TableCell, units: Units) -> ReadValue:
    """Return the value of a quantity.

    Raises:
        Refusal: the cell holds no number, or one that cannot be the quantity's.
    """
    if quantity.kind == "text":
        return ReadValue(as_text(cell) or None)
    typed = _typed_number(cell)
    if typed.value is None:
        return ReadValue(None, "，".join(typed.conversions))
    unit = _unit(quantity, typed, units)
    if quantity.kind == "rate":
        return _rate(quantity, typed, unit)
    number = typed.value
    words = list(typed.conversions)
    if unit is not None and typed.unit is None:
        number *= unit.factor
        if unit != units.of_table and unit.factor != 1:  # the table's own is said once for all
            words.append(unit.conversion)
    return _said(quantity, number, words)


def _typed_number(cell: TableCell) -> TypedNumber:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not math.isfinite(cell):
            raise Refusal("不是数字，请改填数字或留空")
        return TypedNumber(Decimal(repr(cell)))
    typed = read_typed_number(as_text(cell))
    if typed is None:
        raise Refusal("不是数字，请改填数字或留空")
    return typed


def _unit(quantity: Quantity, typed: TypedNumber, units: Units) -> UnitWord | None:
    """Return the unit that the number is in, None where there is nothing to convert.

    Raises:
        Refusal: a unit that is unknown, does not fit the quantity, or contradicts another.
    """
    of_row = _unit_of_row(quantity, units)
    for unit in (of_row, typed.unit):
        if unit is not None and unit.kind != _UNIT_KINDS.get(quantity.kind, quantity.kind):
            raise Refusal(f"带的单位“{unit.text}”不对，应为“{quantity.unit}”，请改正")
    if typed.unit is not None and of_row is not None and typed.unit.factor != of_row.factor:
        raise Refusal(f"与单位栏的“{of_row.text}”不一致，请统一单位")
    if typed.unit is not None or of_row is not None:
        return typed.unit or of_row
    return units.of_table if quantity.kind == "money" else None


def _unit_of_row(quantity: Quantity, units: Units) -> UnitWord | None:
    known = unit_word(units.of_row)
    if known is None and units.of_row not in ("", quantity.unit):
        raise Refusal(f"的单位“{units.of_row}”无法识别，应为“{quantity.unit}”，请改正")
    contradicts = known is not None and known.factor != units.of_table.factor
    if units.asked_for and quantity.kind == "money" and contradicts:
        raise Refusal(
            f"的单位栏写“{units.of_row}”，与指定的“{units.of_table.text}”不一致，请统一单位"
        )
    return known


def _rate(quantity: Quantity, typed: TypedNumber, unit: UnitWord | None) -> ReadValue:
    """Return a rate as a fraction; 98 where 0.98 is meant is taken as a percentage, and said."""
    number = typed.value or Decimal(0)
    words = list(typed.conversions)
    if unit is not None and typed.unit is None:
        number *= unit.factor
        words.append(unit.conversion)
    size = abs(number)
    impossible = HIGHEST_PERCENTAGE if unit is None else HIGHEST_RATIO
    if size > Decimal(impossible):
        raise Refusal("超过1000%，比率应填小数或百分数（如0.98或98%），请改正")
    if unit is None and size > Decimal(DOUBTFUL_RATIO):
        number /= 100
        words.append("疑漏百分号，按百分数换算，请核对")
    return _said(quantity, number, words)


def _said(quantity: Quantity, number: Decimal, words: list[str]) -> ReadValue:
    value = float(number)
    if quantity.kind == "count" and (value < 0 or not value.is_integer()):
        words.append("应为不小于0的整数，请核对")
    if not words:
        return ReadValue(value)
    unit = "" if quantity.kind == "rate" else quantity.unit
    return ReadValue(value, f"读作{value:.15g}{unit}（{'，'.join(words)}）")
