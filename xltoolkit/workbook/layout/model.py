"""The terms in which a layout is written: columns, lists of prepared rows, single cells.

Rows and columns count from 1 and are those of a fresh template. A workbook in use is never
searched by them: a cell is found by its defined name, a row by its id column.
Standard library only, Python 3.8: this runs in Calc.
"""

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Dict, Optional, Tuple


class Kind(Enum):
    """What a cell holds, and so how it is written and what staff may type into it."""

    ID = "编号"
    TEXT = "文字"
    PARAGRAPH = "长文字"
    NUMBER = "数值"
    MONEY = "万元"
    COUNT = "个数"
    RATIO = "比率"
    POINTS = "分"
    DATE = "日期"
    CHOICE = "选项"
    LINK = "链接"


class Role(Enum):
    """Who writes a column, and where it is seen.

    INPUT is typed by staff; FORMULA is computed by the sheet; RUN is written by a run and
    printed; SIDE is written by a run and stands beside the print area; MANUAL is typed by staff
    beside what a run writes; FOLDED stands in a closed group; HIDDEN is for the tool alone.
    """

    INPUT = "填报"
    FORMULA = "公式"
    RUN = "生成"
    SIDE = "旁注"
    MANUAL = "人工"
    FOLDED = "折叠"
    HIDDEN = "隐藏"


@dataclass(frozen=True)
class Column:
    """A column of a list. `width` counts characters of the standard font.

    `name` is the defined name over the prepared rows where it differs from the usual
    `_<list>_<column>`; `choices` are the words of a drop-down; `hint` is its input message.
    A column with a `span` is merged over so many columns of the sheet, `width` is of all;
    one with `at` stands in that column of the sheet, apart from the others. A column that was
    `added` later is missing from older workbooks, which read as if it were empty.
    """

    id: str
    title: str
    width: float
    kind: Kind = Kind.TEXT
    role: Role = Role.INPUT
    name: Optional[str] = None
    choices: Tuple[str, ...] = ()
    hint: str = ""
    span: int = 1
    at: Optional[int] = None
    added: bool = False


@dataclass(frozen=True)
class ListLayout:
    """A list on a sheet: its header stands in the row above the first of its prepared rows.

    `key_column` is the id of the column whose text identifies a row. A list that was `added`
    later is missing from older workbooks.
    """

    id: str
    sheet: str
    title: str
    first_row: int
    prepared: int
    columns: Tuple[Column, ...]
    key_column: str = "id"
    first_column: int = 1
    added: bool = False

    @property
    def last_row(self) -> int:
        """The last prepared row of a fresh template."""
        return self.first_row + self.prepared - 1

    @property
    def header_row(self) -> int:
        """The row of the column titles."""
        return self.first_row - 1

    @property
    def title_row(self) -> int:
        """The row of the title, where the list has one of its own."""
        return self.header_row - 1

    @property
    def last_column(self) -> int:
        """The last of the columns that stand together."""
        together = [column.span for column in self.columns if column.at is None]
        return self.first_column + sum(together) - 1

    @property
    def block_name(self) -> str:
        """The defined name over all prepared rows and columns."""
        return f"_{self.id}"

    def column(self, column_id: str) -> Column:
        """Return the column of this id; a KeyError for any other is a mistake in the program."""
        return self._by_id[column_id][1]

    def position(self, column_id: str) -> int:
        """Return where the column stands in a fresh template."""
        return self._by_id[column_id][0]

    def name(self, column_id: str) -> str:
        """Return the defined name over the prepared rows of the column."""
        column = self.column(column_id)
        return column.name or f"_{self.id}_{column.id}"

    def placed(self, first_row: int, prepared: int) -> "ListLayout":
        """Return the list with other rows, as the template of a scheme needs them."""
        return replace(self, first_row=first_row, prepared=prepared)

    @cached_property
    def _by_id(self) -> Dict[str, Tuple[int, Column]]:
        placed: Dict[str, Tuple[int, Column]] = {}
        position = self.first_column
        for column in self.columns:
            if column.at is not None:
                placed[column.id] = (column.at, column)
                continue
            placed[column.id] = (position, column)
            position += column.span
        return placed


@dataclass(frozen=True)
class SingleCell:
    """A cell with a defined name of its own; `title` is how messages call it."""

    name: str
    sheet: str
    row: int
    column: int
    title: str
    kind: Kind = Kind.TEXT
    role: Role = Role.INPUT
    choices: Tuple[str, ...] = ()
    hint: str = ""
