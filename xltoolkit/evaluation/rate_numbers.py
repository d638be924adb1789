"""The numbers behind the lines of 三、主要指标. Standard library only, Python 3.8."""

from dataclasses import dataclass
from typing import Dict, Mapping, Optional

from xltoolkit.evaluation.case import Case, Indicator, Survey, Target, Value, as_number


@dataclass(frozen=True)
class RateNumbers:
    """A rate, the standard that it is judged by, and what it is computed from."""

    value: Optional[float]
    standard: Optional[float]
    inputs: Mapping[str, Value]


def rate_numbers(case: Case) -> Dict[str, RateNumbers]:
    """Return the numbers of every indicator, unscored rate, target and survey by its id."""
    numbers = {row.id: _of_indicator(row) for row in (*case.indicators, *case.unscored)}
    numbers.update((target.id, _of_target(target)) for target in case.targets)
    numbers.update((survey.id, _of_survey(survey)) for survey in case.surveys)
    return numbers


def _of_indicator(row: Indicator) -> RateNumbers:
    return RateNumbers(as_number(row.value), row.standard, dict(zip(row.input_ids, row.inputs)))


def _of_target(target: Target) -> RateNumbers:
    """Return the completion of a target, or its actual value where a standard is demanded."""
    if target.standard is not None:
        return RateNumbers(target.actual, target.standard, {})
    return RateNumbers(target.completion, 1.0, {"actual": target.actual, "target": target.target})


def _of_survey(survey: Survey) -> RateNumbers:
    return RateNumbers(survey.satisfaction, survey.standard, {})
