"""Marks in a report: what a person still has to write or to check before signing.

A mark is part of its text, in full-width brackets, so that it survives every copy; the report
prints it on a coloured ground.
"""

from collections.abc import Iterator
from dataclasses import dataclass

TO_WRITE = "待补"
TO_CHECK = "待核"
LITERAL_MARKS = ("依据待补", "系统拟稿：")
"""Words of the issue list that ask for a person's hand as well."""

_OPENINGS = (f"【{TO_WRITE}", f"【{TO_CHECK}")
_CLOSING = "】"


@dataclass(frozen=True)
class Piece:
    """A part of a text; `marked` where it is a mark."""

    text: str
    marked: bool


def to_write(what: str = "") -> str:
    """Ask a person to write something; where the place itself says what, the mark is short."""
    return f"【{TO_WRITE}：{what}】" if what else f"【{TO_WRITE}】"


def to_check(what: str) -> str:
    """Ask a person to check something."""
    return f"【{TO_CHECK}：{what}】"


def pieces(text: str) -> Iterator[Piece]:
    """Split a text into marks and what stands between them; nothing is lost."""
    rest = text
    while rest:
        start, end = _first_mark(rest)
        if start > 0:
            yield Piece(rest[:start], marked=False)
        if end > start:
            yield Piece(rest[start:end], marked=True)
        rest = rest[end:]


def _first_mark(text: str) -> tuple[int, int]:
    """Return where the first mark begins and ends; both at the end where there is none."""
    found = []
    for opening in _OPENINGS:
        start = text.find(opening)
        closing = text.find(_CLOSING, start)
        if start >= 0 and closing >= 0:
            found.append((start, closing + 1))
    for literal in LITERAL_MARKS:
        start = text.find(literal)
        if start >= 0:
            found.append((start, start + len(literal)))
    return min(found, default=(len(text), len(text)))


def count_marks(text: str) -> int:
    """Return how many marks a text holds."""
    return sum(piece.marked for piece in pieces(text))
