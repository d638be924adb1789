"""Laws of verification: what was rounded is never called wrong, and reach is exact."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.verification import (
    DISAGREES,
    Figure,
    Printed,
    Quotient,
    can_reach,
    linear_form,
    value_of,
    verify_rate,
)
from udfs.wrong_formulas import WRONG_FORMULAS

amounts = st.integers(1_000, 10_000_000).map(lambda number: Fraction(number, 1000))
places = st.integers(0, 3)
HALF = Fraction(1, 2)
PERCENT = Fraction(1, 100)


def rounded(number: Fraction, step: Fraction) -> Fraction:
    size = int(abs(number) / step + HALF) * step
    return -size if number < 0 else size


def figure(number: Fraction, decimals: int) -> Figure:
    step = Fraction(1, 10**decimals)
    return Figure(rounded(number, step), step / 2)


@given(amounts, amounts, places, places)
def test_a_rate_of_rounded_figures_is_never_wrong_without_a_cause(
    above: Fraction, below: Fraction, decimals: int, printed_places: int
) -> None:
    numerator, denominator = figure(above, decimals), figure(below, decimals)
    assume(numerator != denominator and numerator.value and denominator.value)
    step = PERCENT / 10**printed_places
    printed = Printed(rounded(above / below, step), step)
    form = {numerator: Fraction(1)}, {denominator: Fraction(1)}
    verdict = verify_rate(printed, Quotient(*form))
    assert verdict.word != DISAGREES or verdict.cause


@given(amounts, amounts, places)
def test_a_change_of_rounded_figures_is_never_wrong_without_a_cause(
    now: Fraction, then: Fraction, decimals: int
) -> None:
    one, other = figure(now, decimals), figure(then, decimals)
    assume(one != other and other.value > other.half)
    step = PERCENT / 100
    printed = Printed(rounded((now - then) / then, step), step)
    form = linear_form([(1, one), (-1, other)]), {other: Fraction(1)}
    verdict = verify_rate(printed, Quotient(*form))
    assert verdict.word != DISAGREES or verdict.cause


small = st.integers(-20, 20).map(Fraction)
halves = st.sampled_from([Fraction(0), HALF, Fraction(1, 20)])
figures = st.builds(Figure, small, halves)
coefficients = st.integers(-2, 2).map(Fraction)
forms = st.dictionaries(figures, coefficients, min_size=1, max_size=3)


def corners(
    numerator: dict[Figure, Fraction], denominator: dict[Figure, Fraction]
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield both sums at every corner of the box of true values."""
    everything = list(dict.fromkeys((*numerator, *denominator)))
    for signs in product((-1, 1), repeat=len(everything)):
        at = {
            each: each.value + sign * each.half
            for each, sign in zip(everything, signs, strict=True)
        }
        above = sum((factor * at[each] for each, factor in numerator.items()), Fraction(0))
        below = sum((factor * at[each] for each, factor in denominator.items()), Fraction(0))
        yield above, below


@given(forms, forms, small, st.integers(0, 4))
def test_what_is_reached_at_a_corner_is_reached(
    numerator: dict[Figure, Fraction],
    denominator: dict[Figure, Fraction],
    lowest: Fraction,
    width: int,
) -> None:
    """The corners of the box are true values too."""
    highest = lowest + width
    hit = False
    for above, below in corners(numerator, denominator):
        hit = hit or (below != 0 and lowest <= above / below <= highest)
    if hit:
        assert can_reach(Quotient(numerator, denominator), lowest, highest)


@given(forms, forms, small, st.integers(0, 4))
def test_beyond_the_extremes_at_the_corners_nothing_is_reached(
    numerator: dict[Figure, Fraction],
    denominator: dict[Figure, Fraction],
    lowest: Fraction,
    width: int,
) -> None:
    """Where the denominator keeps its sign, the extremes of the quotient are at corners."""
    quotients = []
    signs_of_denominator = set()
    for above, below in corners(numerator, denominator):
        signs_of_denominator.add((below > 0) - (below < 0))
        quotients.append(above / below if below else Fraction(0))
    assume(signs_of_denominator in ({1}, {-1}))
    is_between = min(quotients) <= lowest + width and lowest <= max(quotients)
    assert can_reach(Quotient(numerator, denominator), lowest, lowest + width) is is_between


@given(amounts, amounts)
def test_every_wrong_formula_is_found_by_the_digits_that_it_gives(
    above: Fraction, below: Fraction
) -> None:
    """The printed digits decide; the first formula that gives them is named."""
    exact = {Figure(above, Fraction(0)): Fraction(1)}, {Figure(below, Fraction(0)): Fraction(1)}
    ratio = value_of(exact[0]) / value_of(exact[1])
    step = PERCENT / 100
    for formula in WRONG_FORMULAS:
        wrong = formula.applied(ratio)
        if wrong is None:
            continue
        printed = Printed(rounded(wrong, step), step)
        verdict = verify_rate(printed, Quotient(*exact, is_change=True))
        is_right = printed.agrees(ratio) or printed.is_cut_off(ratio)
        if not is_right and printed.has_two_digits and printed.steps:
            assert verdict.word == DISAGREES
            assert verdict.cause


def test_more_decimals_than_a_cell_holds_are_impossible() -> None:
    verify = FUNCTIONS["PERF_VERIFY"]
    assert verify.call(0.3333, 1, 3, 15) == "输入舍入"
    assert verify.call(0.3333, 1, 3, 16) is CellError.NUM
    assert verify.call(0.3333, 1, 3, 2, 5000) is CellError.NUM
