"""The sheet 封面."""

from dataclasses import dataclass

from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.workbook.layout.checks import OPEN_CHECKS
from xltoolkit.workbook.layout.cover import (
    COVER_CELLS,
    COVER_NOTE,
    FIRST_FIELD_ROW,
    PROFILE,
    RESULTS,
)
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.satisfaction import SURVEY_LIST
from xltoolkit.workbook.layout.sheet_names import (
    CHECKS,
    COVER,
    DATA,
    FINDINGS,
    ISSUES,
    SATISFACTION,
    SCORING,
    TARGETS,
    VERDICT,
)
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.layout.verdict import DATA_STATE, STALE, UNCHANGED
from xltoolkit.workbook.needs import counted_quantities
from xltoolkit.workbook.sheets.formulas import call, quoted
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import (
    AMBER,
    AMBER_TEXT,
    GREEN_TEXT,
    HEADER,
    INPUT_YELLOW,
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
from xltoolkit.workbook.text_fit import row_height

_FIRST, _LAST = 2, 6
_WIDTHS = (2, 18, 18, 18, 26, 26)
_PARAGRAPH_HEIGHT = 64.0
_WARNING_WIDTH = 100.0
_TASK_ROW = FIRST_FIELD_ROW + len(COVER_CELLS) + 1
_STEPS_ROW = _TASK_ROW + 10
_STEPS = (
    "①填报：被评价单位填“基础数据”“绩效目标”“满意度”的黄色单元格；没有的留空。",
    "②取证：评价人员把现场发现逐条录入“现场发现”，一事一行，编号不重复。",
    "③评分：在“指标评分”录入人工评分和例数，在“核对”处理不平、不一致的项目。",
    "④生成：点“生成问题清单和评价结论”按钮，或在命令行运行 xltoolkit run。",
    "⑤定稿：在“问题清单”填写反馈和整改，改动数据后重新生成；人工填写的内容不会丢失。",
)
_MACROS = (
    "提示宏被禁用时：表内各项结果已保存，可直接查看、填报和打印；需要生成清单和结论的，"
    "关闭文件后右键点文件，在“属性”中勾选“解除锁定”，再打开并点“启用内容”。"
)


_COUNTED_LISTS = (
    (TARGETS, TARGET_LIST, '"已填"0"行"', "填完后填“满意度”"),
    (SATISFACTION, SURVEY_LIST, '"已填"0"项调查"', "填完后录入“现场发现”"),
    (FINDINGS, FINDING_LIST, '"已录"0"条"', "录完后到“指标评分”评分"),
)


@dataclass(frozen=True)
class _Progress:
    """A line of the table of progress: what is counted, of how many, and what comes next."""

    sheet: str
    done: str
    done_format: str
    next_step: str
    whole: str = ""


def write_cover(parts: TemplateParts) -> None:
    """Write 封面: the fields, the progress of each sheet, how to use the workbook."""
    sheet = parts.book.add_sheet(COVER, TAB_RESULT)
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.worksheet.set_row(0, 12)
    title = sheet.styles.format({**TITLE, "font_size": 22})
    sheet.merged(2, (_FIRST, _LAST), "部门整体支出绩效评价", title)
    sheet.worksheet.set_row(1, 44)
    centred = sheet.styles.format({**SUBTITLE, "align": "center"})
    subtitle = f"{parts.scheme.printed_name}　版本{parts.scheme.version}　金额单位：万元"
    sheet.merged(3, (_FIRST, _LAST), subtitle, centred)
    _fields(sheet)
    _progress(parts, sheet)
    _instructions(sheet)
    last_row = _STEPS_ROW + len(_STEPS) + 1
    if parts.scheme.is_draft:
        last_row += 1
        _draft_warning(sheet, last_row, parts.scheme)
    sheet.print_on_paper((last_row, _LAST), landscape=False, header_row=0)
    sheet.protect()


def _fields(sheet: SheetWriter) -> None:
    for cell in COVER_CELLS:
        sheet.text(cell.row, _FIRST, cell.title, sheet.styles.format(LABEL))
        sheet.input_cell(cell, _LAST)
        tall = cell in (PROFILE, RESULTS)
        sheet.worksheet.set_row(cell.row - 1, _PARAGRAPH_HEIGHT if tall else 21)
    year = next(cell for cell in COVER_CELLS if cell.name == "评价年度")
    style = sheet.styles.cell(year.kind, year.role, num_format="0", align="left")
    sheet.blank(year.row, year.column, style)


def _lines(parts: TemplateParts) -> tuple[_Progress, ...]:
    known = parts.catalogue.quantities_by_id()
    counted = counted_quantities(parts.catalogue, parts.scheme)
    names = [known[quantity].defined_name for quantity in counted]
    return (
        _Progress(
            DATA,
            call("COUNT", *names),
            '"已填"0',
            "填完后填“绩效目标”",
            whole=format(len(names), "d"),
        ),
        *(
            _Progress(sheet, call("COUNTA", layout.name("id")), shown, next_step)
            for sheet, layout, shown, next_step in _COUNTED_LISTS
        ),
        _Progress(SCORING, "已评分值", '"已评"General"分"', "评完后看“核对”", whole="可评分值"),
        _Progress(
            CHECKS,
            OPEN_CHECKS.name,
            '[=0]"核对通过";"有"0"项待处理"',
            "处理后生成清单和结论",
        ),
        _Progress(
            ISSUES,
            call("COUNT", ISSUE_LIST.name("number")),
            '[=0]"尚未生成";"印发"0"条"',
            "填写反馈和整改",
        ),
        _Progress(VERDICT, DATA_STATE.name, "General", "数据变更后须重新生成"),
    )


def _progress(parts: TemplateParts, sheet: SheetWriter) -> None:
    header = sheet.styles.format(HEADER)
    for column, text in ((2, "表"), (3, "进度"), (4, "应填")):
        sheet.text(_TASK_ROW, column, text, header)
    sheet.merged(_TASK_ROW, (5, _LAST), "下一步", header)
    base: Properties = {"border": 1, "border_color": LINE, "align": "center"}
    link = sheet.styles.format({**base, "font_color": "#2F5597", "underline": 1, "align": "left"})
    plain = sheet.styles.format({**base, "font_color": MUTED, "align": "left"})
    for row, line in enumerate(_lines(parts), start=_TASK_ROW + 1):
        link_to = call("HYPERLINK", quoted(f"#'{line.sheet}'!A1"), quoted(line.sheet))
        sheet.formula(row, 2, f"={link_to}", link)
        done = sheet.styles.format({**base, "num_format": line.done_format})
        sheet.formula(row, 3, f"={line.done}", done)
        whole = sheet.styles.format({**base, "num_format": '"共"General' if line.whole else "0"})
        if line.whole:
            sheet.formula(row, 4, f"={line.whole}", whole)
        else:
            sheet.blank(row, 4, whole)
        sheet.merged(row, (5, _LAST), line.next_step, plain)
        sheet.worksheet.set_row(row - 1, 20)
    _colour_state(sheet, _TASK_ROW + len(_lines(parts)))


def _colour_state(sheet: SheetWriter, verdict_row: int) -> None:
    """Colour the states of 核对 and 评价结论, and the counts that are not complete."""
    good = sheet.styles.condition(font_color=GREEN_TEXT)
    bad = sheet.styles.condition(font_color=RED_TEXT, bg_color=RED)
    amber = sheet.styles.condition(font_color=AMBER_TEXT, bg_color=AMBER)
    place = verdict_row - 1, 2, verdict_row - 1, 2
    for text, style in ((UNCHANGED, good), (STALE, bad)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": style}
        sheet.worksheet.conditional_format(*place, rule)
    checks = verdict_row - 2 - 1
    for criteria, style in (("==", good), (">", bad)):
        rule = {"type": "cell", "criteria": criteria, "value": 0, "format": style}
        sheet.worksheet.conditional_format(checks, 2, checks, 2, rule)
    for row in (_TASK_ROW, _TASK_ROW + 4):
        criteria = f"=$C${row + 1}<$D${row + 1}"
        rule = {"type": "formula", "criteria": criteria, "format": amber}
        sheet.worksheet.conditional_format(row, 2, row, 2, rule)


def _draft_warning(sheet: SheetWriter, row: int, scheme: Scheme) -> None:
    """Say on the cover that the scheme is a draft, and how much of it nothing supports."""
    unsupported = scheme.unsupported
    points = sum(each.points for each in unsupported)
    text = (
        f"草稿方案：{len(unsupported)}项指标（{points:g}分）的评分标准未经核实或待补，"
        f"得分只供试算，不能作为正式评价依据。{scheme.coverage}"
    )
    red = sheet.styles.format(
        {"text_wrap": True, "font_color": RED_TEXT, "bg_color": RED, "border": 1}
    )
    sheet.merged(row, (_FIRST, _LAST), text, red)
    sheet.worksheet.set_row(row - 1, row_height([(text, _WARNING_WIDTH)]))


def _instructions(sheet: SheetWriter) -> None:
    text = sheet.styles.format({"text_wrap": True})
    for row, step in enumerate(_STEPS, start=_STEPS_ROW):
        sheet.merged(row, (_FIRST, _LAST), step, text)
        sheet.worksheet.set_row(row - 1, 20)
    yellow = sheet.styles.format(
        {"text_wrap": True, "bg_color": INPUT_YELLOW, "border": 1, "border_color": LINE}
    )
    row = _STEPS_ROW + len(_STEPS) + 1
    sheet.merged(row, (_FIRST, _LAST), _MACROS, yellow)
    sheet.name_cell(COVER_NOTE, row, _FIRST)
    sheet.worksheet.set_row(row - 1, 34)
