"""Macros are added to a workbook, and every command leaves them as they are."""

from pathlib import Path

import pytest

from tests.hosts.file.packages import inflated, packed_parts
from tests.support.books import filled_book
from tests.support.command_line import command
from tests.support.judged_books import CASE
from xltoolkit.commands.new_book import template
from xltoolkit.errors import UserError
from xltoolkit.hosts.excel.bundle import RIBBON_PART, VBA_PART, macro_workbook
from xltoolkit.hosts.excel.hidden_sheets import hidden_sheets
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.notices import notices
from xltoolkit.hosts.file.workbook_parts import read_workbook

# What ties a workbook to its macros.
TIED = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
MACRO_PARTS = (
    VBA_PART,
    RIBBON_PART,
    *(f"xl/worksheets/{sheet.code_name}.xml" for sheet in hidden_sheets()),
)
ROOT = Path(__file__).parents[3]


def sheet_parts(book: bytes) -> dict[str, str]:
    return {sheet.part: sheet.name for sheet in read_workbook(open_package(book)).sheets}


def test_what_stands_in_the_workbook_stays() -> None:
    before, after = template("five_heads"), macro_workbook(template("five_heads"))
    sheets = sheet_parts(before)
    packed_before, packed_after = packed_parts(before), packed_parts(after)

    changed = {name for name in packed_before if packed_before[name] != packed_after[name]}
    assert changed == TIED | sheets.keys()
    assert packed_after.keys() - packed_before.keys() == set(MACRO_PARTS)
    for number, part in enumerate(sheets, 1):
        code_name = f' codeName="Sheet{number}"'.encode()
        assert inflated(after)[part].replace(code_name, b"", 1) == inflated(before)[part]


def test_the_guard_knows_a_workbook_with_macros_by_its_content() -> None:
    package = open_package(macro_workbook(template("five_heads")))

    assert read_workbook(package).macro_enabled
    assert list(notices(package, "评价.xlsm")) == []
    assert [notice.kind for notice in notices(package, "评价.xlsx")] == ["macro"]


def test_a_workbook_with_macros_is_not_given_others() -> None:
    with pytest.raises(UserError, match="工作簿已经带有宏，不能再加入函数和按钮"):
        macro_workbook(macro_workbook(template("five_heads")))


def test_commands_leave_the_macros_byte_for_byte(tmp_path: Path) -> None:
    assert command("new", "评价.xlsm", folder=tmp_path).code == 0
    book = tmp_path / "评价.xlsm"
    macros = {name: packed_parts(book.read_bytes())[name] for name in MACRO_PARTS}
    tied = {name: inflated(book.read_bytes())[name] for name in TIED - {"xl/workbook.xml"}}
    case = ROOT / "seeds" / "sample_department.yaml"

    for words in (("fill", book, case), ("run", book), ("check", book), ("restore", book)):
        answer = command(*words, folder=tmp_path)
        assert (answer.code, answer.problems) == (0, ""), words
        present = book.read_bytes()
        assert {name: packed_parts(present)[name] for name in MACRO_PARTS} == macros, words
        assert {name: inflated(present)[name] for name in tied} == tied, words


def test_a_run_writes_the_same_with_and_without_macros(tmp_path: Path) -> None:
    plain, with_macros = tmp_path / "a.xlsx", tmp_path / "a.xlsm"
    unjudged = filled_book(CASE)
    plain.write_bytes(unjudged)
    with_macros.write_bytes(macro_workbook(unjudged))
    for book in (plain, with_macros):
        assert command("run", book, folder=tmp_path).code == 0

    before = inflated(plain.read_bytes())
    for number, part in enumerate(sheet_parts(plain.read_bytes()), 1):
        code_name = f' codeName="Sheet{number}"'.encode()
        assert inflated(with_macros.read_bytes())[part].replace(code_name, b"", 1) == before[part]
