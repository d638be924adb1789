"""The sheet 评价结论: headings, tables, chart and signatures; a run writes the rest."""

from xltoolkit.workbook.layout.data import DATA_ROWS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.model import Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST, ITEM_COLUMNS
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    DECISIONS_NAME,
    GRADE_LIST,
    GROUP_LIST,
    RULE_LIST,
    RULE_SET,
    SCHEME_VERSION,
    STANDARD_LIST,
)
from xltoolkit.workbook.layout.sheet_names import VERDICT
from xltoolkit.workbook.layout.targets import TARGET_LIST, TASK_LIST
from xltoolkit.workbook.layout.verdict import (
    AMOUNT_ROW,
    BASE_COLUMN,
    CONCLUSION_ROW,
    DATA_STATE,
    FINGERPRINT,
    HINT_COUNT,
    LAST_PRINTED_COLUMN,
    MARK_COLUMN,
    NOT_GENERATED,
    PARAGRAPHS,
    PROBLEMS_ROW,
    RATES_ROW,
    REPORT_TEXT,
    SCORE_ROW,
    SIGNATURE_ROW,
    STALE,
    STAMP_ROW,
    STAMPED_FINGERPRINT,
    STAMPED_TIME,
    TO_VERIFY_COUNT,
    UNCHANGED,
    VERDICT_BODY,
    VERDICT_DEPARTMENT,
    VERDICT_HEADS,
    VERDICT_RATES,
    VERDICT_STAGE,
    VERDICT_STAMP,
    VERDICT_TITLE,
    VERDICT_TOTALS,
    VERDICT_UNIT,
)
from xltoolkit.workbook.sheets.formulas import call, is_blank, quoted, when
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.rule_tables import rule_table_names
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import (
    AMBER,
    DEEP_BLUE,
    GREEN,
    GREEN_TEXT,
    HEADING_FONT,
    LABEL,
    LINE,
    MUTED,
    RED,
    RED_TEXT,
    SUBTITLE,
    TAB_RESULT,
    TITLE,
    Properties,
)
from xltoolkit.workbook.sheets.verdict_chart import insert_chart

_WIDTHS = (20, 19, 9, 22, 8, 9, 9, 2, 18, 30, 14, 12)
_HEADINGS = {
    AMOUNT_ROW: "一、评价金额",
    SCORE_ROW: "二、评价得分及等级",
    RATES_ROW: "三、主要指标",
    PROBLEMS_ROW: "四、主要问题",
    CONCLUSION_ROW: "五、评价结论",
}
_HEADING: Properties = {
    "font_name": HEADING_FONT,
    "font_size": 12,
    "font_color": DEEP_BLUE,
    "valign": "vcenter",
}
_PARAGRAPH: Properties = {"text_wrap": True, "valign": "top", "locked": False}
_TABLE_ROW_HEIGHT = 20.0
_SEAL_HEIGHT = 66.0


def write_verdict(parts: TemplateParts) -> None:
    """Write 评价结论 with everything that a run does not write."""
    sheet = parts.book.add_sheet(VERDICT, TAB_RESULT)
    for position, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(position, position, width)
    sheet.worksheet.set_column(BASE_COLUMN - 1, BASE_COLUMN - 1, 12, None, {"hidden": True})
    _head(sheet)
    for row, text in _HEADINGS.items():
        sheet.merged(row, (1, LAST_PRINTED_COLUMN), text, sheet.styles.format(_HEADING))
        sheet.worksheet.set_row(row - 1, 24)
    _paragraphs(sheet)
    for layout in (VERDICT_HEADS, VERDICT_RATES):
        _table(sheet, layout)
    _totals(sheet)
    insert_chart(parts.book, sheet)
    _signatures(sheet)
    _side_panel(parts, sheet)
    sheet.print_on_paper((STAMP_ROW, LAST_PRINTED_COLUMN), landscape=False, header_row=0)
    sheet.worksheet.fit_to_pages(1, 1)
    sheet.protect()


