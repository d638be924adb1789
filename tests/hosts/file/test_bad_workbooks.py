"""Workbooks that cannot be worked on: one sentence with place and remedy, the file untouched."""

import errno
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.workbook.workbook import Workbook

from tests.hosts.file.hostile import FILES
from tests.support.books import filled_book
from tests.support.judged_books import CASE, NOW, new_book
from tests.support.resaved import resaved
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.run import run_file

CASES = yaml.safe_load((Path(__file__).parent / "bad_workbooks.yaml").read_text(encoding="utf-8"))


def remove_name(book: Workbook, name: str) -> None:
    del book.defined_names[name]


def break_name(book: Workbook, name: str) -> None:
    """Leave a name as Excel does when its cell is deleted."""
    sheet = book.defined_names[name].attr_text.partition("!")[0]
    book.defined_names[name].attr_text = f"{sheet}!#REF!"


def delete_sheet(book: Workbook, sheet: str) -> None:
    """Delete a sheet as Excel does: the names that meant its cells mean nothing any more."""
    book.remove(book[sheet])
    for name in book.defined_names.values():
        if name.attr_text.partition("!")[0].strip("'") == sheet:
            name.attr_text = "#REF!"


def delete_data_row(book: Workbook, name: str) -> None:
    row = int(book.defined_names[name].attr_text.rpartition("$")[2])
    of_row = [
        each for each, other in book.defined_names.items() if _is_cell_of(other.attr_text, row)
    ]
    for each in of_row:
        break_name(book, each)
    clear_row(book, "基础数据", row)


def _is_cell_of(reference: str, row: int) -> bool:
    return reference.startswith("基础数据!") and reference.endswith(f"${row}")


def clear_row(book: Workbook, sheet: str, row: int) -> None:
    for cell in book[sheet][row]:
        cell.value = None


def type_into(book: Workbook, sheet: str, cell: str, value: str | None) -> None:
    book[sheet][cell] = value


def type_at_name(book: Workbook, name: str, value: str | None) -> None:
    sheet, _, cell = book.defined_names[name].attr_text.partition("!")
    book[sheet.strip("'")][cell.replace("$", "")] = value


DAMAGES = {
    damage.__name__: damage
    for damage in (
        remove_name,
        break_name,
        delete_sheet,
        delete_data_row,
        clear_row,
        type_into,
        type_at_name,
    )
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_damaged_workbook_is_refused_in_one_sentence(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    damage, *arguments = case["do"]
    content = resaved(filled_book(CASE), lambda book: DAMAGES[damage](book, *arguments))
    book = new_book(tmp_path, content)

    if not case["says"]:
        assert book.run(NOW).written
        return
    with pytest.raises(UserError) as refusal:
        book.run(NOW)
    assert str(refusal.value) == case["says"]
    assert book.path.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [book.path.name]


HARMFUL = (
    ("password", "密码"),
    ("old xls", "旧版 .xls"),
    ("truncated", "不完整"),
    ("zip bomb", "压缩比"),
    ("total bomb", "256 MB"),
    ("entity bomb in sheet", "DTD"),
    ("far cell", "XFD1048576"),
    ("csv", "纯文本"),
    ("empty", "0 字节"),
)


@pytest.mark.parametrize(("file", "says"), HARMFUL, ids=[file for file, _ in HARMFUL])
def test_a_file_that_is_no_sound_workbook_is_refused(tmp_path: Path, file: str, says: str) -> None:
    book = new_book(tmp_path, FILES[file]())

    with pytest.raises(UserError, match=r"^“评价\.xlsx”：") as refusal:
        book.run(NOW)
    assert says in str(refusal.value)
    assert [path.name for path in tmp_path.iterdir()] == [book.path.name]


def test_a_truncated_workbook_of_ours_is_refused(tmp_path: Path) -> None:
    book = new_book(tmp_path, filled_book(CASE)[:-2000])

    with pytest.raises(UserError, match="文件不完整或已损坏"):
        book.run(NOW)


def test_a_foreign_workbook_is_refused(tmp_path: Path) -> None:
    foreign = openpyxl.Workbook()
    foreign.worksheets[0]["A1"] = "=INDIRECT(A2)"
    path = tmp_path / "别人的.xlsx"
    foreign.save(path)

    with pytest.raises(UserError, match="这不是本工具的评价工作簿"):
        run_file(path, NOW)


def test_a_workbook_that_is_open_elsewhere_is_not_touched(tmp_path: Path) -> None:
    book = new_book(tmp_path, filled_book(CASE))
    lock = tmp_path / f".~lock.{book.path.name}#"
    lock.write_text("张三,zs,机器,2024-05-01,file;", encoding="utf-8")

    with pytest.raises(UserError, match="正被 LibreOffice（用户“张三”）打开，未作任何改动"):
        book.run(NOW)
    assert book.path.read_bytes() == filled_book(CASE)


FAILURES = (
    (errno.ENOSPC, "磁盘空间不足", "未能保存，原文件未改动：请清理磁盘后重新运行。"),
    (errno.EROFS, "只读，或没有写入权限", "原文件未改动：请复制到可写的文件夹后再试。"),
)


@pytest.mark.parametrize(("number", "says", "remedy"), FAILURES, ids=["full disk", "read-only"])
def test_what_cannot_be_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str, remedy: str
) -> None:
    # Tests may run as an administrator, whom no read-only folder stops: the system is played.
    book = new_book(tmp_path, filled_book(CASE))

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(UserError) as refusal:
            book.run(NOW)
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(remedy)
    assert book.path.read_bytes() == filled_book(CASE)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [book.path]

    assert book.run(NOW).written
