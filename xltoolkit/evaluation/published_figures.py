"""A published figure and the figures of its own row.

`udfs.verification` knows the classes and the wrong formulas of one rate; here stand published
rates and totals as a table holds them, and the mistakes that show in their single terms.
Standard library only, Python 3.8.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import FrozenSet, Iterator, Tuple, Union

from udfs.verification import (
    DISAGREES,
    Figure,
    LinearForm,
    Printed,
    Quotient,
    Suspect,
    Verdict,
    compare,
    linear_form,
    reproduces,
    value_of,
)
from udfs.wrong_formulas import YUAN_IN_TEN_THOUSAND

_SHOWN_PLACES = 6


@dataclass(frozen=True)
class Term:
    """A figure of a sum with its sign (1 or -1), and its text as it is printed."""

    sign: int
    figure: Figure
    text: str

    @property
    def amount(self) -> Fraction:
        """The figure with its sign."""
        return self.sign * self.figure.value


@dataclass(frozen=True)
class Expression:
    """A sum of printed figures."""

    terms: Tuple[Term, ...] = ()

    @cached_property
    def form(self) -> LinearForm:
        """The sum with equal figures as one quantity."""
        return linear_form((term.sign, term.figure) for term in self.terms)

    @cached_property
    def value(self) -> Fraction:
        """The sum of the figures as they are printed."""
        return value_of(self.form)

    @cached_property
    def room(self) -> Fraction:
        """How far rounding of the figures may have moved the sum."""
        moves = (abs(factor) * figure.half for figure, factor in self.form.items())
        return sum(moves, Fraction(0))

    @cached_property
    def key(self) -> FrozenSet[Tuple[Figure, Fraction]]:
        """The same for all sums of the same figures."""
        return frozenset(self.form.items())


@dataclass(frozen=True)
class PublishedRate:
    """A published rate; `readings` are two where no percent sign tells 0.9 from 0.9 %.

    `is_decrease` says that the publication calls it a decrease, so that its sign is in a word;
    `is_change` that it calls it a change against a base.
    """

    readings: Tuple[Printed, ...]
    numerator: Expression
    denominator: Expression
    parts: Expression = Expression()
    is_decrease: bool = False
    is_change: bool = False

    def quotient(self, printed: Printed) -> Quotient:
        """Return what the rate should follow from; a decrease may be printed without its sign."""
        above, below = self.numerator, self.denominator
        numerator = above.form
        if self.is_decrease and above.value / below.value < 0 < printed.value:
            numerator = {figure: -factor for figure, factor in numerator.items()}
        return Quotient(numerator, below.form, self.is_change)

    def with_parts(self) -> Iterator[Suspect]:
        """Return what the rate is when the sum of the listed parts stands for one of its terms."""
        above, below, parts = self.numerator.value, self.denominator.value, self.parts.value
        if parts:
            text = written(parts)
            yield f"分母用了分项之和{text}，与所填分母{written(below)}不等", above / parts
            yield f"分子用了分项之和{text}，与所填分子{written(above)}不等", parts / below

    def with_a_term_wrong(self) -> Iterator[Suspect]:
        """Return what the rate is when one of several terms is left out or counted twice."""
        above, below = self.numerator.value, self.denominator.value
        for term in _several(self.numerator):
            yield f"分子漏计{term.text}", (above - term.amount) / below
            yield f"分子重复计入{term.text}", (above + term.amount) / below
        for term in _several(self.denominator):
            for word, wrong in (("漏计", below - term.amount), ("重复计入", below + term.amount)):
                if wrong:
                    yield f"分母{word}{term.text}", above / wrong


def _several(expression: Expression) -> Tuple[Term, ...]:
    return expression.terms if len(expression.terms) > 1 else ()


@dataclass(frozen=True)
class PublishedSum:
    """A published total and its parts."""

    total: Printed
    parts: Expression


@dataclass(frozen=True)
class Unreadable:
    """A row that cannot be computed again, and why: a sentence with its place and remedy."""

    reason: str


@dataclass(frozen=True)
class PublishedRow:
    """A row of a table: where it stands, its name, and what is published as it is printed."""

    number: int
    name: str
    published: str
    content: Union[PublishedRate, PublishedSum, Unreadable]


def verify_sum(published: PublishedSum) -> Verdict:
    """Return the class of a total: printed figures have to add up as they are printed.

    A difference is 不一致 even where rounding of the parts may explain it; the cause says so.
    """
    total, computed = published.total, published.parts.value
    plain = compare(total, computed)
    if plain is not None:
        return plain
    gap = total.value - computed
    cause = f"分项之和{written(computed)}与公布的合计{written(total.value)}不符，相差{written(gap)}"
    mistakes = (name for name, wrong in _wrong_sums(published) if reproduces(total, wrong))
    mistake = next(mistakes, None)
    if mistake is not None:
        cause += f"：{mistake}"
    elif abs(gap) <= total.step / 2 + published.parts.room:
        cause += "（在各数四舍五入的误差之内，可能由分项舍入造成）"
    return Verdict(DISAGREES, computed, cause)


def _wrong_sums(published: PublishedSum) -> Iterator[Suspect]:
    """Return what the sum is after each mistake that accountants know."""
    computed = published.parts.value
    for term in published.parts.terms:
        yield f"漏计{term.text}", computed - term.amount
        yield f"重复计入{term.text}", computed + term.amount
        yield f"{term.text}的加减号相反", computed - 2 * term.amount
    if published.total.has_two_digits:
        yield "单位相差一万倍（元与万元）", computed * YUAN_IN_TEN_THOUSAND
        yield "单位相差一万倍（元与万元）", computed / YUAN_IN_TEN_THOUSAND
    for term in published.parts.terms:
        for factor in (Fraction(YUAN_IN_TEN_THOUSAND), Fraction(1, YUAN_IN_TEN_THOUSAND)):
            wrong = computed + term.amount * (factor - 1)
            yield f"{term.text}的单位相差一万倍（元与万元）", wrong


def written(number: Fraction) -> str:
    """Write an amount with the decimals it has, at most six."""
    text = f"{float(round(number, _SHOWN_PLACES)):.{_SHOWN_PLACES}f}"
    return text.rstrip("0").rstrip(".")
