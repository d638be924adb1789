"""三、主要指标 of the verdict: how each rate was computed, judged, and stands to what was published."""

from dataclasses import replace
from typing import Dict, Iterator, Optional, Tuple

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import ListColumn, Quantity
from xltoolkit.evaluation.case import Absence, Case, Check, Indicator, Survey, Target
from xltoolkit.evaluation.exact import exact, plain_float, read_direction, shortfall
from xltoolkit.evaluation.measured import MeasuredRow
from xltoolkit.evaluation.plain_formula import in_plain_arithmetic
from xltoolkit.evaluation.quantity_predicates import stated_scope
from xltoolkit.evaluation.standards import (
    measured_indicator,
    measured_survey,
    measured_target,
)
from xltoolkit.evaluation.verdict_model import RateLine
from xltoolkit.evaluation.wording import (
    DASH,
    NOT_PROVIDED,
    RATIO,
    enumerated,
    full_measured,
    labelled,
    money,
    number,
    short_measured,
)

MET = "达标"
MISSED = "未达标"
NO_STANDARD = "无标准"
UNPUBLISHED = "未公布"
NOT_REPRODUCIBLE = "不可复算"
ONLY_PUBLISHED = "公布值，不可复算"
OTHER_DEFINITION = "与公布口径不同"
ANNUAL_PLAN = "年度计划"
FULLY_DONE = 1.0
OVER_PLAN = "（超额按100%计）"


def rate_lines(case: Case, catalogue: Catalogue) -> Tuple[RateLine, ...]:
    """Return the lines in the order of the scheme, then of its unscored rates, targets, surveys.

    A row that averages a list has no line: the rows of the list stand here themselves.
    """
    published = {check.id: check for check in case.checks if check.category == "rate"}
    quantities = catalogue.quantities_by_id()
    shown = [row for row in case.indicators if _is_shown(row, quantities, published)]
    return (
        *(_indicator_line(row, case, quantities, published) for row in (*shown, *case.unscored)),
        *_target_lines(case, published),
        *_survey_lines(case, published),
    )


def _is_shown(row: Indicator, quantities: Dict[str, Quantity], published: Dict[str, Check]) -> bool:
    if not row.input_ids or row.absence is Absence.NOT_APPLICABLE:
        return False
    places = [quantities[each].place for each in row.input_ids if each in quantities]
    if any(isinstance(place, ListColumn) for place in places):
        return False
    return exact(row.value) is not None or _published_value(row.id, published) is not None


def _indicator_line(
    row: Indicator, case: Case, quantities: Dict[str, Quantity], published: Dict[str, Check]
) -> RateLine:
    scopes = (case.entries[each].scope for each in row.input_ids if each in case.entries)
    stated = dict.fromkeys(scope for scope in map(stated_scope, scopes) if scope)
    line = _line(
        measured_indicator(row),
        _calculation(row, quantities),
        published,
        scope=enumerated(stated),
    )
    return replace(line, published=OTHER_DEFINITION) if _differs(row, published) else line


def _differs(row: Indicator, published: Dict[str, Check]) -> bool:
    """Whether the rate follows another definition than the published one was recomputed by."""
    check = published.get(row.id)
    if not row.definition or check is None or exact(check.published) is None:
        return False
    recomputed = exact(check.recomputed)
    return recomputed is not None and recomputed != exact(row.value)


def _target_lines(case: Case, published: Dict[str, Check]) -> Iterator[RateLine]:
    for target in case.targets:
        if exact(target.standard) is not None:
            yield _line(measured_target(case, target), DASH, published)
        elif exact(target.target) is not None:
            yield _planned_line(target, published)


def _planned_line(target: Target, published: Dict[str, Check]) -> RateLine:
    """A target that is measured by its plan; counts that should be high print how much is done."""
    row = MeasuredRow(
        row=target.id,
        name=target.name,
        value=target.actual,
        standard=target.target,
        direction=target.direction,
        label=ANNUAL_PLAN,
        place=target.place,
        unit=target.unit or RATIO,
    )
    actual, planned = plain_float(exact(target.actual)), plain_float(exact(target.target))
    completion = plain_float(exact(target.completion))
    is_count = row.unit != RATIO and target.direction == ">="
    if is_count and actual is not None and planned is not None and completion is not None:
        calculation = f"{number(actual)}÷{number(planned)}{_capped(target)}"
        result = full_measured(completion, RATIO)
    elif is_count and _published_value(target.id, published) is not None:
        calculation, result = DASH, _published_result(target.id, RATIO, published)
    else:
        return _line(row, DASH, published)
    return RateLine(
        id=target.id,
        name=f"{target.name}完成率",
        calculation=calculation,
        result=result,
        standard=short_measured(FULLY_DONE, RATIO),
        judgement=_judgement(row),
        published=_published(target.id, published, ""),
    )


def _capped(target: Target) -> str:
    """Say that more was done than planned, where the sheet counts no more than the plan."""
    actual, planned = exact(target.actual), exact(target.target)
    is_over = actual is not None and planned is not None and actual > planned > 0
    return OVER_PLAN if is_over and exact(target.completion) == 1 else ""


def _survey_lines(case: Case, published: Dict[str, Check]) -> Iterator[RateLine]:
    for survey in case.surveys:
        if exact(survey.standard) is not None:
            line = _line(measured_survey(case, survey), _survey_calculation(survey), published)
            if survey.published_mean and line.published == UNPUBLISHED:
                line = replace(line, published=ONLY_PUBLISHED)
            yield line


def _survey_calculation(survey: Survey) -> str:
    if survey.published_mean:
        return DASH
    valid = plain_float(exact(survey.valid))
    return "加权平均" if valid is None else f"有效问卷{number(valid)}份加权平均"


def _line(
    row: MeasuredRow, calculation: str, published: Dict[str, Check], scope: str = ""
) -> RateLine:
    return RateLine(
        id=row.row,
        name=row.name,
        calculation=calculation,
        result=_result(row, published),
        standard=_standard(row),
        judgement=_judgement(row),
        published=_published(row.row, published, scope),
    )


def _result(row: MeasuredRow, published: Dict[str, Check]) -> str:
    value = plain_float(exact(row.value))
    if value is not None:
        return full_measured(value, row.unit)
    return _published_result(row.row, row.unit, published)


def _published_result(row: str, unit: str, published: Dict[str, Check]) -> str:
    printed = _published_value(row, published)
    return NOT_PROVIDED if printed is None else f"{full_measured(printed, unit)}（公布值）"


def _standard(row: MeasuredRow) -> str:
    limit, direction = plain_float(exact(row.standard)), read_direction(row.direction)
    if limit is None or direction is None:
        return DASH
    return labelled(f"{direction.sign}{short_measured(limit, row.unit)}", row.label)


def _judgement(row: MeasuredRow) -> str:
    if exact(row.value) is None:
        return NOT_PROVIDED
    gap = shortfall(row.value, row.standard, row.direction)
    if gap is None:
        return NO_STANDARD
    return MISSED if gap else MET


def _published(row: str, published: Dict[str, Check], scope: str) -> str:
    check = published.get(row)
    if check is None or exact(check.published) is None:
        return UNPUBLISHED
    word = ONLY_PUBLISHED if check.verdict == NOT_REPRODUCIBLE else check.verdict
    return labelled(word, scope)


def _published_value(row: str, published: Dict[str, Check]) -> Optional[float]:
    check = published.get(row)
    return None if check is None else plain_float(exact(check.published))


def _calculation(row: Indicator, quantities: Dict[str, Quantity]) -> str:
    """The calculation with its figures, 90.00÷100.00."""
    figures = []
    for quantity, value in zip(row.input_ids, row.inputs):
        amount = plain_float(exact(value))
        if amount is None:
            return NOT_PROVIDED
        known = quantities.get(quantity)
        is_money = known is not None and known.kind == "money"
        figures.append(money(amount) if is_money else number(amount))
    return in_plain_arithmetic(row.function, figures) or enumerated(figures) or NOT_PROVIDED
