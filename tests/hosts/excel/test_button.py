"""The button 生成问题清单和评价结论 does in Excel what `xltoolkit run` does to a file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hosts.excel.conftest import Desk
from tests.hosts.file.packages import inflated
from tests.support.books import filled_book
from tests.support.crowded_books import crowded_book
from tests.support.excel import AUTOMATIC, MANUAL, Application, Workbook
from tests.support.judged_books import CASE, LATER, NOW, SAMPLE, Book, judged_book, new_book
from xltoolkit.hosts.excel import actions, blocks
from xltoolkit.hosts.excel.running import regenerate_open
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.run import HOST as FILE_HOST
from xltoolkit.hosts.file.run import evaluate
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.issues import EDITABLE_TEXTS, ISSUE_LIST, MANUAL_COLUMNS
from xltoolkit.workbook.layout.sheet_names import LOG
from xltoolkit.workbook.located import locate_list
from xltoolkit.workbook.run_summary import NOTHING_NEW

SEEDS = (CASE, SAMPLE)
LOG_PART = "xl/worksheets/sheet11.xml"
"""The log names the host, so this one part differs."""


def run_by_file(book: bytes) -> Session:
    session = Session(open_package(book))
    evaluate(session, NOW)
    return session


Contents = tuple[object, str | None]


def differing_cells(
    one: WorkbookContent, other: WorkbookContent
) -> dict[str, tuple[Contents, Contents]]:
    """Return every cell that is not the same in both, with its value and formula in each."""
    places = {
        (sheet, at) for book in (one, other) for sheet in book.sheets for at in book.sheets[sheet]
    }
    pairs = {
        f"{sheet}!{at}": (contents(one, sheet, at), contents(other, sheet, at))
        for sheet, at in places
    }
    return {place: pair for place, pair in pairs.items() if pair[0] != pair[1]}


def contents(book: WorkbookContent, sheet: str, at: tuple[int, int]) -> Contents:
    cell = book.sheets[sheet].get(at)
    if cell is None:
        return None, None
    # A cell that was emptied and one that never held anything are the same to everybody.
    value = None if cell.value == "" and cell.formula is None else cell.value
    return value, cell.formula


def shown(book: Workbook) -> WorkbookContent:
    return WorkbookContent(book.model.sheets, book.model.names)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_button_writes_the_same_cells_as_the_command(desk: Desk, seed: str) -> None:
    book = desk.open(filled_book(seed))

    message = desk.press(actions.regenerate)

    assert message.startswith("已生成“问题清单”")
    by_file = run_by_file(filled_book(seed)).content()
    differing = differing_cells(shown(book), by_file)
    assert list(differing.values()) == [(("Excel", None), (FILE_HOST, None))]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_saved_workbook_is_the_file_of_the_command_in_all_else(desk: Desk, seed: str) -> None:
    book = desk.open(filled_book(seed))
    desk.press(actions.regenerate)

    saved, by_file = inflated(book.model.to_bytes()), inflated(judged_book(seed))

    assert [name for name in by_file if saved[name] != by_file[name]] == [LOG_PART]
    assert saved[LOG_PART].replace(b">Excel<", f">{FILE_HOST}<".encode()) == by_file[LOG_PART]


def test_a_list_that_outgrows_its_rows_is_the_same_too(desk: Desk) -> None:
    book = desk.open(crowded_book(400))

    desk.press(actions.regenerate)

    by_file = run_by_file(crowded_book(400))
    assert set(differing_cells(shown(book), by_file.content())) == {log_host(book)}
    assert book.model.names == by_file.content().names
    saved, expected = inflated(book.model.to_bytes()), inflated(by_file.to_bytes())
    assert [name for name in expected if saved[name] != expected[name]] == [LOG_PART]


def log_host(book: Workbook) -> str:
    area = shown(book).area("_log_host")
    assert area is not None
    filled = [row for row in area.rows if (row, area.left) in book.model.sheets[LOG]]
    return f"{LOG}!{(max(filled), area.left)}"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_press_writes_nothing(desk: Desk, seed: str) -> None:
    book = desk.open(filled_book(seed))
    desk.press(actions.regenerate)
    before, kept = book.model.to_bytes(), desk.kept

    assert desk.press(actions.regenerate) == NOTHING_NEW

    assert book.model.to_bytes() == before
    assert desk.kept == kept
    assert desk.app.trips["write block"] == desk.app.trips["row height"] == 0


def test_a_press_after_the_command_writes_nothing(desk: Desk) -> None:
    desk.open(judged_book(CASE))
    assert desk.press(actions.regenerate) == NOTHING_NEW


def test_the_state_before_is_kept_beside_the_workbook(desk: Desk) -> None:
    book = desk.open(filled_book(CASE))
    before = book.model.to_bytes()

    desk.press(actions.regenerate)

    assert [path.read_bytes() for path in desk.kept] == [before]


def test_entries_that_are_not_saved_count_and_are_kept(desk: Desk) -> None:
    book = desk.open(filled_book(CASE))
    area = shown(book).area("决算支出")
    assert area is not None
    book.model.put(area.sheet, {(area.top, area.left): 2800.0})

    desk.press(actions.regenerate)

    old = Session(open_package(desk.kept[0].read_bytes())).content()
    assert old.value(area.sheet, area.top, area.left) == 2800.0
    session = Session(open_package(filled_book(CASE)))
    session.write({area.sheet: {(area.top, area.left): 2800.0}})
    evaluate(session, NOW)
    assert set(differing_cells(shown(book), session.content())) == {log_host(book)}


@pytest.mark.parametrize("calculation", [AUTOMATIC, MANUAL])
def test_settings_and_protection_come_back(desk: Desk, calculation: int) -> None:
    book = desk.open(filled_book(CASE))
    desk.app.Calculation = calculation
    protected = [sheet.protection() for sheet in book.Worksheets]
    assert any(state[0] for state in protected)

    desk.press(actions.regenerate)

    assert [sheet.protection() for sheet in book.Worksheets] == protected
    assert settings_of(desk.app) == (True, True, True, calculation)
    assert desk.app.status_texts[-1] == "正在写入“问题清单”和“评价结论”……"


def settings_of(app: Application) -> tuple[object, ...]:
    return app.ScreenUpdating, app.EnableEvents, app.DisplayAlerts, app.Calculation


@pytest.mark.parametrize("failing", [0, 1, 4, 13, 27])
@pytest.mark.parametrize("book_before", [filled_book(CASE), crowded_book(400)], ids=["few", "many"])
def test_whatever_write_fails_every_cell_is_as_it_was(
    desk: Desk, book_before: bytes, failing: int
) -> None:
    book = desk.open(book_before)
    before, names = shown(book), dict(book.model.names)
    before = WorkbookContent({name: dict(cells) for name, cells in before.sheets.items()}, names)
    protected = [sheet.protection() for sheet in book.Worksheets]
    desk.app.writes_until_failure = failing

    message = desk.press(actions.regenerate)

    assert "程序出错" in message
    assert "Excel is gone" in next((desk.folder / "local/xltoolkit/log").iterdir()).read_text()
    assert differing_cells(shown(book), before) == {}
    assert book.model.names == names
    assert [sheet.protection() for sheet in book.Worksheets] == protected
    assert settings_of(desk.app) == (True, True, True, AUTOMATIC)
    assert desk.press(actions.regenerate).startswith("已生成")


def test_when_nothing_can_be_brought_back_the_remedy_is_not_to_save(desk: Desk) -> None:
    book = desk.open(filled_book(CASE))
    protected = [sheet.protection() for sheet in book.Worksheets]
    desk.app.writes_until_failure, desk.app.keeps_failing = 5, True

    message = desk.press(actions.regenerate)

    assert message == "写入工作簿时中断，没能全部退回：请不要保存，关闭工作簿后重新打开。"
    assert [sheet.protection() for sheet in book.Worksheets] == protected
    assert settings_of(desk.app) == (True, True, True, AUTOMATIC)
    assert "Excel is gone" in next((desk.folder / "local/xltoolkit/log").iterdir()).read_text()


def test_what_excel_alters_is_told_with_its_cell(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(filled_book(CASE))
    monkeypatch.setattr(blocks, "_would_be_read", lambda _: False)
    lines = desk.press(actions.regenerate).split("\n")
    assert lines[-1].startswith("提醒：")
    assert lines[-1].endswith("格写入后被 Excel 改动，请核对这些单元格，并告知维护人员。")


def test_a_filtered_list_is_shown_whole_before_it_is_written(desk: Desk) -> None:
    book = desk.open(filled_book(CASE))
    book.Worksheets("问题清单").FilterMode = True
    desk.press(actions.regenerate)
    assert not book.Worksheets("问题清单").FilterMode


def blocks_for(desk: Desk, findings: int) -> tuple[int, int]:
    """Return the blocks read and written for so many findings.

    One write more where the list grows is left out: the links of all new rows.
    """
    desk.open(crowded_book(findings), f"{findings}.xlsx")
    assert desk.press(actions.regenerate).startswith("已生成")
    reads, writes = desk.blocks
    return reads, writes - desk.app.trips["insert rows"]


def test_blocks_do_not_become_more_with_the_issues(desk: Desk) -> None:
    assert blocks_for(desk, 20) == blocks_for(desk, 100) == blocks_for(desk, 400)


def test_ten_thousand_issues_are_written_in_as_many_blocks_as_twenty(desk: Desk) -> None:
    assert blocks_for(desk, 10_000) == blocks_for(desk, 20)

    book = desk.app.books[0]
    keys = locate_list(shown(book), ISSUE_LIST).columns["key"]
    cells = book.model.sheets[ISSUE_LIST.sheet]
    listed = [cell.value for (_, column), cell in cells.items() if column == keys]
    assert sum(str(key).startswith("G") for key in listed) == 10_000


WORDS = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60),
    st.sampled_from(
        ["=1+1", "+86 731", "-5", "@某某", "'引号", "3-5", "2022-12-31", "12%", "TRUE"]
    ),
    st.sampled_from(["#N/A", "1E5", "（2）", "一、已改", "1.2.3", "0731", "￥5", "上午8:00"]),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.booleans(),
)
TYPED = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from((*MANUAL_COLUMNS, *EDITABLE_TEXTS)), WORDS),
    max_size=6,
)


@given(typed=TYPED)
@settings(max_examples=40, deadline=None)
def test_words_of_people_are_kept_as_the_command_keeps_them(
    tmp_path_factory: pytest.TempPathFactory, typed: list[tuple[int, str, object]]
) -> None:
    book = new_book(tmp_path_factory.mktemp("words"), judged_book(SAMPLE))
    content = book.content()
    located = locate_list(content, ISSUE_LIST)
    issues = [row for row in located.rows if located.value(content, row, "key")]
    cells = {located.cell(issues[row % len(issues)], column): word for row, column, word in typed}
    book.write({located.sheet: {at: word or None for at, word in cells.items()}})  # type: ignore[misc]  # as drawn

    by_button, by_file = run_both(book)

    assert set(differing_cells(shown(by_button), by_file)) <= {log_host(by_button)}


def run_both(book: Book) -> tuple[Workbook, WorkbookContent]:
    """Press the button in Excel, and run the command on the same file."""
    opened = Application().open(book.path)
    regenerate_open(opened.as_xlwings(), LATER, lambda _: None)
    book.run(LATER)
    return opened, book.content()
