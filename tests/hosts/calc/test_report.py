"""The button 导出报告: the toolkit outside LibreOffice writes the report of the saved file."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.calc_books import CalcBook
from tests.support.calc_office import CalcOffice
from tests.support.command_line import command
from tests.support.judged_books import CASE, judged_book
from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.actions import REPORT
from xltoolkit.hosts.calc.bundle import TOOLKIT_NOTE, bundle_files
from xltoolkit.hosts.calc.inside import outside_toolkit
from xltoolkit.hosts.calc.inside.outside_toolkit import export_report, toolkit_command
from xltoolkit.workbook.layout.sheet_names import VERDICT

UNSAVED = "工作簿有未保存的改动，报告只取已保存的内容，没有导出：请先保存，再按按钮。"
INSTALL = "请在装有本工具的命令行中运行“xltoolkit install calc”后再试。"


@pytest.fixture
def judged(office: CalcOffice, book_path: Path) -> Iterator[CalcBook]:
    """Return the workbook of 2022 with its two sheets written, open in Calc."""
    book = CalcBook.opened(office, book_path, judged_book(CASE))
    yield book
    book.ask("close")


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that names the toolkit's Python; no command is on the search path."""
    file = tmp_path / "note"
    monkeypatch.setattr(outside_toolkit, "_NOTE", file)
    monkeypatch.setenv("PATH", str(tmp_path))
    return file


@pytest.mark.libreoffice
def test_a_press_writes_the_report_of_the_command_line(judged: CalcBook) -> None:
    expected = judged.path.with_name("命令行.docx")
    done = command("report", judged.path, "-o", expected, folder=judged.path.parent)
    assert done.code == 0, done.output

    message = judged.press(REPORT.verb)

    written = judged.path.with_name(f"{judged.path.stem}-报告.docx")
    assert message.startswith(f"已生成报告：{written}")
    assert written.read_bytes() == expected.read_bytes()
    assert not judged.ask("is_modified")


@pytest.mark.libreoffice
def test_a_workbook_that_calc_has_saved_has_its_report(judged: CalcBook) -> None:
    judged.press()
    judged.ask("save")

    message = judged.press(REPORT.verb)

    assert message.startswith("已生成报告：")


@pytest.mark.libreoffice
def test_changes_that_are_not_saved_are_asked_for_first(judged: CalcBook) -> None:
    judged.write("决算支出", 1.0)

    assert judged.press(REPORT.verb) == UNSAVED
    assert list(judged.path.parent.glob("*.docx")) == []


@pytest.mark.libreoffice
def test_what_the_toolkit_refuses_is_told_in_its_sentence(judged: CalcBook) -> None:
    judged.ask("delete_sheet", sheet=VERDICT)
    judged.ask("save")

    assert judged.press(REPORT.verb).startswith(f"工作簿缺少工作表“{VERDICT}”")


@pytest.mark.libreoffice
def test_a_document_that_was_never_saved_is_asked_for_first(office: CalcOffice) -> None:
    office.ask("new", path="new")

    assert office.ask("press", path="new", verb=REPORT.verb) == UNSAVED
    office.ask("close", path="new")


def test_the_extension_of_install_names_its_python_and_a_bundle_names_none() -> None:
    python = Path(sys.executable)

    assert bundle_files(python)[TOOLKIT_NOTE] == os.fsencode(python)
    assert TOOLKIT_NOTE not in bundle_files()


def test_the_noted_python_is_called(note: Path) -> None:
    note.write_bytes(os.fsencode(sys.executable))

    assert toolkit_command() == (sys.executable, "-m", "xltoolkit.cli")


def test_without_a_note_the_command_on_the_search_path_is_called(note: Path) -> None:
    found = note.with_name("xltoolkit")
    found.write_text("#!/bin/sh\necho 已生成报告：$2\n", encoding="utf-8")
    found.chmod(0o755)

    assert toolkit_command() == (str(found),)
    assert export_report(Path("甲 乙.xlsx")) == "已生成报告：甲 乙.xlsx"


def test_a_machine_without_the_toolkit(note: Path) -> None:
    with pytest.raises(UserError) as refusal:
        export_report(note)

    assert str(refusal.value) == (
        f"导出Word报告要用命令行版的绩效评价工具，这台机器上没有找到：{INSTALL}"
    )


def test_a_toolkit_that_was_moved(note: Path) -> None:
    note.write_bytes("/移走了/python".encode())

    with pytest.raises(UserError) as refusal:
        export_report(note)

    assert str(refusal.value) == (
        "导出Word报告要用命令行版的绩效评价工具，这台机器上没有找到"
        f"（原来登记的“/移走了/python”已不在）：{INSTALL}"
    )


def test_a_python_that_has_no_toolkit_any_more(note: Path) -> None:
    other = note.with_name("python")
    other.write_text(
        "#!/bin/sh\necho Traceback >&2\necho 没有这个模块 >&2\nexit 1\n", encoding="utf-8"
    )
    other.chmod(0o755)
    note.write_bytes(os.fsencode(other))

    with pytest.raises(UserError) as refusal:
        export_report(note)

    assert str(refusal.value) == f"报告没有导出（没有这个模块）：{INSTALL}"


def test_a_python_that_cannot_be_started(note: Path) -> None:
    other = note.with_name("python")
    other.write_bytes(b"no program")
    note.write_bytes(os.fsencode(other))

    with pytest.raises(UserError, match=r"^报告没有导出，“.*python”无法运行（.*）：请在"):
        export_report(note)


def test_a_toolkit_that_hangs_is_stopped(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_toolkit, "TIMEOUT_SECONDS", 0.2)
    other = note.with_name("python")
    other.write_text("#!/bin/sh\nexec /bin/sleep 60\n", encoding="utf-8")
    other.chmod(0o755)
    note.write_bytes(os.fsencode(other))

    with pytest.raises(UserError, match=r"^报告没有导出：生成超过\d+秒，已停止。"):
        export_report(note)
