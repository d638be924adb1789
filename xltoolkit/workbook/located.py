"""Where the lists and single cells of a layout stand in a workbook that is in use.

Rows and columns may have been inserted or moved since the template was built, so nothing is
looked for at the places of the layout: defined names lead to columns and cells.
"""

from dataclasses import dataclass
from typing import Dict, Iterator, Mapping

from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.workbook.content import Address, WorkbookContent, address
from xltoolkit.workbook.layout.model import ListLayout, SingleCell


@dataclass(frozen=True)
class LocatedList:
    """A list with the columns, by id, and the rows where they stand in this workbook."""

    layout: ListLayout
    sheet: str
    rows: range
    columns: Mapping[str, int]

    def cell(self, row: int, column_id: str) -> Address:
        """Return the address of a cell of the list."""
        return row, self.columns[column_id]

    def value(self, content: WorkbookContent, row: int, column_id: str) -> Scalar:
        """Return the value of a cell of the list, None where the workbook lacks the column."""
        if column_id not in self.columns:
            return None
        return content.value(self.sheet, row, self.columns[column_id])

    def place(self, row: int, column_id: str) -> str:
        """Return the cell as messages name it: 现场发现!A12."""
        return f"{self.sheet}!{address(row, self.columns[column_id])}"

    def filled_rows(self, content: WorkbookContent, *column_ids: str) -> Iterator[int]:
        """Return the rows in which one of the columns holds something."""
        for row in self.rows:
            if any(self.value(content, row, each) not in (None, "") for each in column_ids):
                yield row


def locate_list(content: WorkbookContent, layout: ListLayout) -> LocatedList:
    """Find a list by the defined names of its columns.

    Raises:
        UserError: when a name is missing or broken, when a column has come to another sheet,
            or when the columns no longer begin and end in the same rows.
    """
    columns: Dict[str, int] = {}
    sheet, rows = "", range(0)
    for column in layout.columns:
        name = layout.name(column.id)
        area = content.area(name)
        if area is None and column.added:
            continue  # a workbook of an older template
        if area is None or area.sheet not in content.sheets:
            raise lost_name(name, f"“{layout.sheet}”的“{column.title}”列")
        if columns and (area.sheet != sheet or area.rows != rows):
            raise UserError(
                f"“{layout.sheet}”的“{column.title}”列（名称{name}）与“{layout.title}”的其他列"
                "不在同样的行，请撤销对表格行列的移动，或用未改动的副本重新填报。"
            )
        sheet, rows = area.sheet, area.rows
        columns[column.id] = area.left
    return LocatedList(layout, sheet, rows, columns)


def locate_cell(content: WorkbookContent, cell: SingleCell) -> "LocatedCell":
    """Find a single cell by its defined name.

    Raises:
        UserError: when the name is missing or broken.
    """
    area = content.area(cell.name)
    if area is None or area.sheet not in content.sheets:
        raise lost_name(cell.name, f"“{cell.sheet}”的“{cell.title}”")
    return LocatedCell(area.sheet, area.top, area.left)


@dataclass(frozen=True)
class LocatedCell:
    """A single cell where it stands in this workbook."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> Address:
        """Its row and column."""
        return self.row, self.column

    @property
    def cell(self) -> str:
        """Its address as F12."""
        return address(self.row, self.column)


def lost_name(name: str, what: str) -> UserError:
    """Return the refusal of a workbook in which a defined name is missing."""
    return UserError(
        f"{what}的名称“{name}”已丢失，无法找到该处数据，"
        "请在“公式－名称管理器”中恢复该名称，或用未改动的副本重新填报。"
    )
