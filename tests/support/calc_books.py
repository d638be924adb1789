"""Workbooks in Calc: what stands in them, as the tests of other hosts see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.calc_office import CalcOffice
from tests.support.cells import read_cell
from xltoolkit.hosts.calc.actions import RUN
from xltoolkit.workbook.content import Cell, WorkbookContent, column_letters


@dataclass(frozen=True)
class CalcBook:
    """A workbook that is open in Calc."""

    office: CalcOffice
    path: Path

    @classmethod
    def opened(cls, office: CalcOffice, path: Path, content: bytes, **how: Any) -> CalcBook:
        """Write a workbook to a file and open it."""
        path.write_bytes(content)
        assert office.ask("open", path=str(path), **how) is not None
        return cls(office, path)

    def ask(self, command: str, **arguments: Any) -> Any:
        """Give a command about this workbook."""
        return self.office.ask(command, path=str(self.path), **arguments)

    def press(self, verb: str = RUN.verb) -> str:
        """Press a button and return its message."""
        message: str = self.ask("press", verb=verb)
        return message

    def content(self) -> WorkbookContent:
        """Return all cells and names."""
        return content_from(self.ask("content"))

    def write(self, name: str, value: object, row: int = 0) -> None:
        """Type a value into the cell of a defined name, or so many rows below its first."""
        area = self.content().area(name)
        assert area is not None, name
        cell = f"{column_letters(area.left)}{area.top + row}"
        self.ask("write", sheet=area.sheet, cell=cell, value=value)

    def value(self, name: str) -> object:
        """Return the value of the first cell of a defined name."""
        content = self.content()
        area = content.area(name)
        assert area is not None, name
        return content.value(area.sheet, area.top, area.left)


def content_from(answer: dict[str, Any]) -> WorkbookContent:
    """Return the content that came over the bridge."""
    sheets = {
        title: {
            (row, column): Cell(read_cell(value), formula) for row, column, value, formula in cells
        }
        for title, cells in answer["sheets"].items()
    }
    return WorkbookContent(sheets, answer["names"])
