"""What may stand in cells, for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.support.worked_examples import examples_of
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.registry import Function
from udfs.values import Argument, Block, Scalar

# Texts that somebody takes for a number, a choice, a mark or nothing at all.
NEAR_NUMBERS = ["", " ", "1", " 12.5 ", "1e5", "1E+400", "-0", ".5", "5.", "１２", "1,234.5", "90%"]
WORDS = ["是", "否", "√", "×", "<=", "≥", "abs<=", "ceil", "EXACT", "step", "deduct", "nan", "inf"]
MOST_EXTRA_ARGUMENTS = 3

texts = st.one_of(st.sampled_from(NEAR_NUMBERS + WORDS), st.text(max_size=8))
scalars: st.SearchStrategy[Scalar] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), texts, st.sampled_from(CellError)
)


@st.composite
def blocks(
    draw: st.DrawFn, cells: st.SearchStrategy[Scalar] = scalars, most_columns: int = 3
) -> Block:
    """Ranges of up to four rows."""
    columns = draw(st.integers(1, most_columns))
    rows = draw(st.integers(1, 4))
    row = st.lists(cells, min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=rows, max_size=rows))


arguments: st.SearchStrategy[Argument] = st.one_of(scalars, blocks())


@st.composite
def any_call(draw: st.DrawFn, function: Function) -> list[Argument]:
    """Arguments of the right number, whatever they hold."""
    most = function.max_arguments or function.min_arguments + MOST_EXTRA_ARGUMENTS
    return draw(st.lists(arguments, min_size=function.min_arguments, max_size=most))


@st.composite
def disturbed_call(draw: st.DrawFn, function: Function) -> list[Argument]:
    """The arguments of a worked example, one of them replaced by whatever a cell may hold."""
    call = list(draw(st.sampled_from(examples_of(function.name))).arguments)
    call[draw(st.integers(0, len(call) - 1))] = draw(arguments)
    return call


calls = st.sampled_from(list(FUNCTIONS.values())).flatmap(
    lambda function: st.tuples(
        st.just(function), st.one_of(any_call(function), disturbed_call(function))
    )
)

# Figures as people enter them: amounts with two decimals, ratios with four, points with one.
amounts = st.integers(-(10**8), 10**8).map(lambda cents: cents / 100)
ratios = st.integers(-30_000, 30_000).map(lambda number: number / 10_000)
points = st.integers(0, 400).map(lambda number: number / 10)
