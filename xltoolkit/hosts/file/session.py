"""A workbook file while it is worked on: read, calculated, changed in memory, saved once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.file.calculator import Calculator
from xltoolkit.hosts.file.grow import grow_rows
from xltoolkit.hosts.file.print_area import end_printing_at
from xltoolkit.hosts.file.row_looks import set_row_looks
from xltoolkit.hosts.file.splice import Change, FormulaResult, change_cells
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook
from xltoolkit.workbook.content import Cell, WorkbookContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from udfs.values import Scalar
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.references import Position
    from xltoolkit.hosts.file.workbook_parts import SheetPart
    from xltoolkit.workbook.plan import PlannedValue, SheetPlan


class Session:
    """The package of a workbook and the calculator that knows its formulas.

    Raises on creation:
        UserError: the workbook holds formulas that may not be calculated.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets = {
            sheet.name: sheet
            for sheet in read_workbook(self._package).sheets
            if sheet.kind == WORKSHEET
        }
        self._formulas = {
            name: {
                position: cell.formula
                for position, cell in read_cells(self._package, sheet).cells.items()
                if cell.formula is not None
            }
            for name, sheet in self._sheets.items()
        }
        self._calculator = Calculator.load(package.to_bytes(), self._formulas)

    def content(self) -> WorkbookContent:
        """Return all cells with their calculated values, and the defined names."""
        calculated = self._calculator.values()
        sheets = {}
        for name, sheet in self._sheets.items():
            cells: dict[Position, Cell] = dict(read_cells(self._package, sheet).cells)  # type: ignore[arg-type]  # both say value and formula
            for position, value in calculated[name].items():
                cells[position] = Cell(value, cells[position].formula)
            sheets[name] = cells
        names = {
            name.name: name.text
            for name in read_workbook(self._package).names
            if name.sheet is None
        }
        return WorkbookContent(sheets, names)

    def write(self, cells: Mapping[str, Mapping[Position, PlannedValue]]) -> None:
        """Put values into cells by sheet, None to empty them, and calculate anew."""
        for sheet, values in cells.items():
            for (row, column), value in values.items():
                self._calculator.set_value(sheet, row, column, value)
            change_cells(self._package, self._sheets[sheet], dict(values))
        self._calculator.recalculate()

    def apply(self, plans: tuple[SheetPlan, ...]) -> None:
        """Apply the plans of a run: rows first, then cells, then how rows and pages look."""
        for plan in plans:
            if plan.grow_from is not None and plan.grow_to is not None:
                grow_rows(self._package, self._sheet(plan), plan.grow_from, plan.grow_to)
        self.write({plan.sheet: plan.cells for plan in plans})
        for plan in plans:
            set_row_looks(self._package, self._sheet(plan), plan.rows)
            if plan.print_last_row is not None:
                end_printing_at(self._package, plan.sheet, plan.print_last_row)

    def store_results(self) -> None:
        """Store what every formula shows, so that the file opens right without any add-in."""
        for name, values in self._calculator.values().items():
            change_cells(self._package, self._sheets[name], _results(values))

    @property
    def changed(self) -> bool:
        """Whether anything differs from the file as it was read."""
        return self._package.changed

    def to_bytes(self) -> bytes:
        """Return the file as it is to be saved."""
        return self._package.to_bytes()

    def _sheet(self, plan: SheetPlan) -> SheetPart:
        return self._sheets[plan.sheet]


def _results(values: Mapping[Position, Scalar]) -> dict[Position, Change]:
    return {position: FormulaResult(value) for position, value in values.items()}
