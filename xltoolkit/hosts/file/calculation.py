"""What a session asks of whatever calculates its workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from xltoolkit.hosts.file.references import Position

if TYPE_CHECKING:
    from udfs.values import Scalar

Formulas = Mapping[str, Mapping[Position, str]]
"""The formulas of a workbook as `cells.read_sheet` gives them: by sheet and place (row and column
from 1), without `=`, and empty for a cell that follows a shared formula."""


class WorkbookCalculator(Protocol):
    """A workbook that is calculated as its cells change."""

    def set_value(self, sheet: str, row: int, column: int, value: Scalar) -> None:
        """Put a value into a cell; the cells that depend on it wait for `recalculate`."""

    def recalculate(self) -> None:
        """Calculate what depends on cells that changed; at the latest when values are asked for."""

    def formulas(self, sheet: str) -> Mapping[Position, str]:
        """Return the whole formulas of a sheet by place, those that were shared too."""

    def values(self) -> Mapping[str, Mapping[Position, Scalar]]:
        """Return the value of every cell with a formula, by sheet and place.

        Raises:
            UserError: a formula has no value, or whatever calculates has failed.
        """


LoadCalculator = Callable[[bytes, Formulas], WorkbookCalculator]
"""Loads a workbook that the guard has passed, with all its formulas."""
