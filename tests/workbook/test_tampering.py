"""What a run tells of a workbook that differs from its template, and that it tells nothing else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import books
from tests.support.cases import CATALOGUE
from tests.support.judged_books import CASE, LATER, SAMPLE, judged_book, new_book
from tests.support.libreoffice import recalculate
from tests.support.resaved import nothing, resaved
from tests.support.worksheets import delete_row, insert_row
from xltoolkit.catalogue import load_catalogue
from xltoolkit.workbook.content import Cell, WorkbookContent, address, parse_area
from xltoolkit.workbook.formula_tokens import tokens_of
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.layout.sheet_names import ALL_SHEETS, SCORING, TARGETS
from xltoolkit.workbook.reading import read_case
from xltoolkit.workbook.tampering import find_tampering
from xltoolkit.workbook.template import build_template
from xltoolkit.workbook.template_record import formula_cells, read_record

MOST_TRIED = 110

CASES = yaml.safe_load(Path(__file__).with_name("tampering.yaml").read_text(encoding="utf-8"))


def place_of(content: WorkbookContent, cell: str) -> tuple[str, int, int]:
    """Find a cell by its defined name, its address, or as 指标评分!<row id>.<column id>."""
    area = content.area(cell) or parse_area(cell)
    if area is None:
        row_id, _, column = cell.partition("!")[2].rpartition(".")
        area, ids = content.area(f"_scoring_{column}"), content.area("_scoring_id")
        assert area is not None
        assert ids is not None
        rows = [row for row in ids.rows if content.value(SCORING, row, ids.left) == row_id]
        return SCORING, rows[0], area.left
    return area.sheet, area.top, area.left


def after(content: WorkbookContent, change: dict[str, Any]) -> WorkbookContent:
    """Return the workbook as somebody left it."""
    if "unprotected" in change:
        return replace(content, unprotected=(change["unprotected"],))
    if "moved_to" in change:
        return replace(content, names={**content.names, change["cell"]: change["moved_to"]})
    if "lost" in change:
        return books.without_name(content, change["cell"])
    sheet, row, column = place_of(content, change["cell"])
    cells = dict(content.sheets[sheet])
    if change.get("value", "") is None:
        del cells[row, column]
    else:
        cells[row, column] = Cell(change.get("value"), change.get("formula"))
    return replace(content, sheets={**content.sheets, sheet: cells})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_difference_from_the_template_is_told_with_its_cells(case: dict[str, Any]) -> None:
    content = books.filled(CASE)
    for change in case["changes"]:
        content = after(content, change)

    found = [
        [each.kind, each.what, [place.cell for place in each.places]]
        for each in find_tampering(content)
    ]

    assert found == case["found"]


@pytest.mark.parametrize("scheme", CATALOGUE.schemes, ids=lambda scheme: scheme.id)
def test_a_fresh_template_differs_from_itself_in_nothing(scheme: Any) -> None:
    content = books.content_of(build_template(load_catalogue(), scheme))

    assert find_tampering(content) == ()
    record = read_record(content)
    assert record is not None
    assert record.protected == ALL_SHEETS


@pytest.mark.parametrize("seed", [CASE, SAMPLE])
def test_filling_running_and_storing_elsewhere_change_nothing(seed: str) -> None:
    judged = judged_book(seed)
    for book in (books.filled_book(seed), judged, resaved(judged, nothing)):
        assert find_tampering(books.content_of(book)) == ()


@pytest.mark.libreoffice
def test_what_libreoffice_stores_differs_in_nothing(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(SAMPLE))
    stored = recalculate(book.path, tmp_path / "calc").read_bytes()

    assert find_tampering(books.content_of(stored)) == ()


SHEETS = st.sampled_from(ALL_SHEETS)
EDITS = st.lists(st.tuples(SHEETS, st.integers(4, 30)), min_size=1, max_size=3)


@settings(deadline=None, max_examples=40)
@given(EDITS)
def test_rows_may_be_inserted_anywhere(edits: list[tuple[str, int]]) -> None:
    content = books.filled(SAMPLE)
    for sheet, row in edits:
        content = insert_row(content, sheet, row)

    assert find_tampering(content) == ()


def test_empty_rows_of_a_list_may_be_deleted() -> None:
    targets = books.filled(SAMPLE).area("_targets_id")
    assert targets is not None

    assert find_tampering(delete_row(books.filled(SAMPLE), TARGETS, targets.bottom)) == ()


def test_a_sheet_may_be_renamed() -> None:
    content = books.filled(SAMPLE)
    sheets = {
        "评分" if sheet == SCORING else sheet: {
            at: Cell(cell.value, cell.formula and cell.formula.replace(f"{SCORING}!", "评分!"))
            for at, cell in cells.items()
        }
        for sheet, cells in content.sheets.items()
    }
    names = {name: text.replace(f"{SCORING}!", "评分!") for name, text in content.names.items()}

    assert find_tampering(WorkbookContent(sheets, names)) == ()


def test_every_formula_of_the_template_is_watched() -> None:
    """Whatever formula becomes a value is told with its cell; one in eight is tried."""
    content = books.filled(SAMPLE)
    places = [(sheet, at) for sheet, at, _ in formula_cells(content)]
    assert len(places) > MOST_TRIED
    for sheet, (row, column) in places[:: len(places) // MOST_TRIED]:
        changed = books.with_value(content, sheet, row, column, 12345.0)
        found = [(each.kind, each.places[0].cell) for each in find_tampering(changed)]
        assert found == [("overwritten", address(row, column))]


def test_a_host_that_tells_no_formulas_is_told_of_none() -> None:
    content = books.filled(SAMPLE)
    values = {
        sheet: {at: Cell(cell.value) for at, cell in cells.items()}
        for sheet, cells in content.sheets.items()
    }
    assert find_tampering(replace(content, sheets=values)) == ()


def test_a_changed_formula_counts_and_is_listed(tmp_path: Path) -> None:
    """Cells are the truth: the run reckons with what staff wrote, and lists it as 提示."""
    book = new_book(tmp_path, judged_book(SAMPLE))
    before = float(str(book.value("得分合计")))
    place = {(book.row_number("_scoring_id", "exec_rate"), 14): 3.0}
    book.write({SCORING: place})

    report = book.run(LATER)

    issue = book.issue("Z01:scoring.score")
    (row,) = {row for row, _ in place}
    assert f"指标评分!N{row}" in str(issue["text"])
    assert (issue["nature"], issue["row_kind"]) == ("提示", "hint")
    assert issue["link_target"] == f"#'指标评分'!N{row}"
    assert float(str(book.value("得分合计"))) < before
    assert report.written
    assert not book.run(LATER).written


def test_a_sheet_that_was_unprotected_is_listed_by_a_run(tmp_path: Path) -> None:
    def unprotect(workbook: Any) -> None:
        workbook[SCORING].protection.disable()

    book = new_book(tmp_path, resaved(judged_book(SAMPLE), unprotect))
    book.run(LATER)

    assert "指标评分" in str(book.issue(f"Z04:{SCORING}")["text"])


def test_check_tells_a_reworded_formula_too() -> None:
    content = after(
        books.filled(CASE), {"cell": "指标评分!exec_rate.value", "formula": "PERF_EXEC_RATE(F8,1)"}
    )
    problems = inspect_inputs(content, CATALOGUE)
    assert [(each.severity, each.cell) for each in problems] == [("提醒", "J8")]
    assert "“值”的公式与模板不同" in str(problems[0])


def test_the_case_carries_what_was_found() -> None:
    content = after(books.filled(CASE), {"cell": "得分合计", "value": 99.0})
    case = read_case(content, CATALOGUE)
    assert [each.kind for each in case.tampering] == ["overwritten"]


TOKENS = [
    ('IF(A1<=2,"a ""b""",\'我的 表\'!B$2)', 'IF ( A1 <= 2 , "a ""b""" , \'我的 表\'!B$2 )'),
    ("sum(A1:B2;1E+300)*-.5%", "SUM ( A1:B2 , 1e+300 ) * - 0.5 %"),
    ("[1]!perf_total(x)&TRUE()", "PERF_TOTAL ( x ) & TRUE"),
    ("_xlfn.IFS(#N/A,1)", "IFS ( #N/A , 1 )"),
]


@pytest.mark.parametrize(("formula", "tokens"), TOKENS)
def test_a_formula_is_read_into_tokens(formula: str, tokens: str) -> None:
    assert " ".join(token.text for token in tokens_of(formula)) == tokens
