"""Numbers of a worksheet, made exact before anything is computed or compared.

A cell holds a binary float. Fifteen significant digits are what every office program
shows and keeps of it, so a number is read at fifteen digits into a `Decimal`: 0.1 + 0.2 is 0.3
here, and a comparison with a standard never costs a step because of float noise.
"""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from udfs.errors import CellError, NotANumber
from udfs.values import Scalar

SIGNIFICANT_DIGITS = 15

# Twice the digits that go in, so that a quotient or a product never loses one of them.
ARITHMETIC = Context(prec=34, rounding=ROUND_HALF_UP)


def to_decimal(value: Scalar) -> Decimal:
    """Read one cell as an exact number.

    Raises `NotANumber` with #N/A for an empty cell, #VALUE! for text that is no number,
    #NUM! for NaN and infinities, and an error value as itself.
    """
    if isinstance(value, (int, float)):  # a truth value counts as 1 or 0, as in host arithmetic
        return _float_to_decimal(value)
    if value is None:
        raise NotANumber(CellError.NA)
    if isinstance(value, CellError):
        raise NotANumber(value)
    return _text_to_decimal(value)


def _float_to_decimal(value: float) -> Decimal:
    try:
        number = float(value)
    except OverflowError:  # an integer beyond every float
        raise NotANumber(CellError.NUM) from None
    if not math.isfinite(number):
        raise NotANumber(CellError.NUM)
    return Decimal(format(number, f".{SIGNIFICANT_DIGITS}g"))


def _text_to_decimal(text: str) -> Decimal:
    """Read text such as "12.5"; full-width digits, separators and units are not guessed at."""
    stripped = text.strip()
    is_word = stripped.lstrip("+-").isalpha()  # Python would read "nan" and "infinity"
    if is_word or not stripped.isascii() or "_" in stripped:
        raise NotANumber(CellError.VALUE)
    try:
        number = float(stripped)
    except ValueError:
        raise NotANumber(CellError.VALUE) from None
    return _float_to_decimal(number)


def to_float(number: Decimal) -> float:
    """Give a number back to the cell; a number too large for a cell is #NUM!."""
    result = float(number)
    if not math.isfinite(result):
        raise NotANumber(CellError.NUM)
    return result + 0.0  # a cell knows no negative zero


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Divide; a zero denominator is #DIV/0!."""
    if not denominator:
        raise NotANumber(CellError.DIV0)
    return numerator / denominator


def round_half_up(number: Decimal, digits: int) -> Decimal:
    """Round to `digits` decimals, a half away from zero, as Excel's ROUND does."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -digits:
        return number
    if number.adjusted() < -digits - 1:
        return Decimal(0)
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def clamp(number: Decimal, highest: Decimal) -> Decimal:
    """Keep a score within 0 … `highest`."""
    return max(Decimal(0), min(number, highest))


def written(number: Decimal) -> str:
    """Write a number with all its digits and no zeros at the end."""
    return format((number + 0).normalize(), "f")


def short(number: Decimal) -> str:
    """Write a computed number for a sentence: two decimals, more where they would show 0."""
    rounded = round_half_up(number, 2)
    return written(rounded or number)


def percent(ratio: Decimal) -> str:
    """Write a ratio as a percentage with two decimals."""
    return format((round_half_up(ratio * 100, 2) + 0).quantize(Decimal("0.01")), "f") + "%"
