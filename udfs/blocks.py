"""Reading ranges: walking them cell by cell and row by row."""

from decimal import Decimal
from typing import Iterator, List, Tuple

from udfs.errors import CellError, NotANumber
from udfs.numbers import to_decimal
from udfs.values import Block, Scalar


def cells(block: Block) -> Iterator[Scalar]:
    """Walk a range row by row; an empty text is an empty cell, as hosts do not tell them apart."""
    for row in block:
        for cell in row:
            yield None if cell == "" else cell


def cell_pairs(first: Block, second: Block) -> Iterator[Tuple[Scalar, Scalar]]:
    """Walk two ranges of one shape cell by cell; another shape is #VALUE!."""
    if [len(row) for row in first] != [len(row) for row in second]:
        raise NotANumber(CellError.VALUE)
    return zip(cells(first), cells(second))


def two_columns(block: Block) -> List[Tuple[Scalar, Scalar]]:
    """Read a table of two columns, without its empty rows; another width is #VALUE!."""
    if any(len(row) != 2 for row in block):
        raise NotANumber(CellError.VALUE)
    walk = cells(block)
    return [pair for pair in zip(walk, walk) if pair != (None, None)]


def is_number(cell: Scalar) -> bool:
    """Whether a cell of a range counts as a number: truth values and text do not."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def numbers(block: Block) -> List[Decimal]:
    """Take the numbers of a range; errors, text, truth values and empty cells are left out."""
    return [to_decimal(cell) for cell in cells(block) if is_number(cell)]
