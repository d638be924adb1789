"""Workbooks as another program stores them, with what people did to them there."""

import io
from collections.abc import Callable

import openpyxl
from openpyxl.workbook.workbook import Workbook

Change = Callable[[Workbook], None]


def resaved(content: bytes, change: Change) -> bytes:
    """Return the workbook as openpyxl stores it after a change; results are not stored."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def nothing(_book: Workbook) -> None:
    """Load and save only."""
