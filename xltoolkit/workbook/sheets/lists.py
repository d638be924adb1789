"""What the sheets with lists have in common: columns, a list with its rows, errors in grey."""

from collections.abc import Iterable

from xltoolkit.workbook.content import address
from xltoolkit.workbook.layout.model import ListLayout, Role
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import MUTED


def set_columns(sheet: SheetWriter, layout: ListLayout) -> None:
    """Set the widths of the columns; close the folded ones, hide the hidden ones."""
    for column in layout.columns:
        options: dict[str, object] = {}
        if column.role is Role.HIDDEN:
            options = {"hidden": True}
        elif column.role is Role.FOLDED:
            options = {"level": 1, "hidden": True}
        first = layout.position(column.id) - 1
        sheet.worksheet.set_column(first, first, column.width, None, options)


def write_list(sheet: SheetWriter, layout: ListLayout, skip: Iterable[str] = ()) -> None:
    """Write a list with its title, header, names and empty rows.

    The columns in `skip` are left for the caller to fill.
    """
    sheet.list_title(layout)
    sheet.list_header(layout)
    sheet.list_names(layout)
    sheet.blank_rows(layout, tuple(skip))


def fill_formulas(
    sheet: SheetWriter, layout: ListLayout, row: int, formulas: dict[str, str]
) -> None:
    """Write the formulas of one row, by column id, without the equals sign."""
    for column_id, formula in formulas.items():
        column = layout.column(column_id)
        style = sheet.styles.cell(column.kind, column.role)
        sheet.formula(row, layout.position(column_id), f"={formula}", style)


def fill_texts(sheet: SheetWriter, layout: ListLayout, row: int, texts: dict[str, str]) -> None:
    """Write the texts of one row, by column id, each in the look of its column."""
    for column_id, text in texts.items():
        column = layout.column(column_id)
        style = sheet.styles.cell(column.kind, column.role)
        sheet.text(row, layout.position(column_id), text, style)


def cell_of(layout: ListLayout, row: int, column_id: str) -> str:
    """Return the address of a cell of a list for use in a formula of the same sheet."""
    return address(row, layout.position(column_id))


def mute_errors(sheet: SheetWriter, layout: ListLayout, *columns: str) -> None:
    """Show error values (what was not provided) in grey; they stay errors."""
    style = sheet.styles.condition(font_color=MUTED)
    sheet.condition(layout, columns, type="errors", format=style)


def percent_for_ratios(sheet: SheetWriter, layout: ListLayout, unit: str, *columns: str) -> None:
    """Show numbers as percentages in the rows whose unit is 比率."""
    style = sheet.styles.condition(num_format="0.00%")
    unit_cell = f"${address(layout.first_row, layout.position('unit'))}"
    criteria = f'={unit_cell}="{unit}"'
    sheet.condition(layout, columns, type="formula", criteria=criteria, format=style)
