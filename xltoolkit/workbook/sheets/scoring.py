"""The sheet 指标评分: the rows of the scheme and ten rows of one's own."""

from udfs import FUNCTIONS
from udfs.registry import ArgumentKind
from xltoolkit.catalogue.scheme_model import SchemeRow
from xltoolkit.evaluation.plain_formula import in_plain_arithmetic
from xltoolkit.workbook.layout.model import Column, Kind, Role
from xltoolkit.workbook.layout.scoring import (
    APPLICABLE,
    CUSTOM_PREFIX,
    CUSTOM_ROWS,
    EVIDENCE_LACKING,
    INDICATOR_LIST,
    INPUT_COLUMNS,
    ITEM_COLUMNS,
    NO_PROJECT,
    NOT_APPLICABLE,
    SETTING_COLUMNS,
)
from xltoolkit.workbook.layout.sheet_names import SCORING
from xltoolkit.workbook.sheets.definitions import definition_places
from xltoolkit.workbook.sheets.formulas import chosen
from xltoolkit.workbook.sheets.lists import (
    cell_of,
    fill_formulas,
    fill_texts,
    mute_errors,
    set_columns,
)
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.rule_settings import settings_of
from xltoolkit.workbook.sheets.scoring_formulas import custom_formulas, marks_count, row_formulas
from xltoolkit.workbook.sheets.scoring_totals import write_money_inputs, write_totals
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.source_words import SOURCE_WORDS
from xltoolkit.workbook.sheets.styles import (
    AMBER,
    AMBER_TEXT,
    MUTED,
    PALE_GREY,
    RED_TEXT,
    TAB_COMPUTED,
)
from xltoolkit.workbook.text_fit import row_height

_LAST_PRINTED = INDICATOR_LIST.position("definition")
_WITHOUT_MARK = ("checklist", "panel", "goals", "pending")
_LOWEST_ROW = 50.0
_NAMED = ("level1", "level2", "level3", "points", "standard_text")
_CORRECTED = ("adjusted", "adjustment_reason", "evidence")
_RATIO_SHAPES = ("step", "ratio", "bands", "scale", "goals", "pending")
_GOAL_INPUTS = 3
_ALWAYS_OPEN = 2
_WITHOUT_VALUE = {
    "checklist": "逐项核对",
    "deduct": "按例计数",
    "judgement": "评价人员评分",
    "levels": "评价人员评定等次",
    "panel": "专家评分平均",
    "goals": "各项自设目标合计",
}
"""What stands for the definition of rows that are scored without a rate."""


_ROWS_OF_A_PAGE = 30
"""Indicators that one landscape page has room for, as the texts of the schemes are."""


def write_scoring(parts: TemplateParts) -> None:
    """Write 指标评分 with its totals."""
    sheet = parts.book.add_sheet(SCORING, TAB_COMPUTED)
    layout = parts.placement.indicators
    set_columns(sheet, layout)
    _close_unused_inputs(parts, sheet)
    hint = (
        "得分由公式计算；黄色单元格由评价人员填写。需要改动得分的，填“手工调整”并写明理由。"
        "“#N/A”表示未提供，尚未评分。"
    )
    sheet.heading(f"{SCORING}表　{parts.scheme.printed_name}", hint, _LAST_PRINTED)
    sheet.list_header(layout)
    sheet.list_names(layout)
    for offset, row in enumerate(parts.scheme.rows):
        _scheme_row(parts, sheet, layout.first_row + offset, row)
    first_custom = layout.first_row + len(parts.scheme.rows)
    for offset in range(CUSTOM_ROWS):
        _custom_row(sheet, first_custom + offset, offset + 1)
    _conditions(parts, sheet)
    last_row = write_totals(parts, sheet)
    # A header that repeats would stand above the totals too; only a long list needs it.
    header_row = layout.header_row if layout.prepared > _ROWS_OF_A_PAGE else 0
    sheet.print_on_paper((last_row, _LAST_PRINTED), landscape=True, header_row=header_row)
    sheet.new_pages(parts.placement.heads.title_row)
    sheet.worksheet.freeze_panes(layout.header_row, layout.position("level3"))
    sheet.protect(rows_may_be_inserted=True)


