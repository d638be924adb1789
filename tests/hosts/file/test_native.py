"""A workbook without any add-in calculates, cell for cell, what ours does, and goes on doing so."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.books import content_of, template
from tests.support.cells import is_same
from tests.support.judged_books import CASE, LATER, SAMPLE, Book, judged_book, new_book
from tests.support.libreoffice import read_values, recalculate
from tests.support.native_way import TOLD_TO_BE_KEPT
from udfs.values import Scalar
from xltoolkit.commands.new_book import new_native
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.native import NOT_WATCHED, NOTE, native_workbook
from xltoolkit.hosts.file.native_formulas import NoNativeEquivalent, native_formula
from xltoolkit.hosts.file.session import stored_content
from xltoolkit.workbook.content import WorkbookContent, address
from xltoolkit.workbook.layout.verdict import FINGERPRINT
from xltoolkit.workbook.tampering import find_tampering

CHANGES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("native_changes.yaml").read_text(encoding="utf-8")
)
TOLERANCE = 1e-9  # floats of the host against exact decimals
EMPTY = (None, "")


def typed(book: Book, change: dict[str, Any]) -> None:
    for name, value in change["type"].items():
        book.type(name, value)
    for each in change.get("rows", ()):
        book.type(each["column"], each["value"], row=each["row"])


def differences(
    expected: WorkbookContent, found: dict[str, dict[tuple[int, int], Scalar]]
) -> dict[str, tuple[Scalar, Scalar]]:
    """Return the cells that were formulas and show something else."""
    return {
        f"{sheet}!{address(*at)}": (cell.value, value)
        for sheet, cells in expected.sheets.items()
        for at, cell in cells.items()
        if cell.formula is not None and (sheet, at) not in TOLD_TO_BE_KEPT
        for value in [found[sheet].get(at)]
        if not (value in EMPTY and cell.value in EMPTY)
        and not is_same(value, cell.value, tolerance=TOLERANCE)
    }


def values_of(content: WorkbookContent) -> dict[str, dict[tuple[int, int], Scalar]]:
    return {
        sheet: {at: cell.value for at, cell in cells.items()}
        for sheet, cells in content.sheets.items()
    }


@pytest.fixture(params=CHANGES, ids=[change["name"] for change in CHANGES])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[WorkbookContent, Book]:
    """Return what our functions show after a change, and the native workbook with that change."""
    change = request.param
    ours = new_book(tmp_path, judged_book(change["seed"]), "ours.xlsx")
    native = new_book(tmp_path, native_workbook(judged_book(change["seed"])).book, "native.xlsx")
    for book in (ours, native):
        typed(book, change)
    return ours.content(), native


def test_every_cell_shows_the_same_in_the_file_host(pair: tuple[WorkbookContent, Book]) -> None:
    expected, native = pair
    assert differences(expected, values_of(native.content())) == {}


@pytest.mark.libreoffice
def test_every_cell_shows_the_same_in_libreoffice_without_us(
    pair: tuple[WorkbookContent, Book], tmp_path: Path
) -> None:
    expected, native = pair
    calculated = read_values(recalculate(native.path, tmp_path / "calc"))
    assert differences(expected, calculated) == {}


@pytest.mark.parametrize("seed", [CASE, SAMPLE])
def test_no_call_of_ours_is_left_and_what_is_kept_is_told(seed: str) -> None:
    made = native_workbook(judged_book(seed))
    content = stored_content(open_package(made.book))

    formulas = [cell.formula for cells in content.sheets.values() for cell in cells.values()]
    assert not any("PERF_" in formula for formula in formulas if formula)
    assert made.kept == (f"{FINGERPRINT.sheet}!J2",)
    texts = [cell.value for cells in content.sheets.values() for cell in cells.values()]
    assert NOTE in texts
    assert NOT_WATCHED in texts


def test_a_native_workbook_is_judged_as_the_original_and_differs_from_no_template(
    tmp_path: Path,
) -> None:
    ours = new_book(tmp_path, judged_book(SAMPLE), "ours.xlsx")
    native = new_book(tmp_path, native_workbook(judged_book(SAMPLE)).book, "native.xlsx")

    native.run(LATER)

    told = [(row["key"], row["text"]) for row in ours.issues()]
    assert [(row["key"], row["text"]) for row in native.issues()] == told
    assert find_tampering(content_of(native.path.read_bytes())) == ()


def test_a_changed_formula_of_a_native_workbook_is_told(tmp_path: Path) -> None:
    book = new_book(tmp_path, native_workbook(judged_book(SAMPLE)).book)
    book.write({"指标评分": {(book.row_number("_scoring_id", "exec_rate"), 14): 1.0}})

    found = find_tampering(content_of(book.path.read_bytes()))
    assert [each.kind for each in found] == ["overwritten"]


def test_new_makes_a_native_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "新.xlsx"
    new_native(path, "five_heads", None)

    content = stored_content(open_package(path.read_bytes()))
    assert find_tampering(content_of(path.read_bytes())) == ()
    assert differences(content_of(template()), values_of(content)) == {}
    out = capsys.readouterr().out
    assert "内置公式版" in out
    assert "评价结论!J2没有对应的内置函数，保留数值" in out


FORMULAS = [
    ("PERF_EXEC_RATE(F8,G8)", "F8/G8"),
    ("IF(A1=1,PERF_EXEC_RATE(F8+1,-G8),0)", "IF(A1=1,(F8+1)/(-G8),0)"),
    ("1-PERF_EXEC_RATE(F8,G8)", "1-(F8/G8)"),
    ("[1]!perf_total(B2:B9)", 'SUMIF(B2:B9,"<1E+300")'),
    ("PERF_ROUND(PERF_TOTAL(得分),2)", 'ROUND(SUMIF(得分,"<1E+300"),2)'),
    ("PERF_BALANCE(A1,B1,C1:D1)", "ROUND(ROUND(A1-SUM(B1,C1:D1),9),2)"),
    ('"PERF_TOTAL("&A1', '"PERF_TOTAL("&A1'),
    ("SUM(A1:A3)", "SUM(A1:A3)"),
]


@pytest.mark.parametrize(("ours", "native"), FORMULAS)
def test_a_call_becomes_its_native_equivalent(ours: str, native: str) -> None:
    assert native_formula(ours) == native


@pytest.mark.parametrize("formula", ["PERF_FINGERPRINT(A1:B2)", "PERF_REASON(A1,1,2,3)"])
def test_a_call_without_a_native_equivalent_is_not_rewritten(formula: str) -> None:
    with pytest.raises(NoNativeEquivalent):
        native_formula(formula)
