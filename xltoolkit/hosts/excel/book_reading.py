"""Read an open workbook of Excel as plain values, each sheet in two blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

import xlwings

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue import load_catalogue
from xltoolkit.errors import UserError
from xltoolkit.hosts.excel.error_codes import to_error
from xltoolkit.workbook.content import Address, Cell, WorkbookContent, address
from xltoolkit.workbook.layout.settings import MARKER
from xltoolkit.workbook.reading import recognise

MOST_CELLS = 2_000_000
"""A sheet whose used area is larger is filled with empty formatted rows, not with data."""

OWN_FUNCTIONS = "PERF_"


def read_content(book: xlwings.Book, names: Mapping[str, str] | None = None) -> WorkbookContent:
    """Return all cells of a workbook of ours, as they stand, and its defined names.

    Names are asked for one by one; where they cannot have changed, those known are `names`.

    Raises:
        UserError: the workbook is not ours, or a sheet is too large to be read.
    """
    known = read_names(book) if names is None else names
    if MARKER.name not in known:
        recognise(WorkbookContent({}, known), load_catalogue())
    cells = {sheet.name: dict(_cells(sheet)) for sheet in book.sheets}
    unprotected = (sheet.name for sheet in book.sheets if not sheet.api.ProtectContents)
    return WorkbookContent(cells, known, tuple(unprotected))


def read_names(book: xlwings.Book) -> dict[str, str]:
    """Return the defined names that hold for the whole workbook, hidden ones too."""
    pairs = ((name.name, name.refers_to) for name in book.names)
    return {name: (text or "").removeprefix("=") for name, text in pairs if "!" not in name}


def _cells(sheet: xlwings.Sheet) -> Iterator[tuple[Address, Cell]]:
    used = sheet.used_range
    (height, width), top, left = used.shape, used.row, used.column
    if height * width > MOST_CELLS:
        last = address(top + height - 1, left + width - 1)
        raise UserError(
            f"工作表“{sheet.name}”的已用区域到{last}，太大，未作任何改动："
            "请删除数据以外的空白行列，保存后再试。"
        )
    # Value2 gives dates as serial numbers and money as plain numbers, as a file stores them.
    values = _as_rows(used.api.Value2, height * width)
    formulas = _as_rows(used.api.Formula, height * width)
    for row, both in enumerate(zip(values, formulas, strict=True), start=top):
        for column, (value, formula) in enumerate(zip(*both, strict=True), start=left):
            cell = _cell(value, formula)
            if cell is not None:
                yield (row, column), cell


def _as_rows(block: Any, size: int) -> Any:
    """Return a block as rows; Excel hands a single cell over as it is."""
    return ((block,),) if size == 1 else block


def _cell(value: object, formula: object) -> Cell | None:
    # A text that only looks like a formula says the same as value and as formula.
    has_formula = isinstance(formula, str) and formula.startswith("=") and formula != value
    if has_formula:
        return Cell(_scalar(value), str(formula).removeprefix("="))
    return None if value in (None, "") else Cell(_scalar(value))


def _scalar(value: object) -> Scalar:
    if value is None or isinstance(value, (bool, float, str)):
        return value
    error = to_error(value) if isinstance(value, int) else None
    if error is not None:
        return error
    raise TypeError(f"Excel gave a value of an unknown type: {type(value).__name__}")


def refuse_uncalculated(content: WorkbookContent) -> None:
    """Refuse a workbook in which Excel does not know our functions.

    Raises:
        UserError: names the first such cell.
    """
    for sheet, cells in content.sheets.items():
        for (row, column), cell in cells.items():
            is_unknown = cell.value is CellError.NAME
            if is_unknown and cell.formula and OWN_FUNCTIONS in cell.formula.upper():
                raise UserError(
                    f"{sheet}!{address(row, column)}的函数没有算出来（#NAME?），"
                    "宏没有启用，或没有连上 Python，未作任何改动：请启用宏后重新打开工作簿，"
                    "仍不行的请按“自检”。"
                )