def _close_unused_inputs(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Close the columns of 数1 … 数4 that no rule of the scheme uses."""
    rules = [row.value for row in parts.scheme.rows] + [
        each.value for each in parts.scheme.unscored
    ]
    lengths = [len(rule.inputs) for rule in rules if rule is not None]
    lengths += [len(each.value.inputs) for row in parts.scheme.rows for each in row.definitions]
    lengths += [_GOAL_INPUTS for row in parts.scheme.rows if row.score.shape == "goals"]
    # 分项合计 stands in the same columns, so the first two are always open.
    used = max([_ALWAYS_OPEN, *lengths])
    for column in INPUT_COLUMNS[used:]:
        position = INDICATOR_LIST.position(column) - 1
        width = INDICATOR_LIST.column(column).width
        sheet.worksheet.set_column(position, position, width, None, {"level": 1, "hidden": True})


def _scheme_row(parts: TemplateParts, sheet: SheetWriter, number: int, row: SchemeRow) -> None:
    layout = parts.placement.indicators
    for column in layout.columns:
        kind, role = column.kind, column.role
        look: dict[str, object] = {}
        if column.id == "value" and row.score.shape in _RATIO_SHAPES:
            kind = Kind.RATIO
        if column.id in ITEM_COLUMNS and row.score.shape == "panel":
            kind = Kind.POINTS
        if column.id == "mark" and row.score.shape == "levels":
            kind = Kind.CHOICE
        if _is_closed(column, row):
            role, look = Role.FORMULA, {"locked": True}
        sheet.blank(number, layout.position(column.id), sheet.styles.cell(kind, role, **look))
        if column.role in (Role.INPUT, Role.FOLDED) and not _is_closed(column, row):
            choices = _choices(column, row)
            place = (number, number), layout.position(column.id)
            sheet.validate(*place, kind, choices, _hint(column, row))
    _texts(sheet, parts, number, row)
    places = definition_places(parts, row)
    formulas = row_formulas(row, number, parts.catalogue, places)
    value = formulas.pop("value")
    kind = Kind.RATIO if row.score.shape in _RATIO_SHAPES else Kind.NUMBER
    style = sheet.styles.cell(kind, Role.FORMULA)
    sheet.formula(number, layout.position("value"), f"={value}", style)
    fill_formulas(sheet, layout, number, formulas)
    write_money_inputs(sheet, parts, (layout, number), formulas, row.value)
    _settings(sheet, parts, number, row)
    texts = (
        (row.standard_text, layout.column("standard_text").width),
        (_definition(parts, row), layout.column("definition").width),
    )
    sheet.worksheet.set_row(number - 1, max(_LOWEST_ROW, row_height(texts)))


def _is_closed(column: Column, row: SchemeRow) -> bool:
    """Whether nothing can be entered in a column because of the row's rule."""
    if column.id == "mark":
        return row.value is not None or row.score.shape in _WITHOUT_MARK
    if column.id == "definition":
        return not row.definitions
    if column.id in ITEM_COLUMNS:
        return ITEM_COLUMNS.index(column.id) >= marks_count(row)
    return column.id in ("adjusted", "adjustment_reason") and row.score.shape == "pending"


def _choices(column: Column, row: SchemeRow) -> tuple[str, ...]:
    if column.id == "applicable":
        others = {"always": (), "optional": (NOT_APPLICABLE,), "full": (NO_PROJECT,)}
        return (APPLICABLE, *others[row.applicable], EVIDENCE_LACKING)
    if column.id == "definition":
        return tuple(definition.name for definition in row.definitions)
    if column.id == "mark":
        return tuple(level.name for level in row.score.levels)
    return () if row.score.shape == "panel" else column.choices


def _hint(column: Column, row: SchemeRow) -> str:
    """Say what a cell is for; items and experts are told by their own words."""
    if column.id in ITEM_COLUMNS:
        place = ITEM_COLUMNS.index(column.id)
        is_panel = row.score.shape == "panel"
        return f"第{place + 1}位专家的评分。" if is_panel else row.score.items[place]
    return column.hint


def _source_in_words(row: SchemeRow) -> str:
    word = SOURCE_WORDS[row.source.status]
    return f"{word}；评分标准待补" if row.score.shape == "pending" else word


def _definition(parts: TemplateParts, row: SchemeRow) -> str:
    """Say how the value is computed: the definition that holds, or the only formula."""
    if row.definitions:
        return "" if row.must_choose else row.definitions[0].name
    if row.value is None:
        return _WITHOUT_VALUE.get(row.score.shape, "")
    quantities = parts.catalogue.quantities_by_id()
    names = [quantities[each].defined_name for each in row.value.inputs]
    function = FUNCTIONS[row.value.function]
    if function.parameters[-1].kind is ArgumentKind.PARTS:
        return "－".join(names)
    formula = in_plain_arithmetic(function.name, names)
    return formula or f"{function.title.zh}：{'、'.join(names)}"


def _texts(sheet: SheetWriter, parts: TemplateParts, number: int, row: SchemeRow) -> None:
    layout = parts.placement.indicators
    texts = {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.level3,
        "standard_text": row.standard_text,
        "shape": row.score.shape,
        "source_mark": _source_in_words(row),
        "id": row.id,
        "function": row.value.function if row.value is not None else "",
    }
    fill_texts(sheet, layout, number, texts)
    if _definition(parts, row):
        column = layout.column("definition")
        role = Role.INPUT if row.definitions else Role.RUN
        style = sheet.styles.cell(column.kind, role)
        sheet.text(number, layout.position("definition"), _definition(parts, row), style)
    points = layout.column("points")
    style = sheet.styles.cell(points.kind, points.role)
    sheet.number(number, layout.position("points"), row.points, style)
    style = sheet.styles.cell(Kind.CHOICE, Role.INPUT)
    sheet.text(number, layout.position("applicable"), APPLICABLE, style)


def _settings(sheet: SheetWriter, parts: TemplateParts, number: int, row: SchemeRow) -> None:
    layout = parts.placement.indicators
    places = definition_places(parts, row)
    for column, setting in settings_of(row, parts.scheme).items():
        position = layout.position(column)
        style = sheet.styles.cell(Kind.CHOICE, Role.FORMULA)
        if any(definition.p for definition in row.definitions):
            own = {name: place[column] for name, place in places.items()}
            formula = chosen(cell_of(layout, number, "definition"), own)
            sheet.formula(number, position, f"={formula}", style)
        elif setting.formula:
            sheet.formula(number, position, f"={setting.formula}", style)
        elif isinstance(setting.constant, str):
            sheet.text(number, position, setting.constant, style)
        elif setting.constant is not None:
            sheet.number(number, position, setting.constant, style)


def _custom_row(sheet: SheetWriter, number: int, ordinal: int) -> None:
    """Write a row that staff fill themselves: names, points and a mark as the score."""
    layout = INDICATOR_LIST
    open_columns = (*_NAMED, "applicable", "mark", "reviewer", "reason", *_CORRECTED)
    for column in layout.columns:
        role = Role.INPUT if column.id in open_columns else column.role
        kind = Kind.NUMBER if column.id == "value" else column.kind
        closed = column.id in (*INPUT_COLUMNS, *ITEM_COLUMNS, *SETTING_COLUMNS, "definition")
        style = sheet.styles.cell(kind, Role.FORMULA if closed else role)
        sheet.blank(number, layout.position(column.id), style)
        if column.id in open_columns:
            place = (number, number), layout.position(column.id)
            sheet.validate(*place, column.kind, column.choices, column.hint)
    fill_formulas(sheet, layout, number, custom_formulas(number))
    texts = {"id": f"{CUSTOM_PREFIX}{ordinal:02d}", "shape": "judgement"}
    fill_texts(sheet, layout, number, texts)


def _conditions(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Amber: not provided. Red: points lost. Grey: a level that repeats the row above."""
    layout = parts.placement.indicators
    amber = sheet.styles.condition(bg_color=AMBER, font_color=AMBER_TEXT)
    sheet.condition(layout, ["score", "final_score"], type="errors", format=amber)
    mute_errors(sheet, layout, *INPUT_COLUMNS, "value")
    final, points = (cell_of(layout, layout.first_row, each) for each in ("final_score", "points"))
    lost = f"=AND(ISNUMBER(${final}),${final}<${points})"
    red = sheet.styles.condition(font_color=RED_TEXT, bold=True)
    sheet.condition(layout, ["final_score"], type="formula", criteria=lost, format=red)
    applicable = cell_of(layout, layout.first_row, "applicable")
    grey = sheet.styles.condition(font_color=MUTED, bg_color=PALE_GREY)
    away = f'=AND(${applicable}<>"{APPLICABLE}",${applicable}<>"")'
    columns = ("level3", "points", "standard_text", "score", "final_score")
    sheet.condition(layout, columns, type="formula", criteria=away, format=grey)
    faint = sheet.styles.condition(font_color="#C3CAD5")
    for column in ("level1", "level2"):
        cell = cell_of(layout, layout.first_row, column)
        above = cell_of(layout, layout.first_row - 1, column)
        criteria = f'=AND({cell}<>"",{cell}={above})'
        sheet.condition(layout, [column], type="formula", criteria=criteria, format=faint)
