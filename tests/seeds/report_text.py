"""Helpers of this folder: the report as folded text, and the figures that stand in a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

FULL_WIDTH = str.maketrans({",": "，", "(": "（", ")": "）", ";": "；"})


@dataclass(frozen=True)
class Figure:
    """A number as printed, from `start` up to `end` of the text that it was found in."""

    text: str
    start: int
    end: int

    @property
    def number(self) -> Decimal:
        return Decimal(self.text)


def folded(text: str) -> str:
    """Return the text without blanks and line breaks, its punctuation full-width."""
    return "".join(text.split()).translate(FULL_WIDTH)


def figures_in(text: str) -> Iterator[Figure]:
    """Return every run of digits with its decimals, in the order of the text."""
    start = 0
    while start < len(text):
        if not text[start].isdecimal():
            start += 1
            continue
        end = _end_of_digits(text, start)
        if text[end : end + 1] == "." and text[end + 1 : end + 2].isdecimal():
            end = _end_of_digits(text, end + 1)
        yield Figure(text[start:end], start, end)
        start = end


def _end_of_digits(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isdecimal():
        end += 1
    return end


def occurrences(part: str, text: str) -> Iterator[range]:
    """Return the places where a clause stands in a text."""
    start = text.find(part)
    while start >= 0:
        yield range(start, start + len(part))
        start = text.find(part, start + 1)
