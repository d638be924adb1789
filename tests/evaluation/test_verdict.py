"""The verdict: who decided, which grades are open, and how each line is worded."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.small_cases import small_case
from udfs.errors import CellError
from xltoolkit.catalogue import load_catalogue
from xltoolkit.evaluation.case import Case, Decision, Totals
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.verdict import reach_verdict
from xltoolkit.evaluation.verdict_model import RateLine, Verdict

CATALOGUE = load_catalogue()
OPEN = Totals(full=100, scorable=100, scored=60, total=50, normalised=50, grade="")
DECISION = Decision(score=86.5, grade="良", basis="会议审定")


def verdict_of(case: Case) -> Verdict:
    return reach_verdict(case, find_issues(case, CATALOGUE), CATALOGUE)


def verdict(**written: Any) -> Verdict:
    return verdict_of(small_case(written))


def with_totals(totals: Totals, **fields: Any) -> Verdict:
    return verdict_of(small_case({}, totals=totals, **fields))


def test_a_complete_score_is_graded_by_the_cell() -> None:
    complete = with_totals(Totals(100, 100, 100, 85.456, 85.456, "良"))
    assert (complete.source, complete.grade, complete.grade_range) == ("计算", "良", ())
    assert complete.score_paragraph == "综合评价得分85.46分　等级良（得分来源：计算）"
    assert complete.conclusion.endswith("综合评价得分85.46分，评价等级为“良”。")


def test_a_score_is_on_the_scale_of_what_can_be_scored() -> None:
    complete = with_totals(Totals(100, 90, 90, 81, 90, "优"))
    assert complete.score_paragraph == "综合评价得分90分　等级优（得分来源：计算）"
    assert complete.trial_paragraph == ("示范方案：满分100　可评90　已评90　得分81　折算90　等级优")


def test_an_open_score_has_no_grade_but_says_which_are_open() -> None:
    still_open = with_totals(OPEN)
    assert (still_open.grade, still_open.grade_range) == (None, ("差", "中", "良", "优"))
    assert still_open.score_paragraph == (
        "综合评价得分未评定　未全部评分，不评定等级（视未评指标的得分，等级在“差”至“优”之间）"
    )
    assert still_open.conclusion.endswith("可评100分中已评60分，得50分；未全部评分，暂不评定等级。")


@pytest.mark.parametrize(
    ("totals", "grades"),
    [
        (Totals(100, 100, 70, 60, 60, ""), ("中", "良", "优")),
        (Totals(100, 100, 70, 59.99, 59.99, ""), ("差", "中", "良")),
        (Totals(100, 100, 90, 80, 80, ""), ("良", "优")),
        (Totals(100, 100, 90, 79.99, 79.99, ""), ("中", "良")),
        (Totals(100, 100, 95, 91, 91, ""), ("优",)),
        (Totals(100, 50, 45, 40, 80, ""), ("良", "优")),
        (Totals(100, 50, 45, 39.99, 79.98, ""), ("中", "良")),
        (Totals(100, 100, 0, 0, 0, ""), ("差", "中", "良", "优")),
        (Totals(100, 0, 0, 0, CellError.DIV0, ""), ()),
    ],
)
def test_the_open_grades_are_those_between_nothing_and_all_of_the_missing_points(
    totals: Totals, grades: tuple[str, ...]
) -> None:
    assert with_totals(totals).grade_range == grades


def test_a_grade_that_no_missing_point_can_change_is_said_so() -> None:
    paragraph = with_totals(Totals(100, 100, 95, 91, 91, "")).score_paragraph
    assert paragraph.endswith("（无论未评指标得分多少，均为“优”）")


def test_a_decided_score_is_printed_beside_the_trial() -> None:
    decided = with_totals(OPEN, decision=DECISION)
    assert decided.source == "定稿录入"
    assert decided.score_paragraph == (
        "综合评价得分86.5分　等级良（定稿录入：会议审定；分项得分未录全，不能复算）"
    )
    assert decided.trial_paragraph.startswith("示范方案试算：满分100　可评100　已评60　得分50　")
    assert decided.conclusion.endswith("综合评价得分86.5分，评价等级为“良”。")
    assert decided.grade is None


def test_a_decided_score_without_basis_says_that_it_lacks_one() -> None:
    decided = with_totals(
        Totals(100, 100, 100, 86, 86, "良"), decision=replace(DECISION, basis="", grade="")
    )
    assert decided.score_paragraph == "综合评价得分86.5分　等级未录入（定稿录入：依据待补）"
    assert decided.conclusion.endswith("综合评价得分86.5分。")


def test_a_decision_without_a_score_decides_nothing() -> None:
    assert with_totals(OPEN, decision=Decision(None, "良", "公布")).source == "计算"


def test_rows_without_a_score_are_named_with_the_reason() -> None:
    rows = [
        {"id": "a", "name": "甲", "points": 4, "absence": "未提供", "final_score": None},
        {"id": "b", "name": "乙", "points": 3, "absence": "不适用", "final_score": "不适用"},
        {"id": "c", "name": "丙", "points": 2.5, "absence": "证据不足", "final_score": "证据不足"},
        {"id": "d", "name": "丁", "points": 2, "final_score": CellError.DIV0},
        {"id": "e", "name": "戊", "points": 2, "final_score": CellError.NA},
        {"id": "f", "name": "己", "points": 2, "final_score": 0},
    ]
    assert verdict(indicators=rows).unscored_paragraph == (
        "未评分的指标：未提供2项（甲4分，戊2分）；不适用1项（乙3分）；"
        "证据不足1项（丙2.5分）；公式有误（#DIV/0!）1项（丁2分）。"
    )


def test_free_rows_without_points_are_no_unscored_rows() -> None:
    rows = [{"id": "custom_1", "name": "", "points": 0}, {"id": "x", "final_score": 1}]
    assert verdict(indicators=rows).unscored_paragraph == "各项指标均已评分。"


@pytest.mark.parametrize(
    ("data", "amount", "steps"),
    [
        (
            {},
            "本次绩效评价金额未提供。",
            "口径调节：评价金额未提供，不能调节。",
        ),
        (
            {"eval_amount": 100},
            "本次绩效评价金额总计100.00万元。",
            "口径调节：决算支出未提供，不能调节。",
        ),
        (
            {"eval_amount": 100, "eval_basic": 60, "eval_project": 40, "spend_total": 100},
            "本次绩效评价金额总计100.00万元，其中：基本支出60.00万元；项目支出40.00万元。",
            "口径调节：决算支出 100.00 ＝ 100.00",
        ),
        (
            {"eval_amount": 130, "eval_other": 30, "transferred_out": 20, "spend_total": 90},
            "本次绩效评价金额总计130.00万元，其中：其他30.00万元。",
            "口径调节：决算支出 90.00 ＋其他 30.00 ＋待说明 10.00 ＝ 130.00",
        ),
        (
            {
                "eval_amount": 130,
                "eval_other": 30,
                "transferred_out": 30,
                "transferred_out_receiver": "服务站",
                "spend_total": 100.5,
            },
            "本次绩效评价金额总计130.00万元，其中：由财政直接拨入服务站30.00万元。",
            "口径调节：决算支出 100.50 ＋直拨 30.00 －待说明 0.50 ＝ 130.00",
        ),
        (
            {
                "eval_amount": 130,
                "eval_other": {"value": 30, "note": "由县财政直接拨入服务站再转拨承包商。"},
                "transferred_out": 30,
                "transferred_out_receiver": "服务站",
                "spend_total": 100,
            },
            ("本次绩效评价金额总计130.00万元，其中：由县财政直接拨入服务站再转拨承包商30.00万元。"),
            "口径调节：决算支出 100.00 ＋直拨 30.00 ＝ 130.00",
        ),
        (
            {"eval_amount": 9, "eval_other": {"value": 9, "note": "不含基建"}, "spend_total": 0},
            "本次绩效评价金额总计9.00万元，其中：其他9.00万元。",
            "口径调节：决算支出 0.00 ＋其他 9.00 ＝ 9.00",
        ),
    ],
)
def test_the_evaluated_amount_follows_from_the_final_accounts(
    data: dict[str, Any], amount: str, steps: str
) -> None:
    said = verdict(data=data)
    assert (said.amount_paragraph, said.reconciliation) == (amount, steps)


def line(**written: Any) -> RateLine:
    (only,) = verdict(**written).rates
    return only


RATE: dict[str, Any] = {
    "id": "exec_rate",
    "name": "执行率",
    "function": "PERF_EXEC_RATE",
    "direction": ">=",
}
RATE |= {"input_ids": ["spend_total", "budget_final"], "standard": 0.95}
CONTROL: dict[str, Any] = {
    "id": "c",
    "name": "完成率",
    "function": "PERF_COMPLETION_RATE",
    "value": 0.9,
}
CONTROL |= {"input_ids": ["carry_in", "budget_initial", "budget_add", "carry_out"]}


def test_a_rate_is_printed_with_its_calculation() -> None:
    row = {**RATE, "inputs": [9, 10], "value": 0.9}
    assert line(indicators=[row]) == RateLine(
        "exec_rate", "执行率", "9.00÷10.00", "90.00%", "≥95%（示范方案）", "未达标", "未公布"
    )


def test_a_calculation_of_four_figures_is_written_out() -> None:
    said = line(indicators=[{**CONTROL, "inputs": [1, 2, 3, 4]}])
    assert said.calculation == "（1.00＋2.00＋3.00－4.00）÷（1.00＋2.00＋3.00）"
    assert (said.standard, said.judgement) == ("–", "无标准")


def test_a_rate_without_value_and_publication_has_no_line() -> None:
    assert verdict(indicators=[{**RATE, "inputs": [CellError.NA, 10]}]).rates == ()


def test_a_rate_that_is_only_published_is_shown_as_that() -> None:
    check = {"id": "exec_rate", "published": 0.91, "verdict": "不可复算"}
    said = line(indicators=[{**RATE, "inputs": [CellError.NA, 10]}], checks=[check])
    assert (said.calculation, said.result) == ("未提供", "91.00%（公布值）")
    assert (said.judgement, said.published) == ("未提供", "公布值，不可复算")


def test_a_rate_that_does_not_apply_has_no_line() -> None:
    assert verdict(indicators=[{**RATE, "value": 0.9, "absence": "不适用"}]).rates == ()


def test_a_row_that_averages_a_list_has_no_line() -> None:
    row = {"id": "task_completion", "value": 0.9, "input_ids": ["target_completion"]}
    assert verdict(indicators=[row]).rates == ()


def test_an_unscored_rate_is_shown_even_where_it_is_not_provided() -> None:
    said = line(unscored=[{**RATE, "inputs": [CellError.NA, CellError.NA]}])
    assert (said.result, said.judgement) == ("未提供", "未提供")


def test_the_class_of_a_published_rate_stands_with_the_scope_of_its_figures() -> None:
    check = {"id": "exec_rate", "published": 0.9, "verdict": "截尾"}
    data = {
        "spend_total": {"value": 9, "scope": "局机关"},
        "budget_final": {"value": 10, "scope": "局机关"},
    }
    row = {**RATE, "inputs": [9, 10], "value": 0.9}
    assert line(indicators=[row], checks=[check], data=data).published == "截尾（局机关）"


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        (
            {"unit": "期", "target": 10, "actual": 9, "completion": 0.9},
            ("某目标完成率", "9÷10", "90.00%", "100%", "未达标"),
        ),
        (
            {"unit": "期", "target": 10, "actual": 12, "completion": 1},
            ("某目标完成率", "12÷10（超额按100%计）", "100.00%", "100%", "达标"),
        ),
        (
            {"target": 0.95, "actual": 0.95, "completion": 1},
            ("某目标", "–", "95.00%", "≥95%（年度计划）", "达标"),
        ),
        (
            {"unit": "分钟", "direction": "<=", "target": 30, "actual": 24.5, "completion": 1},
            ("某目标", "–", "24.5分钟", "≤30分钟（年度计划）", "达标"),
        ),
        (
            {"standard": 0.95, "target": 0.9, "actual": 0.94, "completion": 1},
            ("某目标", "–", "94.00%", "≥95%（绩效目标表）", "未达标"),
        ),
        (
            {"unit": "期", "target": 10},
            ("某目标", "–", "未提供", "≥10期（年度计划）", "未提供"),
        ),
    ],
)
def test_a_target_is_judged_by_its_standard_else_by_its_plan(
    target: dict[str, Any], printed: tuple[str, ...]
) -> None:
    said = line(targets=[{"id": "T01", **target}])
    assert (said.name, said.calculation, said.result, said.standard, said.judgement) == printed


def test_a_target_that_is_measured_by_nothing_has_no_line() -> None:
    assert verdict(targets=[{"id": "T01", "actual": 0.9, "change": 0.01}]).rates == ()


def test_a_survey_says_how_it_was_computed() -> None:
    counted = line(surveys=[{"id": "Q", "satisfaction": 0.96, "standard": 0.95, "valid": 372}])
    assert (counted.calculation, counted.published) == ("有效问卷372份加权平均", "未公布")
    mean = line(
        surveys=[{"id": "Q", "satisfaction": 0.96, "standard": 0.95, "published_mean": True}]
    )
    assert (mean.calculation, mean.published) == ("–", "公布值，不可复算")


def test_problems_are_counted_under_the_short_names_of_their_groups() -> None:
    groups = [{"id": "甲", "title": "甲类问题"}, {"id": "乙", "title": "乙类问题"}]
    rows = [{"id": f"F{n}", "fact": "甲。", "group": "乙" if n else "甲"} for n in range(3)]
    assert verdict(groups=groups, findings=rows).issues_paragraph == (
        "共2类3条：甲1条；乙2条。详见问题清单。"
    )


def test_without_problems_the_verdict_says_so() -> None:
    assert verdict().issues_paragraph == "未发现应列入问题清单的问题。"


@pytest.mark.parametrize(
    ("totals", "problems", "result"),
    [
        (
            Totals(100, 100, 0, 0, 0, ""),
            "各项指标尚未评分，有无应列入问题清单的问题尚不能判断。",
            "各项指标尚未评分，暂不评定等级。",
        ),
        (
            OPEN,
            "已评部分（可评100分中已评60分）未发现应列入问题清单的问题。",
            "可评100分中已评60分，得50分；未全部评分，暂不评定等级。",
        ),
    ],
)
def test_that_nothing_is_found_says_how_much_was_judged(
    totals: Totals, problems: str, result: str
) -> None:
    said = with_totals(totals)
    assert said.issues_paragraph == problems
    assert said.conclusion.endswith(f"进行综合评价，{result}")


def test_the_stage_says_that_a_report_was_entered() -> None:
    assert verdict().stage == "初稿"
    assert verdict_of(small_case({}, published_findings=13)).stage == "初稿（据已公布报告录入）"
