"""Workbooks that people and other programs have rearranged: a run finds everything again."""

from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook

from tests.support.books import filled_book
from tests.support.judged_books import CASE, NOW, SAMPLE, Book, judged_book, new_book
from tests.support.libreoffice import recalculate
from tests.support.resaved import Change, nothing, resaved
from xltoolkit.catalogue import load_catalogue
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.sheet_names import ALL_SHEETS, ISSUES, LOG, TARGETS
from xltoolkit.workbook.layout.verdict import DATA_STATE, UNCHANGED


def other_order_of_sheets(book: Workbook) -> None:
    book.move_sheet(ISSUES, -8)
    book.move_sheet(LOG, -10)


def two_targets_exchanged(book: Workbook) -> None:
    """Sort a list by hand: two rows of inputs change places."""
    sheet = book[TARGETS]
    for column in (*range(1, 13), *range(15, 20)):  # M and N are formulas
        upper, lower = sheet.cell(5, column), sheet.cell(6, column)
        upper.value, lower.value = lower.value, upper.value


@pytest.mark.parametrize("change", [nothing, other_order_of_sheets, two_targets_exchanged])
@pytest.mark.parametrize("seed", [CASE, SAMPLE])
def test_a_workbook_that_openpyxl_stored_is_judged_the_same(
    tmp_path: Path, seed: str, change: Change
) -> None:
    expected = new_book(tmp_path, judged_book(seed), "原.xlsx")
    book = new_book(tmp_path, resaved(filled_book(seed), change))
    book.run(NOW)

    texts = [(row["key"], row["text"]) for row in expected.issues()]
    assert sorted(map(str, ((row["key"], row["text"]) for row in book.issues()))) == sorted(
        map(str, texts)
    )
    for name in ("_verdict_score_paragraph", "_verdict_conclusion", "得分合计", "折算得分"):
        assert book.value(name) == expected.value(name)
    assert book.value(DATA_STATE.name) == UNCHANGED
    assert not book.run().written


@pytest.mark.libreoffice
def test_a_workbook_that_libreoffice_stored_is_judged_the_same(
    tmp_path: Path, sample: Book
) -> None:
    stored = recalculate(sample.path, tmp_path / "calc")
    book = new_book(tmp_path, stored.read_bytes(), "存.xlsx")
    book.run()

    assert [(row["key"], row["text"]) for row in book.issues()] == [
        (row["key"], row["text"]) for row in sample.issues()
    ]
    assert book.value(DATA_STATE.name) == UNCHANGED
    assert not book.run().written


def test_words_of_people_survive_a_sorted_list(tmp_path: Path) -> None:
    """Two rows of 问题清单 change places with everything in them, as sorting does it."""
    words = {"E02:project_exec_rate": "第二条的意见", "F04": "第四条的意见"}
    book = new_book(tmp_path, judged_book(CASE))
    for key, text in words.items():
        book.type("_issues_feedback", text, row=key)
    upper, lower = (book.row_number("_issues_key", key) for key in words)

    def sort(workbook: Workbook) -> None:
        sheet = workbook[ISSUES]
        for column in range(1, ISSUE_LIST.last_column + 1):
            if column != ISSUE_LIST.position("link"):
                one, other = sheet.cell(upper, column), sheet.cell(lower, column)
                one.value, other.value = other.value, one.value

    book.path.write_bytes(resaved(book.path.read_bytes(), sort))
    book.run()

    assert {key: book.issue(key)["feedback"] for key in words} == words
    assert (book.row_number("_issues_key", "F04")) == lower


def test_a_sheet_of_ones_own_is_kept_and_calculated(tmp_path: Path) -> None:
    def with_own_sheet(book: Workbook) -> None:
        sheet = book.create_sheet("我的底稿")
        sheet["A1"], sheet["A2"] = 10, 32.5
        sheet["A3"] = "=SUM(A1:A2)"
        sheet["B1"] = "=决算支出-SUM(A1:A2)"
        sheet["C1"] = "不要改我"

    book = new_book(tmp_path, resaved(filled_book(CASE), with_own_sheet))
    book.run(NOW)

    own = {at: cell.value for at, cell in book.content().sheets["我的底稿"].items()}
    assert own == {
        (1, 1): 10,
        (2, 1): 32.5,
        (3, 1): 42.5,
        (1, 2): pytest.approx(2823.84 - 42.5),
        (1, 3): "不要改我",
    }
    assert [*book.content().sheets] == [*ALL_SHEETS, "我的底稿"]
    assert book.content().sheets["我的底稿"][3, 1].formula == "SUM(A1:A2)"

    book.write({"我的底稿": {(1, 1): 20.0}})
    assert book.content().sheets["我的底稿"][3, 1].value == 52.5
    assert book.value(DATA_STATE.name) == UNCHANGED


def test_a_formula_that_was_typed_over_is_told_and_not_repaired(tmp_path: Path) -> None:
    def typed_over(book: Workbook) -> None:
        book[TARGETS]["N5"] = 0.5

    book = new_book(tmp_path, resaved(filled_book(CASE), typed_over))
    book.run(NOW)

    cell = book.content().sheets[TARGETS][5, 14]
    assert (cell.value, cell.formula) == (0.5, None)
    problems = [str(problem) for problem in inspect_inputs(book.content(), load_catalogue())]
    assert problems == [
        "绩效目标!N5现为“0.5”：“完成率”的公式已被改成固定值，不再随数据变化，请从相邻行复制公式。"
    ]
    assert "完成率50%" in str(book.issue("B02:T01")["text"])


def test_a_row_of_issues_without_its_link_is_filled_once(tmp_path: Path) -> None:
    """A row that staff inserted into the list has no formulas."""
    column = ISSUE_LIST.position("link")

    def without_link(book: Workbook) -> None:
        book[ISSUES].cell(ISSUE_LIST.first_row + 2, column).value = None

    book = new_book(tmp_path, resaved(filled_book(CASE), without_link))
    book.run(NOW)

    assert book.issues("issue")[1]["link"] is None
    assert not book.run().written
    assert "公式" not in {row["text"] for row in book.issues("hint")}
