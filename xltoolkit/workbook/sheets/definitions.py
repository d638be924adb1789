"""口径对照 on 核对: every definition of a rate with its result, its score and the total it gives."""

from xltoolkit.catalogue.scheme_model import Definition, SchemeRow
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST, INPUT_COLUMNS, PENDING
from xltoolkit.workbook.layout.sheet_names import CHECKS, SCORING
from xltoolkit.workbook.sheets.formulas import call, quoted, when
from xltoolkit.workbook.sheets.lists import (
    cell_of,
    fill_formulas,
    fill_texts,
    mute_errors,
    write_list,
)
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.rule_settings import settings_of, used_settings
from xltoolkit.workbook.sheets.scoring_formulas import (
    RowPlace,
    ScoredCells,
    input_formulas,
    score_formula,
    value_formula,
)
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.source_words import SOURCE_WORDS
from xltoolkit.workbook.text_fit import row_height

USED = "采用"
_COMPUTED = ("value", "score", "total")


def definition_places(parts: TemplateParts, row: SchemeRow) -> dict[str, RowPlace]:
    """Return the rows of 口径对照 that belong to a row of 指标评分, by definition."""
    layout = parts.placement.definitions
    positions = {column.id: layout.position(column.id) for column in layout.columns}
    rows = parts.placement.definition_rows.get(row.id, {})
    return {name: RowPlace(CHECKS, positions, number) for name, number in rows.items()}


def write_definitions(parts: TemplateParts, sheet: SheetWriter) -> None:
    """Write 口径对照; a scheme without a choice of definitions has none."""
    if not parts.placement.definition_rows:
        return
    layout = parts.placement.definitions
    write_list(sheet, layout)
    ordinal = 1
    for offset, row in enumerate(parts.scheme.rows):
        number = parts.placement.indicators.first_row + offset
        for definition in row.definitions:
            at = parts.placement.definition_rows[row.id][definition.name]
            _texts(sheet, layout, at, _words(row, definition, ordinal))
            _formulas(parts, sheet, (at, number), row, definition)
            ordinal += 1
    mute_errors(sheet, layout, *_COMPUTED, *INPUT_COLUMNS)


def _words(row: SchemeRow, definition: Definition, ordinal: int) -> dict[str, str]:
    return {
        "id": f"D{ordinal:02d}",
        "name": f"{row.level3}　{definition.name}",
        "note": definition.note or "",
        "source_mark": SOURCE_WORDS[definition.source.status],
    }


def _texts(sheet: SheetWriter, layout: ListLayout, row: int, texts: dict[str, str]) -> None:
    fill_texts(sheet, layout, row, texts)
    fitted = [(text, layout.column(column_id).width) for column_id, text in texts.items()]
    sheet.worksheet.set_row(row - 1, row_height(fitted))


def _formulas(
    parts: TemplateParts,
    sheet: SheetWriter,
    at: tuple[int, int],
    row: SchemeRow,
    definition: Definition,
) -> None:
    """Write a row of 口径对照; `at` is its own row and that of the indicator on 指标评分."""
    layout = parts.placement.definitions
    here, number = at
    positions = {each.id: INDICATOR_LIST.position(each.id) for each in INDICATOR_LIST.columns}
    scored = RowPlace(SCORING, positions, number)
    cells = {column.id: cell_of(layout, here, column.id) for column in layout.columns}
    formulas = input_formulas(definition.value, parts.catalogue)
    for column, setting in settings_of(row, parts.scheme, definition.p).items():
        constant = setting.constant
        own = quoted(constant) if isinstance(constant, str) else format(constant or 0, "g")
        formulas[column] = (setting.formula or own) if definition.p else scored[column]
    settings = [cells[column] for column in used_settings(row)]
    inputs = {column: cells[column] for column in INPUT_COLUMNS}
    scored_cells = ScoredCells(cells["value"], scored["points"], inputs, settings)
    others = call("IFERROR", f"{scored['final_score']}*1", "0")
    formulas["value"] = value_formula(definition.value, parts.catalogue, cells)
    if row.score.shape == "pending":
        formulas.update(score=quoted(PENDING), total=quoted(""))
    else:
        formulas["score"] = score_formula(row, scored_cells)
        formulas["total"] = f"得分合计-{others}+{cells['score']}"
    is_used = f"{scored['definition']}={quoted(definition.name)}"
    formulas["used"] = when(is_used, quoted(USED), quoted(""))
    fill_formulas(sheet, layout, here, formulas)
