"""Everything of a workbook that a reader sees: values, formulas, styles, names, pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

STYLE_PARTS = ("fill", "border", "alignment", "protection", "number_format")
FONT_PARTS = ("name", "size", "bold", "italic", "underline", "color")


def looks(path: Path) -> dict[Any, Any]:
    """Return what a workbook holds and how it looks, by cell, sheet or name."""
    book = openpyxl.load_workbook(path)
    results = openpyxl.load_workbook(path, data_only=True)
    seen: dict[Any, Any] = {
        "names": sorted((n, d.attr_text) for n, d in book.defined_names.items())
    }
    for sheet in book.worksheets:
        seen.update(_of_sheet(sheet))
        for row in sheet.iter_rows():
            for cell in row:
                result = results[sheet.title][cell.coordinate].value
                seen[sheet.title, cell.coordinate] = (cell.value, result, *_style(cell))
    return seen


def _of_sheet(sheet: Worksheet) -> dict[Any, Any]:
    """Return widths, heights, drop-downs, conditions, protection and pages of a sheet."""
    columns, rows = sheet.column_dimensions, sheet.row_dimensions
    conditions = sheet.conditional_formatting
    return {
        (sheet.title, "columns"): sorted(
            (k, each.width, each.hidden) for k, each in columns.items()
        ),
        (sheet.title, "rows"): sorted((k, each.height, each.hidden) for k, each in rows.items()),
        (sheet.title, "merged"): sorted(str(each) for each in sheet.merged_cells.ranges),
        (sheet.title, "choices"): sorted(
            (str(each.sqref), str(each.type), str(each.formula1))
            for each in sheet.data_validations.dataValidation
        ),
        (sheet.title, "conditions"): sorted(
            (str(each.sqref), str([(rule.type, rule.formula) for rule in each.rules]))
            for each in conditions
        ),
        (sheet.title, "protection"): repr(sheet.protection),
        (sheet.title, "pages"): (sheet.print_area, sheet.print_title_rows, sheet.freeze_panes),
    }


def _style(cell: Cell | MergedCell) -> tuple[str, ...]:
    font = tuple(repr(getattr(cell.font, part)) for part in FONT_PARTS)
    return (*font, *(repr(getattr(cell, part)) for part in STYLE_PARTS))
