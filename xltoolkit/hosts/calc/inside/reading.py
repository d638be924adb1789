"""Read a whole document of Calc as plain values."""

from typing import Any, Dict, Optional

from udfs.values import Scalar
from xltoolkit.hosts.calc.inside.cell_values import TruthFormats, cell_error
from xltoolkit.workbook.content import Address, Cell, WorkbookContent, address

_LOST = "#REF!"


def read_content(document: Any) -> WorkbookContent:
    """Return all filled cells with value and formula, and the defined names.

    The formulas are those of Calc, which writes them in a language of its own.
    """
    sheets = document.Sheets
    truth = TruthFormats(document)
    by_index = [sheets.getByIndex(index) for index in range(sheets.Count)]
    titles = [sheet.Name for sheet in by_index]
    return WorkbookContent(
        {title: _read_sheet(sheet, truth) for title, sheet in zip(titles, by_index)},
        _read_names(document, titles),
        tuple(sheet.Name for sheet in by_index if not sheet.isProtected()),
    )


def content_to_judge(document: Any) -> WorkbookContent:
    """Return the content with formulas that are there and say nothing.

    So a formula that was overwritten is seen, and none is taken for changed because Calc
    writes it otherwise than the template.
    """
    content = read_content(document)
    sheets = {
        title: {
            at: cell if cell.formula is None else Cell(cell.value, "") for at, cell in cells.items()
        }
        for title, cells in content.sheets.items()
    }
    return WorkbookContent(sheets, content.names, content.unprotected)


def used_cells(sheet: Any) -> Any:
    """Return the range from A1 to the last used row and column."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def _read_sheet(sheet: Any, truth: TruthFormats) -> Dict[Address, Cell]:
    block = used_cells(sheet)
    cells: Dict[Address, Cell] = {}
    lines = zip(block.getDataArray(), block.getFormulaArray())
    for row, (values, formulas) in enumerate(lines):
        for column, (value, text) in enumerate(zip(values, formulas)):
            if value != "" or text:
                formula = text[1:] if text.startswith("=") else None
                plain = _plain(sheet, truth, row, column, value)
                cells[row + 1, column + 1] = Cell(plain, formula)
    return cells


def _plain(sheet: Any, truth: TruthFormats, row: int, column: int, value: object) -> Scalar:
    if value is None:
        return cell_error(sheet.getCellByPosition(column, row).getError())
    if value in (0.0, 1.0) and truth.show_truth(sheet.getCellByPosition(column, row)):
        return bool(value)
    return value if isinstance(value, (float, str)) else None


def _read_names(document: Any, titles: "list[str]") -> Dict[str, str]:
    names: Dict[str, str] = {}
    ranges = document.NamedRanges
    for index in range(ranges.Count):
        named = ranges.getByIndex(index)
        names[named.Name] = _reference(named, titles) or named.Content
    return names


def _reference(named: Any, titles: "list[str]") -> Optional[str]:
    """Return what a name refers to as the workbook writes it: 'Sheet'!$A$1:$B$2.

    Where its sheet was deleted, Calc answers with the cells of the next one.
    """
    cells = None if _LOST in named.Content else named.getReferredCells()
    if cells is None:
        return None
    place = cells.RangeAddress
    first = _absolute(place.StartRow, place.StartColumn)
    last = _absolute(place.EndRow, place.EndColumn)
    title = titles[place.Sheet].replace("'", "''")
    return f"'{title}'!{first}" if first == last else f"'{title}'!{first}:{last}"


def _absolute(row: int, column: int) -> str:
    plain = address(row + 1, column + 1)
    letters = plain.rstrip("0123456789")
    return f"${letters}${plain[len(letters) :]}"
