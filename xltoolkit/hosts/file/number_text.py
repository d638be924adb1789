"""Read text as the number that a spreadsheet sees in it."""

from __future__ import annotations

import math
from datetime import date

_GROUP = 3  # digits between thousands separators
_PARTS_OF_DATE = 3
_DAY_ZERO = date(1899, 12, 30)


def number_in(text: str) -> float | None:
    """Return the number, percentage or date (as its serial number) that a text shows.

    Understood are "12.5", "-1,234.50", "91.25%", "1e3", "2024-03-15" and "2024/3/15"; anything
    else is None.
    """
    stripped = text.strip()
    if not stripped.isascii():
        return None
    if stripped.endswith("%"):
        percentage = _plain_number(stripped[:-1])
        return None if percentage is None else percentage / 100
    number = _plain_number(stripped)
    return _date_serial(stripped) if number is None else number


def _plain_number(text: str) -> float | None:
    if "_" in text or not _groups_are_whole(text):
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _groups_are_whole(text: str) -> bool:
    """Whether every thousands separator has three digits behind it."""
    if "," not in text:
        return True
    whole, _, decimals = text.partition(".")
    first, *groups = whole.split(",")
    groups_are_whole = all(len(group) == _GROUP and group.isdigit() for group in groups)
    return bool(first.strip("+-")) and groups_are_whole and "," not in decimals


def _date_serial(text: str) -> float | None:
    parts = text.replace("/", "-").split("-")
    if len(parts) != _PARTS_OF_DATE or not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    try:
        return float((date(year, month, day) - _DAY_ZERO).days)
    except ValueError:
        return None
