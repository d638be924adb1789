"""Reading ranges: walking them cell by cell and row by row."""

from decimal import Decimal
from typing import Iterator, List, Tuple

from udfs.errors import CellError, NotANumber
from udfs.numbers import to_decimal
from udfs.values import Block, Scalar


def cells(block: Block) -> Iterator[Scalar]:
    """Walk a range row by row."""
    for row in block:
        yield from row


def cell_pairs(first: Block, second: Block) -> Iterator[Tuple[Scalar, Scalar]]:
    """Walk two ranges of one shape cell by cell; another shape is #VALUE!."""
    if [len(row) for row in first] != [len(row) for row in second]:
        raise NotANumber(CellError.VALUE)
    for first_row, second_row in zip(first, second):
        yield from zip(first_row, second_row)


def two_columns(block: Block) -> List[Tuple[Scalar, Scalar]]:
    """Read a table of two columns, without its empty rows; another width is #VALUE!."""
    rows = []
    for row in block:
        if len(row) != 2:
            raise NotANumber(CellError.VALUE)
        if row[0] is not None or row[1] is not None:
            rows.append((row[0], row[1]))
    return rows


def is_number(cell: Scalar) -> bool:
    """Whether a cell of a range counts as a number: truth values and text do not."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def numbers(block: Block) -> List[Decimal]:
    """Take the numbers of a range; errors, text, truth values and empty cells are left out."""
    return [to_decimal(cell) for cell in cells(block) if is_number(cell)]
