"""Formulas that call the add-in, as Excel stores them, mean the same to every reader of ours."""

from pathlib import Path

import pytest

from scripts.office_file import OfficeFile
from scripts.office_file_checks import formulas_lead_somewhere
from tests.hosts.file.packages import packed, parts
from tests.support.command_line import command
from tests.support.judged_books import CASE, judged_book
from xltoolkit.hosts.file.calculator import Calculator
from xltoolkit.hosts.file.formula import calculate_formula
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.splice import NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook

OURS = "PERF_"
SPELLINGS = {
    "a number of an external link": "[1]!",
    "a path": r"'C:\Users\张三\AppData\Roaming\Microsoft\Excel\XLSTART\xltoolkit.xlam'!",
    "a path on a share": r"'\\server\share\xltoolkit.xlam'!",
    "the file alone": "xltoolkit.xlam!",
    "the file in apostrophes": "'xltoolkit.xlam'!",
}
every_spelling = pytest.mark.parametrize("name", SPELLINGS)


@every_spelling
def test_one_formula_is_calculated(name: str) -> None:
    prefix = SPELLINGS[name]
    formula = f"=ROUND({prefix}PERF_EXEC_RATE(90,100)*{prefix}PERF_ROUND(1.5,0),1)"

    assert calculate_formula(formula) == 1.8


@every_spelling
def test_a_workbook_is_calculated(name: str) -> None:
    formula = f"{SPELLINGS[name]}PERF_TOTAL(A1:A2)"
    rows = f"<row r='1'><c r='A1'><v>1</v></c><c r='B1'><f>{formula}</f><v>0</v></c></row>"
    package = open_package(packed(parts(f"{rows}<row r='2'><c r='A2'><v>2</v></c></row>")))
    (sheet,) = read_workbook(package).sheets
    stored = read_cells(package, sheet).cells[1, 2].formula
    assert stored == formula

    calculator = Calculator.load(package.to_bytes(), {sheet.name: {(1, 2): stored}})
    assert calculator.value(sheet.name, (1, 2)) == 3


@every_spelling
def test_our_check_of_files_takes_it_for_no_sheet(name: str) -> None:
    rows = f"<row r='1'><c r='A1'><f>{SPELLINGS[name]}PERF_GRADE(85)</f></c></row>"
    content = {
        part: text.encode() if isinstance(text, str) else text for part, text in parts(rows).items()
    }
    assert list(formulas_lead_somewhere(OfficeFile(content))) == []


@every_spelling
def test_a_whole_case_is_judged_as_before(name: str, tmp_path: Path) -> None:
    book = tmp_path / "评价.xlsx"
    before = judged_book(CASE)
    book.write_bytes(called_from(before, SPELLINGS[name]))

    answer = command("run", book, folder=tmp_path)
    assert (answer.code, answer.problems) == (0, "")
    assert "无变化" in answer.output
    checked = command("check", book, folder=tmp_path)
    assert checked.output == "录入检查通过，未发现问题。\n"


def called_from(workbook: bytes, prefix: str) -> bytes:
    """Return the workbook with every call of ours spelled as a call of the add-in."""
    package = open_package(workbook)
    formulas = Session(package).content()
    changed = 0
    for sheet in read_workbook(package).sheets:
        spelled = {
            at: NewFormula(cell.formula.replace(OURS, f"{prefix}{OURS}"), cell.value)
            for at, cell in formulas.sheets[sheet.name].items()
            if cell.formula is not None and OURS in cell.formula
        }
        changed += len(spelled)
        change_cells(package, sheet, dict(spelled))
    assert changed > 100
    return package.to_bytes()
