"""LibreOffice as the calculator of the command line: what it adds, and what it may not break."""

import os
import signal
import stat
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.books import filled_book
from tests.support.calc_office import CalcOffice
from tests.support.cells import is_same
from tests.support.judged_books import CASE, NOW, Book, judged_book, new_book
from xltoolkit.commands.run import run_by_ourselves, run_in_calc
from xltoolkit.errors import UserError
from xltoolkit.hosts.calc import office_program
from xltoolkit.hosts.calc.headless import HeadlessCalc
from xltoolkit.hosts.calc.office_program import require_office
from xltoolkit.hosts.file.calculator import UnprovenFormulas
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.office_calculator import OfficeCalculator
from xltoolkit.hosts.file.splice import NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import read_workbook

FREE_CELL = (3, 30)
SHEET = "封面"


def with_formula(content: bytes, formula: str) -> bytes:
    """Return a workbook with a formula of staff's own, beside everything else."""
    package = open_package(content)
    sheet = next(sheet for sheet in read_workbook(package).sheets if sheet.name == SHEET)
    change_cells(package, sheet, {FREE_CELL: NewFormula(formula, "")})
    return package.to_bytes()


def script(path: Path, *lines: str) -> Path:
    """Write a program that stands in for LibreOffice."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def small_book(path: Path) -> bytes:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表").write_formula("A1", "=PERF_EXEC_RATE(1,4)*ROMAN(4,0)", None, 0)
        book.worksheets()[0].write_formula("A2", "=PERF_EXEC_RATE(1,4)", None, 0)
    return path.read_bytes()


@pytest.mark.libreoffice
def test_a_function_that_our_engine_does_not_know_is_calculated_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    book = new_book(tmp_path, with_formula(filled_book(CASE), "ROMAN(2024)"))
    with pytest.raises(UserError, match="--engine calc"):
        run_by_ourselves(book.path, NOW)

    report = run_in_calc(book.path, NOW)

    assert report.written
    content, expected = book.content(), Book(new_book(tmp_path, judged_book(CASE), "文.xlsx").path)
    assert content.value(SHEET, *FREE_CELL) == "MMXXIV"
    for title, cells in expected.content().sheets.items():
        for at, cell in cells.items():
            found = content.sheets[title][at]
            assert found.formula == cell.formula, (title, at)
            assert is_same(found.value or "", cell.value or "", tolerance=1e-12), (title, at)
    stored, original = open_package(book.path.read_bytes()), open_package(filled_book(CASE))
    assert stored.names == original.names
    for part in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/charts/chart1.xml"):
        assert stored.read(part) == original.read(part)


@pytest.mark.libreoffice
def test_a_function_that_libreoffice_does_not_know_either_is_refused(tmp_path: Path) -> None:
    book = new_book(tmp_path, with_formula(judged_book(CASE), "NOSUCHFUNCTION(1)"))
    before = book.path.read_bytes()

    with pytest.raises(UnprovenFormulas) as refusal:
        run_in_calc(book.path, NOW)

    assert str(refusal.value) == (
        f"工作表“{SHEET}”的AD3的公式不能计算：用了LibreOffice也不认识的函数或名称，请改用其他函数。"
    )
    assert book.path.read_bytes() == before


@pytest.mark.libreoffice
def test_an_office_that_dies_is_started_once_more(tmp_path: Path) -> None:
    """The first time the program is killed while it works, as by a crash."""
    program = script(
        tmp_path / "soffice",
        f'if [ -e "{tmp_path}/died" ]; then exec {require_office()} "$@"; fi',
        f'touch "{tmp_path}/died"',
        f'{require_office()} "$@" & sleep 0.3; kill -9 $$',
    )
    with HeadlessCalc(program) as calc:
        calculated = calc.recalculate(small_book(tmp_path / "book.xlsx"))

    path = tmp_path / "calculated.xlsx"
    path.write_bytes(calculated)
    found = Book(path).content().sheets["表"]
    assert found[2, 1].value == 0.25
    assert found[2, 1].formula == "PERF_EXEC_RATE(1,4)"
    assert processes_with(str(tmp_path)) == []


def test_an_office_that_hangs_is_ended_and_told(tmp_path: Path) -> None:
    program = script(tmp_path / "soffice", f'echo once >> "{tmp_path}/starts"', "sleep 613 & wait")
    book = new_book(tmp_path, judged_book(CASE))
    before = book.path.read_bytes()

    with HeadlessCalc(program, timeout=0.5) as calc:
        with pytest.raises(UserError) as refusal:
            calc.recalculate(before)
        folder = calc._path

    assert str(refusal.value) == (
        "LibreOffice没有算出结果（超过0.5秒、中途退出或不能读取该文件），已重试一次，"
        "工作簿未作任何改动：请在LibreOffice中打开核对后再试。"
    )
    assert (tmp_path / "starts").read_text(encoding="utf-8") == "once\nonce\n"
    assert processes_with("sleep 613") == []
    assert not folder.exists()
    assert book.path.read_bytes() == before


@pytest.mark.libreoffice
def test_the_user_s_own_office_is_not_disturbed(office: CalcOffice, tmp_path: Path) -> None:
    """Each instance has a profile of its own, even with the same document open."""
    path = tmp_path / "book.xlsx"
    content = small_book(path)
    office.ask("open", path=str(path))

    with HeadlessCalc(require_office()) as calc:
        assert calc.recalculate(content)

    assert office.ask("undo_titles", path=str(path)) == []
    with pytest.raises(UserError, match=r"正被 LibreOffice.*打开"):
        run_in_calc(path, NOW)
    office.ask("close", path=str(path))


def test_without_libreoffice_the_remedy_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office_program, "_USUAL_PLACES", ())
    book = new_book(tmp_path, judged_book(CASE))

    with pytest.raises(UserError) as refusal:
        run_in_calc(book.path, NOW)

    assert str(refusal.value) == (
        "这台机器上没有找到LibreOffice："
        "请安装LibreOffice（Debian、Ubuntu上为libreoffice-calc和python3-uno）后再试。"
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [("LibreOffice 6.4.7.2 40(Build:2)", "6.4.7.2"), ("", "无法得知"), ("no version", "无法得知")],
)
def test_an_old_or_unknown_version_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str, told: str
) -> None:
    script(tmp_path / "soffice", f"echo '{answer}'")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UserError) as refusal:
        require_office()

    assert str(refusal.value) == (f"LibreOffice的版本{told}，低于7.0，不能使用：请升级后再试。")


def test_functions_that_libreoffice_did_not_find_are_told(tmp_path: Path) -> None:
    """Without its Python part the program calculates, but shows #NAME? for our functions."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_formula("A1", "=PERF_EXEC_RATE(1,4)", None, "#NAME?")
    content = path.read_bytes()
    formulas = {"表": {(1, 1): "PERF_EXEC_RATE(1,4)"}}
    calculator = OfficeCalculator(content, formulas, recalculate=lambda given: given)

    with pytest.raises(UserError, match="python3-uno"):
        calculator.values()


def processes_with(text: str) -> list[str]:
    """Return the command lines of running processes that hold a text."""
    listing = subprocess.run(
        ["ps", "-eo", "pid,args"], capture_output=True, encoding="utf-8", check=True
    )
    return [line for line in listing.stdout.splitlines() if text in line and "ps -eo" not in line]


def test_ending_reaches_what_was_started(tmp_path: Path) -> None:
    """The check above can fail: a process that is left over is seen."""
    with subprocess.Popen(["sleep", "617"], start_new_session=True) as process:
        assert processes_with("sleep 617")
        os.killpg(process.pid, signal.SIGKILL)
