"""The lower part of 指标评分: totals by head, totals of the scheme, rates without points."""

from collections.abc import Mapping

from xltoolkit.catalogue.scheme_model import UnscoredRate, ValueRule
from xltoolkit.workbook.content import address
from xltoolkit.workbook.layout.model import Kind, ListLayout, Role
from xltoolkit.workbook.layout.scoring import (
    HEAD_LIST,
    INDICATOR_LIST,
    INPUT_COLUMNS,
    NOT_APPLICABLE,
    total_cells,
)
from xltoolkit.workbook.layout.settings import GRADE_TABLE
from xltoolkit.workbook.sheets.formulas import call, quoted, same_amount, when
from xltoolkit.workbook.sheets.lists import (
    cell_of,
    fill_formulas,
    fill_texts,
    mute_errors,
    write_list,
)
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.placement import HeadRows
from xltoolkit.workbook.sheets.scoring_formulas import input_formulas, value_formula
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import LABEL, LIST_TITLE, RED_TEXT


def write_totals(parts: TemplateParts, sheet: SheetWriter) -> int:
    """Write everything below the indicators and return the last row that is printed."""
    heads = parts.placement.heads
    computed = ("points", "scorable", "scored", "score")
    write_list(sheet, heads)
    for offset, head in enumerate(parts.placement.head_rows):
        row = heads.first_row + offset
        title = heads.column("name")
        sheet.text(
            row, heads.position("name"), head.name, sheet.styles.cell(title.kind, title.role)
        )
        fill_formulas(sheet, heads, row, _head_formulas(head))
    for row in range(heads.first_row + len(parts.placement.head_rows), heads.last_row + 1):
        sheet.worksheet.set_row(row - 1, None, None, {"hidden": True})
    mute_errors(sheet, heads, *computed)
    _totals(parts, sheet)
    _unscored(parts, sheet)
    return parts.placement.unscored.last_row


def _head_formulas(head: HeadRows) -> dict[str, str]:
    points, applicable, scores = (
        f"{cell_of(INDICATOR_LIST, head.first_row, each)}"
        f":{cell_of(INDICATOR_LIST, head.last_row, each)}"
        for each in ("points", "applicable", "final_score")
    )
    left_out = call("SUMIFS", points, applicable, quoted(NOT_APPLICABLE))
    return {
        "points": call("SUM", points),
        "scorable": f"{call('SUM', points)}-{left_out}",
        "scored": _of_scores(head, call("PERF_SCORED", points, scores)),
        "score": _of_scores(head, call("PERF_TOTAL", scores)),
    }


def _of_scores(head: HeadRows, total: str) -> str:
    """Write a total over the scores of a head, which may be a single row.

    Hosts hand a range of one cell over as that cell, so an error in it (未提供) would become the
    total; in a longer range it is left out. The row itself still shows its error.
    """
    return call("IFERROR", total, "0") if head.first_row == head.last_row else total


def _totals(parts: TemplateParts, sheet: SheetWriter) -> None:
    points, applicable, scores = (
        INDICATOR_LIST.name(each) for each in ("points", "applicable", "final_score")
    )
    left_out = call("SUMIFS", points, applicable, quoted(NOT_APPLICABLE))
    complete = call("AND", "可评分值>0", same_amount("已评分值", "可评分值"))
    formulas = {
        "满分": call("SUM", points),
        "可评分值": f"满分-{left_out}",
        "已评分值": call("PERF_SCORED", points, scores),
        "得分合计": call("PERF_TOTAL", scores),
        "折算得分": when("可评分值=0", "NA()", "得分合计/可评分值*满分"),
        "评价等级": when(complete, call("PERF_GRADE", "折算得分", GRADE_TABLE), quoted("")),
    }
    row = parts.placement.totals_row
    sheet.text(row - 1, HEAD_LIST.first_column, "总得分", sheet.styles.format(LIST_TITLE))
    for cell in total_cells(row):
        title = _TITLES[cell.name]
        columns = (HEAD_LIST.first_column, cell.column - 1)
        sheet.merged(cell.row, columns, title, sheet.styles.format(LABEL))
        style = sheet.styles.cell(cell.kind, cell.role, bold=True, align="right")
        sheet.formula(cell.row, cell.column, f"={formulas[cell.name]}", style)
        sheet.name_cell(cell.name, cell.row, cell.column)


_TITLES = {
    "满分": "满分（各指标分值之和）",
    "可评分值": "可评（满分减不适用）",
    "已评分值": "已评（已有得分的指标分值）",
    "得分合计": "得分合计",
    "折算得分": "折算得分（得分÷可评×满分）",
    "评价等级": "评价等级（全部评完才评定）",
}


def _unscored(parts: TemplateParts, sheet: SheetWriter) -> None:
    layout = parts.placement.unscored
    write_list(sheet, layout)
    for offset, rate in enumerate(parts.scheme.unscored):
        _unscored_rate(parts, sheet, layout.first_row + offset, rate)
    first_unused = layout.first_row + len(parts.scheme.unscored)
    if not parts.scheme.unscored:
        first_unused = layout.title_row  # the title and the header say nothing either
    for row in range(first_unused, layout.last_row + 1):
        sheet.worksheet.set_row(row - 1, None, None, {"hidden": True})
    mute_errors(sheet, layout, *INPUT_COLUMNS, "value", "standard")
    red = sheet.styles.condition(font_color=RED_TEXT, bold=True)
    value, standard = (
        f"${cell_of(layout, layout.first_row, each)}" for each in ("value", "standard")
    )
    direction = f"${cell_of(layout, layout.first_row, 'direction')}"
    missed = (
        f'=OR(AND({direction}=">=",{value}<{standard}),AND({direction}="<=",{value}>{standard}))'
    )
    sheet.condition(layout, ["value"], type="formula", criteria=missed, format=red)


def _unscored_rate(parts: TemplateParts, sheet: SheetWriter, row: int, rate: UnscoredRate) -> None:
    layout = parts.placement.unscored
    cells = {column: address(row, layout.position(column)) for column in INPUT_COLUMNS}
    standards = {standard.id: standard for standard in parts.scheme.standards}
    standard = standards[rate.standard]
    texts = {
        "name": rate.title,
        "direction": rate.direction,
        "formula_text": f"只列示和判断，不计分（标准：{standard.basis}）",
        "id": rate.id,
    }
    fill_texts(sheet, layout, row, texts)
    formulas = {
        **input_formulas(rate.value, parts.catalogue),
        "value": value_formula(rate.value, parts.catalogue, cells),
        "standard": standard.defined_name,
    }
    fill_formulas(sheet, layout, row, formulas)
    write_money_inputs(sheet, parts, (layout, row), formulas, rate.value)
    sheet.worksheet.set_row(row - 1, 24)


def write_money_inputs(
    sheet: SheetWriter,
    parts: TemplateParts,
    place: tuple[ListLayout, int],
    formulas: Mapping[str, str],
    value: ValueRule | None,
) -> None:
    """Write those of 数1 … 数4 that are money again, with two decimals."""
    layout, row = place
    known = parts.catalogue.quantities_by_id()
    for column, quantity in zip(INPUT_COLUMNS, value.inputs if value else (), strict=False):
        if column in formulas and known[quantity].kind == "money":
            style = sheet.styles.cell(Kind.MONEY, Role.FORMULA)
            sheet.formula(row, layout.position(column), f"={formulas[column]}", style)
