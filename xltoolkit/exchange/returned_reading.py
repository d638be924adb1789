"""Read a table that came back: its rows, and whatever else the department wrote into it.

Rows are found by their hidden keys, wherever they were sorted to. Everything that was typed is
told: a row that the department added, a text that was not its to change, a formula without a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Cover
from xltoolkit.exchange.cell_merge import is_empty, plain
from xltoolkit.exchange.difference import named_value
from xltoolkit.exchange.issue_tables import TABLE_KINDS, TableKind, answer_in_words
from xltoolkit.exchange.tables_out import MARK_SHEET
from xltoolkit.exchange.text_dates import as_date
from xltoolkit.workbook.content import Area, Cell, WorkbookContent, column_letters
from xltoolkit.workbook.plan import PlannedValue
from xltoolkit.workbook.planning import same_value

NUMBER = "number"
"""The column of 序号: it says nothing that could be lost."""

_NOTE_START = 4
"""So many characters of a closing note tell it, whatever was written behind them."""


@dataclass(frozen=True)
class ReturnedRow:
    """A row that came back: its key and place; by column of 问题清单 what it says, and said.

    Attributes:
        sent: What the columns held when the table went out.
        is_ours: Whether a row of this key went out at all.
        others: What stands in cells that are not the department's to fill, by column id, where
            it is not what went out.
        beside: What stands beside the table, by the letters of its column.
        unread: What stands in a cell whose value cannot be taken, by the column's id.
    """

    key: str
    place: str
    values: dict[str, PlannedValue]
    sent: dict[str, PlannedValue]
    is_ours: bool
    others: dict[str, PlannedValue] = field(default_factory=dict)
    beside: dict[str, PlannedValue] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether anything at all was written into it."""
        said = any(not is_empty(value) for value in self.values.values())
        return said or bool(self.others or self.beside or self.unread)


def table_kind(content: WorkbookContent, name: str, cover: Cover) -> TableKind:
    """Recognise a table that came back, and that it is this department's.

    Raises:
        UserError: it is none of ours, or of another department or year.
    """
    kind = TABLE_KINDS.get(str(named_value(content, "_out_mark_kind")))
    if kind is None:
        raise UserError(
            f"“{name}”不是本工具发出的征求意见稿或整改台账（没有标识），未作任何改动："
            "请选择单位退回的原表；内容抄在别处的，请粘贴回原表。"
        )
    department = named_value(content, "_out_mark_department")
    year = named_value(content, "_out_mark_year")
    if department != cover.department or year != cover.year:
        raise UserError(
            f"“{name}”是{department}{year:g}年度的表，工作簿是{cover.department}{cover.year}年度的，"
            "未作任何改动：请选择对应的表。"
            if isinstance(year, float)
            else f"“{name}”的标识已损坏，未作任何改动：请把内容粘贴回重新导出的表。"
        )
    return kind


