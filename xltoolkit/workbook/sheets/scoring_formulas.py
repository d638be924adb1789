"""The formulas of a row of 指标评分: one for each shape of rule, written here only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import ListColumn
from xltoolkit.catalogue.scheme_model import SHAPE_FUNCTIONS, SchemeRow, ValueRule
from xltoolkit.workbook.content import address
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.scoring import (
    INDICATOR_LIST,
    INPUT_COLUMNS,
    ITEM_COLUMNS,
    PENDING,
)
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.sheets.formulas import (
    call,
    cases_found,
    chosen,
    full_without_project,
    given,
    quoted,
    scored,
    when,
)
from xltoolkit.workbook.sheets.rule_settings import used_settings

_GOAL_COLUMNS = ("points", "score", "unscored")
"""What a row of the shape goals adds up over 绩效目标, in 数1 to 数3."""


@dataclass(frozen=True)
class RowCells:
    """The addresses of the cells of one row, by column id."""

    row: int

    def __getitem__(self, column_id: str) -> str:
        return address(self.row, INDICATOR_LIST.position(column_id))

    def span(self, first: str, last: str) -> str:
        """Return the range from one column to another."""
        return f"{self[first]}:{self[last]}"


@dataclass(frozen=True)
class RowPlace:
    """A row of another sheet, whose cells formulas name with the sheet."""

    sheet: str
    positions: Mapping[str, int]
    row: int

    def __getitem__(self, column_id: str) -> str:
        return f"{self.sheet}!{address(self.row, self.positions[column_id])}"


@dataclass(frozen=True)
class ScoredCells:
    """The cells that a score is computed from: of the row, or of one of its definitions."""

    value: str
    points: str
    inputs: Mapping[str, str]
    settings: Sequence[str]
    items: str = ""


def bands_name(row_id: str) -> str:
    """Return the defined name of the table of bands of a row."""
    return f"_bands_{row_id}"


def levels_name(row_id: str) -> str:
    """Return the defined name of the table of levels of a row."""
    return f"_levels_{row_id}"


def item_points_name(row_id: str) -> str:
    """Return the defined name of the points of the items of a checklist."""
    return f"_items_{row_id}"


def marks_count(row: SchemeRow) -> int:
    """Return how many of the cells for items and experts a row uses."""
    return row.score.experts if row.score.shape == "panel" else len(_checked_items(row))


def _checked_items(row: SchemeRow) -> tuple[str, ...]:
    return row.score.items if row.score.shape == "checklist" else ()


def input_formulas(value: ValueRule, catalogue: Catalogue) -> dict[str, str]:
    """Return the formulas of 数1 … 数4; a whole column as input has no single number."""
    quantities = catalogue.quantities_by_id()
    return {
        column: given(quantities[quantity].defined_name)
        for column, quantity in zip(INPUT_COLUMNS, value.inputs, strict=False)
        if not isinstance(quantities[quantity].place, ListColumn)
    }


def value_formula(value: ValueRule, catalogue: Catalogue, inputs: Mapping[str, str]) -> str:
    """Return the formula of 值; `inputs` are the cells 数1 … 数4 by column id."""
    quantities = catalogue.quantities_by_id()
    arguments = [
        quantities[quantity].defined_name
        if isinstance(quantities[quantity].place, ListColumn)
        else inputs[column]
        for column, quantity in zip(INPUT_COLUMNS, value.inputs, strict=False)
    ]
    return call(value.function, *arguments)


def row_formulas(
    row: SchemeRow, number: int, catalogue: Catalogue, of_definitions: Mapping[str, RowPlace]
) -> dict[str, str]:
    """Return the formulas of 数1 … 定稿得分 of a row of the scheme, by column id.

    `of_definitions` are the rows of 口径对照 of this row, by the name of the definition.
    """
    cells = RowCells(number)
    formulas = _value_formulas(row, cells, catalogue, of_definitions)
    items = ""
    if marks_count(row):
        items = cells.span(ITEM_COLUMNS[0], ITEM_COLUMNS[marks_count(row) - 1])
    inputs = {column: cells[column] for column in INPUT_COLUMNS}
    settings = [cells[column] for column in used_settings(row)]
    scored_cells = ScoredCells(cells["value"], cells["points"], inputs, settings, items)
    if row.score.shape == "pending":
        formulas["score"] = scored(cells["applicable"], quoted(PENDING))
        formulas["reason"] = quoted("")
        formulas["final_score"] = cells["score"]
        return formulas
    score = score_formula(row, scored_cells)
    if row.applicable == "full":
        score = full_without_project(cells["applicable"], cells["points"], score)
    formulas["score"] = scored(cells["applicable"], score)
    reason = _reason(row, scored_cells, cells["score"])
    formulas["reason"] = call("IFERROR", reason, quoted(""))
    formulas["final_score"] = final_score(cells)
    return formulas


def _value_formulas(
    row: SchemeRow,
    cells: RowCells,
    catalogue: Catalogue,
    of_definitions: Mapping[str, RowPlace],
) -> dict[str, str]:
    """Return the formulas of 数1 … 数4 and 值."""
    if row.score.shape == "goals":
        return _goal_formulas(cells)
    if row.value is None:
        return {"value": _entered_value(row, cells)}
    inputs = {column: cells[column] for column in INPUT_COLUMNS}
    if not row.definitions:
        formulas = input_formulas(row.value, catalogue)
        return {**formulas, "value": value_formula(row.value, catalogue, inputs)}
    used = {each.name: len(each.value.inputs) for each in row.definitions}
    formulas = {
        "value": chosen(
            cells["definition"], {name: place["value"] for name, place in of_definitions.items()}
        )
    }
    for position, column in enumerate(INPUT_COLUMNS[: max(used.values())]):
        by_name = {
            name: place[column] if position < used[name] else quoted("")
            for name, place in of_definitions.items()
        }
        formulas[column] = chosen(cells["definition"], by_name)
    return formulas


def _goal_formulas(cells: RowCells) -> dict[str, str]:
    """Add up the goals of 绩效目标 that count for this row."""
    names = TARGET_LIST.name("counts_for")
    formulas = {
        column: call("SUMIFS", TARGET_LIST.name(added), names, cells["level3"])
        for column, added in zip(INPUT_COLUMNS, _GOAL_COLUMNS, strict=False)
    }
    assigned, earned = cells[INPUT_COLUMNS[0]], cells[INPUT_COLUMNS[1]]
    formulas["value"] = when(f"{assigned}=0", "NA()", f"{earned}/{assigned}")
    return formulas


def _entered_value(row: SchemeRow, cells: RowCells) -> str:
    """Write the value of a row that is scored from the auditor's mark."""
    if row.score.shape == "deduct":
        names = (FINDING_LIST.name("cases"), FINDING_LIST.name("indicator"))
        return cases_found(cells["mark"], *names, cells["level3"])
    if row.score.shape == "pending":
        return quoted("")
    if row.score.shape in ("judgement", "levels"):
        return given(cells["mark"])
    items = cells.span(ITEM_COLUMNS[0], ITEM_COLUMNS[marks_count(row) - 1])
    if row.score.shape == "panel":
        return call("PERF_SCORE_PANEL", cells["points"], items)
    share = call("PERF_SCORE_CHECKLIST", "1", items)
    return call("ROUND", f"{share}*{len(row.score.items)}", "0")


