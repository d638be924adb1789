"""Laws of the scores: within the points of the row, and never worse for doing better."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.udfs.cell_strategies import points, ratios
from udfs import FUNCTIONS
from udfs.values import Argument, Scalar

DIRECTIONS = ["<=", ">=", "=", "abs<="]
ROUNDINGS = ["floor", "ceil", "exact"]
MARKS: list[Scalar] = [0, 1, "是", "否", "√", "×"]

directions = st.sampled_from(DIRECTIONS)
roundings = st.sampled_from(ROUNDINGS)
steps = st.integers(1, 2000).map(lambda number: number / 10_000)
counts = st.integers(0, 100)
targets = st.integers(1, 30_000).map(lambda number: number / 100)
actuals = st.integers(-30_000, 30_000).map(lambda number: number / 100)
marks = st.lists(st.sampled_from(MARKS), min_size=1, max_size=6).map(
    lambda column: [[mark] for mark in column]
)


@st.composite
def falling_bands(draw: st.DrawFn, full: float = 10) -> list[list[Scalar]]:
    """A table of bands in which a larger value never earns more; the last band is open."""
    bounds = sorted(draw(st.sets(ratios, min_size=1, max_size=4)))
    earned = draw(st.lists(st.floats(0, full), min_size=len(bounds) + 1, max_size=len(bounds) + 1))
    in_order = sorted(earned, reverse=True)
    return [[bound, reward] for bound, reward in zip([*bounds, None], in_order, strict=True)]


# Sensible arguments of every score function, and the points that its score may reach.
Calls = st.SearchStrategy[tuple[tuple[Argument, ...], float]]
CALLS: Mapping[str, Calls] = {
    "PERF_SCORE_STEP": st.tuples(ratios, points, directions, ratios, steps, points, roundings).map(
        lambda call: (call, call[1])
    ),
    "PERF_SCORE_BANDS": st.tuples(ratios, falling_bands(full=10)).map(lambda call: (call, 10)),
    "PERF_SCORE_RATIO": st.tuples(ratios, points, steps, ratios).map(lambda call: (call, call[1])),
    "PERF_SCORE_DEDUCT": st.tuples(points, counts, points).map(lambda call: (call, call[0])),
    "PERF_SCORE_CHECKLIST": st.tuples(points, marks).map(lambda call: (call, call[0])),
    "PERF_SCORE_LEVELS": st.sampled_from(["好", "中", "差"]).map(
        lambda level: ((level, [["好", 10], ["中", 4.5], ["差", 0]]), 10)
    ),
    "PERF_SCORE_ORDINAL": st.tuples(counts, counts, points, points, points).map(
        lambda call: (call, max(call[2:]))
    ),
    "PERF_SCORE_SCALE": st.tuples(points, st.just(40), points).map(lambda call: (call, call[2])),
    "PERF_SCORE_PANEL": st.lists(points, min_size=1, max_size=10).map(
        lambda given: ((max(given), [given]), max(given))
    ),
    "PERF_SCORE_GOALS": st.tuples(points, st.integers(0, 10)).map(
        lambda drawn: ((drawn[0], drawn[0], drawn[0] * drawn[1] / 10, 0), drawn[0])
    ),
    "PERF_SCORE_TARGET": st.tuples(
        actuals, targets, points, st.sampled_from(["<=", ">=", "="])
    ).map(lambda call: (call, call[2])),
}


def score(name: str, *arguments: Argument) -> float:
    """Compute a score that has to be a number."""
    answer = FUNCTIONS[name].call(*arguments)
    assert isinstance(answer, float), answer
    return answer


def test_the_laws_know_every_score() -> None:
    assert set(CALLS) == {name for name in FUNCTIONS if name.startswith("PERF_SCORE_")}


@pytest.mark.parametrize("name", CALLS)
@given(st.data())
def test_a_score_lies_within_the_points_of_its_row(name: str, data: st.DataObject) -> None:
    arguments, full = data.draw(CALLS[name])
    assert 0 <= score(name, *arguments) <= full


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("direction", DIRECTIONS)
@given(st.tuples(ratios, ratios), ratios, points, steps, points)
def test_a_rate_nearer_to_its_standard_never_scores_less(
    direction: str,
    rounding: str,
    rates: tuple[float, float],
    standard: float,
    full: float,
    step: float,
    deduct: float,
) -> None:
    better, worse = sorted(rates, key=lambda rate: shortfall(rate, direction, standard))
    rule = (full, direction, standard, step, deduct, rounding)
    assert score("PERF_SCORE_STEP", better, *rule) >= score("PERF_SCORE_STEP", worse, *rule)


def shortfall(rate: float, direction: str, standard: float) -> int:
    """By how many ten-thousandths a rate misses its standard."""
    missed = {
        "<=": ten_thousandths(rate) - ten_thousandths(standard),
        ">=": ten_thousandths(standard) - ten_thousandths(rate),
        "=": abs(ten_thousandths(rate) - ten_thousandths(standard)),
        "abs<=": abs(ten_thousandths(rate)) - ten_thousandths(standard),
    }
    return max(0, missed[direction])


def ten_thousandths(ratio: float) -> int:
    return round(ratio * 10_000)


@pytest.mark.parametrize("rounding", ROUNDINGS)
@given(st.integers(0, 30), st.integers(0, 30))
def test_float_noise_never_costs_a_step(rounding: str, tenths: int, steps_missed: int) -> None:
    standard = tenths / 10
    noisy = math.fsum([standard]) + sum([0.1] * steps_missed)  # 0.1 + 0.1 + 0.1 is not 0.3
    rule = ("<=", standard, 0.1, 1, rounding)
    assert score("PERF_SCORE_STEP", noisy, 40, *rule) == pytest.approx(40 - steps_missed, rel=1e-12)


@pytest.mark.parametrize("direction", DIRECTIONS)
@given(ratios, ratios, points, steps, points)
def test_part_of_a_step_costs_nothing_in_proportion_or_a_whole_step(
    direction: str, rate: float, standard: float, full: float, step: float, deduct: float
) -> None:
    scores = [
        score("PERF_SCORE_STEP", rate, full, direction, standard, step, deduct, rounding)
        for rounding in ("ceil", "exact", "floor")
    ]
    assert scores == sorted(scores)


@given(st.tuples(ratios, ratios), points, steps, ratios)
def test_a_higher_rate_never_scores_less_in_proportion(
    rates: tuple[float, float], full: float, target: float, floor: float
) -> None:
    low, high = sorted(rates)
    rule = (full, target, floor)
    assert score("PERF_SCORE_RATIO", low, *rule) <= score("PERF_SCORE_RATIO", high, *rule)


@given(st.tuples(ratios, ratios), falling_bands())
def test_falling_bands_never_reward_a_larger_value(
    rates: tuple[float, float], bands: list[list[Scalar]]
) -> None:
    low, high = sorted(rates)
    assert score("PERF_SCORE_BANDS", low, bands) >= score("PERF_SCORE_BANDS", high, bands)


@given(points, st.tuples(counts, counts), points)
def test_more_cases_never_score_more(full: float, cases: tuple[int, int], each: float) -> None:
    few, many = sorted(cases)
    fewer, more = (score("PERF_SCORE_DEDUCT", full, count, each) for count in (few, many))
    assert fewer >= more


@given(points, marks, st.data())
def test_one_more_item_met_never_scores_less(
    full: float, before: list[list[Scalar]], data: st.DataObject
) -> None:
    item = data.draw(st.integers(0, len(before) - 1))
    after = [[1] if row == item else mark for row, mark in enumerate(before)]
    improved = score("PERF_SCORE_CHECKLIST", full, after)
    assert improved >= score("PERF_SCORE_CHECKLIST", full, before)


@given(st.tuples(actuals, actuals), targets, points)
def test_more_of_what_is_wanted_never_scores_less(
    found: tuple[float, float], target: float, full: float
) -> None:
    low, high = (score("PERF_SCORE_TARGET", actual, target, full) for actual in sorted(found))
    assert low <= high


@given(st.tuples(actuals, actuals), targets, points)
def test_less_of_what_is_unwanted_never_scores_less(
    found: tuple[float, float], target: float, full: float
) -> None:
    low, high = (score("PERF_SCORE_TARGET", actual, target, full, "<=") for actual in sorted(found))
    assert low >= high


@given(st.tuples(actuals, actuals), targets, points)
def test_on_either_side_nearer_to_the_target_never_scores_less(
    found: tuple[float, float], target: float, full: float
) -> None:
    low, high = sorted(found)
    at_low, at_high = (
        score("PERF_SCORE_TARGET", actual, target, full, "=") for actual in (low, high)
    )
    if high <= target:
        assert at_low <= at_high
    if low >= target:
        assert at_low >= at_high
