"""The tables of score rules on 参数, right of the print area: bands, levels, points of items."""

from collections.abc import Sequence

from xltoolkit.catalogue.scheme_model import SchemeRow
from xltoolkit.workbook.layout.model import Kind, Role
from xltoolkit.workbook.layout.settings import (
    BAND_COLUMN,
    BAND_ROWS,
    GRADE_LIST,
    STANDARD_LIST,
)
from xltoolkit.workbook.layout.sheet_names import SETTINGS
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.scoring_formulas import bands_name, item_points_name, levels_name
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter, absolute
from xltoolkit.workbook.sheets.styles import HEADER, LIST_TITLE

Cells = tuple[float | str | None, float | None]
_BETWEEN_TABLES = 3


def rule_table_names(row: SchemeRow) -> tuple[str, ...]:
    """Return the defined names of the tables that a row is scored by."""
    names = []
    if row.score.shape == "bands":
        names.append(bands_name(row.id))
    if row.score.levels:
        names.append(levels_name(row.id))
    if row.score.item_points:
        names.append(item_points_name(row.id))
    return tuple(names)


def write_rule_tables(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write the tables of all rows, one below the other."""
    first_row = STANDARD_LIST.header_row
    for row in parts.scheme.rows:
        if row.score.shape == "bands":
            first_row = _bands(parts, sheet, first_row, row)
        if row.score.levels:
            first_row = _levels(parts, sheet, first_row, row)
        if row.score.item_points:
            first_row = _item_points(parts, sheet, first_row, row)


def _bands(parts: TemplateParts, sheet: SheetWriter, top: int, row: SchemeRow) -> int:
    kind = STANDARD_LIST.column("value").kind
    if row.score.floors:
        cells: list[Cells] = [(each.lower, each.points) for each in row.score.floors]
        headings = (f"分档表：{row.level3}", "下限（含）", "得分")
    else:
        cells = [(each.upper, each.points) for each in row.score.bands]
        headings = (f"分档表：{row.level3}", "上限（含）", "得分")
    return _table(parts, sheet, (top, bands_name(row.id), kind), headings, cells)


def _levels(parts: TemplateParts, sheet: SheetWriter, top: int, row: SchemeRow) -> int:
    cells: list[Cells] = [(each.name, each.points) for each in row.score.levels]
    headings = (f"等次表：{row.level3}", "等次", "得分")
    return _table(parts, sheet, (top, levels_name(row.id), Kind.CHOICE), headings, cells)


def _table(
    parts: TemplateParts,
    sheet: SheetWriter,
    what: tuple[int, str, Kind],
    headings: tuple[str, str, str],
    cells: Sequence[Cells],
) -> int:
    """Write a table of two columns with free rows; return the row where the next one begins."""
    top, name, kind = what
    title, *columns = headings
    sheet.text(top - 1, BAND_COLUMN, title, sheet.styles.format(LIST_TITLE))
    for offset, heading in enumerate(columns):
        sheet.text(top, BAND_COLUMN + offset, heading, sheet.styles.format(HEADER))
    for offset in range(BAND_ROWS):
        values = cells[offset] if offset < len(cells) else (None, None)
        kinds = (kind, GRADE_LIST.column("lower").kind)
        for column, (value, of_cell) in enumerate(zip(values, kinds, strict=True)):
            place = top + 1 + offset, BAND_COLUMN + column
            _cell(sheet, place, value, of_cell)
    first, last = absolute(top + 1, BAND_COLUMN), absolute(top + BAND_ROWS, BAND_COLUMN + 1)
    parts.book.define(name, f"{SETTINGS}!{first}:{last}")
    return top + BAND_ROWS + _BETWEEN_TABLES


def _item_points(parts: TemplateParts, sheet: SheetWriter, top: int, row: SchemeRow) -> int:
    """Write the points of the items side by side, as their marks stand on 指标评分."""
    title = f"要点分值：{row.level3}"
    sheet.text(top - 1, BAND_COLUMN, title, sheet.styles.format(LIST_TITLE))
    for offset, (item, points) in enumerate(
        zip(row.score.items, row.score.item_points, strict=True)
    ):
        sheet.text(top, BAND_COLUMN + offset, item, sheet.styles.format(HEADER))
        _cell(sheet, (top + 1, BAND_COLUMN + offset), points, Kind.POINTS)
    last = absolute(top + 1, BAND_COLUMN + len(row.score.items) - 1)
    reference = f"{absolute(top + 1, BAND_COLUMN)}:{last}"
    parts.book.define(item_points_name(row.id), f"{SETTINGS}!{reference}")
    return top + 1 + _BETWEEN_TABLES


def _cell(
    sheet: SheetWriter, place: tuple[int, int], value: float | str | None, kind: Kind
) -> None:
    style = sheet.styles.cell(kind, Role.INPUT)
    if value is None:
        sheet.blank(*place, style)
    elif isinstance(value, str):
        sheet.text(*place, value, style)
    else:
        sheet.number(*place, value, style)
