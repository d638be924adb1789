"""The law of a run: the same data give the same file, and nothing is written for no reason."""

from pathlib import Path

import pytest

from tests.hosts.file.packages import inflated
from tests.support.books import filled_book
from tests.support.judged_books import CASE, LATER, NOW, SAMPLE, Book, judged_book, new_book
from xltoolkit.hosts.file.snapshots import restore
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.sheet_names import ISSUES, LOG, VERDICT
from xltoolkit.workbook.layout.verdict import DATA_STATE, STALE, UNCHANGED

SEEDS = (CASE, SAMPLE)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_run_changes_no_byte(tmp_path: Path, seed: str) -> None:
    book = new_book(tmp_path, judged_book(seed))

    report = book.run(LATER)

    assert not report.written
    assert book.path.read_bytes() == judged_book(seed)
    assert [path.name for path in tmp_path.iterdir()] == [book.path.name]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_that_finds_nothing_new_still_tells_everything(tmp_path: Path, seed: str) -> None:
    first = new_book(tmp_path, filled_book(seed)).run(NOW)
    second = new_book(tmp_path, judged_book(seed)).run(LATER)

    assert first.written
    assert second.outcome.findings == first.outcome.findings
    assert second.outcome.verdict == first.outcome.verdict


@pytest.mark.parametrize("seed", SEEDS)
def test_two_runs_at_one_time_give_equal_files(tmp_path: Path, seed: str) -> None:
    book = new_book(tmp_path, filled_book(seed))
    book.run(NOW)

    assert book.path.read_bytes() == judged_book(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_runs_at_different_times_differ_in_the_stamps_only(tmp_path: Path, seed: str) -> None:
    early = new_book(tmp_path, judged_book(seed), "早.xlsx")
    late = new_book(tmp_path, filled_book(seed), "晚.xlsx")
    late.run(LATER)

    before, after = early.content(), late.content()
    differing = {
        (sheet, at): (before.sheets[sheet][at].value, cell.value)
        for sheet, cells in after.sheets.items()
        for at, cell in cells.items()
        if before.sheets[sheet][at] != cell
    }
    times = "2024-05-06 08:00", "2024-05-07 09:30"
    stamp = str(late.value("_verdict_stamp"))
    assert differing == {
        cell_of(after, "_stamped_time"): times,
        cell_of(after, "_log_time"): times,
        cell_of(after, "_verdict_stamp"): (stamp.replace(times[1], times[0]), stamp),
    }


def cell_of(content: WorkbookContent, name: str) -> tuple[str, tuple[int, int]]:
    area = content.area(name)
    assert area is not None
    return area.sheet, (area.top, area.left)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_sheets_of_a_run_are_written(tmp_path: Path, seed: str) -> None:
    before, after = inflated(filled_book(seed)), inflated(judged_book(seed))
    book = new_book(tmp_path, judged_book(seed))
    old = new_book(tmp_path, filled_book(seed), "未评.xlsx").content()

    # Formulas show new results on other sheets (封面, 核对): what was typed there is as it was.
    for sheet, cells in book.content().sheets.items():
        if sheet not in (ISSUES, VERDICT, LOG):
            typed = {at: cell for at, cell in cells.items() if cell.formula is None}
            assert typed == {at: old.sheets[sheet][at] for at in typed}
            assert set(cells) == set(old.sheets[sheet])
    assert set(before) == set(after)
    assert [name for name in before if before[name] != after[name] and "sheets/" not in name] == [
        "xl/workbook.xml"
    ]


def test_the_state_before_a_run_is_kept_and_can_be_restored(tmp_path: Path) -> None:
    book = new_book(tmp_path, filled_book(CASE))
    report = book.run(NOW)
    assert report.kept is not None
    assert report.kept.path.read_bytes() == filled_book(CASE)

    restore(book.path, LATER)
    assert book.path.read_bytes() == filled_book(CASE)

    restore(book.path, LATER)
    assert book.path.read_bytes() == judged_book(CASE)


CHANGED_INPUTS: tuple[tuple[str, str | float], ...] = (
    ("决算支出", 2800.0),
    ("目标实际值", 10.0),
    ("_findings_fact", "改写的事实。"),
    ("标准_预算执行率", 0.9),
    ("_issues_waived", "是"),
)


@pytest.mark.parametrize(("name", "value"), CHANGED_INPUTS)
def test_a_changed_input_asks_for_a_run_and_a_run_answers(
    case_2022: Book, name: str, value: str | float
) -> None:
    assert case_2022.value(DATA_STATE.name) == UNCHANGED
    first_issue = str(case_2022.issues("issue")[0]["key"])
    row = first_issue if name == "_issues_waived" else None

    case_2022.type(name, value, row=row)
    assert case_2022.value(DATA_STATE.name) == STALE

    assert case_2022.run().written
    assert case_2022.value(DATA_STATE.name) == UNCHANGED
    assert not case_2022.run().written


def test_the_log_has_a_row_for_every_run_that_wrote(case_2022: Book) -> None:
    case_2022.run()
    case_2022.type("目标实际值", 10.0)
    case_2022.run()

    log = case_2022.rows(RUN_LOG)
    assert [(row["time"], row["problems"], row["new"], row["gone"]) for row in log[-1:]] == [
        ("2024-05-07 09:30", 14.0, None, "B02:T01")
    ]
    assert len(log) == 2
