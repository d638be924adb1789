"""One sheet of published accounts: its title, its unit, its header, and the cells below it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xltoolkit.imports.accounts_model import AccountFigure, AccountTable, account_tables
from xltoolkit.imports.quantity_names import folded
from xltoolkit.imports.table_header import SEARCHED_ROWS, Row, TableCell, as_text, find_header
from xltoolkit.workbook.content import address
from xltoolkit.workbook.typed_numbers import read_typed_number

_BEFORE_A_TITLE = ("年度", "年", "部门", "单位", "本级")
_LINES_ABOVE = ("单位:", "部门:")
_NUMERALS = "一二三四五六七八九十0123456789"
_OF_WHICH = "其中:"
_TOTAL = "合计"
_YEAR_DIGITS = 4
_TITLES_OF_CONTENTS = 3
"""So many titles together are a list of them; two tables may stand on one sheet by mistake."""


@dataclass(frozen=True)
class AccountSheet:
    """A sheet as it was read: rows from row 1, cells from column A."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class FoundCell:
    """A cell of a table: its value and its address."""

    value: TableCell
    cell: str


@dataclass(frozen=True)
class LocatedTable:
    """A published table on a sheet; `top` is the row of its title from 0, -1 for a tab's name."""

    table: AccountTable
    sheet: AccountSheet
    top: int

    @property
    def lines_above(self) -> Sequence[Row]:
        """The lines from the title to the header: number, department and unit."""
        return self.sheet.rows[: self._start]

    def find(self, figure: AccountFigure) -> list[FoundCell]:
        """Return every cell that may be the figure; one when the table is as it should be."""
        columns = [
            column
            for column, path in enumerate(self._paths)
            if self._leaf(path) in _all_folded(figure.columns)
            and (not figure.under or set(path) & set(_all_folded(figure.under)))
        ]
        if not figure.row:
            return list(self._only_line(columns))
        return list(self._beside(_all_folded(figure.row), columns))

    def count_of_numbers(self) -> int:
        """Return how many numbers stand below the header, ordinals of lines left out."""
        return sum(
            self._leaf(self._paths[column]) not in ("行次", "科目编码")
            for row in self._data
            for column, cell in enumerate(row)
            if is_number(cell)
        )

    def _beside(self, names: Sequence[str], columns: Sequence[int]) -> Iterator[FoundCell]:
        for number, row in enumerate(self._data, start=self._first_line + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and _line_name(cell) in names:
                    right = _right_of(row, column, columns)
                    if right is not None:
                        yield FoundCell(_cell(row, right), address(number, right + 1))

    def _only_line(self, columns: Sequence[int]) -> Iterator[FoundCell]:
        """Return the cells of the line of figures: the only one, or the one called 合计."""
        lines = [
            (number, row)
            for number, row in enumerate(self._data, start=self._first_line + 1)
            if any(is_number(_cell(row, column)) for column in columns)
        ]
        totals = [
            line for line in lines if any(_line_name(as_text(cell)) == _TOTAL for cell in line[1])
        ]
        for number, row in totals or lines:
            for column in columns:
                yield FoundCell(_cell(row, column), address(number, column + 1))

    @cached_property
    def _start(self) -> int:
        """The first row of the header: it has several cells and names neither unit nor body."""
        for position in range(self.top + 1, len(self.sheet.rows)):
            texts = [folded(as_text(cell)) for cell in self.sheet.rows[position]]
            filled = [text for text in texts if text]
            if len(filled) > 1 and not any(
                mark in text for text in filled for mark in _LINES_ABOVE
            ):
                return position
        return len(self.sheet.rows)

    @cached_property
    def _header_end(self) -> int:
        """The first row below the headings: it has numbers."""
        for position in range(self._start, len(self.sheet.rows)):
            if any(is_number(cell) for cell in self.sheet.rows[position]):
                return position
        return len(self.sheet.rows)

    @cached_property
    def _first_line(self) -> int:
        """The first line of figures, behind the row of column numbers where there is one."""
        end = self._header_end
        numbered = end < len(self.sheet.rows) and _counts_columns(self.sheet.rows[end])
        return end + 1 if numbered else end

    @property
    def _data(self) -> Sequence[Row]:
        return self.sheet.rows[self._first_line :]

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        """The headings above each column, from top to bottom.

        An empty cell of the header belongs to the heading on its left as long as the headings
        above both are the same: that is what merged cells look like when they are read.
        """
        header = self.sheet.rows[self._start : self._header_end]
        width = max((len(row) for row in self.sheet.rows), default=0)
        paths: list[tuple[str, ...]] = []
        for column in range(width):
            path: tuple[str, ...] = ()
            for level, row in enumerate(header):
                text = folded(as_text(_cell(row, column)))
                if not text and paths and paths[-1][:level] == path:
                    text = paths[-1][level]
                path = (*path, text)
            paths.append(path)
        return paths

    @staticmethod
    def _leaf(path: tuple[str, ...]) -> str:
        return next((text for text in reversed(path) if text), "")


def locate_table(sheet: AccountSheet) -> LocatedTable | None:
    """Return the published table on a sheet by the title above it, else by the tab's name.

    A sheet that lists titles is the contents of the book and no table.
    """
    if is_contents(sheet):
        return None
    for position, table in _titles(sheet.rows[:SEARCHED_ROWS]):
        return LocatedTable(table, sheet, position)
    of_tab = _titled(sheet.name)
    return None if of_tab is None else LocatedTable(of_tab, sheet, -1)


def is_contents(sheet: AccountSheet) -> bool:
    """Whether a sheet lists the titles of the tables."""
    titles = {table.title for _, table in _titles(sheet.rows[:SEARCHED_ROWS])}
    return len(titles) >= _TITLES_OF_CONTENTS


def _titles(rows: Sequence[Row]) -> Iterator[tuple[int, AccountTable]]:
    for position, row in enumerate(rows):
        for cell in row:
            table = _titled(as_text(cell))
            if table is not None:
                yield position, table


def is_accounts(sheet: AccountSheet) -> bool:
    """Whether a published table stands on a sheet.

    A table of quantities may name one as its source, below its header, or in the tab's name.
    """
    located, header = locate_table(sheet), find_header(sheet.rows)
    if located is None or header is None:
        return located is not None
    if located.top >= 0:
        return located.top < header.row
    return not header.is_long and not header.others.keys() & {"unit", "scope", "source"}


def _titled(text: str) -> AccountTable | None:
    """Return the table that has this title; “项目支出决算表” is not the “支出决算表”."""
    title = _without_brackets(folded(text))
    for table in account_tables().tables:
        for name in table.names:
            before = title.removesuffix(name)
            if before != title and _may_stand_before(before):
                return table
    return None


def _may_stand_before(text: str) -> bool:
    return not text or not text[-1].isalpha() or text.endswith(_BEFORE_A_TITLE)


def _without_brackets(title: str) -> str:
    """Drop what stands in brackets behind a title: (公开01表)."""
    return title.rpartition("(")[0] if title.endswith(")") and "(" in title[1:] else title


def stated_year(rows: Sequence[Row]) -> int | None:
    """Return the year of the accounts that the lines above a table name, such as 2022年度."""
    for row in rows:
        for cell in row:
            digits = folded(as_text(cell)).partition("年度")[0][-_YEAR_DIGITS:]
            if "年度" in as_text(cell) and len(digits) == _YEAR_DIGITS and digits.isdecimal():
                return int(digits)
    return None


def stated_department(rows: Sequence[Row]) -> str:
    """Return the department that the lines above a table name, empty where they do not."""
    for row in rows:
        for cell in row:
            text = as_text(cell).replace("：", ":")
            for mark in ("部门:", "编制单位:", "单位名称:"):
                if mark in text:
                    return text.partition(mark)[2].split("金额单位")[0].strip()
    return ""


def is_number(cell: TableCell) -> bool:
    """Whether a cell shows a number."""
    if isinstance(cell, (int, float)):
        return not isinstance(cell, bool) and math.isfinite(cell)
    typed = read_typed_number(cell) if isinstance(cell, str) else None
    return typed is not None and typed.value is not None


def _right_of(row: Row, label: int, columns: Sequence[int]) -> int | None:
    """Return the column of the figure that belongs to a label: before the next label.

    The first filled one counts, for a label in merged cells may reach over others; where all
    are empty, the first.
    """
    empty = None
    for position in range(label + 1, len(row)):
        text = as_text(row[position])
        if position in columns:
            if text:
                return position
            empty = position if empty is None else empty
        elif text and not is_number(row[position]):
            break
    return empty


def _counts_columns(row: Row) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3."""
    numbers = [as_text(cell) for cell in row if is_number(cell)]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _line_name(text: str) -> str:
    """Return the name of a line without its numbering: 八、其他收入 is 其他收入."""
    name = folded(text)
    before, mark, behind = name.partition("、")
    if mark and before and all(letter in _NUMERALS for letter in before):
        name = behind
    before, mark, behind = name.removeprefix("(").partition(")")
    if mark and name.startswith("(") and before and all(each in _NUMERALS for each in before):
        name = behind
    return name.removeprefix(_OF_WHICH)


def _all_folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded(name) for name in names)


def _cell(row: Row, position: int) -> TableCell:
    return row[position] if position < len(row) else None
