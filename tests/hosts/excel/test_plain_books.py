"""The workbook of the first check says what is true."""

from xltoolkit.hosts.excel.bundle import macro_workbook
from xltoolkit.hosts.excel.plain_books import (
    FIRST_CHECK_ROW,
    FIRST_CHECK_SHEET,
    FIRST_CHECKS,
    NOT_CALCULATED,
    first_check,
)
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session, stored_content


def test_every_formula_shows_what_stands_beside_it() -> None:
    content = Session(open_package(macro_workbook(first_check()))).content()

    for row, check in enumerate(FIRST_CHECKS, FIRST_CHECK_ROW):
        value = content.value(FIRST_CHECK_SHEET, row, 2)
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        assert shown == check.expected == content.value(FIRST_CHECK_SHEET, row, 3)


def test_until_excel_has_calculated_nothing_looks_right() -> None:
    content = stored_content(open_package(first_check()))

    shown = [
        content.value(FIRST_CHECK_SHEET, row, 2)
        for row, _ in enumerate(FIRST_CHECKS, FIRST_CHECK_ROW)
    ]
    assert shown == [NOT_CALCULATED] * len(FIRST_CHECKS)
