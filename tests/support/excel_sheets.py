"""Sheets and cells of Excel's stand-in (`tests.support.excel`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.support.com_values import as_com
from tests.support.excel_model import Model
from tests.support.typed_text import typed
from tests.support.windows_modules import ComError
from udfs.errors import CellError
from xltoolkit.hosts.excel.blocks import FormulaText
from xltoolkit.hosts.file.formula_copies import moved_down
from xltoolkit.workbook.content import Address, Area, Cell, parse_area

if TYPE_CHECKING:
    from tests.support.excel import Workbook

AUTOMATIC, MANUAL = -4105, -4135
RIGHTS = {
    "FormattingCells": "formatCells",
    "FormattingColumns": "formatColumns",
    "FormattingRows": "formatRows",
    "InsertingColumns": "insertColumns",
    "InsertingRows": "insertRows",
    "InsertingHyperlinks": "insertHyperlinks",
    "DeletingColumns": "deleteColumns",
    "DeletingRows": "deleteRows",
    "Sorting": "sort",
    "Filtering": "autoFilter",
    "UsingPivotTables": "pivotTables",
}
"""What a protected sheet may allow, in Excel's order, and how a file says it (0 is allowed)."""
LAST_COLUMN = 16_384


class Worksheet:
    """A sheet, with the protection that its file states."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.Name, self.book, self.Application = name, book, book.Application
        self.Parent = book
        stated = book.model.attributes(name, "sheetProtection")
        self.ProtectContents = stated.get("sheet") == "1"
        self.ProtectDrawingObjects = stated.get("objects") == "1"
        self.ProtectScenarios = stated.get("scenarios") == "1"
        self.password = ""
        allowed = {f"Allow{right}": stated.get(key, "1") == "0" for right, key in RIGHTS.items()}
        self.Protection = SimpleNamespace(**allowed)
        self.FilterMode = False
        self.PageSetup = PageSetup(self)
        self.Visible = -1 if book.model.is_visible(name) else 0

    def protection(self) -> tuple[object, ...]:
        """Return everything that the protection says, to be compared."""
        return (
            self.ProtectContents,
            self.ProtectDrawingObjects,
            self.ProtectScenarios,
            self.password,
            tuple(getattr(self.Protection, f"Allow{right}") for right in RIGHTS),
        )

    def Unprotect(self, password: str) -> None:  # noqa: N802  # Excel's name
        if password != self.password:
            raise ComError("the password is not right")
        self.ProtectContents = False

    def Protect(self, *settings: Any) -> None:  # noqa: N802  # Excel's name
        password, objects, contents, scenarios, interface_only, *rights = settings
        assert not interface_only
        self.password, self.ProtectContents = password, contents
        self.ProtectDrawingObjects, self.ProtectScenarios = objects, scenarios
        for right, allowed in zip(RIGHTS, rights, strict=True):
            setattr(self.Protection, f"Allow{right}", allowed)

    def ShowAllData(self) -> None:  # noqa: N802  # Excel's name
        assert not self.ProtectContents
        self.FilterMode = False

    def Cells(self, row: int, column: int) -> CellRange:  # noqa: N802  # Excel's name
        return CellRange(self, (Area(self.Name, row, column, row, column),))

    def Range(self, first: str | CellRange, last: CellRange | None = None) -> CellRange:  # noqa: N802  # Excel's
        if isinstance(first, str):
            assert len(first) <= 255, "Excel refuses longer addresses"
            return CellRange(self, tuple(_area(self.Name, part) for part in first.split(",")))
        start, end = first.areas[0], (last or first).areas[0]
        return CellRange(self, (Area(self.Name, start.top, start.left, end.bottom, end.right),))

    @property
    def UsedRange(self) -> CellRange:  # noqa: N802  # Excel's name
        self.Application.trips["used range"] += 1
        cells = self.book.model.sheets[self.Name] or {(1, 1): Cell(None)}
        rows, columns = zip(*cells, strict=True)
        area = Area(self.Name, min(rows), min(columns), max(rows), max(columns))
        return CellRange(self, (area,))


def _area(sheet: str, address: str) -> Area:
    first, _, last = address.partition(":")
    if first.isdecimal():
        return Area(sheet, int(first), 1, int(last or first), LAST_COLUMN)
    area = parse_area(f"{sheet}!{address}")
    assert area is not None
    return area


@dataclass
class PageSetup:
    """How a sheet is printed."""

    sheet: Worksheet

    @property
    def PrintArea(self) -> str:  # noqa: N802  # Excel's name
        return self.sheet.book.model.print_area(self.sheet.Name)

    @PrintArea.setter
    def PrintArea(self, area: str) -> None:  # noqa: N802  # Excel's name
        self.sheet.Application.trips["print area"] += 1
        self.sheet.book.model.set_print_area(self.sheet.Name, area)


@dataclass
class CellRange:
    """Cells of a sheet; of several areas only rows can be set."""

    Worksheet: Worksheet
    areas: tuple[Area, ...]

    @property
    def _area(self) -> Area:
        return self.areas[0]

    @property
    def _model(self) -> Model:
        return self.Worksheet.book.model

    @property
    def Row(self) -> int:  # noqa: N802  # Excel's name
        return self._area.top

    @property
    def Column(self) -> int:  # noqa: N802  # Excel's name
        return self._area.left

    @property
    def Rows(self) -> Any:  # noqa: N802  # Excel's name
        return SimpleNamespace(Count=len(self._area.rows))

    @property
    def Columns(self) -> Any:  # noqa: N802  # Excel's name
        return SimpleNamespace(Count=self._area.right - self._area.left + 1)

    @property
    def Value2(self) -> object:  # noqa: N802  # Excel's name
        self.Worksheet.Application.trips["read block"] += 1
        return self._block(lambda cell: as_com(cell.value))

    @property
    def Formula(self) -> object:  # noqa: N802  # Excel's name
        self.Worksheet.Application.trips["read block"] += 1
        return self._block(
            lambda cell: _formula_shown(cell) if cell.formula is None else f"={cell.formula}"
        )

    @Formula.setter
    def Formula(self, formula: str) -> None:  # noqa: N802  # Excel's name
        self._refuse_locked()
        self.Worksheet.Application.about_to_write()
        top = self._area.top
        text = formula.removeprefix("=")
        cells = {at: FormulaText(moved_down(text, at[0] - top)) for at in self._places()}
        self._model.put(self.Worksheet.Name, cells)

    @property
    def Value(self) -> object:  # noqa: N802  # Excel's name
        raise AssertionError("Value gives dates and money of their own kind: use Value2")

    @Value.setter
    def Value(self, rows: list[list[object]]) -> None:  # noqa: N802  # Excel's name
        self._refuse_locked()
        self.Worksheet.Application.about_to_write()
        values = [value for row in rows for value in row]
        assert [len(row) for row in rows] == [self.Columns.Count] * self.Rows.Count
        cells = dict(zip(self._places(), map(typed, values), strict=True))
        self._model.put(self.Worksheet.Name, cells)
        if self.Worksheet.Application.Calculation == AUTOMATIC:
            self._model.calculate()

    @property
    def RowHeight(self) -> float | None:  # noqa: N802  # Excel's name
        look = self._model.look(self.Worksheet.Name, self.Row)
        return 0.0 if look.hidden else look.height

    @RowHeight.setter
    def RowHeight(self, height: float) -> None:  # noqa: N802  # Excel's name
        self._set_rows("row height", height=height)

    @property
    def EntireRow(self) -> Any:  # noqa: N802  # Excel's name
        return EntireRow(self)

    def _set_rows(self, kind: str, **look: Any) -> None:
        self._refuse_locked()
        self.Worksheet.Application.trips[kind] += 1
        for area in self.areas:
            for row in area.rows:
                self._model.set_look(self.Worksheet.Name, row, **look)

    def Insert(self, Shift: int, CopyOrigin: int) -> None:  # noqa: N802, N803  # Excel's names
        self._refuse_locked()
        self.Worksheet.Application.trips["insert rows"] += 1
        assert (Shift, CopyOrigin) == (-4121, 0)  # down, looks as above
        assert self._area.right == LAST_COLUMN, "whole rows only"
        rows = self._area.rows
        self._model.insert_rows(self.Worksheet.Name, rows[0], len(rows))

    def Delete(self, Shift: int) -> None:  # noqa: N802, N803  # Excel's names
        self._refuse_locked()
        assert Shift == -4162  # up
        self._model.delete_inserted_rows()

    def _refuse_locked(self) -> None:
        if self.Worksheet.ProtectContents:
            raise ComError(f"{self.Worksheet.Name} is protected")

    def _places(self) -> Iterator[Address]:
        area = self._area
        for row in area.rows:
            for column in range(area.left, area.right + 1):
                yield row, column

    def _block(self, shown: Any) -> object:
        cells = self._model.sheets[self.Worksheet.Name]
        empty = Cell(None)
        width = self.Columns.Count
        flat = [shown(cells.get(at, empty)) for at in self._places()]
        if len(flat) == 1:
            return flat[0]
        return tuple(tuple(flat[i : i + width]) for i in range(0, len(flat), width))


@dataclass
class EntireRow:
    """The whole rows of cells."""

    range: CellRange

    @property
    def Hidden(self) -> bool:  # noqa: N802  # Excel's name
        place = self.range
        return place.Worksheet.book.model.look(place.Worksheet.Name, place.Row).hidden

    @Hidden.setter
    def Hidden(self, hidden: bool) -> None:  # noqa: N802  # Excel's name
        self.range._set_rows("row hidden", hidden=hidden)


def _formula_shown(cell: Cell) -> object:
    """Return what Formula gives for a constant: numbers and errors as their text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (bool, CellError)):
        return str(value).upper()
    return value if isinstance(value, str) else format(value, ".15g")
