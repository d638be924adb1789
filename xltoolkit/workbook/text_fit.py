"""How high a row must be for its wrapped texts, reckoned without a font.

A Chinese character takes the room of two Latin ones; a column's width counts Latin ones. The
reckoning errs towards one line too many, because a cut line is worse than a gap.
"""

import unicodedata
from typing import Iterable, Tuple

LINE_HEIGHT = 14.5
PADDING = 5.0
LOWEST = 20.0
HIGHEST = 409.0  # the most that a row of a worksheet can be


def text_width(text: str) -> int:
    """Return the room that a line of text takes, in Latin characters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def lines_needed(text: str, width: float) -> int:
    """Return the lines that a text takes in a column of this width."""
    room = max(2, int(width) - 1)
    return sum(max(1, -(-text_width(line) // room)) for line in text.split("\n"))


def row_height(texts: Iterable[Tuple[str, float]]) -> float:
    """Return the height in points for texts in columns of the given widths."""
    lines = max((lines_needed(text, width) for text, width in texts), default=1)
    return min(HIGHEST, max(LOWEST, lines * LINE_HEIGHT + PADDING))
