"""The sheet 参数."""

from xltoolkit.catalogue.compiled import rule_set_id
from xltoolkit.catalogue.scheme_model import SchemeRow
from xltoolkit.workbook.layout.model import ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    BAND_COLUMN,
    BAND_ROWS,
    DECIDED_BASIS,
    DECIDED_GRADE,
    DECIDED_SCORE,
    DECISIONS_NAME,
    FINALISED,
    GRADE_LIST,
    GRADE_TABLE,
    GROUP_LIST,
    MARKER,
    MEMBER_SEPARATOR,
    RULE_SET,
    SCHEME_ID,
    SCHEME_NAME,
    SCHEME_VERSION,
    STANDARD_LIST,
    STEP_ROUNDING,
    STEP_ROUNDINGS,
    TEMPLATE_MARK,
    TEMPLATE_VERSION,
    TEMPLATE_VERSION_NOW,
)
from xltoolkit.workbook.layout.sheet_names import SETTINGS
from xltoolkit.workbook.sheets.lists import set_columns, write_list
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.scoring_formulas import bands_name
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter, absolute
from xltoolkit.workbook.sheets.styles import HEADER, LABEL, LIST_TITLE, TAB_BACKGROUND

_LAST_PRINTED = STANDARD_LIST.position("change_basis")
_BASIS_LAST_COLUMN = 6


def write_settings(parts: TemplateParts) -> None:
    """Write 参数: standards, grades, groups, advice, 定稿录入, and what the tool remembers."""
    sheet = parts.book.add_sheet(SETTINGS, TAB_BACKGROUND)
    set_columns(sheet, STANDARD_LIST)
    hint = "改动标准值的，请填写修改日期和依据；改动后得分、问题和结论随之更新。"
    sheet.heading(SETTINGS, hint, _LAST_PRINTED)
    _standards(parts, sheet)
    _grades(parts, sheet)
    _single_cells(sheet)
    _groups(parts, sheet)
    write_list(sheet, ADVICE_LIST)
    _bands(parts, sheet)
    _system(parts, sheet)
    area = (ADVICE_LIST.last_row, _LAST_PRINTED)
    sheet.print_on_paper(area, landscape=True, header_row=0)
    sheet.worksheet.freeze_panes(3, 0)
    sheet.protect(rows_may_be_inserted=True)


def _put(
    sheet: SheetWriter, layout: ListLayout, place: tuple[int, str], value: str | float
) -> None:
    """Write a value into a cell of a list (row, column id) in the look of its column."""
    row, column_id = place
    column = layout.column(column_id)
    style = sheet.styles.cell(column.kind, column.role)
    position = layout.position(column_id)
    if isinstance(value, str):
        sheet.text(row, position, value, style)
    else:
        sheet.number(row, position, value, style)


def _standards(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = STANDARD_LIST
    sheet.list_header(layout)
    sheet.list_names(layout)
    sheet.blank_rows(layout)
    for row, standard in enumerate(parts.scheme.standards, start=layout.first_row):
        for column_id, value in (
            ("id", standard.id),
            ("title", standard.title),
            ("value", standard.value),
            ("unit", standard.unit),
            ("basis", standard.basis),
        ):
            _put(sheet, layout, (row, column_id), value)
        sheet.name_cell(standard.defined_name, row, layout.position("value"))


def _grades(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = GRADE_LIST
    write_list(sheet, layout)
    for row, band in enumerate(parts.scheme.grade_bands, start=layout.first_row):
        _put(sheet, layout, (row, "lower"), band.lower)
        _put(sheet, layout, (row, "name"), band.name)
    first = absolute(layout.first_row, layout.first_column)
    last = absolute(layout.last_row, layout.last_column)
    parts.book.define(GRADE_TABLE, f"{SETTINGS}!{first}:{last}")


def _single_cells(sheet: SheetWriter) -> None:
    for cell in (STEP_ROUNDING, DECIDED_SCORE, DECIDED_GRADE, DECIDED_BASIS):
        _label(sheet, cell)
        sheet.input_cell(cell, _BASIS_LAST_COLUMN if cell is DECIDED_BASIS else 0)
    first, last = (absolute(cell.row, cell.column) for cell in (STEP_ROUNDING, DECIDED_BASIS))
    sheet.book.define(DECISIONS_NAME, f"{SETTINGS}!{first}:{last}")
    style = sheet.styles.cell(STEP_ROUNDING.kind, STEP_ROUNDING.role, shrink=True)
    sheet.text(STEP_ROUNDING.row, STEP_ROUNDING.column, STEP_ROUNDINGS["floor"], style)


def _label(sheet: SheetWriter, cell: SingleCell) -> None:
    sheet.text(cell.row, cell.column - 1, cell.title, sheet.styles.format(LABEL))


def _groups(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write the list of groups with those of the rules, so that staff see how it works."""
    write_list(sheet, GROUP_LIST)
    for row, group in enumerate(parts.catalogue.groups, start=GROUP_LIST.first_row):
        rules = [rule.code for rule in parts.catalogue.issue_rules if rule.group == group.id]
        for column_id, text in (
            ("id", group.title),
            ("title", group.title),
            ("members", MEMBER_SEPARATOR.join(rules)),
        ):
            _put(sheet, GROUP_LIST, (row, column_id), text)


def _bands(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write a table of bands for every row that is scored by bands, right of the standards."""
    first_row = STANDARD_LIST.header_row
    for row in parts.scheme.rows:
        if row.score.shape == "bands":
            _band_table(parts, sheet, first_row, row)
            first_row += BAND_ROWS + 3


def _band_table(parts: TemplateParts, sheet: SheetWriter, row: int, scored: SchemeRow) -> None:
    title = f"分档表：{scored.level3}"
    sheet.text(row - 1, BAND_COLUMN, title, sheet.styles.format(LIST_TITLE))
    kinds = STANDARD_LIST.column("value").kind, GRADE_LIST.column("lower").kind
    for offset, heading in enumerate(("上限（含）", "得分")):
        sheet.text(row, BAND_COLUMN + offset, heading, sheet.styles.format(HEADER))
    for offset in range(BAND_ROWS):
        band = scored.score.bands[offset] if offset < len(scored.score.bands) else None
        values = (None, None) if band is None else (band.upper, band.points)
        for column, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            style = sheet.styles.cell(kind, Role.INPUT)
            place = row + 1 + offset, BAND_COLUMN + column
            if value is None:
                sheet.blank(*place, style)
            else:
                sheet.number(*place, value, style)
    first = absolute(row + 1, BAND_COLUMN)
    last = absolute(row + BAND_ROWS, BAND_COLUMN + 1)
    parts.book.define(bands_name(scored.id), f"{SETTINGS}!{first}:{last}")


def _system(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write what the tool must find again, in hidden rows below everything else."""
    texts = {
        MARKER: TEMPLATE_MARK,
        TEMPLATE_VERSION: TEMPLATE_VERSION_NOW,
        SCHEME_ID: parts.scheme.id,
        SCHEME_NAME: parts.scheme.name,
        SCHEME_VERSION: parts.scheme.version,
        RULE_SET: rule_set_id(parts.catalogue),
        FINALISED: "",
    }
    for cell, text in texts.items():
        _label(sheet, cell)
        if text:
            sheet.text(cell.row, cell.column, text, sheet.styles.format({}))
        sheet.name_cell(cell.name, cell.row, cell.column)
        sheet.worksheet.set_row(cell.row - 1, None, None, {"hidden": True})
