"""A list that outgrows its prepared rows: links, drop-downs, looks and printing grow with it."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.support.crowded_books import crowded_book
from tests.support.judged_books import NOW, Book, new_book
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.sheet_names import ISSUES
from xltoolkit.workbook.layout.verdict import DATA_STATE, UNCHANGED
from xltoolkit.workbook.located import locate_list

FINDINGS = 400


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the crowded workbook after a run."""
    book = new_book(tmp_path_factory.mktemp("crowded"), crowded_book(FINDINGS))
    book.run(NOW)
    return book


def test_every_issue_has_its_row(grown: Book) -> None:
    keys = [str(row["key"]) for row in grown.issues("issue")]
    assert [key for key in keys if key.startswith("G")] == [f"G{n:03d}" for n in range(FINDINGS)]


def test_the_links_go_on_to_the_last_row(grown: Book) -> None:
    rows = grown.issues()
    assert {row["link"] for row in rows} == {"查看"}
    content = grown.content()
    located = locate_list(content, ISSUE_LIST)
    column = located.columns["link"]
    formulas = [content.sheets[ISSUES][row, column].formula for row in located.rows]
    first = str(formulas[0])
    expected = [first.replace("5", str(row)) for row in located.rows]
    assert first.count("5") == 2
    assert formulas == expected


def test_names_validations_looks_and_printing_reach_the_last_row(grown: Book) -> None:
    located = locate_list(grown.content(), ISSUE_LIST)
    last = located.rows[-1]
    assert last > ISSUE_LIST.last_row
    issues = [row for row in grown.rows(ISSUE_LIST) if row["row_kind"] in ("heading", "issue")]
    assert grown.print_area(ISSUES) == f"$A$1:$G${located.rows.start + len(issues) - 1}"
    sheet = openpyxl.load_workbook(io.BytesIO(grown.path.read_bytes()))[ISSUES]
    for column in ("adoption", "status", "waived"):
        cell = sheet.cell(last, located.columns[column])
        assert any(cell.coordinate in rule.sqref for rule in sheet.data_validations.dataValidation)
        above = sheet.cell(ISSUE_LIST.last_row, located.columns[column])
        assert cell.style_id == above.style_id
    ends = [area.max_row for rule in sheet.conditional_formatting for area in rule.sqref.ranges]
    assert last in ends
    assert sheet.row_dimensions[last].height is not None


def test_the_stamp_is_right_and_a_second_run_changes_nothing(grown: Book) -> None:
    assert grown.value(DATA_STATE.name) == UNCHANGED
    before = grown.path.read_bytes()
    assert not grown.run().written
    assert grown.path.read_bytes() == before


def test_a_waiver_in_a_row_beyond_the_prepared_ones_counts(tmp_path: Path, grown: Book) -> None:
    book = new_book(tmp_path, grown.path.read_bytes())
    book.type("_issues_waived", "是", row="G399")
    assert book.value(DATA_STATE.name) != UNCHANGED
    book.run()
    assert "G399" not in book.printed_keys()
    assert book.value(DATA_STATE.name) == UNCHANGED
    assert not book.run().written


def test_a_list_that_shrinks_again_leaves_nothing_behind(tmp_path: Path, grown: Book) -> None:
    book = new_book(tmp_path, grown.path.read_bytes())
    content = book.content()
    located = locate_list(content, FINDING_LIST)
    cells = {
        located.cell(row, column.id): None
        for row in located.rows
        for column in FINDING_LIST.columns
    }
    book.write({located.sheet: cells})
    book.run()

    assert [key for key in book.printed_keys() if str(key).startswith("G")] == []
    assert not book.run().written