def score_formula(row: SchemeRow, cells: ScoredCells) -> str:
    """Write the score of a row that is applicable."""
    value, points = cells.value, cells.points
    first, second, third = (cells.inputs[each] for each in INPUT_COLUMNS[:3])
    if row.score.shape == "bands":
        return _band_score(row, cells)
    if row.score.shape in ("judgement", "panel"):
        return value
    arguments = {
        "step": [value, points, *cells.settings],
        "ratio": [value, points, *cells.settings],
        "deduct": [points, value, *cells.settings],
        "checklist": _checklist(row, cells),
        "target": [value, second, points, *cells.settings],
        "levels": [value, levels_name(row.id)],
        "ordinal": [first, second, *cells.settings],
        "scale": [first, second, points],
        "goals": [points, first, second, third],
    }
    return call(SHAPE_FUNCTIONS[row.score.shape].function, *arguments[row.score.shape])


def _band_score(row: SchemeRow, cells: ScoredCells) -> str:
    """Write the points of a band; what the rule says nothing of has no score."""
    closed, *lowest = cells.settings
    points = call("PERF_SCORE_BANDS", cells.value, bands_name(row.id), closed)
    return when(f"{cells.value}<{lowest[0]}", "NA()", points) if lowest else points


def _checklist(row: SchemeRow, cells: ScoredCells) -> list[str]:
    weights = [item_points_name(row.id)] if row.score.item_points else []
    return [cells.points, cells.items, *weights]


def _reason(row: SchemeRow, cells: ScoredCells, score: str) -> str:
    """Write the reason for the points lost."""
    shape, value = row.score.shape, cells.value
    settings = list(cells.settings)
    if shape == "bands":
        return call(
            "PERF_REASON_BANDS", value, cells.points, score, bands_name(row.id), settings[0]
        )
    second = cells.inputs[INPUT_COLUMNS[1]]
    if shape == "target":
        settings = [second, *settings]
    elif shape == "ordinal":
        value, settings = cells.inputs[INPUT_COLUMNS[0]], [second]
    return call("PERF_REASON", quoted(shape), value, cells.points, score, *settings)


def final_score(cells: RowCells) -> str:
    """Write 定稿得分: 手工调整 where typed, else 得分."""
    return when(call("ISBLANK", cells["adjusted"]), cells["score"], cells["adjusted"])


def custom_formulas(number: int) -> dict[str, str]:
    """Return the formulas of an unlocked row of one's own: the mark is the score."""
    cells = RowCells(number)
    without_points = call("ISBLANK", cells["points"])
    return {
        "value": when(without_points, quoted(""), given(cells["mark"])),
        "score": when(without_points, quoted(""), scored(cells["applicable"], cells["value"])),
        "final_score": final_score(cells),
    }
