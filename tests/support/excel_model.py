"""A workbook as it is in the memory of Excel's stand-in: calculated and saved by the file host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from udfs.values import Scalar
from xltoolkit.hosts.excel.blocks import FormulaText
from xltoolkit.hosts.file.formula_copies import moved_down
from xltoolkit.hosts.file.grow import grow_rows
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.print_area import PRINT_AREA
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.splice import NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import SheetPart, read_workbook
from xltoolkit.workbook.content import Address, Cell, parse_area
from xltoolkit.workbook.plan import RowLook, SheetPlan

USUAL_HEIGHT = 15.0
USUAL = RowLook(USUAL_HEIGHT)


class Model:
    """A workbook in memory: what Excel would calculate, show and save."""

    def __init__(self, data: bytes) -> None:
        self._package: Package = open_package(data)
        self._session = Session(self._package)
        self._pending: dict[str, dict[Address, Scalar]] = {}
        self._looks: dict[str, dict[int, RowLook]] = {}
        self._before_insertion: bytes | None = None
        self._read()

    def _read(self) -> None:
        content = self._session.content()
        self.names = dict(content.names)
        self.sheets = {sheet: dict(cells) for sheet, cells in content.sheets.items()}

    def put(self, sheet: str, cells: Mapping[Address, Scalar | FormulaText]) -> None:
        """Put values and formulas into cells; formulas that depend on them show the old result."""
        formulas = {at: each for at, each in cells.items() if isinstance(each, FormulaText)}
        values = {at: each for at, each in cells.items() if not isinstance(each, FormulaText)}
        self._pending.setdefault(sheet, {}).update(values)
        for at, value in values.items():
            self.sheets[sheet][at] = Cell(value)
            if value is None:
                del self.sheets[sheet][at]
        if formulas:
            self.calculate()
            changes = {at: NewFormula(each.text, "") for at, each in formulas.items()}
            self._rebuild(lambda: change_cells(self._package, self._part(sheet), changes))

    def calculate(self) -> None:
        """Calculate everything anew."""
        if self._pending:
            waiting, self._pending = self._pending, {}
            self._session.write(waiting)  # type: ignore[arg-type]  # errors are values here
        self._read()

    def insert_rows(self, sheet: str, first: int, count: int) -> None:
        """Insert rows before the last row of a list; nothing may stand below it."""
        assert max(row for row, _ in self.sheets[sheet]) == first, "rows below are not modelled"
        self.calculate()
        self._session.store_results()
        self._before_insertion = self._package.to_bytes()
        moved = {at: cell for at, cell in self.sheets[sheet].items() if at[0] == first}
        changes: dict[Address, Any] = dict.fromkeys(moved)
        for (row, column), cell in moved.items():
            formula = cell.formula
            changes[row + count, column] = (
                cell.value if formula is None else NewFormula(moved_down(formula, count), "")
            )

        def insert() -> None:
            grow_rows(self._package, self._part(sheet), first, first + count)
            change_cells(self._package, self._part(sheet), changes)

        self._rebuild(insert)

    def delete_inserted_rows(self) -> None:
        """Take the rows out that were inserted last, and everything with them."""
        assert self._before_insertion is not None
        self._pending = {}
        self._package = open_package(self._before_insertion)
        self._session = Session(self._package)
        self._read()

    def _rebuild(self, change: Callable[[], object]) -> None:
        self._session.store_results()
        change()
        self._package = open_package(self._package.to_bytes())
        self._session = Session(self._package)
        self._read()

    def set_look(self, sheet: str, row: int, **look: Any) -> None:
        """Set the height of a row (which shows it), or hide it."""
        looks = self._looks.setdefault(sheet, {})
        old = looks.get(row, RowLook())
        looks[row] = RowLook(
            height=look.get("height", old.height),
            hidden=look.get("hidden", False if "height" in look else old.hidden),
        )

    def look(self, sheet: str, row: int) -> RowLook:
        """Return how a row looks."""
        return self._looks.get(sheet, {}).get(row) or self._stored_looks(sheet).get(row, USUAL)

    def _stored_looks(self, sheet: str) -> dict[int, RowLook]:
        part = self._part(sheet).part
        return self._package.derived(
            "looks",
            (part,),
            lambda: {
                int(row.get("r") or 0): RowLook(
                    float(row.get("ht") or USUAL_HEIGHT), row.get("hidden") == "1"
                )
                for row in self._package.elements(part, ("row",))
            },
        )

    def print_area(self, sheet: str) -> str:
        """Return what is printed of a sheet, without its name."""
        area = read_workbook(self._package).defined(PRINT_AREA, sheet)
        return "" if area is None else area.text.rpartition("!")[2]

    def set_print_area(self, sheet: str, area: str) -> None:
        """Change where printing ends."""
        parsed = parse_area(f"!{area}")
        assert parsed is not None
        self._session.apply((SheetPlan(sheet, {}, {}, print_last_row=parsed.bottom),))
        self._session.store_results()

    def to_bytes(self) -> bytes:
        """Return the file that Excel would save."""
        self.calculate()
        self._session.apply(tuple(SheetPlan(name, {}, rows) for name, rows in self._looks.items()))
        self._session.store_results()
        return self._package.to_bytes()

    def attributes(self, sheet: str, element: str) -> dict[str, str]:
        """Return the attributes of the first element of this name on a sheet."""
        found = self._package.elements(self._part(sheet).part, (element,))
        return dict(found[0].attributes) if found else {}

    def is_visible(self, sheet: str) -> bool:
        """Whether the tab of a sheet is shown."""
        return self._part(sheet).visible

    def _part(self, sheet: str) -> SheetPart:
        part = read_workbook(self._package).sheet(sheet)
        assert part is not None
        return part
