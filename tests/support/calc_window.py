"""LibreOffice in a real window on a display of its own, worked with mouse and keyboard."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from tests.support.calc_office import CalcOffice

SIZE = (1400, 880)
PATIENCE_SECONDS = 90.0
REST_SECONDS = 0.7
_POLL_SECONDS = 0.1


Found = TypeVar("Found")


class NotInTime(Exception):
    """Something that was waited for did not happen."""


def wait_for(what: str, look: Callable[[], Found]) -> Found:
    """Return what `look` finds, as soon as it finds anything.

    Raises:
        NotInTime: it finds nothing for a long time.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise NotInTime(what)
        time.sleep(_POLL_SECONDS)


class CalcWindow:
    """A workbook in a window of LibreOffice with a Chinese user interface."""

    def __init__(self, folder: Path, book: Path) -> None:
        self._folder = folder
        self.book = book

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        width, height = SIZE
        self._server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                f"{width}x{height}x24",
                "-nolisten",
                "tcp",
            ],
            pass_fds=(writing,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as numbers:
            self.display = f":{numbers.readline().strip()}"
        self.office = CalcOffice(
            self._folder, display=self.display, language="zh-CN", opened=self.book
        )
        name = self.book.name
        self.path = str(wait_for("the document", lambda: self.office.ask("attach", name=name)))
        self._window = wait_for("its window", lambda: self._windows(self.book.stem))[0]
        self._fill_the_screen()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.office.end()
        self._server.kill()
        self._server.wait()

    def click(self, title: str) -> None:
        """Click with the mouse on the button of our toolbar that has this title."""
        x, y = wait_for(
            f"the button {title}",
            lambda: self.office.ask("button_place", path=self.path, title=title),
        )
        self._do("mousemove", str(x), str(y), "click", "1")

    def message(self) -> str:
        """Wait for a message box and return its text."""
        return str(wait_for("a message", lambda: self.office.ask("box_text")))

    def confirm(self) -> None:
        """Close the message box with the Return key."""
        box = wait_for("the box", lambda: self._windows("^绩效评价$"))[0]
        self._do("windowfocus", box, "key", "Return")
        wait_for("the box to close", lambda: not self._windows("^绩效评价$"))

    def keys(self, *keys: str) -> None:
        """Press keys in the document's window, such as ctrl+z."""
        self._do("windowfocus", self._window, "key", *keys)

    def show_sheet(self, title: str) -> None:
        """Bring a sheet to the front, at its top."""
        self.office.ask("show_sheet", path=self.path, sheet=title)

    def picture(self, target: Path) -> None:
        """Write what is on the screen as PNG, when nothing moves on it any more."""
        shown = b""

        def has_come_to_rest() -> bool:
            nonlocal shown
            before, shown = shown, self._screen()
            return before == shown

        wait_for("the screen to come to rest", has_come_to_rest)
        target.write_bytes(_filtered(["pnmtopng", "-quiet", "-compression", "9"], shown))

    def _screen(self) -> bytes:
        """Return the screen as a portable pixel map; the pointer is not in it."""
        time.sleep(REST_SECONDS)
        environment = {**os.environ, "DISPLAY": self.display}
        dump = ["xwd", "-root", "-silent"]
        dumped = subprocess.run(dump, env=environment, stdout=subprocess.PIPE, check=True).stdout
        return _filtered(["xwdtopnm", "-quiet"], dumped)

    def _fill_the_screen(self) -> None:
        """No window manager does it: the window is as large as the screen."""
        width, height = map(str, SIZE)
        self._do("windowsize", self._window, width, height, "windowmove", self._window, "0", "0")

    def _windows(self, name: str) -> list[str]:
        found = self._do("search", "--onlyvisible", "--name", name)
        return found.split()

    def _do(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.display},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        ).stdout


def _filtered(command: list[str], content: bytes) -> bytes:
    """Return what a program makes of its input."""
    return subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout
