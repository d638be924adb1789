"""The fictional department is graded by computation, and its standards carry everything."""

from dataclasses import replace

import pytest

from tests.support.cases import CATALOGUE, build_case, sample, seed_file
from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.verdict import reach_verdict
from xltoolkit.evaluation.verdict_model import Verdict


def judged(case: Case) -> tuple[Findings, Verdict]:
    found = find_issues(case, CATALOGUE)
    return found, reach_verdict(case, found, CATALOGUE)


def with_standard(identifier: str, value: float) -> tuple[Case, Findings, Verdict]:
    case = build_case(seed_file("sample_department"), {identifier: value})
    return case, *judged(case)


def reason_of(case: Case, row: str) -> str:
    return next(each.reason for each in case.indicators if each.id == row)


def test_it_is_graded_by_computation() -> None:
    _, verdict = judged(sample())
    assert (verdict.source, verdict.grade, verdict.scored) == ("计算", "良", 100)
    assert verdict.total == pytest.approx(86.875)
    assert verdict.unscored == ()
    assert verdict.unscored_paragraph == "各项指标均已评分。"
    assert verdict.score_paragraph == "综合评价得分86.88分　等级良（得分来源：计算）"


def test_its_issues_are_the_one_rate_the_one_target_the_one_survey_and_the_findings() -> None:
    found, _ = judged(sample())
    assert [(group.id, [issue.key for issue in group.issues]) for group in found.groups] == [
        ("预算管理", ["E02:project_exec_rate"]),
        ("财务和合同管理", ["W02", "W03", "W04", "W05"]),
        ("服务效果", ["B02:T05", "S01:Q02"]),
        ("绩效管理", ["W01"]),
    ]
    assert (found.hints, found.to_verify) == ((), ())


def test_a_lower_standard_moves_score_reason_issue_and_verdict_together() -> None:
    before, after = sample(), with_standard("project_exec_rate", 0.92)
    found, verdict = judged(before)
    assert "扣1.5分" in reason_of(before, "project_exec_rate")
    assert reason_of(after[0], "project_exec_rate") == ""
    gone = {issue.key for issue in found.everything} - {i.key for i in after[1].everything}
    assert gone == {"E02:project_exec_rate"}
    assert verdict.score_paragraph == "综合评价得分86.88分　等级良（得分来源：计算）"
    assert after[2].score_paragraph == "综合评价得分88.38分　等级良（得分来源：计算）"
    assert after[2].issues_paragraph.startswith("共3类7条：")
    changed = next(line for line in after[2].rates if line.id == "project_exec_rate")
    assert (changed.standard, changed.judgement) == ("≥92%（示范方案）", "达标")


def test_a_higher_standard_costs_points_and_raises_an_issue() -> None:
    case, found, verdict = with_standard("exec_rate", 0.97)
    assert "标准≥97.00%" in reason_of(case, "exec_rate")
    # Project money misses its standard too, so the whole budget's rate is a hint under it.
    assert [issue.key for issue in found.hints] == ["E01:exec_rate"]
    assert "低于97%（示范方案）" in found.hints[0].text
    assert verdict.total == pytest.approx(86.375)


def test_nothing_provided_goes_all_the_way_to_the_verdict() -> None:
    file = seed_file("sample_department")
    data = {name: item for name, item in file.data.items() if name != "staff_actual"}
    found, verdict = judged(build_case(replace(file, data=data)))
    assert [issue.text for issue in found.hints] == [
        "未提供的数据共1项：在职人员数（年末实有）；相应指标暂不评分。"
    ]
    assert [(row.name, row.points, row.why) for row in verdict.unscored] == [
        ("在职人员控制率", 4, "未提供")
    ]
    assert verdict.grade is None
    assert verdict.grade_range == ("良",)
    assert "staff_control_rate" not in [line.id for line in verdict.rates]


def test_a_score_of_a_draft_scheme_says_wherever_it_stands_that_it_is_a_trial() -> None:
    _, verdict = judged(replace(sample(), scheme_is_draft=True))

    assert "草稿方案试算，方案未核全，不作为评价结果" in verdict.score_paragraph
    assert verdict.conclusion.endswith("（草稿方案试算，方案未核全，不作为评价结果）。")
