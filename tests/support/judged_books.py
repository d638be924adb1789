"""Workbooks on which a run was made, as files, and what a reader finds in them.

Runs take a tenth of a second and many tests look at one, so each is made once and its bytes are
copied. Nothing here is computed: expected figures stand in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.support.books import filled_book
from udfs.values import Scalar
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.run import RunReport, evaluate, run_file
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook
from xltoolkit.workbook.content import Cell, WorkbookContent
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.located import locate_list
from xltoolkit.workbook.plan import PlannedValue

CASE, SAMPLE = "changsha_2022", "sample_department"
NOW = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
LATER = datetime(2024, 5, 7, 9, 30, tzinfo=UTC)

Row = Mapping[str, Scalar]
"""A row of a list: its values by column id."""


@cache
def judged_book(seed: str) -> bytes:
    """Return the workbook filled from a seed after its first run."""
    session = Session(open_package(filled_book(seed)))
    evaluate(session, NOW)
    return session.to_bytes()


@dataclass(frozen=True)
class Book:
    """A workbook file: what stands in it, and what people and runs do to it."""

    path: Path

    def run(self, now: datetime = LATER) -> RunReport:
        """Make a run."""
        return run_file(self.path, now)

    def content(self) -> WorkbookContent:
        """Return what is stored, calculating nothing: what an office program without us shows."""
        package = open_file(self.path)
        workbook = read_workbook(package)
        sheets = {
            sheet.name: {
                at: Cell(cell.value, cell.formula)
                for at, cell in read_cells(package, sheet).cells.items()
            }
            for sheet in workbook.sheets
            if sheet.kind == "worksheet"
        }
        names = {name.name: name.text for name in workbook.names if name.sheet is None}
        return WorkbookContent(sheets, names)

    def print_area(self, sheet: str) -> str:
        """Return what is printed of a sheet."""
        area = read_workbook(open_file(self.path)).defined("_xlnm.Print_Area", sheet)
        assert area is not None, sheet
        return area.text.rpartition("!")[2]

    def value(self, name: str) -> Scalar:
        """Return what the first cell of a defined name shows."""
        content = self.content()
        area = content.area(name)
        assert area is not None, name
        return content.value(area.sheet, area.top, area.left)

    def type(self, name: str, value: PlannedValue, *, row: str | None = None) -> None:
        """Type into the cell of a name, or of a column's name in the row with this id.

        The workbook is calculated and saved, as an office program would; no run is made.
        """
        content = self.content()
        area = content.area(name)
        assert area is not None, name
        at = area.top if row is None else self.row_number(name, row)
        self.write({area.sheet: {(at, area.left): value}})

    def row_number(self, name: str, row_id: str) -> int:
        """Return the row whose id or key stands anywhere in the rows of a name."""
        content = self.content()
        area = content.area(name)
        assert area is not None, name
        return next(
            row
            for (row, _), cell in sorted(content.sheets[area.sheet].items())
            if row in area.rows and cell.value == row_id
        )

    def write(self, cells: Mapping[str, Mapping[tuple[int, int], PlannedValue]]) -> None:
        """Write cells by sheet, calculate and save."""
        session = Session(open_file(self.path))
        session.write(cells)
        session.store_results()
        self.path.write_bytes(session.to_bytes())

    def rows(self, layout: ListLayout) -> list[Row]:
        """Return the rows of a list in which anything but a formula's empty text stands."""
        content = self.content()
        located = locate_list(content, layout)
        rows = [
            {column: located.value(content, row, column) for column in located.columns}
            for row in located.rows
        ]
        return [row for row in rows if any(value not in (None, "") for value in row.values())]

    def issues(self, kind: str | None = None) -> list[Row]:
        """Return the rows of 问题清单 that stand for an issue, of one kind if it is given."""
        rows = self.rows(ISSUE_LIST)
        return [row for row in rows if row["key"] and kind in (None, row["row_kind"])]

    def issue(self, key: str) -> Row:
        """Return the row of an issue."""
        return next(row for row in self.issues() if row["key"] == key)

    def printed_keys(self) -> set[Scalar]:
        """Return the keys of the printed issues."""
        return {row["key"] for row in self.issues("issue")}

    def text_of(self, sheet: str) -> str:
        """Return everything that a sheet shows, one cell a line."""
        return "\n".join(str(cell.value) for cell in self.content().sheets[sheet].values())


def new_book(folder: Path, content: bytes, name: str = "评价.xlsx") -> Book:
    """Put a workbook into a folder."""
    path = folder / name
    path.write_bytes(content)
    return Book(path)
