"""The boundaries of a score rule, worked out from the data of the scheme and from nothing else.

What is expected here is arithmetic on the numbers of the YAML file: no worksheet function is
asked, so that these pairs can find a function or a formula that reads the data wrongly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow, StandardReference

A_LITTLE = Decimal("0.000001")
SCORED_BY_VALUE = ("step", "bands")


@dataclass(frozen=True)
class Boundary:
    """A value at or just beyond a boundary, and the score that the rule then gives.

    A score of None says that the rule does not cover the value.
    """

    value: float
    score: float | None


def boundaries(row: SchemeRow, scheme: Scheme) -> list[Boundary]:
    """Return the pairs of every boundary of a row that is scored by its value."""
    found = {"step": _of_steps, "bands": _of_tables}[row.score.shape](row, scheme)
    return [
        Boundary(float(value), None if score is None else float(score)) for value, score in found
    ]


Pair = tuple[Decimal, Decimal | None]


def _exact(number: object) -> Decimal:
    return Decimal(str(number))


def _of_steps(row: SchemeRow, scheme: Scheme) -> Iterator[Pair]:
    values = {each.id: each.value for each in scheme.standards}
    direction, standard, step, deduct, rounding = (
        values[each.standard] if isinstance(each, StandardReference) else each
        for each in row.score.p
    )
    assert rounding == "floor", "the schemes that ship count whole steps"
    limit, size, each = _exact(standard), _exact(step), _exact(deduct)
    points = _exact(row.points)
    away = Decimal(-1) if direction == ">=" else Decimal(1)
    yield limit, points
    yield limit - away * A_LITTLE, points
    most = int(points / each) + 1
    for count in (1, 2, most):
        at = limit + away * size * count
        yield at - away * A_LITTLE, max(Decimal(0), points - each * (count - 1))
        yield at, max(Decimal(0), points - each * count)


def _of_tables(row: SchemeRow, _scheme: Scheme) -> Iterator[Pair]:
    rule = row.score
    for position, floor in enumerate(rule.floors):
        if floor.lower is None:
            continue
        bound = _exact(floor.lower)
        below = rule.floors[position - 1].points if position else None
        yield bound, _exact(floor.points)
        yield bound - A_LITTLE, None if below is None else _exact(below)
    for position, band in enumerate(rule.bands[:-1]):
        bound = _exact(band.upper)
        yield bound, _exact(band.points)
        yield bound + A_LITTLE, _exact(rule.bands[position + 1].points)
    if rule.lowest is not None:
        yield _exact(rule.lowest) - A_LITTLE, None