class ReturnedTable:
    """A table that came back.

    Raises on creation:
        UserError: a column that the department fills is gone.
    """

    def __init__(self, content: WorkbookContent, kind: TableKind, name: str) -> None:
        self._content, self._kind, self._name = content, kind, name
        keys = content.area("_out_key")
        areas = {column.id: content.area(f"_out_{column.id}") for column in kind.columns}
        if keys is None or any(areas[column] is None for column in kind.returned):
            raise UserError(
                f"“{name}”的栏目有缺失，无法辨认，未作任何改动：请把内容粘贴回重新导出的表。"
            )
        self._keys = keys
        self._columns = {column: area.left for column, area in areas.items() if area is not None}
        self._sent = _sent_values(content, kind)
        self._cells = _filled_cells(content, keys.sheet)

    def rows(self) -> Iterator[ReturnedRow]:
        """Give the rows in which something was written."""
        for number in self._row_numbers():
            row = self._row(number)
            if row.says_something:
                yield row

    def missing_keys(self) -> Iterator[str]:
        """Give the keys of the rows that went out and did not come back."""
        present = {self._key(number) for number in self._row_numbers()}
        yield from (key for key in self._sent if key and key not in present)

    def other_sheets(self) -> list[str]:
        """Return the names of sheets that the department added and wrote into."""
        ours = (self._keys.sheet, MARK_SHEET)
        return [name for name in self._content.sheets if name not in ours and self._holds(name)]

    def _holds(self, sheet: str) -> bool:
        return bool(_filled_cells(self._content, sheet))

    def _row_numbers(self) -> list[int]:
        """Every row below the headings in which anything stands."""
        heading = self._heading_row()
        return [row for row in sorted(self._cells) if row > heading]

    def _heading_row(self) -> int:
        """The row of the headings: rows may have been put between it and the first issue."""
        titles = {column.id: column.title for column in self._kind.columns}
        for row in range(self._keys.top - 1, 0, -1):
            for column, at in self._columns.items():
                if self._content.value(self._keys.sheet, row, at) == titles[column]:
                    return row
        return self._keys.top - 1

    def _key(self, row: int) -> str:
        key = self._content.value(self._keys.sheet, row, self._keys.left)
        return "" if key is None else str(key)

    def _row(self, number: int) -> ReturnedRow:
        key = self._key(number)
        sent = self._sent.get(key)
        values, unread = self._readable(number)
        typed = {} if self._is_note(number) else self._typed(number, values)
        typed = {column: value for column, value in typed.items() if column not in unread}
        filled = {column: values.get(column) for column in self._kind.returned}
        return ReturnedRow(
            key=key,
            place=f"{self._name}：第{number}行",
            values=dict(answer_in_words(filled)),
            sent=dict(answer_in_words(_filled_only(sent or {}, self._kind))),
            is_ours=sent is not None,
            others={
                column: plain(value)
                for column, value in typed.items()
                if sent is None or (column in sent and not _is_same(value, sent[column]))
            },
            beside=self._beside(number),
            unread=unread,
        )

    def _readable(self, number: int) -> tuple[dict[str, Scalar], dict[str, str]]:
        """Return the values of a row, and what cannot be taken as a value."""
        values: dict[str, Scalar] = {}
        unread: dict[str, str] = {}
        dates = {column.id for column in self._kind.columns if column.look == "date"}
        for column, at in self._columns.items():
            cell = self._cells[number].get(at)
            if cell is None:
                continue
            if isinstance(cell.value, CellError):
                unread[column] = str(cell.value)
            elif cell.formula is not None and is_empty(cell.value):
                unread[column] = str(_shown(cell))
            else:
                values[column] = as_date(cell.value) if column in dates else cell.value
        return values, unread

    def _typed(self, number: int, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """Return what stands in the columns that are not the department's.

        A text that was emptied counts in a row that went out; 序号 never does.
        """
        columns = {column.id for column in self._kind.columns if not column.filled} - {NUMBER}
        if self._key(number) in self._sent:
            return {column: values.get(column) for column in columns}
        return {column: values[column] for column in columns if not is_empty(values.get(column))}

    def _is_note(self, number: int) -> bool:
        """Whether a row is one of the closing notes of the table."""
        text = self._content.value(self._keys.sheet, number, self._columns[NUMBER])
        starts = [note[:_NOTE_START] for note in self._kind.notes]
        return isinstance(text, str) and any(text.startswith(start) for start in starts)

    def _beside(self, number: int) -> dict[str, PlannedValue]:
        """Return what stands in a row outside of the columns of the table.

        A text in the column of 序号 is no number of an issue and counts as well.
        """
        known = {*self._columns.values(), self._keys.left}
        beside = {
            column_letters(column): _shown(cell)
            for column, cell in self._cells[number].items()
            if column not in known
        }
        first = self._content.value(self._keys.sheet, number, self._columns[NUMBER])
        is_own_row = self._key(number) not in self._sent and not self._is_note(number)
        if is_own_row and isinstance(first, str) and not is_empty(first):
            beside[column_letters(self._columns[NUMBER])] = first
        return beside


def _filled_cells(content: WorkbookContent, sheet: str) -> dict[int, dict[int, Cell]]:
    """Return the cells of a sheet that hold something, by row and column."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in content.sheets[sheet].items():
        if not is_empty(cell.value) or cell.formula is not None:
            rows.setdefault(row, {})[column] = cell
    return rows


def _shown(cell: Cell) -> PlannedValue:
    """Return what a cell holds; a formula without a value as itself."""
    return f"={cell.formula}" if is_empty(cell.value) else plain(cell.value)


def _sent_values(content: WorkbookContent, kind: TableKind) -> dict[str, dict[str, Scalar]]:
    """Return what went out, by key and column; tables of before kept the yellow cells only."""
    keys = content.area("_out_sent_key")
    if keys is None:
        return {}
    columns: dict[str, Area] = {}
    for column in kind.columns:
        area = content.area(f"_out_sent_{column.id}")
        if area is not None:
            columns[column.id] = area
    return {
        str(content.value(keys.sheet, row, keys.left) or ""): {
            column: content.value(area.sheet, row, area.left) for column, area in columns.items()
        }
        for row in keys.rows
    }


def _filled_only(values: Mapping[str, Scalar], kind: TableKind) -> dict[str, Scalar]:
    return {column: value for column, value in values.items() if column in kind.returned}


def _is_same(one: Scalar, other: Scalar) -> bool:
    """Whether a text still says what went out; programs change line ends and blanks at the end."""
    if isinstance(one, str) and isinstance(other, str):
        return _bare(one) == _bare(other)
    return same_value(plain(one), plain(other)) or (is_empty(one) and is_empty(other))


def _bare(text: str) -> str:
    return "".join(text.split())
