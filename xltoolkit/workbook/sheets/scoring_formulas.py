"""The formulas of a row of 指标评分: one for each shape of rule, written here only."""

from collections.abc import Mapping
from dataclasses import dataclass

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import ListColumn
from xltoolkit.catalogue.scheme_model import (
    SHAPE_FUNCTIONS,
    RuleParameter,
    Scheme,
    SchemeRow,
    StandardReference,
    ValueRule,
)
from xltoolkit.workbook.content import address
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.scoring import (
    INDICATOR_LIST,
    INPUT_COLUMNS,
    ITEM_COLUMNS,
    SETTING_COLUMNS,
)
from xltoolkit.workbook.layout.settings import STEP_ROUNDING, STEP_ROUNDINGS
from xltoolkit.workbook.sheets.formulas import call, cases_found, given, quoted, scored, when

_ROUNDING_POSITION = 4


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
class Setting:
    """What stands in one of P1 … P5: a formula without the equals sign, a number or a text."""

    formula: str = ""
    constant: float | str | None = None


def bands_name(row_id: str) -> str:
    """Return the defined name of the table of bands of a row."""
    return f"_bands_{row_id}"


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


def settings_of(row: SchemeRow, scheme: Scheme) -> dict[str, Setting]:
    """Return P1 … P5 of a row as its score function takes them."""
    if row.score.shape == "checklist":
        return {SETTING_COLUMNS[0]: Setting(constant=float(len(row.score.items)))}
    standards = {standard.id: standard.defined_name for standard in scheme.standards}
    parameters = list(row.score.p)
    if row.score.shape == "step" and len(parameters) == _ROUNDING_POSITION:
        parameters.append("floor")
    settings = {
        column: _setting(parameter, standards)
        for column, parameter in zip(SETTING_COLUMNS, parameters, strict=False)
    }
    if row.score.shape == "step" and parameters[_ROUNDING_POSITION] == "floor":
        settings[SETTING_COLUMNS[_ROUNDING_POSITION]] = Setting(formula=_rounding_in_words())
    return settings


def _setting(parameter: RuleParameter, standards: Mapping[str, str]) -> Setting:
    if isinstance(parameter, StandardReference):
        return Setting(formula=standards[parameter.standard])
    return Setting(constant=parameter)


def _rounding_in_words() -> str:
    """Write the rounding of steps that 参数 names in words; rows with their own keep it."""
    ceil, exact = (quoted(STEP_ROUNDINGS[each]) for each in ("ceil", "exact"))
    otherwise = when(f"{STEP_ROUNDING.name}={exact}", quoted("exact"), quoted("floor"))
    return when(f"{STEP_ROUNDING.name}={ceil}", quoted("ceil"), otherwise)


def row_formulas(row: SchemeRow, number: int, catalogue: Catalogue) -> dict[str, str]:
    """Return the formulas of 数1 … 定稿得分 of a row of the scheme, by column id."""
    cells = RowCells(number)
    formulas: dict[str, str] = {}
    if row.value is not None:
        formulas.update(input_formulas(row.value, catalogue))
        inputs = {column: cells[column] for column in INPUT_COLUMNS}
        formulas["value"] = value_formula(row.value, catalogue, inputs)
    else:
        formulas["value"] = _entered_value(row, cells)
    score, reason = _score(row, cells), _reason(row, cells)
    formulas["score"] = scored(cells["applicable"], score)
    formulas["reason"] = call("IFERROR", reason, quoted(""))
    formulas["final_score"] = final_score(cells)
    return formulas


def _entered_value(row: SchemeRow, cells: RowCells) -> str:
    """Write the value of a row that is scored from the auditor's mark."""
    if row.score.shape == "deduct":
        names = (FINDING_LIST.name("cases"), FINDING_LIST.name("indicator"))
        return cases_found(cells["mark"], *names, cells["level3"])
    if row.score.shape == "checklist":
        share = call("PERF_SCORE_CHECKLIST", "1", _items(row, cells))
        return call("ROUND", f"{share}*{len(row.score.items)}", "0")
    return given(cells["mark"])


def _items(row: SchemeRow, cells: RowCells) -> str:
    return cells.span(ITEM_COLUMNS[0], ITEM_COLUMNS[len(row.score.items) - 1])


def _used_settings(row: SchemeRow, cells: RowCells) -> list[str]:
    count = len(row.score.p)
    if row.score.shape == "step":
        count = _ROUNDING_POSITION + 1
    return [cells[column] for column in SETTING_COLUMNS[:count]]


def _score(row: SchemeRow, cells: RowCells) -> str:
    """Write the score of a row that is applicable."""
    value, points = cells["value"], cells["points"]
    settings = _used_settings(row, cells)
    arguments = {
        "step": [value, points, *settings],
        "ratio": [value, points, *settings],
        "bands": [value, bands_name(row.id)],
        "deduct": [points, value, *settings],
        "checklist": [points, _items(row, cells)] if row.score.items else [],
        "target": [value, cells["input2"], points, *settings],
    }
    shape = SHAPE_FUNCTIONS.get(row.score.shape)
    return value if shape is None else call(shape.function, *arguments[row.score.shape])


def _reason(row: SchemeRow, cells: RowCells) -> str:
    """Write the reason for the points lost."""
    common = [cells["value"], cells["points"], cells["score"]]
    if row.score.shape == "bands":
        return call("PERF_REASON_BANDS", *common, bands_name(row.id))
    settings = _used_settings(row, cells)
    if row.score.shape == "checklist":
        settings = [cells[SETTING_COLUMNS[0]]]
    elif row.score.shape == "target":
        settings = [cells["input2"], *settings]
    return call("PERF_REASON", quoted(row.score.shape), *common, *settings)


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
