"""Reading a table that somebody else made, as rows of cells."""

from pathlib import Path

from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook
from xltoolkit.imports.quantity_table import read_csv_rows

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")

Rows = list[list[Scalar]]


def read_rows(path: Path) -> Rows:
    """Return the rows of a CSV file, or of the first sheet of a workbook.

    Raises:
        UserError: the file cannot be read or is of another kind.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return read_csv_rows(path)
    if suffix in WORKBOOK_SUFFIXES:
        return _sheet_rows(path)
    raise UserError(
        f"“{path.name}”不是能读取的数据文件，请提供 .yaml 案例文件，或 .csv、.xlsx 数据表。"
    )


def _sheet_rows(path: Path) -> Rows:
    package = open_file(path)
    sheets = [each for each in read_workbook(package).sheets if each.kind == WORKSHEET]
    if not sheets:
        raise UserError(f"“{path.name}”中没有工作表，请检查文件。")
    sheet = read_cells(package, sheets[0])
    rows: Rows = [[None] * sheet.last_column for _ in range(sheet.last_row)]
    for (row, column), cell in sheet.cells.items():
        rows[row - 1][column - 1] = cell.value
    return rows
