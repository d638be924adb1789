"""The header of a table of quantities: where it stands, and what each column holds."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from xltoolkit.errors import UserError
from xltoolkit.imports.quantity_names import folded
from xltoolkit.workbook.typed_numbers import UnitWord, unit_word

TableCell = bool | int | float | str | Enum | None
"""A cell as plain data; an error value is a member whose text is its name (#REF!)."""
Row = Sequence[TableCell]

SEARCHED_ROWS = 10
"""The header is looked for in so many rows from the top."""

_NAME = "name"
_SINGLE_VALUE = "value"
_TITLES: Mapping[str, tuple[str, ...]] = {
    _NAME: ("名称", "项目", "指标", "项目名称", "指标名称", "数量名称", "编号", "id"),
    _SINGLE_VALUE: ("数值", "金额", "值", "本年", "本年数"),
    "previous": ("上年决算", "上年决算数", "上年", "上年数"),
    "initial": ("年初预算", "年初预算数"),
    "final": ("全年预算", "全年预算数", "调整预算数"),
    "actual": ("决算数", "决算", "本年决算", "本年决算数"),
    "unit": ("单位", "计量单位", "金额单位"),
    "scope": ("口径", "数据口径"),
    "source": ("来源", "数据来源", "来源（表名、页码）"),
    "note": ("备注", "说明"),
}
_MEANINGS = {folded(title): meaning for meaning, titles in _TITLES.items() for title in titles}
_OF_THE_WIDE_FORM = ("previous", "initial", "final", "actual")
_BESIDE: tuple[str, ...] = ("unit", "scope", "source", "note")
_UNIT_MARK = "单位"
_CURRENCY = "人民币"
_MAKER = "编制单位:"


@dataclass(frozen=True)
class ValueColumn:
    """A column of values.

    `column` is the id of a value column of 基础数据 in the wide form; None in the long form,
    where the name of a row says which quantity it is.
    """

    position: int
    title: str
    column: str | None
    unit: UnitWord | None


@dataclass(frozen=True)
class Header:
    """The columns of a table.

    Attributes:
        row: Position of the header row among all rows, from 0.
        width: Number of its cells.
        name: Position of the column of names.
        values: Columns of values: one in the long form.
        others: Positions of unit, scope, source and note, where there are such columns.
        unit: Unit of money that a line above the table states (金额单位：元).
    """

    row: int
    width: int
    name: int
    values: tuple[ValueColumn, ...]
    others: Mapping[str, int] = field(default_factory=dict)
    unit: UnitWord | None = None

    @property
    def is_long(self) -> bool:
        """Whether each row is one quantity with one value."""
        return all(column.column is None for column in self.values)


def find_header(rows: Sequence[Row]) -> Header | None:
    """Return the first header among the first rows, None when there is none.

    A header has a column of names and at least one of values. A column of last year's or
    budget figures makes it the wide form.
    """
    for position, row in enumerate(rows[:SEARCHED_ROWS]):
        header = _header(position, row)
        if header is not None:
            return header
    return None


def _header(position: int, row: Row) -> Header | None:
    places: dict[str, int] = {}
    for column, cell in enumerate(row):
        meaning = _MEANINGS.get(folded(_without_brackets(as_text(cell))))
        if meaning is None:
            meaning = _MEANINGS.get(folded(as_text(cell)))
        if meaning is not None:
            places.setdefault(meaning, column)
    values = tuple(_value_columns(row, places))
    if _NAME not in places or not values:
        return None
    others = {key: places[key] for key in _BESIDE if key in places}
    return Header(position, len(row), places[_NAME], values, others)


def _value_columns(row: Row, places: Mapping[str, int]) -> Iterator[ValueColumn]:
    wide = [meaning for meaning in _OF_THE_WIDE_FORM if meaning in places]
    # “值” beside “上年” is this year's value; alone it is the value of a list of names.
    if wide and _SINGLE_VALUE in places and "actual" not in places:
        yield _value_column(row, places[_SINGLE_VALUE], "actual")
    for meaning in wide:
        yield _value_column(row, places[meaning], meaning)
    if not wide and _SINGLE_VALUE in places:
        yield _value_column(row, places[_SINGLE_VALUE], None)


def _value_column(row: Row, position: int, column: str | None) -> ValueColumn:
    text = unicodedata.normalize("NFKC", as_text(row[position]))
    unit = unit_word(text.partition("(")[2].rstrip(") "))
    return ValueColumn(position, _without_brackets(as_text(row[position])), column, unit)


def stated_unit(rows: Sequence[Row]) -> UnitWord | None:
    """Return the unit of money that the lines above a table state, None where none does.

    Raises:
        UserError: a line states a unit of money that is not understood; it would be a guess to
            go on.
    """
    for row in rows:
        for cell in row:
            # 编制单位：某局 金额单位：元 in one cell: only the last may be the unit of money.
            text = folded(as_text(cell))
            stated = text.rpartition(f"{_UNIT_MARK}:")[2] if f"{_UNIT_MARK}:" in text else ""
            stated = stated.rstrip(")").removeprefix(_CURRENCY)
            unit = unit_word(stated)
            if unit is not None and unit.kind == "money":
                return unit
            if "元" in stated and not text.startswith(_MAKER):
                raise UserError(
                    f"表中写的“{as_text(cell)}”不是能识别的金额单位：请改为“金额单位：元”或"
                    "“金额单位：万元”，或用 --unit 指定。"
                )
    return None


def as_text(cell: TableCell) -> str:
    """Return what a cell shows, without blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    return format(cell, ".15g") if isinstance(cell, float) else str(cell).strip()


def _without_brackets(text: str) -> str:
    return text.replace("（", "(").partition("(")[0]
