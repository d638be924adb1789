"""The buttons in Calc: the same sheets as in every host, one step of undo, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.books import filled_book
from tests.support.calc_books import CalcBook
from tests.support.calc_office import CalcOffice
from tests.support.cells import is_same
from tests.support.judged_books import CASE, SAMPLE, judged_book, new_book
from xltoolkit.hosts.calc.actions import CHECK, RUN, SELF_CHECK
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import stored_content
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.sheet_names import ISSUES, LOG, VERDICT
from xltoolkit.workbook.layout.verdict import DATA_STATE, FINGERPRINT

pytestmark = pytest.mark.libreoffice

UNCHANGED = "无变化：工作簿与上次生成的结果一致，未写入。"
EMPTY = (None, "")
TOLERANCE = 1e-12


def differences(one: WorkbookContent, other: WorkbookContent, *titles: str) -> list[str]:
    """Return the cells of some sheets, or of all, that show different values."""
    return [
        f"{title}!{at}: {first!r} | {second!r}"
        for title in titles or one.sheets
        for at in sorted({*one.sheets[title], *other.sheets[title]})
        for first, second in [(one.value(title, *at), other.value(title, *at))]
        if not (first in EMPTY and second in EMPTY)
        and not is_same(first, second, tolerance=TOLERANCE)
    ]


@pytest.fixture
def filled(office: CalcOffice, book_path: Path) -> Iterator[CalcBook]:
    """Return the workbook of 2022, filled and not yet judged, open in Calc."""
    book = CalcBook.opened(office, book_path, filled_book(CASE))
    yield book
    book.ask("close")


@pytest.mark.parametrize("seed", [CASE, SAMPLE])
def test_a_press_writes_what_the_file_host_writes(
    office: CalcOffice, book_path: Path, seed: str
) -> None:
    book = CalcBook.opened(office, book_path, filled_book(seed))

    message = book.press()

    written, expected = book.content(), stored_content(open_package(judged_book(seed)))
    assert differences(written, expected, ISSUES, VERDICT) == []
    assert message.startswith("问题")
    assert "Ctrl+Z" in message
    assert "LibreOffice" in {cell.value for cell in written.sheets[LOG].values()}
    book.ask("close")


def test_a_press_is_one_step_that_can_be_undone_and_done_again(filled: CalcBook) -> None:
    before = filled.content()
    heights = filled.ask("rows", sheet=ISSUES, first=1, last=60)
    area = filled.ask("print_area", sheet=ISSUES)

    filled.press()
    after = filled.content()
    assert filled.ask("undo_titles") == [RUN.title]
    assert filled.ask("print_area", sheet=ISSUES) != area

    filled.ask("undo")
    assert filled.content() == before
    assert filled.ask("rows", sheet=ISSUES, first=1, last=60) == heights
    assert filled.ask("print_area", sheet=ISSUES) == area
    assert filled.ask("undo_titles") == []

    filled.ask("redo")
    assert filled.content() == after
    assert filled.press() == UNCHANGED


def test_a_second_press_changes_nothing(filled: CalcBook) -> None:
    filled.press()
    filled.ask("save")
    after = filled.content()

    assert filled.press() == UNCHANGED

    assert filled.content() == after
    assert len(filled.ask("undo_titles")) == 1
    assert not filled.ask("is_modified")


def test_what_people_typed_beside_an_issue_stays_with_it(filled: CalcBook) -> None:
    filled.press()
    keys = filled.content().area("_issues_key")
    assert keys is not None
    written = filled.content().sheets[ISSUES]
    row, key = next(
        (row, cell.value)
        for (row, column), cell in sorted(written.items())
        if column == keys.left and row in keys.rows and cell.value and row > keys.top + 5
    )
    filled.write("_issues_feedback", "单位：已整改。", row - keys.top)
    filled.write("公用经费决算", 1)  # far below its standard: an issue above it goes

    filled.press()

    content = filled.content()
    feedback = content.area("_issues_feedback")
    assert feedback is not None
    found = {
        content.value(ISSUES, each, keys.left): content.value(ISSUES, each, feedback.left)
        for each in keys.rows
    }
    assert found[key] == "单位：已整改。"
    assert [text for text in found.values() if text not in EMPTY] == ["单位：已整改。"]


def test_a_run_goes_by_the_data_when_calculation_is_switched_off(filled: CalcBook) -> None:
    filled.press()
    filled.ask("automatic", on=False)
    filled.write("决算支出", 100)

    assert filled.press() != UNCHANGED
    assert filled.press() == UNCHANGED

    assert filled.value(DATA_STATE.name) == "未变更"


def test_the_fingerprint_is_that_of_the_file_host_with_an_error_among_the_results(
    filled: CalcBook, tmp_path: Path
) -> None:
    filled.write("目标实际值", "不详")
    filled.press()
    filled.ask("save")

    in_calc = filled.value(FINGERPRINT.name)
    book = new_book(tmp_path, filled.path.read_bytes(), "副本.xlsx")

    assert not book.run().written
    assert in_calc == book.value(FINGERPRINT.name)
    assert str(in_calc).startswith("F")


def test_entries_are_checked_and_nothing_is_written(filled: CalcBook) -> None:
    assert filled.press(CHECK.verb) == "录入检查通过，未发现问题。"
    filled.write("决算支出", "100万元")

    message = filled.press(CHECK.verb)

    assert message.startswith("共1处，其中错误1处。\n【错误】基础数据!")
    assert "100万元" in message
    assert len(filled.ask("undo_titles")) == 1  # what was typed


def test_the_self_check_finds_nothing_wrong_with_our_workbook(filled: CalcBook) -> None:
    message = filled.press(SELF_CHECK.verb)

    assert message.endswith("自检通过。")
    assert "错误" not in message


def test_the_self_check_names_what_is_wrong(filled: CalcBook) -> None:
    filled.ask("write", sheet="现场发现", cell="C9", formula="=PERF_NOSUCH(1)")
    filled.ask("delete_sheet", sheet=VERDICT)
    filled.ask("automatic", on=False)

    message = filled.press(SELF_CHECK.verb)

    assert "【提醒】自动计算（已关闭" in message
    assert "#NAME?" in message
    assert f"【错误】本工作簿（工作簿缺少工作表“{VERDICT}”" in message


def test_the_list_grows_beyond_its_prepared_rows(
    office: CalcOffice, book_path: Path, crowded: bytes
) -> None:
    book = CalcBook.opened(office, book_path, crowded)
    before = book.content()

    book.press()

    content = book.content()
    keys = content.area("_issues_key")
    assert keys is not None
    assert len(keys.rows) > 330
    links = content.area("_issues_link")
    assert links is not None
    last = keys.bottom
    formula = content.sheets[ISSUES][last, links.left].formula
    assert formula is not None
    assert f"{last}" in formula
    assert book.press() == UNCHANGED
    book.ask("undo")
    assert book.content() == before
    book.ask("close")
