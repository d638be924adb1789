"""Can a published figure be computed again from the figures it was made of?

All figures are as printed, so each is known only to half of its last printed place. The
classes, in the order in which they are tried:

1. 一致: the figures give the printed digits, rounded half up.
2. 截尾: they give them when the digits behind are cut off.
3. 不一致 with a cause: a wrong formula with a name gives the printed digits.
4. 输入舍入: some true values that the figures may have been rounded from give them.
5. 不一致.

Arithmetic is exact, on fractions. The intervals of rounding count their two ends as inside,
because nobody knows how the printer treated a half.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Dict, Iterable, Iterator, Mapping, Optional, Tuple, Union

from udfs.wrong_formulas import WRONG_FORMULAS

AGREES = "一致"
CUT_OFF = "截尾"
WITHIN_ROUNDING = "输入舍入"
DISAGREES = "不一致"


@dataclass(frozen=True)
class Figure:
    """A printed figure: its value, and half of its last printed place (0 for an exact one).

    Equal figures are one quantity: they were rounded together.
    """

    value: Fraction
    half: Fraction

    def __hash__(self) -> int:
        # That of a fraction is slow: it agrees with the hash of an equal float.
        return hash((self.value.numerator, self.value.denominator, self.half.denominator))


LinearForm = Mapping[Figure, Fraction]
"""A sum of figures, each with its coefficient."""

Number = Union[int, Fraction]

Suspect = Tuple[str, Fraction]
"""What may have been published instead: the cause in words, and the value it gives."""


@dataclass(frozen=True)
class Printed:
    """A published figure: its value, and the worth of one step in its last printed place."""

    value: Fraction
    step: Fraction

    @cached_property
    def steps(self) -> int:
        """The printed digits as a whole number."""
        return int(self.value / self.step)

    def rounded(self, computed: Fraction) -> int:
        """Return a computed value in steps, rounded half away from zero."""
        above, below = self._in_steps(computed)
        size = (2 * abs(above) + below) // (2 * below)
        return -size if above < 0 else size

    def agrees(self, computed: Fraction) -> bool:
        """Whether the printed digits are the computed ones, rounded half up."""
        return self.rounded(computed) == self.steps

    def is_cut_off(self, computed: Fraction) -> bool:
        """Whether the printed digits are the computed ones without those behind."""
        above, below = self._in_steps(computed)
        size = abs(above) // below
        return (-size if above < 0 else size) == self.steps

    def _in_steps(self, computed: Fraction) -> Tuple[int, int]:
        """Return a computed value in steps as a quotient of whole numbers, not reduced."""
        step = self.step
        return computed.numerator * step.denominator, computed.denominator * step.numerator

    @property
    def has_two_digits(self) -> bool:
        """Whether more than one digit is printed, zeros in front aside."""
        return len(str(abs(self.steps))) > 1


@dataclass(frozen=True)
class Verdict:
    """The class of a published figure, what was computed, and the named cause if there is one."""

    word: str
    recomputed: Fraction
    cause: str = ""


def linear_form(terms: Iterable[Tuple[int, Figure]]) -> Dict[Figure, Fraction]:
    """Add signed figures up, equal ones into one coefficient; what cancels out is gone."""
    form: Dict[Figure, Fraction] = {}
    for sign, figure in terms:
        form[figure] = form.get(figure, Fraction(0)) + sign
    return {figure: coefficient for figure, coefficient in form.items() if coefficient}


def value_of(form: LinearForm) -> Fraction:
    """Return the sum that the figures give as they are printed."""
    return sum((factor * figure.value for figure, factor in form.items()), Fraction(0))


def compare(printed: Printed, computed: Fraction) -> Optional[Verdict]:
    """Return 一致 or 截尾, None when the computed value gives other digits."""
    if printed.agrees(computed):
        return Verdict(AGREES, computed)
    if printed.is_cut_off(computed):
        return Verdict(CUT_OFF, computed)
    return None


@dataclass(frozen=True)
class Quotient:
    """A rate as it follows from printed figures; the denominator is not 0 as printed.

    `is_change` says that the rate is known to be a change against a base.
    """

    numerator: LinearForm
    denominator: LinearForm
    is_change: bool = False

    @property
    def value(self) -> Fraction:
        """The rate that the figures give as they are printed."""
        return value_of(self.numerator) / value_of(self.denominator)

    @property
    def is_of_change(self) -> bool:
        """Whether it is a change: known to be one, or a figure stands above and below."""
        return self.is_change or any(figure in self.denominator for figure in self.numerator)


def verify_rate(
    printed: Printed,
    quotient: Quotient,
    suspects: Iterable[Suspect] = (),
    last_suspects: Iterable[Suspect] = (),
) -> Verdict:
    """Return the class of a published rate, in the order that the module tells.

    Args:
        printed: The published rate.
        quotient: What it should follow from.
        suspects: More wrong results that the caller knows of, tried after those of
            `WRONG_FORMULAS`.
        last_suspects: Wrong results of which there are so many that one may fit by chance;
            they are tried only when rounding does not explain the figure either.
    """
    computed = quotient.value
    plain = compare(printed, computed)
    if plain is not None:
        return plain
    named = _wrong_results(printed, computed, is_change=quotient.is_of_change)
    cause = _first_cause(printed, chain(named, suspects))
    if cause:
        return Verdict(DISAGREES, computed, cause)
    half = printed.step / 2
    if can_reach(quotient, printed.value - half, printed.value + half):
        return Verdict(WITHIN_ROUNDING, computed)
    all_named = _wrong_results(printed, computed, is_change=True)
    return Verdict(DISAGREES, computed, _first_cause(printed, chain(all_named, last_suspects)))


def _first_cause(printed: Printed, suspects: Iterable[Suspect]) -> str:
    """Return the first cause that explains the printed digits."""
    for cause, wrong in suspects:
        if reproduces(printed, wrong):
            return cause
    return ""


def _wrong_results(printed: Printed, computed: Fraction, *, is_change: bool) -> Iterator[Suspect]:
    for formula in WRONG_FORMULAS:
        wrong = formula.applied(computed)
        is_evidence = printed.has_two_digits or not formula.is_scaling
        if wrong is not None and is_evidence and (is_change or not formula.is_of_change):
            yield formula.cause, wrong


def reproduces(printed: Printed, wrong: Fraction) -> bool:
    """Whether a wrong result gives the printed digits; one that is only small gives no 0."""
    return printed.agrees(wrong) and (printed.steps != 0 or wrong == 0)


def can_reach(quotient: Quotient, lowest: Fraction, highest: Fraction) -> bool:
    """Whether true values of the figures exist whose quotient is within the two bounds.

    Where the denominator keeps its sign the quotient moves continuously over a convex set of
    true values, so it takes every value between its extremes: it is enough that it can be at
    least `lowest` and that it can be at most `highest`.
    """
    numerator, denominator = quotient.numerator, quotient.denominator
    for sign in (1, -1):
        above = _combined(numerator, sign, denominator, -sign * lowest)
        below = _combined(numerator, -sign, denominator, sign * highest)
        signed = {figure: sign * factor for figure, factor in denominator.items()}
        if _possible(above, signed) and _possible(below, signed):
            return True
    return False


def _combined(
    first: LinearForm, factor: Number, second: LinearForm, other: Number
) -> Dict[Figure, Fraction]:
    figures = dict.fromkeys((*first, *second))
    return {
        figure: factor * first.get(figure, Fraction(0)) + other * second.get(figure, Fraction(0))
        for figure in figures
    }


def _possible(not_negative: LinearForm, positive: LinearForm) -> bool:
    """Whether true values make the first form at least 0 and the second more than 0.

    The second form is made as large as it can be, and then gives way where that costs least
    for what the first form gains (a linear programme with one constraint).
    """
    value, highest = value_of(not_negative), value_of(positive)
    exchanges = []
    for figure in dict.fromkeys((*not_negative, *positive)):
        gain = not_negative.get(figure, Fraction(0)) * figure.half
        loss = positive.get(figure, Fraction(0)) * figure.half
        upwards = loss > 0 or (loss == 0 and gain > 0)
        highest += abs(loss)
        value += gain if upwards else -gain
        if gain and upwards != (gain > 0):
            exchanges.append((abs(loss / gain), abs(2 * gain)))
    for price, room in sorted(exchanges):
        if value >= 0:
            break
        used = min(room, -value)
        value += used
        highest -= price * used
    return value >= 0 and highest > 0
