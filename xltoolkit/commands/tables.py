"""Reading a table of quantities that somebody else made."""

from pathlib import Path

from udfs.values import Scalar
from xltoolkit.catalogue import Catalogue
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook
from xltoolkit.imports.csv_rows import read_csv_rows
from xltoolkit.imports.quantity_table import QuantityTable, read_quantity_table

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WIDEST_TABLE = 60  # columns; what stands further right belongs to no table of quantities
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")


def read_table(path: Path, catalogue: Catalogue, unit: str | None) -> QuantityTable:
    """Return the quantities of a CSV file, or of the first sheet of a workbook.

    Raises:
        UserError: the file cannot be read, is of another kind, or has no header.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return read_quantity_table(read_csv_rows(path), catalogue, unit)
    if suffix in WORKBOOK_SUFFIXES:
        return read_quantity_table(_sheet_rows(path), catalogue, unit)
    raise UserError(
        f"“{path.name}”不是能读取的数据文件，请提供 .yaml 案例文件，或 .csv、.xlsx 数据表。"
    )


def _sheet_rows(path: Path) -> list[list[Scalar]]:
    package = open_file(path)
    sheets = [each for each in read_workbook(package).sheets if each.kind == WORKSHEET]
    if not sheets:
        raise UserError(f"“{path.name}”中没有工作表，请检查文件。")
    cells = {
        (row, column): cell.value
        for (row, column), cell in read_cells(package, sheets[0]).cells.items()
        if column <= WIDEST_TABLE
    }
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    return [
        [cells.get((row, column)) for column in range(1, last_column + 1)]
        for row in range(1, last_row + 1)
    ]
