"""Laws of all functions: an answer for every cell, and the order and scale of the input."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.cells import is_same
from tests.support.worked_examples import read_scalar
from tests.udfs.cell_strategies import amounts, blocks, calls, ratios, scalars
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.registry import Category, Function, Unit
from udfs.values import Argument, Block, Scalar

MONEY_RATES = [
    function
    for function in FUNCTIONS.values()
    if function.category is Category.RATES
    and all(parameter.unit is Unit.MONEY for parameter in function.parameters)
] + [FUNCTIONS["PERF_CHANGE_RATE"]]
UNITS = [0.0001, 0.01, 10, 1000, 10_000]  # from 元 or 亿元 to 万元 and back

Call = tuple[Function, list[Argument]]


@given(calls)
def test_every_call_is_answered_with_what_a_cell_can_hold(call: Call) -> None:
    function, arguments = call
    answer = function.call(*arguments)
    assert isinstance(answer, (float, str, CellError))
    assert not isinstance(answer, float) or math.isfinite(answer)


@given(calls)
def test_the_same_call_has_the_same_answer(call: Call) -> None:
    function, arguments = call
    assert function.call(*arguments) == function.call(*arguments)


@given(calls)
def test_a_range_of_one_cell_is_that_cell(call: Call) -> None:
    function, arguments = call
    in_ranges = [
        argument if isinstance(argument, list | tuple) else [[read_scalar(argument)]]
        for argument in arguments
    ]
    assert function.call(*in_ranges) == function.call(*arguments)


@given(st.sampled_from(MONEY_RATES), st.lists(amounts, min_size=4), st.sampled_from(UNITS))
def test_the_unit_of_money_changes_no_rate(
    function: Function, figures: list[float], factor: float
) -> None:
    figures = figures[: function.max_arguments]
    scaled = [figure * factor for figure in figures]
    assert is_same(function.call(*scaled), function.call(*figures))


@given(st.permutations(range(4)), blocks(most_columns=1).filter(lambda block: len(block) == 4))
def test_the_order_of_rows_changes_no_total(order: list[int], scores: Block) -> None:
    shuffled = [scores[row] for row in order]
    for name in ("PERF_TOTAL", "PERF_MEAN"):
        assert is_same(FUNCTIONS[name].call(shuffled), FUNCTIONS[name].call(scores))


@given(
    st.permutations(range(3)),
    st.lists(st.tuples(st.integers(0, 50), ratios), min_size=3, max_size=3),
)
def test_the_order_of_options_changes_no_satisfaction(
    order: list[int], options: list[tuple[int, float]]
) -> None:
    def satisfaction(rows: list[tuple[int, float]]) -> Scalar:
        counts, weights = [[count] for count, _ in rows], [[weight] for _, weight in rows]
        return FUNCTIONS["PERF_SATISFACTION"].call(counts, weights)

    assert is_same(satisfaction([options[row] for row in order]), satisfaction(options))


@given(st.permutations(range(4)), st.lists(st.integers(0, 20), min_size=4, max_size=4), st.data())
def test_the_order_of_rows_changes_no_points_scored(
    order: list[int], points: list[int], data: st.DataObject
) -> None:
    scores = [data.draw(st.one_of(st.none(), st.integers(0, full))) for full in points]

    def scored(rows: list[int]) -> Scalar:
        return FUNCTIONS["PERF_SCORED"].call(
            [[points[row]] for row in rows], [[scores[row]] for row in rows]
        )

    expected = sum(full for full, score in zip(points, scores, strict=True) if score is not None)
    assert scored(order) == scored([0, 1, 2, 3]) == expected


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6), st.data())
def test_parts_that_make_their_total_leave_nothing(cents: list[int], data: st.DataObject) -> None:
    total = sum(cents) / 100
    parts = [part / 100 for part in data.draw(st.permutations(cents))]
    balance = FUNCTIONS["PERF_BALANCE"]
    assert balance.call(total, *parts) == 0
    assert balance.call(total, [[part] for part in parts]) == 0
    assert is_same(balance.call((sum(cents) + 1) / 100, *parts), 0.01)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.integers(-3, 6))
def test_rounding_takes_a_half_away_from_zero(number: int, decimals: int, digits: int) -> None:
    # Whole numbers of the last place only, so that no float takes part in the expectation.
    dropped = decimals - digits
    if dropped > 0:
        unit = 10**dropped
        whole = (2 * abs(number) + unit) // (2 * unit) * unit
    else:
        whole = abs(number)
    expected = math.copysign(1, number) * whole / 10**decimals
    assert is_same(FUNCTIONS["PERF_ROUND"].call(number / 10**decimals, digits), expected)


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_rate_printed_as_it_is_computed_agrees(over: int, under: int, digits: int) -> None:
    unit = 10 ** (digits + 2)
    printed = (2 * abs(over) * unit + under) // (2 * under) / unit
    published = math.copysign(printed, over)
    assert FUNCTIONS["PERF_VERIFY"].call(published, over, under, digits) == "一致"


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_higher_score_never_has_a_lower_grade(one: float, other: float) -> None:
    grades = ["差", "中", "良", "优"]
    low, high = (str(FUNCTIONS["PERF_GRADE"].call(score)) for score in sorted((one, other)))
    assert grades.index(low) <= grades.index(high)


@given(blocks(), st.data())
def test_a_fingerprint_changes_when_a_cell_changes(block: Block, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(block) - 1))
    column = data.draw(st.integers(0, len(block[0]) - 1))
    new = data.draw(scalars)
    assume(content(new) != content(block[row][column]))
    changed = [list(cells) for cells in block]
    changed[row][column] = new
    assert fingerprint(changed) != fingerprint(block)


@given(blocks(), st.integers(0, 3), st.integers(0, 2), st.sampled_from([None, ""]))
def test_empty_cells_behind_the_data_change_no_fingerprint(
    block: Block, rows: int, columns: int, empty: Scalar
) -> None:
    longer = [[*row, *[empty] * columns] for row in block]
    longer += [[empty] * len(longer[0]) for _ in range(rows)]
    assert fingerprint(longer) == fingerprint(block)


@given(st.one_of(st.sampled_from([0.0, -0.0, 1.0]), st.floats(-1e300, 1e300)))
def test_a_number_has_one_fingerprint_in_every_host(number: float) -> None:
    alike: list[Scalar] = [float(format(number, ".15g"))]
    if number == 0:
        alike += [0, -0.0, False]
    if number == 1:
        alike += [1, True]
    for same in alike:
        assert fingerprint([[same]]) == fingerprint([[number]])


def fingerprint(block: Block) -> Scalar:
    return FUNCTIONS["PERF_FINGERPRINT"].call(block)


def content(cell: Scalar) -> tuple[str, str]:
    """What a fingerprint sees of a cell: its kind, and numbers at fifteen digits."""
    if cell is None or cell == "":
        return "empty", ""
    if isinstance(cell, CellError):
        return "error", str(cell)
    if isinstance(cell, str):
        return "text", cell
    number = float(cell)
    if not math.isfinite(number):
        return "error", str(CellError.NUM)
    return "number", format(number + 0.0, ".15g")
