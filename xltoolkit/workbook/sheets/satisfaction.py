"""The sheet 满意度."""

from xltoolkit.workbook.content import address
from xltoolkit.workbook.layout.model import Role
from xltoolkit.workbook.layout.satisfaction import OPTIONS, QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.settings import GROUP_LIST
from xltoolkit.workbook.layout.sheet_names import SATISFACTION
from xltoolkit.workbook.sheets.formulas import (
    call,
    public_satisfaction,
    question,
    survey_satisfaction,
)
from xltoolkit.workbook.sheets.lists import (
    cell_of,
    fill_formulas,
    mute_errors,
    set_columns,
)
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import RED_TEXT, TAB_INPUT

_LAST_PRINTED = SURVEY_LIST.position("note")
_LABEL_WIDTH = 9.0


def write_satisfaction(parts: TemplateParts) -> None:
    """Write 满意度: the surveys, below them the questions with their answers."""
    sheet = parts.book.add_sheet(SATISFACTION, TAB_INPUT)
    set_columns(sheet, SURVEY_LIST)
    _later_columns(sheet)
    hint = "有各选项份数的，填下表，满意度自动计算；只公布了结果的，填“公布的满意度”。"
    sheet.heading(f"{SATISFACTION}调查表", hint, _LAST_PRINTED, in_money=False)
    sheet.list_header(SURVEY_LIST)
    sheet.list_names(SURVEY_LIST)
    computed = [each.id for each in SURVEY_LIST.columns if each.role is Role.FORMULA]
    sheet.blank_rows(SURVEY_LIST, skip=computed)
    for row in range(SURVEY_LIST.first_row, SURVEY_LIST.last_row + 1):
        _survey(sheet, row)
    rows = (SURVEY_LIST.first_row, SURVEY_LIST.last_row)
    group = SURVEY_LIST.column("group")
    sheet.drop_down(rows, SURVEY_LIST.position("group"), GROUP_LIST.name("id"), group.hint)
    mute_errors(sheet, SURVEY_LIST, *computed)
    _mark_low(sheet)
    _questions(sheet)
    area = (QUESTION_LIST.last_row, _LAST_PRINTED)
    sheet.print_on_paper(area, landscape=True, header_row=0)
    sheet.worksheet.freeze_panes(SURVEY_LIST.header_row, SURVEY_LIST.position("name"))
    sheet.protect(rows_may_be_inserted=True)


def _later_columns(sheet: SheetWriter) -> None:
    """Give the columns of the questions that lie beyond those of the surveys their width."""
    first = SURVEY_LIST.last_column
    sheet.worksheet.set_column(first, QUESTION_LIST.last_column - 1, _LABEL_WIDTH)


def _survey(sheet: SheetWriter, row: int) -> None:
    survey, mean, respondents, satisfaction = (
        cell_of(SURVEY_LIST, row, each) for each in ("id", "mean", "respondents", "satisfaction")
    )
    formulas = {
        "satisfaction": survey_satisfaction(survey, mean),
        "public": public_satisfaction(respondents, satisfaction),
    }
    fill_formulas(sheet, SURVEY_LIST, row, formulas)


def _questions(sheet: SheetWriter) -> None:
    sheet.list_title(QUESTION_LIST)
    sheet.list_header(QUESTION_LIST)
    sheet.list_names(QUESTION_LIST)
    computed = [each.id for each in QUESTION_LIST.columns if each.role is Role.FORMULA]
    sheet.blank_rows(QUESTION_LIST, skip=computed)
    for row in range(QUESTION_LIST.first_row, QUESTION_LIST.last_row + 1):
        survey = cell_of(QUESTION_LIST, row, "survey")
        counts, weights = _options(row, "count"), _options(row, "weight")
        satisfaction = cell_of(QUESTION_LIST, row, "satisfaction")
        answers = cell_of(QUESTION_LIST, row, "answers")
        formulas = {
            "satisfaction": question(survey, call("PERF_SATISFACTION", counts, weights)),
            "answers": question(survey, call("SUM", counts)),
            "weighted": question(survey, f"{satisfaction}*{answers}"),
        }
        fill_formulas(sheet, QUESTION_LIST, row, formulas)
    mute_errors(sheet, QUESTION_LIST, *computed)


def _options(row: int, prefix: str) -> str:
    first = address(row, QUESTION_LIST.position(f"{prefix}{OPTIONS[0]}"))
    last = address(row, QUESTION_LIST.position(f"{prefix}{OPTIONS[-1]}"))
    return f"{first}:{last}"


def _mark_low(sheet: SheetWriter) -> None:
    style = sheet.styles.condition(font_color=RED_TEXT, bold=True)
    value, standard = (
        cell_of(SURVEY_LIST, SURVEY_LIST.first_row, each) for each in ("satisfaction", "standard")
    )
    criteria = f"=AND(ISNUMBER(${value}),ISNUMBER(${standard}),${value}<${standard})"
    sheet.condition(SURVEY_LIST, ["satisfaction"], type="formula", criteria=criteria, format=style)