def _head(sheet: SheetWriter) -> None:
    title = "部门整体支出绩效评价结论表"
    sheet.merged(VERDICT_TITLE.row, (1, LAST_PRINTED_COLUMN), title, sheet.styles.format(TITLE))
    sheet.worksheet.set_row(0, 36)
    plain = sheet.styles.format({"align": "left"})
    for cell, last in (
        (VERDICT_DEPARTMENT, 3),
        (VERDICT_BODY, LAST_PRINTED_COLUMN),
        (VERDICT_STAGE, 3),
        (VERDICT_UNIT, LAST_PRINTED_COLUMN),
    ):
        sheet.merged(cell.row, (cell.column, last), "", plain)
        sheet.worksheet.set_row(cell.row - 1, _TABLE_ROW_HEIGHT)
    for cell in (VERDICT_TITLE, VERDICT_DEPARTMENT, VERDICT_BODY, VERDICT_STAGE, VERDICT_UNIT):
        sheet.name_cell(cell.name, cell.row, cell.column)


def _paragraphs(sheet: SheetWriter) -> None:
    side = sheet.styles.format({"font_color": MUTED, "text_wrap": True, "valign": "top"})
    for paragraph in PARAGRAPHS:
        text = sheet.styles.format(_PARAGRAPH)
        sheet.merged(paragraph.row, (1, LAST_PRINTED_COLUMN), "", text)
        sheet.worksheet.set_row(paragraph.row - 1, 34)
        for cell in (paragraph.mark, paragraph.newer, paragraph.base):
            sheet.blank(cell.row, cell.column, side)
        for cell in (paragraph.text, paragraph.mark, paragraph.newer, paragraph.base):
            sheet.name_cell(cell.name, cell.row, cell.column)
    amber = sheet.styles.condition(bg_color=AMBER)
    rule = {"type": "cell", "criteria": "==", "value": quoted("已改"), "format": amber}
    top, bottom = PARAGRAPHS[0].row - 1, PARAGRAPHS[-1].row - 1
    sheet.worksheet.conditional_format(top, MARK_COLUMN - 1, bottom, MARK_COLUMN - 1, rule)


def _table(sheet: SheetWriter, layout: ListLayout) -> None:
    sheet.list_header(layout)
    sheet.worksheet.set_row(layout.header_row - 1, 22)
    sheet.list_names(layout)
    for column in layout.columns:
        first = layout.position(column.id)
        align = "left" if column.id in ("name", "calculation") else "center"
        style = sheet.styles.cell(column.kind, column.role, align=align)
        for row in range(layout.first_row, layout.last_row + 1):
            sheet.merged(row, (first, first + column.span - 1), "", style)
            sheet.blank(row, first, style)
    for row in range(layout.first_row, layout.last_row + 1):
        sheet.worksheet.set_row(row - 1, _TABLE_ROW_HEIGHT)
    red = sheet.styles.condition(font_color=RED_TEXT)
    if layout is VERDICT_RATES:
        for column_id, text in (("judgement", "未达标"), ("published", "不一致")):
            rule = {"type": "cell", "criteria": "==", "value": quoted(text), "format": red}
            sheet.condition(layout, [column_id], **rule)


def _totals(sheet: SheetWriter) -> None:
    row = VERDICT_TOTALS[0].row
    bold: Properties = {"bold": True, "top": 1, "align": "center"}
    sheet.text(row, 1, "合计", sheet.styles.cell(Kind.TEXT, Role.RUN, **{**bold, "align": "left"}))
    for cell, column in zip(VERDICT_TOTALS, VERDICT_HEADS.columns[1:], strict=True):
        style = sheet.styles.cell(cell.kind, cell.role, **bold)
        sheet.merged(cell.row, (cell.column, cell.column + column.span - 1), "", style)
        sheet.blank(cell.row, cell.column, style)
        sheet.name_cell(cell.name, cell.row, cell.column)
    sheet.worksheet.set_row(row - 1, _TABLE_ROW_HEIGHT)


