"""How values are spread over a group, and which of them stand apart."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from xltoolkit.batch.comparison import (
    FENCE,
    FEWEST_FOR_OUTLIERS,
    FEWEST_FOR_QUARTILES,
    Outlier,
    Spread,
)
from xltoolkit.evaluation.wording import full_measured

FLOAT_NOISE = 1e-9
"""Part of the interquartile range that a value may lie beyond a fence: it lies on it then."""

OfDepartment = tuple[str, str, float]
"""A value with the file and the department that it belongs to."""


def spread_of(kind: str, name: str, values: Sequence[float]) -> Iterator[Spread]:
    """Give the spread of some values; none where there are none."""
    if not values:
        return
    first, third = quartiles(values) or (None, None)
    yield Spread(
        kind=kind,
        name=name,
        count=len(values),
        lowest=min(values),
        first=first,
        median=statistics.median(values),
        third=third,
        highest=max(values),
        mean=statistics.fmean(values),
    )


def quartiles(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the first and third quartile, None for too few values."""
    if len(values) < FEWEST_FOR_QUARTILES:
        return None
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def values_apart(name: str, values: Sequence[OfDepartment], unit: str) -> Iterator[Outlier]:
    """Give the values beyond the fences; none where the group is small or all but equal."""
    numbers = [value for _, _, value in values]
    bounds = quartiles(numbers)
    if bounds is None or len(numbers) < FEWEST_FOR_OUTLIERS or bounds[0] == bounds[1]:
        return
    first, third = bounds
    reach = third - first
    low, high = first - FENCE * reach, third + FENCE * reach
    noise = reach * FLOAT_NOISE
    median = statistics.median(numbers)
    for file, department, value in values:
        if not low - noise <= value <= high + noise:
            yield Outlier(
                file=file,
                department=department,
                name=name,
                value=full_measured(value, unit),
                median=full_measured(median, unit),
                low=full_measured(low, unit),
                high=full_measured(high, unit),
                side="偏低" if value < low else "偏高",
                distance=max(low - value, value - high) / reach,
            )
