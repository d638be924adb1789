"""The sheets of a workbook that somebody else made, as rows: a table, published accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.old_workbook import is_old_workbook, read_old_workbook
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from udfs.values import Scalar
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.workbook_parts import SheetPart

WIDEST_TABLE = 60  # columns; what stands further right belongs to no table


def foreign_sheets(path: Path) -> list[tuple[str, list[list[Scalar]]]]:
    """Return each sheet by name with its rows from row 1 and its cells from column A.

    Old .xls workbooks are read too; an empty cell is None.

    Raises:
        UserError: the file cannot be read, or has no sheet.
    """
    sheets = _old_sheets(path) if is_old_workbook(path) else _sheets(path)
    if not sheets:
        raise UserError(f"“{path.name}”中没有工作表，请检查文件。")
    return sheets


def _old_sheets(path: Path) -> list[tuple[str, list[list[Scalar]]]]:
    return [(name, [row[:WIDEST_TABLE] for row in rows]) for name, rows in read_old_workbook(path)]


def _sheets(path: Path) -> list[tuple[str, list[list[Scalar]]]]:
    package = open_file(path)
    return [
        (sheet.name, _rows(package, sheet))
        for sheet in read_workbook(package).sheets
        if sheet.kind == WORKSHEET
    ]


def _rows(package: Package, part: SheetPart) -> list[list[Scalar]]:
    cells = {
        (row, column): cell.value
        for (row, column), cell in read_cells(package, part).cells.items()
        if column <= WIDEST_TABLE
    }
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    return [
        [cells.get((row, column)) for column in range(1, last_column + 1)]
        for row in range(1, last_row + 1)
    ]
