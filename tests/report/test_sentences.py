"""Sentences that the report itself writes: funds, outcomes, advice."""

from typing import Any

import pytest

from tests.support.cases import CATALOGUE
from tests.support.small_cases import small_case
from xltoolkit.report.advising import advice_paragraphs
from xltoolkit.report.funds import fund_paragraphs
from xltoolkit.report.outcomes import outcome_paragraphs
from xltoolkit.report.shown import ShownGroup, ShownIssue

RATE = {
    "id": "r",
    "name": "项目资金预算执行率",
    "input_ids": ["spend_project", "budget_project_final"],
    "value": 0.9,
}


def funds(data: dict[str, Any], **written: Any) -> str:
    empty: dict[str, Any] = {quantity.id: None for quantity in CATALOGUE.quantities}
    return "".join(fund_paragraphs(small_case({"data": {**empty, **data}, **written})))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"tp_spend": 29.58}, "“三公”经费年初预算【待补】万元，实际支出29.58万元。"),
        ({"tp_budget": 30.0}, "“三公”经费年初预算30.00万元，实际支出【待补】万元。"),
        ({}, "【待补：“三公”经费年初预算数和决算数】"),
        (
            {"fa_gross": 9.0, "fa_net": 5.0},
            "年末固定资产原值9.00万元，累计折旧【待补】万元，净值5.00万元。",
        ),
        ({"spend_basic": 7.0}, "2023年决算支出【待补】万元，其中基本支出7.00万元。"),
        ({"carry_in": 1.0}, "年初结转和结余1.00万元，年末结转和结余【待补】万元。"),
    ],
)
def test_known_figures_are_printed_and_the_rest_is_asked_for(
    data: dict[str, Any], said: str
) -> None:
    assert said in funds(data)


def test_what_nobody_gives_and_not_every_report_has_is_left_out() -> None:
    assert "结转" not in funds({})
    assert "执行率" not in funds({})


def test_a_rate_has_the_name_that_the_table_of_rates_gives_it() -> None:
    said = funds({"spend_project": 9.0, "budget_project_final": 10.0}, indicators=[RATE])
    assert "预算执行率为【待补】，项目资金预算执行率90.00%。" in said


def outcomes(*targets: dict[str, Any], results: str = "") -> tuple[str, ...]:
    case = small_case({"targets": [{"id": f"T{n}", **row} for n, row in enumerate(targets)]})
    object.__setattr__(case.cover, "results", results)
    return outcome_paragraphs(case)


COUNT = {"name": "培训", "unit": "场", "target": 12, "actual": 9, "change": -1}
LIMIT = {"name": "超概算率", "direction": "<=", "target": 0.02, "actual": 0.012}
SHARE = {"name": "数据及时率", "target": 0.95, "actual": 0.962, "change": 0.014}


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (COUNT, "培训目标12场，实际9场，比2022年减少1场"),
        ({**COUNT, "change": 2}, "培训目标12场，实际9场，比2022年增加2场"),
        (LIMIT, "超概算率目标不超过2.00%，实际1.20%"),
        (SHARE, "数据及时率目标95.00%，实际96.20%，比2022年上升1.40个百分点"),
    ],
)
def test_a_target_is_worded_by_its_kind(target: dict[str, Any], said: str) -> None:
    assert said in outcomes(target)[-1]


def test_targets_are_numbered_behind_a_mark() -> None:
    first, second = outcomes(COUNT)
    assert first == "（一）【待补：本年度履职的主要成果和效益】"
    assert second.startswith("（二）绩效目标完成情况。2023年，培训")


def test_targets_behind_plain_paragraphs_have_no_heading() -> None:
    assert outcomes(COUNT, results="做了很多事。")[-1].startswith("2023年绩效目标完成情况：培训")


@pytest.mark.parametrize(
    ("results", "names"),
    [
        ("（一）平台。数据及时率96.20%。", ["超概算率"]),
        ("（一）平台。数据及时率95%。", ["超概算率", "数据及时率"]),
        ("（一）平台。培训9场。", ["培训", "超概算率", "数据及时率"]),
    ],
)
def test_what_staff_wrote_of_a_reached_target_is_not_repeated(
    results: str, names: list[str]
) -> None:
    rows = [COUNT, LIMIT, SHARE] if "培训" in names else [LIMIT, SHARE]
    closing = outcomes(*rows, results=results)[-1]
    assert [name for name in ("培训", "超概算率", "数据及时率") if name in closing] == names
    assert ("其他绩效目标" in closing) is (names == ["超概算率"])


def group(*advice: str) -> ShownGroup:
    issues = [
        ShownIssue(str(n), n, "某问题", "某事。", None, "", "", text, {})
        for n, text in enumerate(advice)
    ]
    return ShownGroup("（一）财务管理不严", tuple(issues))


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        (
            ("系统拟稿：补齐附件。", "系统拟稿：按期完工。"),
            "（一）系统拟稿：针对“财务管理不严”的问题，补齐附件；按期完工。",
        ),
        (
            ("加强审核。", "系统拟稿：按期完工。"),
            "（一）针对“财务管理不严”的问题，加强审核。系统拟稿：按期完工。",
        ),
        (("加强审核。", "加强审核。"), "（一）针对“财务管理不严”的问题，加强审核。"),
    ],
)
def test_advice_of_a_group_is_one_sentence_with_one_label(
    advice: tuple[str, ...], said: str
) -> None:
    assert advice_paragraphs(small_case({}), [group(*advice)]) == (said,)
