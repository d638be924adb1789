"""Copy the formulas of a row into rows below it, as dragging them down does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import formualizer

from xltoolkit.hosts.file.formula_text import with_equals_sign
from xltoolkit.hosts.file.references import parse_position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xltoolkit.hosts.file.references import Position

LAST_COLUMN = 16_384
"""The last column that a workbook has, XFD: a name such as RATE1 lies beyond it."""


def copied_down(
    formulas: Mapping[Position, str], model_row: int, last_row: int
) -> Iterator[tuple[Position, str]]:
    """Yield the formulas of the model row for every row below it, down to the last row.

    Args:
        formulas: The whole formulas of a sheet by place, with or without their `=`.
        model_row: The row that is copied.
        last_row: The last row that gets a copy.
    """
    of_row = [(column, text) for (row, column), text in formulas.items() if row == model_row]
    for row in range(model_row + 1, last_row + 1):
        for column, text in of_row:
            yield (row, column), moved_down(text, row - model_row)


def moved_down(formula: str, rows: int) -> str:
    """Return a formula, without `=`, as it reads so many rows further down.

    Rows with a `$` stay, as do defined names and whole columns.
    """
    text = with_equals_sign(formula)
    stored = text.encode()
    pieces: list[bytes] = []
    done = 0
    for token in formualizer.tokenize(text).tokens():
        if token.subtype == formualizer.TokenSubType.Range:
            pieces += [stored[done : token.start], _moved_reference(token.value, rows).encode()]
            done = token.end
    return (b"".join(pieces) + stored[done:]).decode().removeprefix("=")


def _moved_reference(reference: str, rows: int) -> str:
    sheet, mark, cells = reference.rpartition("!")
    return sheet + mark + ":".join(_moved_corner(corner, rows) for corner in cells.split(":"))


def _moved_corner(corner: str, rows: int) -> str:
    letters = corner.rstrip("0123456789")
    try:
        row, column = parse_position(corner)
    except ValueError:
        return corner
    if letters.endswith("$") or column > LAST_COLUMN:
        return corner
    return f"{letters}{row + rows}"
