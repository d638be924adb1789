"""What people type beside and into the generated texts, on a real file; laws over random edits
are in tests/workbook/test_words_survive.py.
"""

import pytest

from tests.support.judged_books import Book
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.sheet_names import ISSUES
from xltoolkit.workbook.layout.verdict import DATA_STATE, UNCHANGED

KEY = "E02:project_exec_rate"
LAST = "W01"
MANUAL: dict[str, str | float] = {
    "feedback": "单位认可。",
    "adoption": "采纳",
    "measures": "=制定计划",
    "deadline": 45291.0,
    "status": "整改中",
    "remark": "  两侧有空格  ",
}


def test_manual_columns_survive_runs_and_follow_their_issue(sample: Book) -> None:
    for column, value in MANUAL.items():
        sample.type(f"_issues_{column}", value, row=LAST)
    sample.run()
    sample.type("标准_三公控制率", 0.5)  # raises one more issue
    report = sample.run()

    assert "E08:tp_control_rate" in report.outcome.plan.new
    row = sample.issue(LAST)
    assert {column: row[column] for column in MANUAL} == MANUAL
    assert report.outcome.plan.manual[LAST] == MANUAL


def test_text_that_begins_like_a_formula_stays_text(sample: Book) -> None:
    for text in ("=1+1", "+86 731", "-", "@财政局", "'引号"):
        sample.type("_issues_remark", text, row=KEY)
        sample.run()
        cell = sample.content().sheets[ISSUES][
            sample.row_number("_issues_key", KEY), ISSUE_LIST.position("remark")
        ]
        assert (cell.value, cell.formula) == (text, None)


def test_an_edited_text_stays_and_the_newer_wording_stands_beside_it(sample: Book) -> None:
    generated = sample.issue(KEY)["text"]
    sample.type("_issues_text", "项目执行率偏低。", row=KEY)
    sample.run()
    row = sample.issue(KEY)
    assert (row["text"], row["base_text"]) == ("项目执行率偏低。", generated)
    assert (row["mark"], row["newer_text"]) == ("已改：具体情况", None)

    sample.type("标准_项目执行率", 0.96)
    sample.run()
    row = sample.issue(KEY)
    assert row["text"] == "项目执行率偏低。"
    assert "未达96%的标准" in str(row["newer_text"])

    sample.type("_issues_text", None, row=KEY)
    sample.run()
    row = sample.issue(KEY)
    assert "未达96%的标准" in str(row["text"])
    assert (row["mark"], row["newer_text"]) == (None, None)


def test_an_edited_paragraph_of_the_verdict_stays(sample: Book) -> None:
    sample.type("_verdict_conclusion", "总体良好。")
    sample.run()
    assert sample.value("_verdict_conclusion") == "总体良好。"
    assert sample.value("_verdict_mark_conclusion") == "已改"
    assert not sample.run().written


def test_an_issue_that_is_gone_keeps_its_words_among_the_cleared(sample: Book) -> None:
    sample.type("_issues_feedback", "已整改完毕。", row=KEY)
    sample.run()
    sample.type("标准_项目执行率", 0.9)
    report = sample.run()

    assert report.outcome.plan.gone == (KEY,)
    assert (sample.issue(KEY)["row_kind"], sample.issue(KEY)["feedback"]) == (
        "cleared",
        "已整改完毕。",
    )

    sample.type("标准_项目执行率", 0.95)
    sample.run()
    assert (sample.issue(KEY)["row_kind"], sample.issue(KEY)["feedback"]) == (
        "issue",
        "已整改完毕。",
    )


def test_a_waiver_moves_with_its_row_and_the_stamp_stays_right(sample: Book) -> None:
    sample.type("_issues_waived", "是", row=KEY)
    sample.type("_issues_waiver_reason", "政策性结余。", row=KEY)
    sample.type("_issues_waived_by", "李四", row=KEY)
    place = sample.row_number("_issues_key", KEY)
    before = sample.printed_keys()

    report = sample.run()

    assert before - sample.printed_keys() == {KEY}
    paragraph = str(sample.value("_verdict_issues_paragraph"))
    assert "类7条" in paragraph
    assert "另有1条予以豁免" in paragraph
    assert "（政策性结余，豁免人李四）" in paragraph
    assert "已豁免1条" in str(sample.value("_issues_summary"))
    row = sample.issue(KEY)
    written = (row["waived"], row["waiver_reason"], row["waived_by"])
    assert written == ("是", "政策性结余。", "李四")
    assert sample.row_number("_issues_key", KEY) != place
    assert KEY not in {issue.key for issue in report.outcome.findings.problems}
    assert sample.value(DATA_STATE.name) == UNCHANGED
    assert not sample.run().written

    sample.type("_issues_waived", None, row=KEY)
    sample.run()
    assert sample.printed_keys() == before
    assert sample.value(DATA_STATE.name) == UNCHANGED


@pytest.mark.parametrize("below", [0, 40])
def test_a_row_that_a_person_added_stays_and_is_not_printed(sample: Book, below: int) -> None:
    free = sample.row_number("_issues_key", LAST) + 1 + below
    sample.write({ISSUES: {(free, ISSUE_LIST.position("text")): "另行核查的事项。"}})
    sample.run()

    texts = [row["text"] for row in sample.rows(ISSUE_LIST)]
    assert texts.count("另行核查的事项。") == 1
    assert sample.printed_keys() == {row["key"] for row in sample.issues("issue")}
    assert not sample.run().written
