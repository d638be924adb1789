"""Exact numbers out of cell values, and back: what is judged is never float noise."""

import math
from decimal import Decimal
from typing import Optional

from udfs.choices import Direction
from udfs.errors import NotANumber
from udfs.numbers import to_decimal, to_float
from xltoolkit.evaluation.case import Value, as_number


def exact(value: Value) -> Optional[Decimal]:
    """The number of a cell at fifteen digits; None for anything that is no finite number."""
    number = as_number(value)
    if number is None or not math.isfinite(number):
        return None
    return to_decimal(number)


def plain_float(number: Optional[Decimal]) -> Optional[float]:
    """A number as a cell holds it; None where there is none or it is too large for a cell."""
    if number is None:
        return None
    try:
        return to_float(number)
    except NotANumber:
        return None


def read_direction(text: Optional[str]) -> Optional[Direction]:
    """The direction of a standard as the sheet states it; None where it states none."""
    if text is None:
        return None
    try:
        return Direction.read(text.strip())
    except NotANumber:
        return None


def shortfall(value: Value, standard: Value, direction: Optional[str]) -> Optional[Decimal]:
    """By how much a value misses a standard: 0 where it holds, None where nothing can be judged.

    Ratios are fractions, so 0.0074 is 0.74 percentage points.
    """
    measured, limit, side = exact(value), exact(standard), read_direction(direction)
    if measured is None or limit is None or side is None:
        return None
    return side.gap(measured, limit)
