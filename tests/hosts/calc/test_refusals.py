"""What Calc refuses, each in one sentence, and what is left of the document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.books import filled_book
from tests.support.calc_books import CalcBook
from tests.support.calc_office import CalcOffice
from tests.support.judged_books import CASE
from xltoolkit.hosts.calc.actions import CHECK, HELP
from xltoolkit.workbook.layout.sheet_names import ISSUES, VERDICT

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def filled(office: CalcOffice, book_path: Path) -> Iterator[CalcBook]:
    """Return the workbook of 2022, filled and not yet judged, open in Calc."""
    book = CalcBook.opened(office, book_path, filled_book(CASE))
    yield book
    book.ask("close")


def test_a_workbook_that_is_read_only(office: CalcOffice, book_path: Path) -> None:
    book = CalcBook.opened(office, book_path, filled_book(CASE), read_only=True)
    before = book.content()

    message = book.press()

    assert message == (
        "工作簿是以只读方式打开的（可能正被他人使用），不能写入，未作任何改动："
        "请另存一份，或待对方关闭后重新打开再试。"
    )
    assert book.content() == before
    book.ask("close")


def test_a_document_that_is_none_of_ours(office: CalcOffice) -> None:
    office.ask("new", path="foreign")

    message = office.ask("press", path="foreign", verb="run")

    assert message.startswith("这不是本工具的评价工作簿")
    assert office.ask("undo_titles", path="foreign") == []
    assert not office.ask("is_modified", path="foreign")
    office.ask("close", path="foreign")


def test_a_document_that_is_no_spreadsheet(office: CalcOffice) -> None:
    office.ask("new", path="text", kind="swriter")

    assert office.ask("press", path="text", verb=CHECK.verb) == (
        "当前窗口不是电子表格，请先打开评价工作簿再试。"
    )
    office.ask("close", path="text")


def test_a_sheet_that_is_missing(filled: CalcBook) -> None:
    filled.ask("delete_sheet", sheet=VERDICT)
    before = filled.content()

    message = filled.press()

    assert message.startswith(f"工作簿缺少工作表“{VERDICT}”")
    assert filled.content() == before


def test_a_sheet_with_a_password_leaves_the_others_as_they_were(filled: CalcBook) -> None:
    filled.ask("protect", sheet=ISSUES, password="密码")  # noqa: S106 - of a test
    before, steps = filled.content(), filled.ask("undo_titles")

    message = filled.press()

    assert message == (
        f"工作表“{ISSUES}”设有保护密码，不能写入，未作任何改动："
        "请先在“工具－保护工作表”中撤销保护后再试。"
    )
    assert filled.content() == before
    assert filled.ask("undo_titles") == steps
    assert filled.ask("is_protected", sheet=VERDICT)


def test_something_below_a_list_that_must_grow(
    office: CalcOffice, book_path: Path, crowded: bytes
) -> None:
    book = CalcBook.opened(office, book_path, crowded)
    book.ask("unprotect", sheet=ISSUES)
    book.ask("write", sheet=ISSUES, cell="B310", value="不能丢的话")
    before = book.content()

    message = book.press()

    assert message.startswith(f"工作表“{ISSUES}”的清单要延长到第")
    assert "单元格B310已有内容" in message
    assert book.content() == before
    book.ask("close")


def test_the_help_names_the_buttons(filled: CalcBook) -> None:
    message = filled.press(HELP.verb)

    assert "检查录入" in message
    assert "PERF_" in message
