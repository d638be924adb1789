"""The sheets of a workbook that somebody else made, as rows: a table, published accounts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.cell_formats import date_cells
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.old_workbook import is_old_workbook, read_old_workbook
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from udfs.values import Scalar
    from xltoolkit.hosts.file.cells import Cell
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.references import Position
    from xltoolkit.hosts.file.workbook_parts import SheetPart

_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001  # a day on a sheet has no time zone
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
    dates = date_cells(package)
    return [
        (sheet.name, _rows(package, sheet, dates[sheet.name]))
        for sheet in read_workbook(package).sheets
        if sheet.kind == WORKSHEET
    ]


def _shown(cell: Cell) -> Scalar:
    """Return what a cell shows; one whose formula has no stored result shows the formula."""
    return f"={cell.formula}" if cell.formula and cell.value is None else cell.value


def _as_date(value: Scalar) -> Scalar:
    """Return a day as text, such as 2023-03-05: no table means its serial number."""
    assert isinstance(value, float)
    try:
        return (_DAY_0 + timedelta(days=value)).isoformat(sep=" ").removesuffix(" 00:00:00")
    except OverflowError:
        return value


def _rows(package: Package, part: SheetPart, dates: frozenset[Position]) -> list[list[Scalar]]:
    cells = {
        position: _as_date(cell.value) if position in dates else _shown(cell)
        for position, cell in read_cells(package, part).cells.items()
        if position[1] <= WIDEST_TABLE
    }
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    return [
        [cells.get((row, column)) for column in range(1, last_column + 1)]
        for row in range(1, last_row + 1)
    ]
