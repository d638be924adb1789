"""The fictional department: complete, so graded by computation, and led by 参数."""

import pytest

from tests.support.books import SCHEME
from tests.support.judged_books import Book, Row
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST
from xltoolkit.workbook.layout.verdict import VERDICT_RATES

SHAPES = {"step", "ratio", "deduct", "judgement"}
"""Every shape of rule that the scheme five_heads has; the others are proven in tests/workbook."""


def indicator(book: Book, row_id: str) -> Row:
    return next(row for row in book.rows(INDICATOR_LIST) if row["id"] == row_id)


def test_it_is_graded_by_computation(sample: Book) -> None:
    totals = ("满分", "可评分值", "已评分值", "得分合计", "折算得分", "评价等级")
    assert [sample.value(name) for name in totals] == [100, 100, 100, 86.875, 86.875, "良"]
    assert sample.value("_verdict_score_paragraph") == (
        "综合评价得分86.88分　等级良（得分来源：计算）"
    )
    assert str(sample.value("_verdict_conclusion")).endswith("评价等级为“良”。")
    assert sample.value("_verdict_to_verify") == 0


def test_every_shape_of_the_scheme_is_used_and_gives_a_score(sample: Book) -> None:
    rows = [row for row in sample.rows(INDICATOR_LIST) if row["points"] is not None]
    assert {rule.score.shape for rule in SCHEME.rows} == SHAPES
    assert {row["shape"] for row in rows if isinstance(row["final_score"], float)} == SHAPES
    assert len(rows) == len(SCHEME.rows)
    assert all(isinstance(row["final_score"], float) for row in rows)


def test_the_findings_of_auditors_lower_the_scores_of_their_indicators(sample: Book) -> None:
    compliance = indicator(sample, "fund_compliance")
    assert (compliance["value"], compliance["score"]) == (2, 4)
    assert compliance["reason"] == "发现2例，每例扣1分，扣2分。"

    sample.type("_findings_cases", None, row="W02")
    sample.type("_scoring_mark", 0.0, row="fund_compliance")

    assert (
        indicator(sample, "fund_compliance")["score"]
        == indicator(sample, "fund_compliance")["points"]
    )


# Project execution is 92 %: of 5 points, half a point is lost for every whole point below.
MOVES = (
    (
        0.95,
        3.5,
        "结果92.00%，标准≥95.00%，低3个百分点，每满1个百分点扣0.5分，按3个百分点计，扣1.5分。",
        86.875,
        "86.88",
    ),
    (
        0.98,
        2.0,
        "结果92.00%，标准≥98.00%，低6个百分点，每满1个百分点扣0.5分，按6个百分点计，扣3分。",
        85.375,
        "85.38",
    ),
    (0.92, 5.0, "", 88.375, "88.38"),
)


@pytest.mark.parametrize(("standard", "score", "reason", "total", "shown"), MOVES)
def test_one_cell_of_settings_moves_score_reason_issue_and_verdict_together(
    sample: Book, standard: float, score: float, reason: str, total: float, shown: str
) -> None:
    sample.type("标准_项目执行率", standard)
    sample.run()

    row = indicator(sample, "project_exec_rate")
    assert (row["final_score"], row["reason"]) == (score, reason)
    assert (sample.value("得分合计"), sample.value("折算得分")) == (total, total)
    issues = [issue for issue in sample.issues() if issue["key"] == "E02:project_exec_rate"]
    assert len(issues) == (0 if reason == "" else 1)
    for issue in issues:
        assert f"未达{standard:.0%}的标准" in str(issue["text"])
        assert issue["points_lost"] == 5 - score
    line = next(row for row in sample.rows(VERDICT_RATES) if row["name"] == "项目资金预算执行率")
    assert str(line["standard"]).startswith(f"≥{standard:.0%}")
    assert line["judgement"] == ("达标" if reason == "" else "未达标")
    assert f"综合评价得分{shown}分" in str(sample.value("_verdict_score_paragraph"))
    assert f"综合评价得分{shown}分" in str(sample.value("_verdict_conclusion"))


def test_a_bad_enough_standard_changes_the_grade(sample: Book) -> None:
    for row_id in ("goal_quality", "contract_mgmt", "training", "asset"):
        sample.type("_scoring_adjusted", 0.0, row=row_id)
        sample.type("_scoring_adjustment_reason", "复核后重评", row=row_id)
    sample.run()

    assert sample.value("折算得分") == 86.875 - 4 - 4 - 2 - 4
    assert sample.value("评价等级") == "中"
    assert "等级中" in str(sample.value("_verdict_score_paragraph"))


def test_a_mark_that_is_taken_back_leaves_no_grade(sample: Book) -> None:
    sample.type("_scoring_mark", None, row="benefit")
    sample.run()

    assert sample.value("已评分值") == 85
    assert sample.value("评价等级") == ""
    verdict = sample.value("_verdict_score_paragraph")
    assert "未全部评分" in str(verdict) or "不评定等级" in str(verdict)
    assert "履职效益15分" in str(sample.value("_verdict_unscored_paragraph"))


def test_an_indicator_that_does_not_apply_leaves_what_can_be_scored(sample: Book) -> None:
    sample.type("_scoring_applicable", "不适用", row="proc_execution_rate")
    sample.run()

    assert sample.value("可评分值") == 96
    assert sample.value("折算得分") == pytest.approx((86.875 - 4) / 96 * 100, rel=1e-12)
