"""Built-in functions that the engine gets wrong, written anew.

Each is here because a case in `tests/hosts/file/builtins` showed the engine's own to differ
from Excel: SUMIF, SUMIFS, AVERAGEIF and AVERAGEIFS leave out errors in the cells they add;
SUMPRODUCT counts TRUE as 1; LARGE and SMALL hide an error in their rank; CHOOSE takes no text
for a number; HYPERLINK makes text of a number; VALUE knows neither "1,234.5" nor empty cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeGuard

from udfs.errors import CellError, NotANumber
from udfs.values import Argument, Block, Scalar
from xltoolkit.hosts.file.criteria import criterion
from xltoolkit.hosts.file.number_text import number_in


@dataclass(frozen=True)
class Replacement:
    """A function that takes the place of the engine's own; `most` is None for any number."""

    name: str
    function: Callable[..., Scalar]
    fewest: int
    most: int | None

    def call(self, *arguments: Argument) -> Scalar:
        """Compute the function; whatever the cells hold, the answer is a cell value."""
        try:
            return self.function(*arguments)
        except NotANumber as answer:
            return answer.error


def sum_if(tested: Argument, condition: Argument, added: Argument | None = None) -> Scalar:
    """Add the cells whose neighbours meet the condition.

    Ranges of different shapes are #VALUE!; Excel would move the second to the shape of the first.
    """
    return _sum(_selected(tested if added is None else added, (tested, condition)))


def sum_ifs(added: Argument, *tests: Argument) -> Scalar:
    """Add the cells that meet all conditions."""
    return _sum(_selected(added, tests))


def average_if(tested: Argument, condition: Argument, averaged: Argument | None = None) -> Scalar:
    """Average the cells whose neighbours meet the condition."""
    return _average(_selected(tested if averaged is None else averaged, (tested, condition)))


def average_ifs(averaged: Argument, *tests: Argument) -> Scalar:
    """Average the cells that meet all conditions."""
    return _average(_selected(averaged, tests))


def sum_product(*factors: Argument) -> Scalar:
    """Add the products of cells at the same place; what is no number counts as 0."""
    blocks = [_block(factor) for factor in factors]
    if any(_shape(block) != _shape(blocks[0]) for block in blocks):
        raise NotANumber(CellError.VALUE)
    columns = [_without_errors(_cells(block)) for block in blocks]
    return math.fsum(
        math.prod(cell if _is_number(cell) else 0 for cell in cells)
        for cells in zip(*columns, strict=True)
    )


def large(block: Argument, rank: Argument) -> Scalar:
    """Return the number of this rank, counted from the largest."""
    return _ranked(block, rank, descending=True)


def small(block: Argument, rank: Argument) -> Scalar:
    """Return the number of this rank, counted from the smallest."""
    return _ranked(block, rank, descending=False)


def choose(choice: Argument, *values: Argument) -> Scalar:
    """Return the value with this number, counted from 1."""
    position = math.floor(_number(choice))
    if not 1 <= position <= len(values):
        return CellError.VALUE
    return _scalar(values[position - 1])


def hyperlink(address: Argument, shown: Argument | None = None) -> Scalar:
    """Return what the cell of a link shows."""
    cell = _scalar(address if shown is None else shown)
    return 0 if cell is None else cell


def value(text: Argument) -> Scalar:
    """Return the number that a text shows."""
    cell = _scalar(text)
    if isinstance(cell, bool):
        return CellError.VALUE
    return _number(cell)


def _selected(block: Argument, tests: tuple[Argument, ...]) -> list[Scalar]:
    """Return the cells whose places meet every pair of range and condition."""
    shape = _shape(_block(block))
    places: Sequence[int] = range(shape[0] * shape[1])
    for tested, condition in zip(tests[::2], tests[1::2], strict=True):
        passes = criterion(_scalar(condition))
        tested_block = _block(tested)
        if _shape(tested_block) != shape:
            raise NotANumber(CellError.VALUE)
        # Most conditions leave few places, and only these are tested further.
        cells = list(_cells(tested_block))
        places = [place for place in places if passes(cells[place])]
    cells = list(_cells(_block(block)))
    return [cells[place] for place in places]


def _sum(cells: Iterable[Scalar]) -> float:
    return math.fsum(_numbers(cells))


def _average(cells: Iterable[Scalar]) -> float:
    numbers = _numbers(cells)
    if not numbers:
        raise NotANumber(CellError.DIV0)
    return math.fsum(numbers) / len(numbers)


def _ranked(block: Argument, rank: Argument, *, descending: bool) -> Scalar:
    wanted = math.ceil(_number(rank))
    numbers = sorted(_numbers(_cells(_block(block))), reverse=descending)
    return numbers[wanted - 1] if 1 <= wanted <= len(numbers) else CellError.NUM


def _numbers(cells: Iterable[Scalar]) -> list[float]:
    """Take the numbers among cells; text, truth values and empty cells are left out."""
    return [float(cell) for cell in _without_errors(cells) if _is_number(cell)]


def _without_errors(cells: Iterable[Scalar]) -> Iterator[Scalar]:
    """Walk cells; the first error among them is the answer of the whole function."""
    for cell in cells:
        if isinstance(cell, CellError):
            raise NotANumber(cell)
        yield cell


def _number(argument: Argument) -> float:
    """Read one cell as a number; an empty one is 0, text counts when it shows a number."""
    cell = _scalar(argument)
    if isinstance(cell, CellError):
        raise NotANumber(cell)
    if cell is None:
        return 0.0
    number = number_in(cell) if isinstance(cell, str) else float(cell)
    if number is None:
        raise NotANumber(CellError.VALUE)
    return number


def _is_number(cell: Scalar) -> TypeGuard[int | float]:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _scalar(argument: Argument) -> Scalar:
    """Take an argument that must be one cell; a range is #VALUE!."""
    if argument is None or isinstance(argument, (bool, int, float, str, CellError)):
        return argument
    return CellError.VALUE


def _block(argument: Argument) -> Block:
    """Take an argument as rows of cells; a single cell is a range of one."""
    if argument is None or isinstance(argument, (bool, int, float, str, CellError)):
        return [[argument]]
    return argument


def _cells(block: Block) -> Iterator[Scalar]:
    return chain.from_iterable(block)


def _shape(block: Block) -> tuple[int, int]:
    return len(block), len(block[0])


REPLACEMENTS = (
    Replacement("SUMIF", sum_if, 2, 3),
    Replacement("SUMIFS", sum_ifs, 3, None),
    Replacement("AVERAGEIF", average_if, 2, 3),
    Replacement("AVERAGEIFS", average_ifs, 3, None),
    Replacement("SUMPRODUCT", sum_product, 1, None),
    Replacement("LARGE", large, 2, 2),
    Replacement("SMALL", small, 2, 2),
    Replacement("CHOOSE", choose, 2, None),
    Replacement("HYPERLINK", hyperlink, 1, 2),
    Replacement("VALUE", value, 1, 1),
)
