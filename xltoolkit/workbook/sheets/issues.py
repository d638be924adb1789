"""The sheet 问题清单: everything but the issues themselves, which a run writes as values."""

from xltoolkit.workbook.layout.issues import (
    ISSUE_CELLS,
    ISSUE_LIST,
    ISSUES_DEPARTMENT,
    ISSUES_SUMMARY,
    ISSUES_TITLE,
    ISSUES_UNIT,
    PRINTED_COLUMNS,
    ROW_CLEARED,
    ROW_HEADING,
    ROW_HINT,
    ROW_NOTE,
    ROW_TO_VERIFY,
)
from xltoolkit.workbook.layout.model import Column, Kind, Role
from xltoolkit.workbook.layout.sheet_names import ISSUES
from xltoolkit.workbook.sheets.formulas import call, quoted, when
from xltoolkit.workbook.sheets.lists import cell_of, set_columns
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import (
    AMBER,
    DEEP_BLUE,
    MIDDLE_BLUE,
    MUTED,
    PALE_BLUE,
    PALE_GREY,
    PAPER,
    SUBTITLE,
    SUBTITLE_RIGHT,
    TAB_RESULT,
    TITLE,
    Properties,
)

_LAST_PRINTED = len(PRINTED_COLUMNS)
_FIRST_BESIDE, _LAST_LOOK = _LAST_PRINTED + 1, ISSUE_LIST.position("remark")
_NO_LINK_YET = "查看"


def write_issues(parts: TemplateParts) -> None:
    """Write 问题清单 with its prepared rows, links and the looks of the kinds of rows."""
    sheet = parts.book.add_sheet(ISSUES, TAB_RESULT)
    set_columns(sheet, ISSUE_LIST)
    _head(sheet)
    sheet.list_header(ISSUE_LIST)
    sheet.list_names(ISSUE_LIST)
    for column in ISSUE_LIST.columns:
        _column(sheet, column)
    _row_looks(sheet)
    area = (ISSUE_LIST.first_row, _LAST_PRINTED)
    sheet.print_on_paper(area, landscape=True, header_row=ISSUE_LIST.header_row)
    sheet.worksheet.freeze_panes(ISSUE_LIST.header_row, ISSUE_LIST.position("title"))
    sheet.protect(rows_may_be_inserted=True)


def _head(sheet: SheetWriter) -> None:
    formats = sheet.styles.format
    title = "部门整体支出绩效评价问题清单"
    sheet.merged(ISSUES_TITLE.row, (1, _LAST_PRINTED), title, formats(TITLE))
    sheet.worksheet.set_row(0, 36)
    sheet.blank(ISSUES_DEPARTMENT.row, 1, formats(SUBTITLE))
    sheet.blank(ISSUES_UNIT.row, ISSUES_UNIT.column, formats(SUBTITLE_RIGHT))
    sheet.blank(
        ISSUES_SUMMARY.row, ISSUES_SUMMARY.column, formats({**SUBTITLE, "bold": True, "indent": 1})
    )
    note = "本栏起不印发。问题、具体情况、依据、责任单位、建议可直接改写，重新生成时保留。"
    sheet.text(3, _FIRST_BESIDE, note, formats({**SUBTITLE, "indent": 1}))
    for cell in ISSUE_CELLS:
        sheet.name_cell(cell.name, cell.row, cell.column)


def _column(sheet: SheetWriter, column: Column) -> None:
    position = ISSUE_LIST.position(column.id)
    style = sheet.styles.cell(column.kind, column.role, **_look(column))
    rows = range(ISSUE_LIST.first_row, ISSUE_LIST.last_row + 1)
    for row in rows:
        if column.id == "link":
            target = cell_of(ISSUE_LIST, row, "link_target")
            link = call("HYPERLINK", target, quoted(_NO_LINK_YET))
            formula = when(f"{target}={quoted('')}", quoted(""), link)
            sheet.formula(row, position, f"={formula}", style)
        else:
            sheet.blank(row, position, style)
    if column.role is Role.MANUAL:
        limits = (rows[0], rows[-1])
        sheet.validate(limits, position, column.kind, column.choices, column.hint)


def _look(column: Column) -> Properties:
    """Return what differs from the usual look: generated texts may be edited in place."""
    if column.id == "number":
        # Left aligned and not wrapped: the heading of a group runs on over the empty cells.
        look = {"align": "left", "num_format": "0", "indent": 1, "valign": "top"}
        return {**look, "border": 0, "bottom": 1}
    if column.role is Role.RUN:
        right = {"align": "right", "indent": 1} if column.kind is Kind.MONEY else {}
        return {
            **right,
            "locked": False,
            "valign": "top",
            "border": 0,
            "bottom": 1,
            "text_wrap": True,
        }
    if column.role is Role.MANUAL:
        return {"valign": "top"}
    if column.id == "link":
        link = {"font_color": MIDDLE_BLUE, "underline": 1, "bg_color": PAPER, "valign": "top"}
        return {**link, "border": 0, "bottom": 1}
    if column.role is Role.FOLDED:
        return {"valign": "top", "locked": True}
    look = {"valign": "top", "border": 0, "bottom": 1, "text_wrap": column.id == "mark"}
    return look if column.id in ("mark", "key") else {**look, "align": "center"}


def _row_looks(sheet: SheetWriter) -> None:
    """Let the kind of a row decide its look, so that a run writes values only."""
    kind = cell_of(ISSUE_LIST, ISSUE_LIST.first_row, "row_kind")
    condition = sheet.styles.condition
    heading = condition(bold=True, font_color=DEEP_BLUE, bg_color=PALE_BLUE)
    note = condition(bold=True, font_color=MUTED, bg_color=PALE_GREY)
    quiet = condition(font_color="#5B6676")
    gone = condition(font_color=MUTED, font_strikeout=True)
    looks = (
        (f'=${kind}="{ROW_HEADING}"', heading, _LAST_LOOK),
        (f'=${kind}="{ROW_NOTE}"', note, _LAST_LOOK),
        (f'=OR(${kind}="{ROW_HINT}",${kind}="{ROW_TO_VERIFY}")', quiet, _LAST_PRINTED),
        (f'=${kind}="{ROW_CLEARED}"', gone, _LAST_PRINTED),
    )
    for criteria, style, last_column in looks:
        _whole_rows(sheet, criteria, style, last_column)
    mark = cell_of(ISSUE_LIST, ISSUE_LIST.first_row, "mark")
    amber = condition(bg_color=AMBER)
    criteria = f'=${mark}<>""'
    sheet.condition(ISSUE_LIST, ["mark"], type="formula", criteria=criteria, format=amber)


def _whole_rows(sheet: SheetWriter, criteria: str, style: object, last_column: int) -> None:
    rule = {"type": "formula", "criteria": criteria, "format": style}
    top, bottom = ISSUE_LIST.first_row - 1, ISSUE_LIST.last_row - 1
    sheet.worksheet.conditional_format(top, 0, bottom, last_column - 1, rule)
