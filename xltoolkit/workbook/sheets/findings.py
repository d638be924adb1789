"""The sheet 现场发现."""

from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.settings import GROUP_LIST
from xltoolkit.workbook.layout.sheet_names import FINDINGS
from xltoolkit.workbook.sheets.lists import cell_of, set_columns
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import RED, TAB_INPUT

_LAST_PRINTED = FINDING_LIST.position("cases")


def write_findings(parts: TemplateParts) -> None:
    """Write 现场发现: one prepared row a matter, with drop-downs of groups and indicators."""
    sheet = parts.book.add_sheet(FINDINGS, TAB_INPUT)
    set_columns(sheet, FINDING_LIST)
    hint = "一事一行；编号不得空缺、重复。选了“对应指标”并填了例数的，自动计入该指标扣分。"
    sheet.heading(f"{FINDINGS}记录表", hint, _LAST_PRINTED)
    sheet.list_header(FINDING_LIST)
    sheet.list_names(FINDING_LIST)
    sheet.blank_rows(FINDING_LIST)
    rows = (FINDING_LIST.first_row, FINDING_LIST.last_row)
    for column_id, source in (
        ("group", GROUP_LIST.name("id")),
        ("indicator", "_scoring_level3"),
    ):
        hint = FINDING_LIST.column(column_id).hint
        sheet.drop_down(rows, FINDING_LIST.position(column_id), source, hint)
    kind = FINDING_LIST.column("kind")
    codes = [
        rule.code for rule in parts.catalogue.issue_rules if rule.predicate == "finding_recorded"
    ]
    hint = "问题规则的代码，决定依据和建议的拟稿；留空按其他问题处理。"
    sheet.validate(rows, FINDING_LIST.position(kind.id), kind.kind, codes, hint)
    _mark_missing_ids(sheet)
    area = (FINDING_LIST.last_row, _LAST_PRINTED)
    sheet.print_on_paper(area, landscape=True, header_row=FINDING_LIST.header_row)
    sheet.worksheet.freeze_panes(FINDING_LIST.header_row, 1)
    sheet.protect(rows_may_be_inserted=True)


def _mark_missing_ids(sheet: SheetWriter) -> None:
    """Show a row that states a fact without an id, or with one that stands twice, in red."""
    style = sheet.styles.condition(bg_color=RED)
    own, fact = (cell_of(FINDING_LIST, FINDING_LIST.first_row, each) for each in ("id", "fact"))
    column = f"$A${FINDING_LIST.first_row}:$A${FINDING_LIST.last_row}"
    repeated = f"COUNTIF({column},${own})>1"
    criteria = f'=OR(AND(${own}="",${fact}<>""),AND(${own}<>"",{repeated}))'
    sheet.condition(FINDING_LIST, ["id"], type="formula", criteria=criteria, format=style)
