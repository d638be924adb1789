"""Planning a run: when it is news, what the log says, growth, and names that are lost."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.judgements import (
    HINT,
    sample_case,
    sample_findings,
    sample_issue,
    sample_stamp,
    sample_verdict,
)
from tests.support.worksheets import (
    apply_plan,
    delete_row,
    fresh_workbook,
    insert_row,
    type_into,
    without_name,
)
from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Head
from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.evaluation.verdict_model import RateLine, Verdict
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.issue_rows import OWN, WAIVED_ISSUES, chinese_number
from xltoolkit.workbook.layout.issues import ISSUE_LIST, ISSUES_SUMMARY
from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.sheet_names import ISSUES, LOG, VERDICT
from xltoolkit.workbook.layout.verdict import (
    STAMPED_TIME,
    VERDICT_HEADS,
    VERDICT_RATES,
    VERDICT_TOTALS,
)
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.plan import RunPlan
from xltoolkit.workbook.planning import plan_run, same_value
from xltoolkit.workbook.verdict_plan import Stamp

EQUAL_VALUES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "equal_values.yaml").read_text(encoding="utf-8")
)
TWO = (sample_issue("A:1"), sample_issue("B:1", group="乙"))
FIRST = ISSUE_LIST.first_row


def plan(
    content: WorkbookContent,
    issues: tuple[Issue, ...] = TWO,
    stamp: Stamp | None = None,
    verdict: Verdict | None = None,
) -> RunPlan:
    findings: Findings = sample_findings(issues)
    return plan_run(
        content, sample_case(), findings, verdict or sample_verdict(), stamp or sample_stamp()
    )


def after_run(
    content: WorkbookContent, issues: tuple[Issue, ...] = TWO, stamp: Stamp | None = None
) -> WorkbookContent:
    return apply_plan(content, plan(content, issues, stamp))


def column(content: WorkbookContent, column_id: str) -> list[object]:
    """Return what stands in a column of 问题清单, empty cells left out."""
    located = locate_list(content, ISSUE_LIST)
    values = [located.value(content, row, column_id) for row in located.rows]
    return [value for value in values if value is not None]


def log(content: WorkbookContent, column_id: str) -> list[object]:
    located = locate_list(content, RUN_LOG)
    rows = located.filled_rows(content, "time")
    return [located.value(content, row, column_id) for row in rows]


def test_first_run_writes_three_sheets() -> None:
    first = plan(fresh_workbook())
    assert [sheet.sheet for sheet in first.sheets] == [ISSUES, VERDICT, LOG]
    assert first.new == ("A:1", "B:1")


def test_run_without_news_writes_nothing() -> None:
    again = plan(after_run(fresh_workbook()))
    assert (again.sheets, again.new, again.gone, again.changed) == ((), (), (), ())


def test_another_time_alone_is_no_news() -> None:
    content = after_run(fresh_workbook())
    assert plan(content, stamp=sample_stamp(time="2025-01-01 08:00")).sheets == ()


def test_another_fingerprint_is_news() -> None:
    content = after_run(fresh_workbook())
    assert plan(content, stamp=sample_stamp(fingerprint="B2")).sheets


def test_remark_alone_is_no_news() -> None:
    content = after_run(fresh_workbook())
    place = FIRST + 1, ISSUE_LIST.position("remark")
    assert plan(type_into(content, ISSUES, place, "已电话核实")).sheets == ()


def test_overwritten_cell_of_the_tool_is_news() -> None:
    content = after_run(fresh_workbook())
    place = FIRST + 1, ISSUE_LIST.position("points_lost")
    changed = type_into(content, ISSUES, place, 99.0)
    assert column(apply_plan(changed, plan(changed)), "points_lost") == [1.0, 1.0]


def test_total_that_differs_beyond_12_digits_is_no_news() -> None:
    content = after_run(fresh_workbook())
    nearly = replace(sample_verdict(), total=92.00000000000001)
    assert plan(content, verdict=nearly).sheets == ()
    assert plan(content, verdict=replace(sample_verdict(), total=92.01)).sheets


@pytest.mark.parametrize("case", EQUAL_VALUES, ids=[case["name"] for case in EQUAL_VALUES])
def test_values_are_equal_as_the_case_says(case: dict[str, Any]) -> None:
    assert same_value(case["present"], case["planned"]) is case["same"]


def test_error_value_in_a_manual_cell_becomes_its_name_once() -> None:
    content = after_run(fresh_workbook())
    place = FIRST + 1, ISSUE_LIST.position("remark")
    content = after_run(type_into(content, ISSUES, place, CellError.NA))
    assert content.value(ISSUES, *place) == "#N/A"
    assert plan(content).sheets == ()


def test_issue_that_goes_and_one_that_comes_are_named() -> None:
    content = after_run(fresh_workbook())
    changed = plan(content, (sample_issue("B:1", "（改）", group="乙"), sample_issue("C:1")))
    assert (changed.new, changed.gone, changed.changed) == (("C:1",), ("A:1",), ("B:1",))


def test_waived_issue_moves_behind_the_printed_ones_with_its_waiver() -> None:
    content = after_run(fresh_workbook())
    waiver = FIRST + 1, ISSUE_LIST.position("waived")
    content = type_into(content, ISSUES, waiver, "是")
    waived = sample_findings(TWO, waived=["A:1"])
    moved = plan_run(content, sample_case(), waived, sample_verdict(), sample_stamp())
    content = apply_plan(content, moved)
    assert column(content, "number") == ["（一）乙", 1.0, WAIVED_ISSUES]
    assert column(content, "key") == ["B:1", "A:1"]
    assert content.value(ISSUES, FIRST + 3, ISSUE_LIST.position("waived")) == "是"


def test_head_counts_what_is_listed() -> None:
    content = after_run(fresh_workbook(), (*TWO, sample_issue("C:1", nature=HINT)))
    summary = content.value(ISSUES, ISSUES_SUMMARY.row, ISSUES_SUMMARY.column)
    assert summary == "问题2条，提示1条，待核实0条"


def test_log_gets_one_row_for_each_run_that_writes() -> None:
    content = after_run(fresh_workbook(), stamp=sample_stamp("第一次"))
    content = after_run(content, stamp=sample_stamp("没有变化"))
    content = after_run(content, TWO[:1], sample_stamp("第二次"))
    assert log(content, "time") == ["第一次", "第二次"]
    assert log(content, "problems") == [2.0, 1.0]
    assert log(content, "new") == ["A:1、B:1", None]
    assert log(content, "gone") == [None, "B:1"]
    assert log(content, "score") == [92.0, 92.0]


def test_full_log_forgets_its_oldest_run() -> None:
    content = fresh_workbook(log_rows=3)
    for number in range(5):
        content = after_run(content, TWO, sample_stamp(f"第{number}次", f"指纹{number}"))
    assert log(content, "time") == ["第2次", "第3次", "第4次"]


def test_log_with_gaps_keeps_each_run_once() -> None:
    content = after_run(fresh_workbook(), stamp=sample_stamp("第一次"))
    content = after_run(content, TWO[:1], sample_stamp("第二次"))
    for _ in range(4):
        content = insert_row(content, LOG, RUN_LOG.first_row + 1)
    content = after_run(content, TWO, sample_stamp("第三次"))
    assert log(content, "time") == ["第一次", "第二次", "第三次"]


def test_log_names_at_most_forty_issues() -> None:
    many = tuple(sample_issue(f"A:{number}") for number in range(41))
    assert "……" not in str(log(after_run(fresh_workbook(), many[:40]), "new")[0])
    assert str(log(after_run(fresh_workbook(), many), "new")[0]).endswith("、A:39……共41条")


def test_list_that_fits_its_prepared_rows_does_not_grow() -> None:
    issues = plan(fresh_workbook(), _issues(299)).sheets[0]  # and the heading
    assert (issues.grow_from, issues.grow_to) == (None, None)


def test_list_that_is_longer_than_its_prepared_rows_grows() -> None:
    issues = plan(fresh_workbook(), _issues(300)).sheets[0]
    assert (issues.grow_from, issues.grow_to, issues.print_last_row) == (304, 305, 305)


def test_grown_list_is_found_again() -> None:
    content = after_run(fresh_workbook(), _issues(320))
    assert len(column(content, "key")) == 320
    assert plan(content, _issues(320)).sheets == ()


def test_words_below_the_prepared_rows_move_into_the_growing_list() -> None:
    content = after_run(fresh_workbook(issue_rows=3))
    below = FIRST + 5, ISSUE_LIST.position("remark")
    content = after_run(type_into(content, ISSUES, below, "现场再核"), _issues(6))
    assert column(content, "remark") == ["现场再核"]
    assert column(content, "number")[-1] == OWN


def test_shorter_list_leaves_no_rows_behind() -> None:
    content = after_run(after_run(fresh_workbook(), _issues(8)), _issues(2))
    assert column(content, "key") == ["A:0", "A:1"]
    assert max(row for row, _ in content.sheets[ISSUES]) == FIRST + 2


def test_rows_are_found_where_inserted_rows_have_moved_them() -> None:
    content = after_run(fresh_workbook())
    for sheet in (ISSUES, VERDICT, LOG):
        content = insert_row(content, sheet, 1)
    assert plan(content).sheets == ()
    content = after_run(content, TWO[:1], sample_stamp("第二次"))
    assert locate_list(content, ISSUE_LIST).rows.start == FIRST + 1
    assert column(content, "key") == ["A:1"]
    assert log(content, "time")[-1] == "第二次"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("_issues_advice", "“问题清单”的“建议”列的名称“_issues_advice”已丢失"),
        ("_issues_summary", "“问题清单”的“汇总”的名称“_issues_summary”已丢失"),
        ("_verdict_conclusion", "“评价结论”的“评价结论”的名称“_verdict_conclusion”已丢失"),
        ("_stamped_time", "“评价结论”的“生成时间”的名称“_stamped_time”已丢失"),
        ("_log_fingerprint", "“运行记录”的“数据指纹”列的名称“_log_fingerprint”已丢失"),
    ],
)
def test_lost_name_is_refused_with_its_place(name: str, sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        plan(without_name(fresh_workbook(), name))
    assert str(refusal.value) == (
        f"{sentence}，无法找到该处数据，"
        "请在“公式－名称管理器”中恢复该名称，或用未改动的副本重新填报。"
    )


def test_list_without_any_row_left_is_refused() -> None:
    content = delete_row(fresh_workbook(issue_rows=1), ISSUES, FIRST)
    with pytest.raises(UserError, match="“_issues_number”已丢失"):
        plan(content)


def test_shares_of_heads_are_fractions_and_empty_without_points() -> None:
    content = after_run(fresh_workbook())
    heads = locate_list(content, VERDICT_HEADS)
    assert heads.value(content, heads.rows.start, "rate") == pytest.approx(37 / 40)
    empty = replace(sample_verdict(), total=0.0, scorable=0.0, heads=())
    content = apply_plan(content, plan(content, verdict=empty))
    assert heads.value(content, heads.rows.start, "rate") is None
    rate = locate_cell(content, VERDICT_TOTALS[-1])
    assert content.value(rate.sheet, rate.row, rate.column) is None


def test_heads_that_are_not_needed_hide_their_rows() -> None:
    verdict_sheet = plan(fresh_workbook()).sheets[1]
    hidden = [verdict_sheet.rows[row].hidden for row in range(11, 21)]
    assert hidden == [False, False] + [True] * 8


def rate_line(number: int, judgement: str = "达标", published: str = "一致") -> RateLine:
    return RateLine(f"r{number}", f"指标{number}", "1÷2", "50.00%", "≥10%", judgement, published)


def rate_names(lines: list[RateLine]) -> list[object]:
    """Return the first column of 三、主要指标 after a run."""
    content = after_run(fresh_workbook())
    verdict = replace(sample_verdict(), rates=tuple(lines))
    content = apply_plan(content, plan(content, verdict=verdict))
    located = locate_list(content, VERDICT_RATES)
    return [located.value(content, row, "name") for row in located.rows]


def test_20_rates_have_a_row_each() -> None:
    assert rate_names([rate_line(number) for number in range(20)]) == [
        f"指标{number}" for number in range(20)
    ]


def test_of_21_rates_the_last_row_says_how_many_are_left_out() -> None:
    names = rate_names([rate_line(number) for number in range(21)])
    assert names == [*(f"指标{number}" for number in range(19)), "其余2项"]


def test_what_misses_its_standard_or_disagrees_is_not_left_out() -> None:
    lines = [rate_line(number) for number in range(40)]
    lines[38] = rate_line(38, judgement="未达标")
    lines[39] = rate_line(39, published="不一致（局机关）")
    names = rate_names(lines)
    assert names == [*(f"指标{number}" for number in range(17)), "指标38", "指标39", "其余21项"]


def test_of_11_heads_the_last_row_sums_up_those_left_out() -> None:
    content = after_run(fresh_workbook())
    heads = tuple(Head(f"内容{number}", 10.0, 8.0, 6.0, 3.0) for number in range(11))
    content = apply_plan(content, plan(content, verdict=replace(sample_verdict(), heads=heads)))
    located = locate_list(content, VERDICT_HEADS)
    last = located.rows[-1]
    assert located.value(content, last - 1, "name") == "内容8"
    shown = [located.value(content, last, column.id) for column in VERDICT_HEADS.columns]
    assert shown == ["其余2类", 20.0, 16.0, 12.0, 6.0, 0.375]


def test_stamp_says_when_the_run_was() -> None:
    content = after_run(fresh_workbook(), stamp=sample_stamp("2024-03-01 09:00"))
    assert content.value(VERDICT, STAMPED_TIME.row, STAMPED_TIME.column) == "2024-03-01 09:00"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_headings_count_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


def _issues(count: int) -> tuple[Issue, ...]:
    return tuple(sample_issue(f"A:{number}") for number in range(count))
