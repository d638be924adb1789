"""Groups, order, keys, advice, points and waivers of the list of issues."""

from dataclasses import replace
from typing import Any

from tests.support.small_cases import small_case
from xltoolkit.catalogue import load_catalogue
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.issues import find_issues

CATALOGUE = load_catalogue()
LOW_RATE = {"id": "project_exec_rate", "value": 0.9, "standard": 0.95, "direction": ">="}


def findings_of(**written: Any) -> Findings:
    return find_issues(small_case(written), CATALOGUE)


def finding(identifier: str, **fields: Any) -> dict[str, Any]:
    return {"id": identifier, "fact": f"{identifier}的事实。", **fields}


def keys(found: Findings) -> list[tuple[str, list[str]]]:
    return [(group.title, [issue.key for issue in group.issues]) for group in found.groups]


def test_a_row_s_own_group_wins_over_the_members_of_another() -> None:
    groups = [{"id": "甲", "title": "甲类"}, {"id": "乙", "title": "乙类", "members": ["F1"]}]
    found = findings_of(groups=groups, findings=[finding("F1", group="甲")])
    assert keys(found) == [("甲类", ["F1"])]


def test_a_row_may_name_its_group_by_the_title() -> None:
    groups = [{"id": "甲", "title": "甲类"}]
    found = findings_of(groups=groups, findings=[finding("F1", group="甲类")])
    assert keys(found) == [("甲类", ["F1"])]


def test_a_group_that_lists_the_row_wins_over_one_that_lists_the_rule() -> None:
    groups = [
        {"id": "甲", "title": "甲类", "members": ["M01"]},
        {"id": "乙", "title": "乙类", "members": ["F2"]},
    ]
    rows = [finding("F1", kind="M01"), finding("F2", kind="M01")]
    assert keys(findings_of(groups=groups, findings=rows)) == [("甲类", ["F1"]), ("乙类", ["F2"])]


def test_without_groups_the_rules_have_their_own() -> None:
    found = findings_of(findings=[finding("F1", kind="G03")], indicators=[LOW_RATE])
    assert keys(found) == [
        ("预算资金管理", ["E02:project_exec_rate"]),
        ("采购和合同管理", ["F1"]),
    ]
    assert [group.id for group in found.groups] == ["预算资金管理", "采购和合同管理"]


def test_a_rule_s_own_group_is_that_of_the_workbook_where_the_short_name_is_the_same() -> None:
    groups = [{"id": "预算资金管理", "title": "预算资金管理存在不足"}]
    found = findings_of(groups=groups, indicators=[LOW_RATE])
    assert keys(found) == [("预算资金管理存在不足", ["E02:project_exec_rate"])]


def test_a_group_that_only_a_row_names_stands_last() -> None:
    rows = [finding("F1", group="别的"), finding("F2")]
    assert [title for title, _ in keys(findings_of(findings=rows))] == ["业务管理", "别的"]


def test_groups_stand_in_the_order_of_the_workbook_and_members_in_theirs() -> None:
    groups = [
        {"id": "乙", "title": "乙类", "members": ["F3", "E02", "F1"]},
        {"id": "甲", "title": "甲类", "members": ["F2"]},
    ]
    rows = [finding("F1"), finding("F2"), finding("F3")]
    found = findings_of(groups=groups, findings=rows, indicators=[LOW_RATE])
    assert keys(found) == [("乙类", ["F3", "E02:project_exec_rate", "F1"]), ("甲类", ["F2"])]


def test_rows_that_no_group_ranks_stand_behind_in_catalogue_order() -> None:
    groups = [{"id": "甲", "title": "甲类", "members": ["F2"]}]
    rows = [finding("F1", group="甲"), finding("F2"), finding("F3", group="甲", kind="M01")]
    assert keys(findings_of(groups=groups, findings=rows)) == [("甲类", ["F2", "F3", "F1"])]


def test_a_finding_keeps_its_key_when_its_kind_changes() -> None:
    for kind in ("M01", "G02", ""):
        found = findings_of(findings=[finding("F1", kind=kind)])
        assert [issue.key for issue in found.problems] == ["F1"]


def test_rows_with_one_id_get_keys_of_their_own() -> None:
    found = findings_of(findings=[finding("F1"), finding("F1"), finding("F1")])
    assert [issue.key for issue in found.problems] == ["F1", "F1#2", "F1#3"]


