"""The sheet 参数."""

from xltoolkit.catalogue.compiled import rule_set_id, scheme_to_json
from xltoolkit.errors import UserError
from xltoolkit.workbook.layout.model import ListLayout, SingleCell
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    DECIDED_BASIS,
    DECIDED_GRADE,
    DECIDED_SCORE,
    DECISIONS_NAME,
    FINALISED,
    GRADE_LIST,
    GRADE_TABLE,
    GROUP_LIST,
    LONGEST_PIECE,
    MARKER,
    MEMBER_SEPARATOR,
    RULE_LIST,
    RULE_SET,
    SCHEME_ID,
    SCHEME_NAME,
    SCHEME_TEXT,
    SCHEME_VERSION,
    STANDARD_LIST,
    STEP_ROUNDING,
    STEP_ROUNDINGS,
    TEMPLATE_MARK,
    TEMPLATE_VERSION,
    TEMPLATE_VERSION_NOW,
)
from xltoolkit.workbook.layout.sheet_names import SETTINGS
from xltoolkit.workbook.layout.targets import RATIO_UNIT
from xltoolkit.workbook.sheets.lists import percent_for_ratios, set_columns, write_list
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.rule_tables import write_rule_tables
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter, absolute
from xltoolkit.workbook.sheets.styles import LABEL, TAB_BACKGROUND
from xltoolkit.workbook.text_fit import row_height

_LAST_PRINTED = STANDARD_LIST.position("change_basis")
_BASIS_LAST_COLUMN = 6


def write_settings(parts: TemplateParts) -> None:
    """Write 参数: standards, grades, groups, advice, 定稿录入, and what the tool remembers."""
    sheet = parts.book.add_sheet(SETTINGS, TAB_BACKGROUND)
    set_columns(sheet, STANDARD_LIST)
    hint = "改动标准值的，请填写修改日期和依据；改动后得分、问题和结论随之更新。"
    sheet.heading(SETTINGS, hint, _LAST_PRINTED, in_money=False)
    _standards(parts, sheet)
    _grades(parts, sheet)
    _single_cells(sheet)
    _groups(parts, sheet)
    write_list(sheet, ADVICE_LIST)
    _rules(parts, sheet)
    write_rule_tables(parts, sheet)
    _system(parts, sheet)
    area = (RULE_LIST.last_row, _LAST_PRINTED)
    sheet.print_on_paper(area, landscape=True, header_row=0)
    sheet.new_pages(STEP_ROUNDING.row, ADVICE_LIST.title_row, RULE_LIST.title_row)
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


def _rules(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write the rules that the working group may switch on, with the limits that are usual."""
    note = "限值没有文件依据，默认不启用；评价组决定采用的，在“启用”选“是”，并写明依据。"
    write_list(sheet, RULE_LIST)
    sheet.list_title(RULE_LIST, note)
    rules = [rule for rule in parts.catalogue.issue_rules if rule.limit is not None]
    if len(rules) > RULE_LIST.prepared:
        raise UserError(f"“{SETTINGS}”的经验值规则有{len(rules)}条，多于预留的行，请加大预留。")
    for row, rule in enumerate(rules, start=RULE_LIST.first_row):
        assert rule.limit is not None  # selected above
        for column_id, value in (
            ("title", rule.limit.title),
            ("value", rule.limit.value),
            ("unit", rule.limit.unit),
            ("basis", rule.limit.label),
            ("condition", rule.standard),
            ("id", rule.code),
        ):
            _put(sheet, RULE_LIST, (row, column_id), value)
        height = row_height([(rule.standard, RULE_LIST.column("condition").width)])
        sheet.worksheet.set_row(row - 1, height)
    percent_for_ratios(sheet, RULE_LIST, RATIO_UNIT, "value")


def _system(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write what the tool must find again, in hidden rows below everything else."""
    texts = {
        MARKER: TEMPLATE_MARK,
        TEMPLATE_VERSION: TEMPLATE_VERSION_NOW,
        SCHEME_ID: parts.scheme.id,
        SCHEME_NAME: parts.scheme.printed_name,
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
    _scheme_text(parts, sheet)


def _scheme_text(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write the scheme itself, so that the workbook is always read under its own rules."""
    text = scheme_to_json(parts.scheme)
    pieces = [text[at : at + LONGEST_PIECE] for at in range(0, len(text), LONGEST_PIECE)]
    top = SCHEME_TEXT.row
    for row, piece in enumerate(pieces, start=top):
        sheet.text(row, SCHEME_TEXT.column, piece, sheet.styles.format({}))
        sheet.worksheet.set_row(row - 1, None, None, {"hidden": True})
    first, last = absolute(top, SCHEME_TEXT.column), absolute(row, SCHEME_TEXT.column)
    corners = first if first == last else f"{first}:{last}"
    sheet.book.define(SCHEME_TEXT.name, f"{SETTINGS}!{corners}")
