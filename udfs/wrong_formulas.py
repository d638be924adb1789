"""Formulas that people use by mistake in the place of the right one.

Every one of them turns the right ratio x into (a·x + b) ÷ (c·x + d), so a row of four numbers
says what it does, and the wrong result follows from x alone.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Optional, Tuple

YUAN_IN_TEN_THOUSAND = 100 * 100


@dataclass(frozen=True)
class WrongFormula:
    """A mistake with its name: x becomes (a·x + b) ÷ (c·x + d).

    `is_scaling` marks those that only move the decimal point; a printed figure of one digit is
    no evidence for them. `is_of_change` marks those that only a change against a base invites;
    elsewhere their result may fit by chance, since it lies near a small right one.
    """

    id: str
    cause: str
    a: int
    b: int
    c: int
    d: int
    is_scaling: bool = False
    is_of_change: bool = False

    def applied(self, ratio: Fraction) -> Optional[Fraction]:
        """Return what the mistake makes of the right ratio; None where it would divide by 0."""
        n, d = ratio.numerator, ratio.denominator
        below = self.c * n + self.d * d
        return Fraction(self.a * n + self.b * d, below) if below else None


WRONG_FORMULAS: Tuple[WrongFormula, ...] = (
    WrongFormula("saving", "公布的是1减该比率（节约率、未完成率，或其余部分的占比）", -1, 1, 0, 1),
    WrongFormula(
        "base_plus",
        "基数用错：分母用了加上变动额之后的数（本年与基年颠倒）",
        1,
        0,
        1,
        1,
        is_of_change=True,
    ),
    WrongFormula(
        "base_minus",
        "基数用错：分母用了减去变动额之后的数（本年与基年颠倒）",
        1,
        0,
        -1,
        1,
        is_of_change=True,
    ),
    WrongFormula("growth", "公布的是增减率，而不是比率（多减了1）", 1, -1, 0, 1),
    WrongFormula("no_growth", "公布的是比率，而不是增减率（漏减了1）", 1, 1, 0, 1),
    WrongFormula("inverse", "分子与分母颠倒", 0, 1, 1, 0),
    WrongFormula("sign", "正负号相反", -1, 0, 0, 1),
    WrongFormula(
        "ten_thousandfold",
        "单位相差一万倍（元与万元）",
        YUAN_IN_TEN_THOUSAND,
        0,
        0,
        1,
        is_scaling=True,
    ),
    WrongFormula(
        "ten_thousandth",
        "单位相差一万倍（元与万元）",
        1,
        0,
        0,
        YUAN_IN_TEN_THOUSAND,
        is_scaling=True,
    ),
    WrongFormula("percent_twice", "相差一百倍：百分数又乘了100", 100, 0, 0, 1, is_scaling=True),
    WrongFormula(
        "fraction_as_percent", "相差一百倍：小数直接加了百分号", 1, 0, 0, 100, is_scaling=True
    ),
)
