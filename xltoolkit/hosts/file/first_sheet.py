"""The rows of a workbook that somebody else made, such as a table of quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from udfs.values import Scalar

WIDEST_TABLE = 60  # columns; what stands further right belongs to no table of quantities


def first_sheet_rows(path: Path) -> list[list[Scalar]]:
    """Return the rows of the first sheet, empty cells as None.

    Raises:
        UserError: the file cannot be read, or has no sheet.
    """
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
