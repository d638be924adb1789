"""Dates that people wrote as texts, as the numbers that a date is in a cell."""

from __future__ import annotations

from typing import TypeVar

from xltoolkit.hosts.file.number_text import number_in

Value = TypeVar("Value")

_EARLIEST, _LATEST = 36_526, 73_050
"""1 January 2000 and 31 December 2099: a number outside of them is no date of ours."""


def as_date(value: Value) -> Value | float:
    """Return the number of the day that a text names; anything else as it is.

    Understood are 2024-06-30, 2024/6/30, 2024.6.30, 20240630 and 2024年6月30日.
    """
    if not isinstance(value, str):
        return value
    number = number_in(_with_dashes(value.strip()))
    if number is None or not _EARLIEST <= number <= _LATEST:
        return value
    return number


def _with_dashes(text: str) -> str:
    """Write a date in the way that is read as one."""
    compact = 8
    if len(text) == compact and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    for mark in ("年", "月", ".", "．", "／", "/"):
        text = text.replace(mark, "-")
    return text.removesuffix("日").strip()
