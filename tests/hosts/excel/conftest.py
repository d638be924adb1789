"""Excel's stand-in, with the buttons of the ribbon within reach."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.excel import Application, Workbook
from tests.support.judged_books import NOW
from tests.support.windows_modules import windows_xlwings


@dataclass
class Desk:
    """A person's Excel: workbooks are opened, buttons pressed, messages read."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    app: Application = field(default_factory=Application)
    messages: list[str] = field(default_factory=list)

    def open(self, data: bytes, name: str = "评价.xlsx") -> Workbook:
        """Open a workbook of which the buttons are then pressed."""
        path = self.folder / name
        path.write_bytes(data)
        book = self.app.open(path)
        self.called_by(book)
        return book

    def called_by(self, book: Workbook | None) -> None:
        """Let a workbook be the one whose button is pressed."""
        self.monkeypatch.setattr(windows_xlwings(), "BOOK_CALLER", book)

    def press(self, button: Callable[[], None]) -> str:
        """Press a button and return the one message that it shows."""
        self.messages.clear()
        self.app.trips.clear()
        button()
        assert len(self.messages) == 1
        assert self.app.StatusBar is False
        return self.messages[0]

    def chosen(self, file: Path) -> None:
        """Let a file be chosen when a button asks for one."""
        self.app.chosen_file = str(file)

    @property
    def kept(self) -> list[Path]:
        """The states that are kept beside the workbooks."""
        return sorted((self.folder / ".xltoolkit").glob("*"))

    @property
    def blocks(self) -> tuple[int, int]:
        """How many blocks were read and written since the last button was pressed."""
        return self.app.trips["read block"], self.app.trips["write block"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return an Excel without workbooks, at a fixed time, with logs in the test's own folder."""
    windows_xlwings()
    made = Desk(tmp_path, monkeypatch)

    def show(_window: int, message: str, _title: str, _style: int) -> int:
        made.messages.append(message)
        return 1

    monkeypatch.setattr(sys.modules["win32api"], "MessageBox", show)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{NOW.timestamp():.0f}")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
    return made