def test_the_report_s_advice_wins_over_the_auditor_s_and_that_over_the_draft() -> None:
    advice = [
        {"id": "（一）", "text": "甲。", "answers": ["F1"]},
        {"id": "（二）", "text": "乙。", "answers": ["F01"]},
    ]
    rows = [finding("F1", advice="丙。"), finding("F2", advice="丁。"), finding("F3", kind="M01")]
    found = {
        issue.key: issue.advice for issue in findings_of(advice=advice, findings=rows).problems
    }
    assert found["F1"] == "（一）甲。\n（二）乙。"
    assert found["F2"] == "（二）乙。"
    assert found["F3"].startswith("系统拟稿：补齐附件")
    alone = findings_of(findings=[finding("F2", advice="丁。")])
    assert alone.problems[0].advice == "丁。"


def test_what_an_auditor_typed_is_printed() -> None:
    row = finding("F1", title="标题", basis="合同", office="综合科", amount=1.26)
    issue = findings_of(findings=[row]).problems[0]
    assert (issue.title, issue.basis, issue.office, issue.amount) == (
        "标题",
        "合同",
        "综合科",
        1.26,
    )
    assert (issue.place.sheet, issue.place.cell) == ("现场发现", "J5")


def test_a_finding_without_a_title_is_called_by_its_kind() -> None:
    assert (
        findings_of(findings=[finding("F1", kind="M01")]).problems[0].title
        == "原始凭证不充分、附件不全"
    )


def test_an_indicator_s_issue_carries_its_figures() -> None:
    data = {"spend_project": 90, "budget_project_final": 100}
    issue = findings_of(indicators=[LOW_RATE], data=data).problems[0]
    assert (issue.standard, issue.actual, issue.gap, issue.amount) == (0.95, 0.9, 0.05, 10)


def test_a_standard_that_the_published_report_names_is_called_so() -> None:
    target = {"id": "T01", "actual": 0.9, "standard": 0.95}
    quoted = [{"id": "T01", "published": 0.9, "standard": 0.95}]
    other = [{"id": "T01", "published": 0.9, "standard": 0.9}]
    assert findings_of(targets=[target], checks=quoted).problems[0].basis == "95%（报告所列）"
    assert findings_of(targets=[target], checks=other).problems[0].basis == "95%（绩效目标表）"


def test_points_are_lost_once_beside_the_first_issue_of_a_row() -> None:
    row = {"id": "contract_mgmt", "name": "合同管理", "points": 5, "final_score": 3.2}
    rows = [finding("F1", indicator="contract_mgmt"), finding("F2", indicator="contract_mgmt")]
    found = findings_of(indicators=[row], findings=rows)
    assert [issue.points_lost for issue in found.problems] == [1.8, None]


def test_a_row_without_a_score_has_lost_nothing_that_is_known() -> None:
    assert findings_of(indicators=[LOW_RATE]).problems[0].points_lost is None


def test_a_missed_target_belongs_to_the_row_that_averages_the_targets() -> None:
    row = {"id": "task_completion", "points": 20, "final_score": 18}
    row["input_ids"] = ["target_completion"]
    target = {"id": "T01", "unit": "期", "target": 10, "actual": 9, "completion": 0.9}
    found = findings_of(indicators=[{**row, "value": 0.9}], targets=[target])
    assert [issue.points_lost for issue in found.problems] == [2]


def test_a_survey_of_staff_costs_no_points_of_the_public_s_satisfaction() -> None:
    row = {"id": "satisfaction", "points": 10, "final_score": 9, "value": 0.9}
    row["input_ids"] = ["public_satisfaction"]
    survey = {"id": "Q01", "satisfaction": 0.9, "standard": 0.95}
    public = findings_of(indicators=[row], surveys=[survey])
    staff = findings_of(indicators=[row], surveys=[{**survey, "respondents": "内部人员"}])
    assert [issue.points_lost for issue in public.problems] == [1]
    assert [issue.points_lost for issue in staff.problems] == [None]


def test_a_waived_issue_is_neither_printed_nor_counted_nor_lost() -> None:
    found = findings_of(findings=[finding("F1"), finding("F2")], waived=["F1"])
    assert [issue.key for issue in found.problems] == ["F2"]
    assert [issue.key for issue in found.waived] == ["F1"]
    assert found.hints[-1].text == "下列问题无对应建议：第1项。"


def test_a_rule_that_is_off_finds_nothing() -> None:
    rules = tuple(replace(rule, on_by_default=False) for rule in CATALOGUE.issue_rules)
    case = small_case({"indicators": [LOW_RATE], "findings": [finding("F1")]})
    assert find_issues(case, replace(CATALOGUE, issue_rules=rules)).everything == ()


def test_hints_under_an_issue_stand_before_the_others() -> None:
    whole = {"id": "exec_rate", "value": 0.9, "standard": 0.95, "direction": ">="}
    found = findings_of(indicators=[whole, LOW_RATE])
    assert [issue.key for issue in found.hints] == ["E01:exec_rate", "V04:case"]
    assert found.hints[0].under == found.problems[0].key
