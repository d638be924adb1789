"""Files that are written for people: what stood there is kept, and a bad disk leaves nothing half."""

import errno
import os
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.command_line import command_here
from tests.support.judged_books import CASE, NOW, judged_book, new_book
from xltoolkit.commands.archive import archive
from xltoolkit.commands.report import report
from xltoolkit.errors import UserError
from xltoolkit.hosts.calc import office_program
from xltoolkit.report.exporting import export_report
from xltoolkit.report.output import write_output
from xltoolkit.report.pdf import to_pdf


def failing(number: int) -> object:
    def call(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EROFS, "只读")],
    ids=["full", "read-only"],
)
def test_a_disk_that_takes_nothing_is_told_and_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing(number))
        with pytest.raises(UserError, match=says):
            report(book.path, tmp_path / "报告.docx", None)
    assert [path.name for path in tmp_path.iterdir()] == [book.path.name]


@pytest.mark.parametrize(
    ("module", "call"), [(tempfile, "mkdtemp"), (os, "fsync")], ids=["folder", "file"]
)
def test_an_archive_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, call: str
) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    with monkeypatch.context() as patched:
        patched.setattr(module, call, failing(errno.ENOSPC))
        with pytest.raises(UserError):
            archive(book.path, tmp_path / "归档")
    assert [path.name for path in tmp_path.iterdir()] == [book.path.name]


def test_a_file_that_stood_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"edited by a person")
    kept = write_output(path, b"new", NOW)
    assert kept is not None
    assert kept.path.read_bytes() == b"edited by a person"
    assert path.read_bytes() == b"new"
    assert write_output(path, b"new", NOW) is None


def test_a_report_that_is_open_in_word_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"open")
    (tmp_path / "~$报告.docx").write_bytes(b"")
    with pytest.raises(UserError, match="Excel 或 WPS"):
        write_output(path, b"new", NOW)
    assert path.read_bytes() == b"open"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不存在"):
        write_output(tmp_path / "没有" / "报告.docx", b"new", NOW)


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").mkdir()
    with pytest.raises(UserError, match="是文件夹，不能写成文件"):
        write_output(tmp_path / "报告.docx", b"new", NOW)


def test_a_report_does_not_take_the_place_of_its_template(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    template = tmp_path / "模板.docx"
    template.write_bytes(b"template")
    with pytest.raises(UserError, match="不能写到模板"):
        export_report(book.path, NOW, tmp_path / "x" / ".." / "模板.docx", template)
    assert template.read_bytes() == b"template"


@pytest.mark.parametrize(
    ("name", "says"), [("没有.docx", "找不到Word模板"), ("", "是文件夹，不是Word模板")]
)
def test_a_template_that_cannot_be_read_is_told_in_chinese(
    tmp_path: Path, name: str, says: str
) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    with pytest.raises(UserError, match=says):
        export_report(book.path, NOW, None, tmp_path / name)


def test_without_libreoffice_a_pdf_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office_program, "_USUAL_PLACES", ())
    with pytest.raises(UserError, match="没有找到LibreOffice"):
        to_pdf(b"")


def test_the_report_the_template_and_the_text_on_the_command_line(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    before = book.path.read_bytes()
    answer = command_here("report", book.path.name, "-o", "报告.docx", folder=tmp_path)
    assert answer.code == 0, answer.problems
    assert "处黄底标记" in answer.output
    assert (
        "报告.txt"
        in command_here("report", book.path.name, "-o", "报告.txt", folder=tmp_path).problems
    )
    assert command_here("report-template", "模板.docx", folder=tmp_path).code == 0
    assert "已存在" in command_here("report-template", "模板.docx", folder=tmp_path).problems
    own = ("report", book.path.name, "-o", "二.docx", "--template", "模板.docx")
    assert command_here(*own, folder=tmp_path).code == 0
    assert (tmp_path / "二.docx").read_bytes() == (tmp_path / "报告.docx").read_bytes()
    text = command_here("text", book.path.name, folder=tmp_path).output
    assert text.startswith("一、存在的主要问题\n")
    assert "评价等级为“良”。" in text
    assert book.path.read_bytes() == before


def test_the_sheet_holds_its_paragraphs_as_one_text_to_copy(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    assert str(book.value("_verdict_report_text")).splitlines()[-1].endswith("评价等级为“良”。")
    book.type("_verdict_conclusion", "人工改写的结论。")
    book.run()
    assert str(book.value("_verdict_report_text")).splitlines()[-1] == "人工改写的结论。"


def test_a_report_says_that_the_workbook_is_behind_its_data(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    book.type("目标实际值", 10.0, row="T01")
    answer = command_here("report", book.path.name, "-o", "报告.docx", folder=tmp_path)
    assert "还没有按现在的数据生成" in answer.output


def test_a_button_that_names_no_file_gets_one_beside_the_workbook(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    exported = export_report(book.path, NOW)
    assert exported.path == tmp_path / "评价-报告.docx"
    assert exported.marks == 31
    assert [exported.kept, exported.was_stale] == [None, False]
