"""A stand-in for Excel as xlwings sees it: objects of its kind over a workbook held in memory.

The workbook is calculated and saved by the file host, so results are real. Every block that
crosses to Excel and back is counted. What a locked or foreign sheet refuses is refused, and a
text that is put into a cell is read as Excel reads it (`typed_text`).

It shows that our side asks the right things in the right order. It cannot show that Excel
answers as it does here: that is for the checklist in docs/unproven.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings

from tests.support.excel_model import Model
from tests.support.excel_sheets import AUTOMATIC, MANUAL, CellRange, Worksheet
from tests.support.windows_modules import ComError, windows_xlwings

__all__ = ["AUTOMATIC", "MANUAL", "Application", "Workbook"]


class Application:
    """Excel itself; `trips` counts what crosses to it.

    `writes_until_failure` lets a later write fail, and with `keeps_failing` all after it.
    """

    def __init__(self) -> None:
        self.trips: Counter[str] = Counter()
        self.books: list[Workbook] = []
        self.ActiveWorkbook: Workbook | None = None
        self.ActiveProtectedViewWindow: Any = None
        self.ScreenUpdating = self.EnableEvents = self.DisplayAlerts = self.Ready = True
        self.Calculation = AUTOMATIC
        self.StatusBar: Any = False
        self.status_texts: list[str] = []
        self.Hwnd, self.Version, self.Name = 1, "16.0", "Microsoft Excel"
        self.chosen_file: Any = False
        self.writes_until_failure: int | None = None
        self.keeps_failing = False
        self.selected: str | None = None
        self.Workbooks = Workbooks(self)

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name == "StatusBar" and isinstance(value, str):
            self.status_texts.append(value)
        if name == "Calculation" and value == AUTOMATIC:
            for book in self.books:
                book.model.calculate()

    def Calculate(self) -> None:  # noqa: N802  # Excel's name
        self.trips["calculate"] += 1
        for book in self.books:
            book.model.calculate()

    def Goto(self, place: CellRange, scroll: bool) -> None:  # noqa: N802, FBT001  # Excel's name
        assert scroll
        self.selected = str(place.areas[0])

    def GetOpenFilename(self, *_: object) -> object:  # noqa: N802  # Excel's name
        return self.chosen_file

    def about_to_write(self) -> None:
        """Count a write, and fail when it is the one that shall."""
        self.trips["write block"] += 1
        if self.writes_until_failure is not None:
            self.writes_until_failure -= 1
            if self.writes_until_failure < 0:
                if not self.keeps_failing:
                    self.writes_until_failure = None
                raise ComError("Excel is gone for a moment")

    def open(self, path: Path, **properties: object) -> Workbook:
        """Open a workbook for a person."""
        book = Workbook(self, path, path.read_bytes())
        vars(book).update(properties)
        self.books.append(book)
        self.ActiveWorkbook = book
        return book


class Collection:
    """Things by name or number, as Excel's collections are."""

    def __init__(self, things: list[Any]) -> None:
        self._things = things

    @property
    def Count(self) -> int:  # noqa: N802  # Excel's name
        return len(self._things)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._things)

    def __call__(self, key: str | int) -> Any:
        if isinstance(key, int):
            return self._things[key - 1]
        for thing in self._things:
            if thing.Name.casefold() == key.casefold():
                return thing
        raise ComError(f"no {key}")


class Workbooks(Collection):
    """The open workbooks."""

    def __init__(self, app: Application) -> None:
        super().__init__(app.books)
        self.Application = app

    def Open(self, path: str, *options: object) -> Workbook:  # noqa: N802  # Excel's name
        self.Application.trips["open"] += 1
        return self.Application.open(Path(path), ReadOnly=bool(options[1]))


class Workbook:
    """An open workbook."""

    def __init__(self, app: Application, path: Path, data: bytes) -> None:
        self.Application = app
        self.Name, self.FullName, self.Path = path.name, str(path), str(path.parent)
        self.ReadOnly = self.IsAddin = False
        self.Saved = True
        self.model = Model(data)
        self.Worksheets = Collection([Worksheet(self, name) for name in self.model.sheets])

    @property
    def Names(self) -> Collection:  # noqa: N802  # Excel's name
        found = [
            SimpleNamespace(Name=name, RefersTo=f"={text}")
            for name, text in self.model.names.items()
        ]
        printed = ((sheet, self.model.print_area(sheet)) for sheet in self.model.sheets)
        found += [
            SimpleNamespace(Name=f"{sheet}!Print_Area", RefersTo=f"={sheet}!{area}")
            for sheet, area in printed
            if area
        ]
        return Collection(found)

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802  # Excel's name
        self.Application.trips["save copy"] += 1
        Path(path).write_bytes(self.model.to_bytes())

    def Activate(self) -> None:  # noqa: N802  # Excel's name
        self.Application.ActiveWorkbook = self

    def Close(self, SaveChanges: bool = True) -> None:  # noqa: N802, N803, FBT001, FBT002  # Excel's
        assert not SaveChanges
        self.Application.books.remove(self)

    def as_xlwings(self) -> xlwings.Book:
        """Return the workbook as xlwings hands it to a button."""
        return xlwings.Book(impl=windows_xlwings().Book(xl=self))
