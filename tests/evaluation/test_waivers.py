"""豁免: listed still, counted no more, named in the verdict with reason and name."""

from typing import Any

import pytest

from tests.support.cases import CATALOGUE
from tests.support.small_cases import small_case
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.verdict import reach_verdict

F1 = {"id": "F1", "title": "附件不全", "fact": "甲事。", "group": "财务管理"}
F2 = {"id": "F2", "title": "逾期完工", "fact": "乙事。", "group": "财务管理"}
SURVEY = {"id": "Q01", "satisfaction": 0.8016, "valid": 275, "published_mean": True}
TAMPER = {"kind": "changed", "id": "x", "what": "得分", "places": [["指标评分", "N6"]]}


def paragraph(**written: Any) -> str:
    case = small_case(written)
    return reach_verdict(case, find_issues(case, CATALOGUE), CATALOGUE).issues_paragraph


@pytest.mark.parametrize(
    ("waived", "expected"),
    [
        (
            [],
            "共1类2条：财务管理2条。详见问题清单。",
        ),
        (
            ["F1"],
            (
                "共1类1条：财务管理1条。详见问题清单。"
                "另有1条予以豁免，不计入上述条数：附件不全（已报批，豁免人张三）。"
            ),
        ),
        (
            [{"key": "F1", "reason": "政策性原因。", "name": ""}, {"key": "F2", "reason": ""}],
            (
                "未发现应列入问题清单的问题。另有2条予以豁免，不计入上述条数："
                "附件不全（政策性原因，豁免人未填）；逾期完工（理由未填，豁免人张三）。"
            ),
        ),
        (
            ["F9"],
            "共1类2条：财务管理2条。详见问题清单。",
        ),
    ],
)
def test_the_verdict_names_what_is_exempted_and_counts_the_rest(
    waived: list[Any], expected: str
) -> None:
    assert paragraph(findings=[F1, F2], waived=waived) == expected


def test_hints_and_open_questions_may_be_exempted_too() -> None:
    found = find_issues(small_case({"surveys": [SURVEY], "waived": ["S03:Q01"]}), CATALOGUE)
    assert [issue.key for issue in found.waived] == ["S03:Q01"]
    assert found.hints == ()
    assert paragraph(surveys=[SURVEY], waived=["S03:Q01"]) == "未发现应列入问题清单的问题。"


def test_what_was_tampered_with_cannot_be_exempted() -> None:
    """The same key may stand for another change tomorrow, which the waiver would hide."""
    found = find_issues(small_case({"tampering": [TAMPER], "waived": ["Z02:x"]}), CATALOGUE)
    assert [issue.key for issue in found.hints] == ["Z02:x"]
    assert found.waived == ()


def test_a_hint_under_an_exempted_issue_keeps_its_usual_sentence() -> None:
    whole = {"id": "exec_rate", "value": 0.9, "standard": 0.95, "direction": ">="}
    projects = {**whole, "id": "project_exec_rate"}
    case = small_case(
        {
            "data": {"spend_total": 90, "budget_final": 100},
            "indicators": [whole, projects],
            "waived": ["E02:project_exec_rate"],
        }
    )
    found = find_issues(case, CATALOGUE)
    assert [issue.text for issue in found.hints] == [
        "2023年预算执行率90.00%，未达95%的标准，未执行10.00万元。"
    ]
