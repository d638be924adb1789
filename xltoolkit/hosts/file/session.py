"""A workbook file while it is worked on: read, calculated, changed in memory, saved once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.calculator import Calculator
from xltoolkit.hosts.file.cell_formats import date_cells, unlocked_cells
from xltoolkit.hosts.file.formula_copies import copied_down
from xltoolkit.hosts.file.grow import grow_rows
from xltoolkit.hosts.file.print_area import end_printing
from xltoolkit.hosts.file.splice import Change, FormulaResult, NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook
from xltoolkit.workbook.content import Cell, WorkbookContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from udfs.values import Scalar
    from xltoolkit.hosts.file.calculation import LoadCalculator, WorkbookCalculator
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.references import Position
    from xltoolkit.workbook.plan import PlannedValue, RowLook, SheetPlan


class Session:
    """The package of a workbook and the calculator that knows its formulas.

    What is written is calculated at once but waits for `store_results`, so that the part of a
    sheet is read and changed once, however often its cells are written.

    Raises on creation:
        UserError: the workbook holds formulas that may not be calculated.
    """

    def __init__(self, package: Package, load: LoadCalculator = Calculator.load) -> None:
        self._package = package
        self._load_calculator = load
        self._sheets = {
            sheet.name: sheet
            for sheet in read_workbook(self._package).sheets
            if sheet.kind == WORKSHEET
        }
        self._written: dict[str, dict[Position, PlannedValue]] = {}
        self._looks: dict[str, dict[int, RowLook]] = {}
        self._print_ends: dict[str, int] = {}
        self._calculator = self._load()
        self.was_written = False
        # What `content` returned last, until a cell is written.
        self._content: WorkbookContent | None = None

    def content(self) -> WorkbookContent:
        """Return all cells with their calculated values, and the defined names."""
        if self._content is None:
            self._content = self._present_content()
        return self._content

    def _present_content(self) -> WorkbookContent:
        stored = stored_content(self._package)
        sheets = {}
        for name, values in self._results().items():
            cells = dict(stored.sheets[name])
            for position, value in values.items():
                present = cells[position]
                if present.value != value or type(present.value) is not type(value):
                    cells[position] = Cell(value, present.formula)
            for position, planned in self._written.get(name, {}).items():
                if planned is None:
                    cells.pop(position, None)
                else:
                    cells[position] = Cell(planned)
            sheets[name] = cells
        return WorkbookContent(sheets, stored.names, stored.unprotected)

    def write(self, cells: Mapping[str, Mapping[Position, PlannedValue]]) -> None:
        """Put values into cells by sheet, None to empty them, and calculate anew."""
        if not any(cells.values()):
            return
        self._content, self.was_written = None, True
        for sheet, values in cells.items():
            present = read_cells(self._package, self._sheets[sheet]).cells
            written = self._written.setdefault(sheet, {})
            for position, value in values.items():
                if value is None and position not in present and position not in written:
                    continue
                self._calculator.set_value(sheet, *position, value)
                written[position] = value
        self._calculator.recalculate()

    def apply(self, plans: tuple[SheetPlan, ...]) -> None:
        """Apply the plans of a run: rows first, then cells, then how rows and pages look."""
        for plan in plans:
            if plan.grow_from is not None and plan.grow_to is not None:
                self._grow(plan.sheet, plan.grow_from, plan.grow_to)
        for plan in plans:
            self.write({plan.sheet: plan.cells})
            self._looks.setdefault(plan.sheet, {}).update(plan.rows)
            if plan.print_last_row is not None:
                self._print_ends[plan.sheet] = plan.print_last_row

    def store_results(self) -> None:
        """Store what was written and what every formula shows.

        With the results stored, the file opens right without any add-in.
        """
        for name, values in self._results().items():
            changes: dict[Position, Change] = dict(self._written.get(name, {}))
            changes.update({at: FormulaResult(value) for at, value in values.items()})
            change_cells(self._package, self._sheets[name], changes, self._looks.get(name))
        if self._print_ends:
            end_printing(self._package, self._print_ends)
        self._written, self._looks, self._print_ends = {}, {}, {}

    def unlocked_cells(self, sheet: str) -> frozenset[Position]:
        """Return the cells of a sheet that staff may type into."""
        return unlocked_cells(self._package, sheet)

    @property
    def changed(self) -> bool:
        """Whether what is stored differs from the file as it was read."""
        return self._package.changed

    def to_bytes(self) -> bytes:
        """Return the file with what is stored, as it is to be saved."""
        return self._package.to_bytes()

    def _load(self) -> WorkbookCalculator:
        formulas = {
            name: {
                position: cell.formula
                for position, cell in read_cells(self._package, sheet).cells.items()
                if cell.formula is not None
            }
            for name, sheet in self._sheets.items()
        }
        return self._load_calculator(self._package.to_bytes(), formulas)

    def _results(self) -> dict[str, dict[Position, Scalar]]:
        """Return the value of every formula that was not written over."""
        return {
            name: {at: value for at, value in values.items() if at not in written}
            for name, values in self._calculator.values().items()
            for written in [self._written.get(name, {})]
        }

    def _grow(self, name: str, last_prepared: int, last_row: int) -> None:
        """Prepare rows like the last prepared one, formulas included."""
        self.store_results()
        self._content = None
        sheet = self._sheets[name]
        grow_rows(self._package, sheet, last_prepared, last_row)
        formulas = self._calculator.formulas(name)
        copies = copied_down(formulas, last_prepared, last_row)
        change_cells(self._package, sheet, {at: NewFormula(text, "") for at, text in copies})
        # The names of the list reach further now, and the engine reads names from the file only.
        self._calculator = self._load()


def stored_content(package: Package) -> WorkbookContent:
    """Return the cells of a workbook with the values that are stored, nothing calculated."""
    workbook = read_workbook(package)
    sheets: dict[str, Mapping[Position, Cell]] = {
        sheet.name: read_cells(package, sheet).cells  # type: ignore[misc]  # both say value and formula
        for sheet in workbook.sheets
        if sheet.kind == WORKSHEET
    }
    names = {name.name: name.text for name in workbook.names if name.sheet is None}
    unprotected = tuple(
        sheet.name
        for sheet in workbook.sheets
        if sheet.kind == WORKSHEET and not read_cells(package, sheet).protected
    )
    return WorkbookContent(sheets, names, unprotected)


def with_dates(content: WorkbookContent, package: Package) -> WorkbookContent:
    """Return the content of a workbook with the cells that show a number as a date."""
    return replace(content, dates=date_cells(package))