def _signatures(sheet: SheetWriter) -> None:
    plain = sheet.styles.format({"valign": "vcenter"})
    top = sheet.styles.format({"valign": "top"})
    right = sheet.styles.format({"align": "right", "valign": "top"})
    row = SIGNATURE_ROW
    sheet.text(row, 1, "主评人：", plain)
    sheet.text(row, 2, "复核人：", plain)
    sheet.text(row, 4, "组长：", plain)
    sheet.worksheet.set_row(row - 1, 30)
    sheet.text(row + 1, 1, "评价机构（盖章）：", top)
    sheet.worksheet.set_row(row, _SEAL_HEIGHT)
    sheet.merged(row + 2, (4, LAST_PRINTED_COLUMN), "　　　年　　月　　日", right)
    sheet.worksheet.set_row(row + 1, 22)
    stamp = sheet.styles.format({"font_size": 8, "font_color": MUTED, "align": "left"})
    sheet.merged(STAMP_ROW, (1, LAST_PRINTED_COLUMN), "", stamp)
    sheet.name_cell(VERDICT_STAMP.name, VERDICT_STAMP.row, VERDICT_STAMP.column)


def _side_panel(parts: TemplateParts, sheet: SheetWriter) -> None:
    label = sheet.styles.format(LABEL)
    value: Properties = {"align": "left", "border": 1, "border_color": LINE}
    for cell in (
        DATA_STATE,
        FINGERPRINT,
        STAMPED_FINGERPRINT,
        STAMPED_TIME,
        REPORT_TEXT,
        TO_VERIFY_COUNT,
        HINT_COUNT,
    ):
        sheet.text(cell.row, cell.column - 1, cell.title, label)
        # One line of the text that is to be copied, however long it is.
        look = {**value, "align": "fill"} if cell is REPORT_TEXT else value
        sheet.blank(cell.row, cell.column, sheet.styles.format(look))
        sheet.name_cell(cell.name, cell.row, cell.column)
    _formula(sheet, FINGERPRINT, _fingerprint(parts), value)
    same = when(f"{STAMPED_FINGERPRINT.name}={FINGERPRINT.name}", quoted(UNCHANGED), quoted(STALE))
    state = when(is_blank(STAMPED_FINGERPRINT.name), quoted(NOT_GENERATED), same)
    _formula(sheet, DATA_STATE, state, {**value, "bold": True})
    place = (DATA_STATE.row - 1, DATA_STATE.column - 1) * 2
    for text, font, back in ((UNCHANGED, GREEN_TEXT, GREEN), (STALE, RED_TEXT, RED)):
        style = sheet.styles.condition(font_color=font, bg_color=back)
        rule = {"type": "cell", "criteria": "==", "value": quoted(text), "format": style}
        sheet.worksheet.conditional_format(*place, rule)
    note = "本栏不印发：段落改写后标“已改”；新的系统表述列在右侧，供选用。"
    sheet.text(AMOUNT_ROW, MARK_COLUMN, note, sheet.styles.format(SUBTITLE))


def _formula(sheet: SheetWriter, cell: SingleCell, formula: str, look: Properties) -> None:
    sheet.formula(cell.row, cell.column, f"={formula}", sheet.styles.format(look))


def _fingerprint(parts: TemplateParts) -> str:
    """Write the fingerprint over all that the verdict depends on: inputs, marks, rules."""
    blocks = [
        name
        for layout in (
            DATA_ROWS,
            TARGET_LIST,
            TASK_LIST,
            SURVEY_LIST,
            QUESTION_LIST,
            FINDING_LIST,
            STANDARD_LIST,
            GRADE_LIST,
            GROUP_LIST,
            ADVICE_LIST,
            RULE_LIST,
        )
        for name in _entries(layout)
    ]
    tables = [name for row in parts.scheme.rows for name in rule_table_names(row)]
    columns = [
        INDICATOR_LIST.name(column)
        for column in ("points", "definition", "applicable", "mark", "adjusted", *ITEM_COLUMNS)
    ]
    rules = [RULE_SET.name, SCHEME_VERSION.name]
    waivers = [ISSUE_LIST.name(each) for each in ("waived", "waiver_reason", "waived_by")]
    parts_of_case = [*blocks, *tables, *columns, DECISIONS_NAME, *waivers]
    return call("PERF_FINGERPRINT", *parts_of_case, *rules)


def _entries(layout: ListLayout) -> list[str]:
    """Return the names over what staff enter in a list.

    Results are left out: they follow from the entries, and with one error value among its cells
    LibreOffice Calc would not calculate the fingerprint.
    """
    entered = [column.id for column in layout.columns if column.role is not Role.FORMULA]
    if len(entered) == len(layout.columns):
        return [layout.block_name]
    return [layout.name(column_id) for column_id in entered]
