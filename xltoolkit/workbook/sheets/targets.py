"""The sheet 绩效目标."""

from xltoolkit.workbook.layout.model import Role
from xltoolkit.workbook.layout.settings import GROUP_LIST
from xltoolkit.workbook.layout.sheet_names import TARGETS
from xltoolkit.workbook.layout.targets import RATIO_UNIT, TARGET_LIST, TASK_LIST
from xltoolkit.workbook.sheets.formulas import (
    change,
    completion,
    goal_score,
    goal_unscored,
)
from xltoolkit.workbook.sheets.lists import (
    cell_of,
    fill_formulas,
    mute_errors,
    percent_for_ratios,
    set_columns,
    write_list,
)
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import RED_TEXT, TAB_INPUT

_NUMBERS = ("target", "standard", "actual", "previous", "change")
_GOALS = ("points", "counts_for", "rated", "score")
_LAST_PRINTED = TARGET_LIST.position("note")


def write_targets(parts: TemplateParts) -> None:
    """Write 绩效目标: the targets with their completion, below them the key tasks."""
    sheet = parts.book.add_sheet(TARGETS, TAB_INPUT)
    set_columns(sheet, TARGET_LIST)
    hint = "每行一个三级指标；完成率自动计算，超额完成的按100%计。单位为“比率”的，以百分数显示。"
    sheet.heading(f"{TARGETS}表", hint, _LAST_PRINTED)
    sheet.list_header(TARGET_LIST)
    sheet.list_names(TARGET_LIST)
    roles = (Role.FORMULA, Role.HIDDEN)
    computed = [each.id for each in TARGET_LIST.columns if each.role in roles]
    sheet.blank_rows(TARGET_LIST, skip=computed)
    for row in range(TARGET_LIST.first_row, TARGET_LIST.last_row + 1):
        _formulas(sheet, row)
    rows = (TARGET_LIST.first_row, TARGET_LIST.last_row)
    group = TARGET_LIST.column("group")
    sheet.drop_down(rows, TARGET_LIST.position("group"), GROUP_LIST.name("id"), group.hint)
    percent_for_ratios(sheet, TARGET_LIST, RATIO_UNIT, *_NUMBERS)
    mute_errors(sheet, TARGET_LIST, *computed)
    _goals(parts, sheet)
    _mark_shortfalls(sheet)
    write_list(sheet, TASK_LIST)
    has_goals = any(row.score.shape == "goals" for row in parts.scheme.rows)
    last_column = TARGET_LIST.position("score") if has_goals else _LAST_PRINTED
    area = (TASK_LIST.last_row, last_column)
    # A header that repeats would stand above the key tasks too, which have another one.
    sheet.print_on_paper(area, landscape=True, header_row=0)
    sheet.new_pages(TASK_LIST.title_row)
    sheet.worksheet.freeze_panes(TARGET_LIST.header_row, TARGET_LIST.position("name"))
    sheet.protect(rows_may_be_inserted=True)


def _formulas(sheet: SheetWriter, row: int) -> None:
    read = (*_NUMBERS, *_GOALS, "direction")
    cells = {each: cell_of(TARGET_LIST, row, each) for each in read}
    published = cell_of(TARGET_LIST, row, "published_change")
    fill_formulas(
        sheet,
        TARGET_LIST,
        row,
        {
            "change": change(published, cells["actual"], cells["previous"]),
            "completion": completion(cells["actual"], cells["target"], cells["direction"]),
            "score": goal_score(cells),
            "unscored": goal_unscored(cells["points"], cells["score"]),
        },
    )


def _goals(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Offer the indicators that add up goals; fold the columns away where there are none."""
    names = [row.level3 for row in parts.scheme.rows if row.score.shape == "goals"]
    rows = (TARGET_LIST.first_row, TARGET_LIST.last_row)
    column = TARGET_LIST.column("counts_for")
    position = TARGET_LIST.position("counts_for")
    sheet.validate(rows, position, column.kind, tuple(names), column.hint)
    if not names:
        for column_id in _GOALS:
            place = TARGET_LIST.position(column_id) - 1
            width = TARGET_LIST.column(column_id).width
            sheet.worksheet.set_column(place, place, width, None, {"level": 1, "hidden": True})


def _mark_shortfalls(sheet: SheetWriter) -> None:
    style = sheet.styles.condition(font_color=RED_TEXT, bold=True)
    first = cell_of(TARGET_LIST, TARGET_LIST.first_row, "completion")
    criteria = f"=AND(ISNUMBER(${first}),${first}<1)"
    sheet.condition(TARGET_LIST, ["completion"], type="formula", criteria=criteria, format=style)
