"""The worked examples as formulas and cells: what a host with a worksheet calculates of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tests.support.worked_examples import WorkedExample
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.registry import ArgumentKind
from udfs.values import Argument, Block, Scalar
from xltoolkit.hosts.file.references import Area, Position, address


@dataclass(frozen=True)
class ExampleFormula:
    """An example as a formula, and the cells of the same sheet that it refers to.

    `place` is a free cell for the formula.
    """

    cells: dict[Position, Scalar]
    formula: str
    place: Position

    def __str__(self) -> str:
        cells = ", ".join(f"{address(place)}: {cell}" for place, cell in self.cells.items())
        return f"{self.formula} with {cells or 'no cells'}"


def fits_into_cells(example: WorkedExample) -> bool:
    """Whether a worksheet can hold the arguments: it knows no NaN and no infinity."""
    return all(not isinstance(cell, float) or math.isfinite(cell) for cell in example.cells())


def as_formula(
    example: WorkedExample, *, literals: bool, top: int = 1, in_calc: bool = False
) -> ExampleFormula:
    """Turn an example into a formula.

    Ranges, empty cells and errors go into cells: each argument into columns of its own,
    beginning with column A of the row `top`, an empty column between two. Numbers, text and
    truth values stand in the formula itself with `literals`, else in cells too. Calc takes
    a range as a reference only: with `in_calc` a single value goes into a cell there.
    """
    cells: dict[Position, Scalar] = {}
    written = []
    column = 1
    for position, argument in enumerate(example.arguments):
        in_formula = literals and not (in_calc and _takes_a_range(example.function, position))
        if in_formula and isinstance(argument, (bool, int, float, str)):
            written.append(as_literal(argument))
            continue
        rows = _rows(argument)
        cells.update(
            ((row, column + offset), cell)
            for row, line in enumerate(rows, top)
            for offset, cell in enumerate(line)
            if cell is not None
        )
        last_column = column + len(rows[0]) - 1
        written.append(str(Area(top, column, top + len(rows) - 1, last_column)))
        column = last_column + 2
    return ExampleFormula(cells, f"={example.function}({','.join(written)})", (top, column))


def _takes_a_range(function: str, position: int) -> bool:
    kind = FUNCTIONS[function].parameter_at(position).kind
    return kind in (ArgumentKind.RANGE, ArgumentKind.RANGE_OR_OMITTED)


def as_literal(value: bool | float | str) -> str:  # noqa: FBT001 - a value of a cell, no switch
    """Write a value as it stands in a formula."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return repr(value)


def _rows(argument: Argument) -> Block:
    if argument is None or isinstance(argument, (bool, int, float, str, CellError)):
        return [[argument]]
    return argument
