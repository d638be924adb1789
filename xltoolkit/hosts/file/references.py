"""Cell addresses: `AB12`, `A1:C5`, `$A$1`, and the numbers behind them."""

from __future__ import annotations

from typing import NamedTuple

from xltoolkit.workbook import content
from xltoolkit.workbook.content import read_address

Position = tuple[int, int]
"""Row and column of a cell, both counted from 1."""

# The same addresses come back on every sheet and in every file: their tuples are kept.
KNOWN_POSITIONS: dict[str | None, Position] = {}
_KNOWN_AT_MOST = 50_000


class Area(NamedTuple):
    """A rectangle of cells; rows and columns counted from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def is_one_cell(self) -> bool:
        """Whether it is a single cell."""
        return self.first_row == self.last_row and self.first_column == self.last_column

    def covers(self, position: Position) -> bool:
        """Tell whether a cell lies in it."""
        row, column = position
        in_rows = self.first_row <= row <= self.last_row
        return in_rows and self.first_column <= column <= self.last_column

    def __str__(self) -> str:
        first = address((self.first_row, self.first_column))
        last = address((self.last_row, self.last_column))
        return first if first == last else f"{first}:{last}"


def address(position: Position) -> str:
    """Return the address of a cell: (12, 28) is AB12."""
    return content.address(*position)


def parse_position(reference: str) -> Position:
    """Return row and column of an address; `$` signs and case do not count.

    Raises:
        ValueError: It is no address of a single cell.
    """
    known = KNOWN_POSITIONS.get(reference)
    if known is not None:
        return known
    position = read_address(reference.replace("$", ""))
    if position is None:
        raise ValueError(reference)
    if len(KNOWN_POSITIONS) < _KNOWN_AT_MOST:
        KNOWN_POSITIONS[reference] = position
    return position


def parse_area(reference: str) -> Area:
    """Return the rectangle of `A1:C5` or `A1`.

    Raises:
        ValueError: It is no such address, for example a whole column.
    """
    first, _, last = reference.partition(":")
    first_row, first_column = parse_position(first)
    last_row, last_column = parse_position(last or first)
    return Area(first_row, first_column, last_row, last_column)


def try_area(reference: str | None) -> Area | None:
    """Return the rectangle that an attribute names, None where it names none."""
    try:
        return parse_area(reference) if reference else None
    except ValueError:
        return None
