"""P1 … P5 of a row of 指标评分: what its score function takes behind value and points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltoolkit.catalogue.scheme_model import (
    RuleParameter,
    Scheme,
    SchemeRow,
    StandardReference,
)
from xltoolkit.workbook.layout.scoring import SETTING_COLUMNS
from xltoolkit.workbook.layout.settings import STEP_ROUNDING, STEP_ROUNDINGS
from xltoolkit.workbook.sheets.formulas import quoted, when

_ROUNDING_POSITION = 4


@dataclass(frozen=True)
class Setting:
    """What stands in one of P1 … P5: a formula without the equals sign, a number or a text."""

    formula: str = ""
    constant: float | str | None = None


def settings_of(
    row: SchemeRow, scheme: Scheme, own: Sequence[RuleParameter] = ()
) -> dict[str, Setting]:
    """Return P1 … P5 of a row as its score function takes them; `own` replace the rule's."""
    standards = {standard.id: standard.defined_name for standard in scheme.standards}
    parameters = list(own or _parameters(row))
    if row.score.shape == "step" and len(parameters) == _ROUNDING_POSITION:
        parameters.append("floor")
    settings = {
        column: _setting(parameter, standards)
        for column, parameter in zip(SETTING_COLUMNS, parameters, strict=False)
    }
    if row.score.shape == "step" and parameters[_ROUNDING_POSITION] == "floor":
        settings[SETTING_COLUMNS[_ROUNDING_POSITION]] = Setting(formula=_rounding_in_words())
    return settings


def used_settings(row: SchemeRow) -> tuple[str, ...]:
    """Return which of the columns P1 … P5 a row uses."""
    own = max((len(each.p) for each in row.definitions), default=0)
    count = max(len(_parameters(row)), own)
    if row.score.shape == "step":
        count = _ROUNDING_POSITION + 1
    return SETTING_COLUMNS[:count]


def _parameters(row: SchemeRow) -> tuple[RuleParameter, ...]:
    rule = row.score
    if rule.shape == "bands":
        closed = "lower" if rule.floors else "upper"
        return (closed,) if rule.lowest is None else (closed, rule.lowest)
    if rule.shape == "checklist":
        return (float(len(rule.items)),)
    if rule.shape == "panel":
        return (float(rule.experts),)
    return rule.p


def _setting(parameter: RuleParameter, standards: Mapping[str, str]) -> Setting:
    if isinstance(parameter, StandardReference):
        return Setting(formula=standards[parameter.standard])
    return Setting(constant=parameter)


def _rounding_in_words() -> str:
    """Write the rounding of steps that 参数 names in words; rows with their own keep it."""
    ceil, exact = (quoted(STEP_ROUNDINGS[each]) for each in ("ceil", "exact"))
    otherwise = when(f"{STEP_ROUNDING.name}={exact}", quoted("exact"), quoted("floor"))
    return when(f"{STEP_ROUNDING.name}={ceil}", quoted("ceil"), otherwise)
