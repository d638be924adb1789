"""A workbook that an office program calculates: for formulas that our own engine may not.

The program is given whole files and gives whole files back; only the results of formulas are
taken from them, and what is saved in the end is the original file with these results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.calculator import RefusedFormula, UnprovenFormulas
from xltoolkit.hosts.file.gate import Refusal
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.splice import change_cells
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook

if TYPE_CHECKING:
    from udfs.values import Scalar
    from xltoolkit.hosts.file.calculation import Formulas
    from xltoolkit.hosts.file.cells import Cell
    from xltoolkit.hosts.file.references import Position
    from xltoolkit.hosts.file.splice import Change

Recalculate = Callable[[bytes], bytes]
"""Takes a workbook file and returns one in which every formula is calculated anew."""

_OURS = "PERF_"


class OfficeCalculator:
    """A workbook file, its changed cells, and the program that calculates it.

    A calculation takes a second or more, so it waits until values are asked for.
    """

    def __init__(self, workbook: bytes, formulas: Formulas, recalculate: Recalculate) -> None:
        self._package = open_package(workbook)
        self._sheets = {sheet.name: sheet for sheet in read_workbook(self._package).sheets}
        self._stored = formulas
        self._recalculate = recalculate
        self._changes: dict[str, dict[Position, Change]] = {}
        self._values: dict[str, dict[Position, Scalar]] = {}
        self._formulas: dict[str, dict[Position, str]] = {}

    def set_value(self, sheet: str, row: int, column: int, value: Scalar) -> None:
        """Put a value into a cell."""
        self._changes.setdefault(sheet, {})[row, column] = value
        self._values = {}

    def recalculate(self) -> None:
        """Nothing is done before values are asked for."""

    def formulas(self, sheet: str) -> Mapping[Position, str]:
        """Return the whole formulas of a sheet; those that were shared as the program has them."""
        self._calculate()
        return self._formulas[sheet]

    def values(self) -> dict[str, dict[Position, Scalar]]:
        """Return the value of every cell with a formula.

        Raises:
            UnprovenFormulas: the program does not know a function either.
            UserError: the program has failed, or does not have our functions.
        """
        self._calculate()
        return self._values

    def _calculate(self) -> None:
        if self._values:
            return
        for title, changes in self._changes.items():
            change_cells(self._package, self._sheets[title], changes)
        self._changes = {}
        calculated = open_package(self._recalculate(self._package.to_bytes()))
        for sheet in read_workbook(calculated).sheets:
            if sheet.name in self._stored:
                self._take(sheet.name, read_cells(calculated, sheet).cells)
        self._refuse_unknown()

    def _take(self, title: str, cells: Mapping[Position, Cell]) -> None:
        """Take the results of a sheet, and the formulas that were stored as shared."""
        stored = self._stored[title]
        found = {at: cells[at] for at in stored if at in cells}
        self._values[title] = {at: found[at].value if at in found else None for at in stored}
        self._formulas[title] = {
            at: text or (found[at].formula or "" if at in found else "")
            for at, text in stored.items()
        }

    def _refuse_unknown(self) -> None:
        unknown = [
            (sheet, at)
            for sheet, values in self._values.items()
            for at, value in values.items()
            if value is CellError.NAME
        ]
        if any(_OURS in self._formulas[sheet][at] for sheet, at in unknown):
            raise UserError(
                "LibreOffice没有认出绩效函数，未作任何改动：请安装它的Python组件"
                "（Debian、Ubuntu上为python3-uno）后再试。"
            )
        if unknown:
            sentence = "用了LibreOffice也不认识的函数或名称，请改用其他函数"
            raise UnprovenFormulas(
                tuple(
                    RefusedFormula(sheet, at, Refusal(self._formulas[sheet][at], sentence))
                    for sheet, at in unknown
                )
            )
