"""Pictures of LibreOffice's window at work, for the page on its extension; see pictures.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.calc_window import CalcWindow
from xltoolkit.hosts.calc.actions import RUN
from xltoolkit.workbook.layout.sheet_names import ISSUES

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("Xvfb", "xdotool", "xwd", "xwdtopnm", "pnmtopng")

PRESSED, WRITTEN = "calc-pressed.png", "calc-written.png"


def take(book: Path, folder: Path, target: Path) -> tuple[Path, ...]:
    """Press the button in a real window and take a picture before and after its message.

    Args:
        book: A filled workbook, not yet judged.
        folder: Where LibreOffice has its profile; it is made.
        target: Where the pictures go.
    """
    with CalcWindow(folder, book) as window:
        window.click(RUN.title)
        window.message()
        window.picture(target / PRESSED)
        window.confirm()
        window.show_sheet(ISSUES)
        window.picture(target / WRITTEN)
    return target / PRESSED, target / WRITTEN
