"""Predicates about a value and what it is measured by: a standard, a plan, last year."""

from decimal import Decimal
from typing import Iterator, List, Optional, Union

from udfs.choices import Direction
from xltoolkit.catalogue.quantity_model import ListColumn
from xltoolkit.evaluation.case import Absence, Case, Indicator, Survey, Target
from xltoolkit.evaluation.definitions import definition_fields
from xltoolkit.evaluation.exact import exact, plain_float, read_direction, shortfall
from xltoolkit.evaluation.limits import limited_rows
from xltoolkit.evaluation.measured import MeasuredRow
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence
from xltoolkit.evaluation.wording import RATIO, labelled, measured, short_measured

PUBLIC = "公众"
"""The respondents whose satisfaction is scored."""

QUOTED = "报告所列"
"""Whose a standard is that the published report itself names."""

TARGET_STANDARD = "绩效目标表"
SURVEY_STANDARD = "满意度表"
"""Where a row's own standard stands, when no published report names it."""


def misses_standard(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find the rows whose value does not hold against the standard that the row states."""
    for row in _measured_rows(inquiry):
        gap = shortfall(row.value, row.standard, row.direction)
        value, standard = plain_float(exact(row.value)), plain_float(exact(row.standard))
        if not gap or value is None or standard is None:
            continue
        yield Occurrence(
            row=row.row,
            place=row.place,
            fields={
                "name": row.name,
                "value": measured(value, row.unit),
                "standard": measured(standard, row.unit),
                "standard_label": row.label,
                **row.fields,
            },
            group=row.group,
            standard=standard,
            actual=value,
            gap=plain_float(gap),
            standard_printed=labelled(short_measured(standard, row.unit), row.label),
            indicator=row.indicator,
        )


def _measured_rows(inquiry: Inquiry) -> Iterator[MeasuredRow]:
    rows = [] if inquiry.rule.parameters.measure else list(_rows_with_standards(inquiry))
    yield from rows
    if not any(row.standard is not None for row in rows) and not _is_set_aside(inquiry):
        yield from limited_rows(inquiry)


def _is_set_aside(inquiry: Inquiry) -> bool:
    """Whether all the indicators that a rule looks at are 不适用: nothing is measured then."""
    meant = _indicators_meant(inquiry) if inquiry.rule.subject == "indicator" else []
    return bool(meant) and not any(map(_is_applicable, meant))


def _indicators_meant(inquiry: Inquiry) -> List[Indicator]:
    rows = (*inquiry.case.indicators, *inquiry.case.unscored)
    return [indicator for indicator in rows if _is_meant(inquiry, indicator)]


def _is_applicable(indicator: Indicator) -> bool:
    return indicator.absence is not Absence.NOT_APPLICABLE


def _rows_with_standards(inquiry: Inquiry) -> Iterator[MeasuredRow]:
    """Give the rows of the rule's subject; an indicator that is 不适用 is not measured."""
    case, subject = inquiry.case, inquiry.rule.subject
    if subject == "indicator":
        yield from map(measured_indicator, filter(_is_applicable, _indicators_meant(inquiry)))
    elif subject == "target":
        fed = indicator_fed_by(inquiry, "target")
        for target in case.targets:
            yield measured_target(case, target, fed)
    elif subject == "survey":
        fed = indicator_fed_by(inquiry, "survey")
        for survey in case.surveys:
            yield measured_survey(case, survey, fed if survey.respondents == PUBLIC else "")


def _is_meant(inquiry: Inquiry, indicator: Indicator) -> bool:
    """Whether a rule looks at an indicator: it names it, or it names what it is computed from."""
    parameters = inquiry.rule.parameters
    if not parameters.indicators and not parameters.inputs:
        return True
    return indicator.id in parameters.indicators or (
        bool(parameters.inputs) and indicator.input_ids == parameters.inputs
    )


def measured_indicator(row: Indicator) -> MeasuredRow:
    """An indicator with the standard of its step rule as it stands on 参数."""
    return MeasuredRow(
        row=row.id,
        name=row.name,
        value=row.value,
        standard=row.standard,
        direction=row.direction,
        label=row.standard_basis,
        place=row.place,
        indicator=row.id,
        fields=definition_fields(row),
    )


def measured_target(case: Case, row: Target, indicator: str = "") -> MeasuredRow:
    """A target with the standard that it is judged by (its plan is another matter)."""
    return MeasuredRow(
        row=row.id,
        name=row.name,
        value=row.actual,
        standard=row.standard,
        direction=row.direction,
        label=_label(case, row, TARGET_STANDARD),
        place=row.place,
        unit=row.unit or RATIO,
        group=row.group,
        indicator=indicator,
        fields={"note": row.note or None},
    )


def measured_survey(case: Case, row: Survey, indicator: str = "") -> MeasuredRow:
    """A survey with its own standard; satisfaction can only be too low."""
    return MeasuredRow(
        row=row.id,
        name=row.name,
        value=row.satisfaction,
        standard=row.standard,
        direction=Direction.AT_LEAST.value,
        label=_label(case, row, SURVEY_STANDARD),
        place=row.place,
        group=row.group,
        indicator=indicator,
        fields={
            "note": row.note or None,
            "valid": plain_float(exact(row.valid)),
            "respondents": row.respondents_in_words or row.respondents or None,
        },
    )


def _label(case: Case, row: Union[Target, Survey], otherwise: str) -> str:
    """Whose the standard of a row is: the published report's where it names the same one."""
    standard = exact(row.standard)
    for check in case.checks:
        is_of_row = check.category == "rate" and check.id == row.id
        if is_of_row and standard is not None and exact(check.standard) == standard:
            return QUOTED
    return otherwise


def misses_target(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find the targets whose actual value falls short of the plan."""
    indicator = indicator_fed_by(inquiry, "target")
    for row in inquiry.case.targets:
        gap = shortfall(row.actual, row.target, row.direction)
        actual, target = plain_float(exact(row.actual)), plain_float(exact(row.target))
        if not gap or actual is None or target is None:
            continue
        is_ratio = row.unit in ("", RATIO)
        yield Occurrence(
            row=row.id,
            place=row.place,
            fields={
                "name": row.name,
                # A ratio is its own unit: 实际完成96.2%, but 实际完成9期.
                "actual": short_measured(actual, RATIO) if is_ratio else actual,
                "target": short_measured(target, RATIO) if is_ratio else target,
                "unit": "" if is_ratio else row.unit,
                "completion": plain_float(exact(row.completion)),
                "note": row.note or None,
            },
            group=row.group,
            standard=target,
            actual=actual,
            gap=plain_float(gap),
            indicator=indicator,
        )


def below_previous(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find the ratios that should be high and are lower than last year.

    The wording counts percentage points of decline, so a count that fell, or a ratio that
    should be low and rose, is left to the rows' plans and standards.
    """
    indicator = indicator_fed_by(inquiry, "target")
    for row in inquiry.case.targets:
        decline = _decline(row)
        actual = plain_float(exact(row.actual))
        if decline is None or decline <= 0 or actual is None:
            continue
        previous = exact(row.previous)
        yield Occurrence(
            row=row.id,
            place=row.place,
            fields={
                "name": row.name,
                "value": actual,
                "decline": plain_float(decline),
                "note": row.note or None,
            },
            group=row.group,
            standard=plain_float(previous),
            actual=actual,
            gap=plain_float(decline),
            indicator=indicator,
        )


def _decline(row: Target) -> Optional[Decimal]:
    """By how much a ratio fell against last year, from both values or else the typed change."""
    if row.unit not in ("", RATIO) or read_direction(row.direction) is not Direction.AT_LEAST:
        return None
    actual, previous, change = exact(row.actual), exact(row.previous), exact(row.change)
    if actual is not None and previous is not None:
        return previous - actual
    return None if change is None else -change


def indicator_fed_by(inquiry: Inquiry, subject: str) -> str:
    """The id of the scored row that averages the targets or the surveys, empty where none does."""
    case: Case = inquiry.case
    rows = case.targets if subject == "target" else case.surveys
    sheets = {row.place.sheet for row in rows}
    columns = {
        quantity.id
        for quantity in inquiry.catalogue.quantities
        if isinstance(quantity.place, ListColumn) and quantity.place.sheet in sheets
    }
    for indicator in case.indicators:
        if columns.intersection(indicator.input_ids):
            return indicator.id
    return ""
