"""How commands print values."""

from udfs.numbers import SIGNIFICANT_DIGITS
from udfs.values import Scalar


def as_printed(value: Scalar) -> str:
    """Write a cell value as the cell itself would show it, with all its digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return format(value, f".{SIGNIFICANT_DIGITS}g")
    return str(value)
