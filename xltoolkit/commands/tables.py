"""Reading a table that somebody else made: quantities, or published final accounts."""

from pathlib import Path

from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.old_workbook import is_old_workbook, read_old_workbook
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.workbook_parts import (
    WORKSHEET,
    SheetPart,
    read_cells,
    read_workbook,
)
from xltoolkit.imports.accounts_sheet import AccountSheet
from xltoolkit.imports.csv_rows import read_csv_rows

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WIDEST_TABLE = 60  # columns; what stands further right belongs to no table of quantities
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et")


def read_sheets(path: Path) -> list[AccountSheet]:
    """Return the rows of a CSV file, or of every sheet of a workbook, old .xls too.

    Raises:
        UserError: the file cannot be read, is of another kind, or has no sheet.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return [AccountSheet(path.stem, read_csv_rows(path))]
    if suffix not in WORKBOOK_SUFFIXES:
        raise UserError(
            f"“{path.name}”不是能读取的数据文件，请提供 .yaml 案例文件，"
            "或 .csv、.xlsx、.xls 的数据表、决算公开表。"
        )
    sheets = _old_sheets(path) if is_old_workbook(path) else _sheets(path)
    if not sheets:
        raise UserError(f"“{path.name}”中没有工作表，请检查文件。")
    return sheets


def _old_sheets(path: Path) -> list[AccountSheet]:
    return [
        AccountSheet(name, [row[:WIDEST_TABLE] for row in rows])
        for name, rows in read_old_workbook(path)
    ]


def _sheets(path: Path) -> list[AccountSheet]:
    package = open_file(path)
    return [
        AccountSheet(sheet.name, _rows(package, sheet))
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
