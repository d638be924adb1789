"""What a comparison says, on departments of a few figures; everything is checked by hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from xltoolkit.batch.comparing import compare
from xltoolkit.batch.comparison import Comparison, Group
from xltoolkit.batch.model import (
    Department,
    FailureKind,
    HeadScore,
    IndicatorScore,
    IssueFound,
    Rate,
    Row,
)
from xltoolkit.batch.spreads import quartiles
from xltoolkit.batch.tables import build_tables

SCHEME_NAME = "示范方案"
PLAIN = Department(
    name="甲局",
    year=2023,
    body="",
    stage="初稿",
    scheme="five_heads",
    scheme_name=SCHEME_NAME,
    scheme_version="1.0",
    adjustments=(),
    full=100,
    scorable=100,
    scored=100,
    total=85,
    normalised=85.0,
    grade="良",
    open_grades=(),
    decided_score=None,
    decided_grade="",
    decided_basis="",
    amount=1000.0,
    problems=1,
    hints=0,
    to_verify=0,
    open_checks=0,
    heads=(HeadScore("预算执行", 20, 20, 20, 15),),
    scores=(IndicatorScore("exec_rate", "预算执行", "预算执行率", 8, 6, "", ""),),
    rates=(),
    issues=(),
)


def department(name: str, score: float, **fields: Any) -> Department:
    return replace(PLAIN, name=name, normalised=score, total=score, **fields)


def compared(*departments: Department) -> Comparison:
    rows = [(f"{number}.xlsx", Row(each)) for number, each in enumerate(departments, start=1)]
    return compare(build_tables(rows))


def only_group(comparison: Comparison) -> Group:
    (group,) = comparison.groups
    return group


def ranks(group: Group) -> list[tuple[int, str]]:
    return [(each.rank, each.department) for each in group.ranking]


def test_equal_printed_scores_share_a_rank() -> None:
    group = only_group(
        compared(
            department("丙局", 84.994),
            department("甲局", 85.005),  # printed as 85.01, half up
            department("乙局", 85.0149),  # 85.01
            department("丁局", 90),
        )
    )
    assert ranks(group) == [(1, "丁局"), (2, "乙局"), (2, "甲局"), (4, "丙局")]
    assert [each.score for each in group.ranking] == [90, 85.01, 85.01, 84.99]


def test_a_department_with_points_missing_is_not_ranked() -> None:
    group = only_group(
        compared(
            department("甲局", 95, grade="", scored=90, open_grades=("良", "优")),
            department("乙局", 80),
        )
    )
    assert ranks(group) == [(1, "乙局")]
    (unranked,) = group.unranked
    assert unranked.why == "可评100分，已评90分，未全部评分，等级尚可能为良、优"


def test_a_decided_score_stands_beside_the_ranking() -> None:
    decided = department("甲局", 70, decided_score=88.0, decided_grade="良")
    group = only_group(compared(decided, department("乙局", 80)))
    assert ranks(group) == [(1, "乙局"), (2, "甲局")]
    assert [each.decided for each in group.ranking] == ["", "88.00良"]


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2022},
        {"scheme_version": "2.0"},
        {"scheme_name": "另一方案"},
        {"adjustments": ("预算执行率的标准90%",)},
    ],
    ids=["another year", "another version", "another scheme", "changed standards"],
)
def test_what_was_measured_otherwise_is_not_compared(other: dict[str, Any]) -> None:
    comparison = compared(
        department("甲局", 80), department("乙局", 90, **other), department("丙局", 70)
    )
    assert [ranks(group) for group in comparison.groups] == [
        [(1, "甲局"), (2, "丙局")],
        [(1, "乙局")],
    ]
    assert comparison.warnings[0].startswith("文件分属2组")


def test_departments_of_one_group_need_no_warning() -> None:
    assert compared(department("甲局", 80), department("乙局", 90)).warnings == ()


def test_a_department_in_several_files_counts_once_and_all_are_named() -> None:
    comparison = compared(
        department("甲局", 80),
        department("乙局", 70),
        department("甲局", 80),
        replace(PLAIN, stage="定稿"),
    )
    group = only_group(comparison)
    assert [(each.rank, each.file, each.doubled) for each in group.ranking] == [
        (1, "4.xlsx", True),
        (2, "2.xlsx", False),
    ]
    assert [(each.file, each.why) for each in group.repeated] == [
        ("1.xlsx", "同一部门同一年度已计“4.xlsx”，本文件不计入排名和统计"),
        ("3.xlsx", "同一部门同一年度已计“4.xlsx”，本文件不计入排名和统计"),
    ]
    assert (group.size, comparison.files, comparison.repeated) == (2, 4, 2)
    (warning,) = comparison.warnings
    assert warning == (
        "“甲局”2023年度有3个文件（1.xlsx、3.xlsx、4.xlsx），只计“4.xlsx”，都标注“重复”，"
        "请核对后留下一个。"
    )


def test_what_is_counted_twice_shifts_no_statistics() -> None:
    first, second = department("甲局", 90), department("乙局", 70)
    first = replace(first, issues=(issue("B02", "一"),), rates=(rate(0.9, "90.00%"),))
    once = only_group(compared(first, second))
    twice = only_group(compared(first, second, first))
    assert replace(twice, repeated=(), ranking=()) == replace(once, ranking=())
    assert [each.rank for each in twice.ranking] == [each.rank for each in once.ranking]
    assert twice.frequent[0].share == 0.5


@pytest.mark.parametrize(
    ("others", "stands"),
    [
        ({"stage": "征求意见稿"}, "2.xlsx"),
        ({"scored": 90.0, "grade": "", "normalised": 90.0}, "1.xlsx"),
        ({}, "1.xlsx"),
    ],
    ids=["the later stage", "more points scored", "the first name"],
)
def test_one_file_stands_for_a_department(others: dict[str, Any], stands: str) -> None:
    group = only_group(compared(PLAIN, replace(PLAIN, **others)))
    files = [each.file for each in group.ranking] + [each.file for each in group.unranked]
    assert files == [stands]


def test_files_without_a_name_are_not_taken_for_one_department() -> None:
    comparison = compared(department("", 80), department("", 70))
    assert only_group(comparison).size == 2
    assert comparison.warnings == ()


def test_a_department_in_two_groups_counts_in_each() -> None:
    comparison = compared(PLAIN, replace(PLAIN, adjustments=("预算执行率8.5分",)))
    assert [group.size for group in comparison.groups] == [1, 1]
    assert "只计“1.xlsx”、“2.xlsx”（不同的组各计一个）" in comparison.warnings[-1]


def test_a_grade_that_is_settled_is_said_to_be() -> None:
    group = only_group(compared(department("甲局", 85, grade="", scored=99, open_grades=("良",))))
    (unranked,) = group.unranked
    assert unranked.why == "可评100分，已评99分，未全部评分，等级已可确定为良"


def test_many_doubles_are_summed_up() -> None:
    doubles = [department(f"{number:02d}局", 80) for number in range(25)]
    warnings = compared(*doubles, *doubles).warnings
    assert len(warnings) == 21
    assert warnings[-1] == "另有5个部门的文件重复，见排名和未排名中标注“重复”的行。"


def test_one_department_in_two_years_is_no_double() -> None:
    comparison = compared(department("甲局", 80), department("甲局", 81, year=2022))
    assert not any(each.doubled for group in comparison.groups for each in group.ranking)


def test_a_head_with_points_missing_has_no_rate() -> None:
    heads = (HeadScore("预算执行", 20, 20, 10, 10), HeadScore("资产管理", 5, 0, 0, 0))
    group = only_group(compared(department("甲局", 80, heads=heads)))
    assert group.ranking[0].heads == {"预算执行": None, "资产管理": None}
    assert [spread.name for spread in group.spreads] == ["折算得分", "预算执行率"]


def test_every_grade_of_the_scheme_is_counted() -> None:
    group = only_group(compared(department("甲局", 91, grade="优"), department("乙局", 85)))
    assert group.grades == (("优", 1), ("良", 1), ("中", 0), ("差", 0))


def issue(rule: str, title: str, nature: str = "问题", amount: float | None = None) -> IssueFound:
    return IssueFound(f"{rule}:x", rule, nature, "算", "组", title, "", amount, 1.0)


def test_issues_are_counted_by_rule_once_for_each_department() -> None:
    group = only_group(
        compared(
            department("甲局", 80, issues=(issue("B02", "接听日未完成计划"),) * 2),
            department("乙局", 81, issues=(issue("B02", "培训未完成计划", amount=3.5),)),
            department("丙局", 82, issues=(issue("E01", "预算执行率未达标准", "提示"),)),
        )
    )
    (found,) = group.frequent
    assert (found.title, found.departments, found.issues) == ("绩效目标未完成计划", 2, 3)
    assert found.share == pytest.approx(2 / 3)
    assert (found.amount, found.points_lost) == (3.5, 3.0)
    assert found.examples == "接听日未完成计划；培训未完成计划"


def rate(value: float, result: str) -> Rate:
    return Rate(
        indicator="exec_rate",
        name="预算执行率",
        of_scheme=True,
        value=value,
        result=result,
        standard=0.95,
        judgement="达标",
        published="未公布",
    )


def test_a_value_beyond_the_fences_stands_apart_and_one_on_them_does_not() -> None:
    # Quartiles 0.92 and 0.96, so fences 0.86 and 1.02.
    values = [0.91, 0.92, 0.92, 0.94, 0.94, 0.96, 0.96, 0.97]
    group = only_group(compared(*of_values([*values[:7], 1.02])))
    assert group.outliers == ()
    group = only_group(compared(*of_values([*values[:7], 1.0201])))
    (found,) = group.outliers
    assert (found.department, found.side) == ("7局", "偏高")
    assert (found.value, found.low, found.high) == ("102.01%", "86.00%", "102.00%")


def of_values(values: Sequence[float]) -> list[Department]:
    return [
        department(f"{number}局", 85, rates=(rate(value, f"{value:.2%}"),))
        for number, value in enumerate(values)
    ]


def test_a_small_group_has_no_outliers_and_a_smaller_one_no_quartiles() -> None:
    assert only_group(compared(*of_values([0.9] * 3 + [0.95] * 3 + [5]))).outliers == ()
    spreads = only_group(compared(*of_values([0.9, 0.95, 1]))).spreads
    assert {(each.first, each.third) for each in spreads} == {(None, None)}


@settings(deadline=None)
@given(some.lists(some.floats(0, 1), min_size=4, max_size=40))
def test_quartiles_are_those_of_another_library(values: list[float]) -> None:
    found = quartiles(values)
    assert found is not None
    assert found == pytest.approx(tuple(pandas.Series(values).quantile([0.25, 0.75])))


@settings(deadline=None, max_examples=30)
@given(scores=some.lists(some.integers(6000, 10_000), min_size=1, max_size=12), data=some.data())
def test_the_order_of_the_files_changes_nothing(scores: list[int], data: some.DataObject) -> None:
    departments = [department(f"{n}局", score / 100) for n, score in enumerate(scores)]
    rows = [(f"{each.name}.xlsx", Row(each)) for each in departments]
    shuffled = data.draw(some.permutations(rows))
    assert compare(build_tables(rows)) == compare(build_tables(shuffled))


def test_failures_are_listed_and_no_results_are_no_error() -> None:
    rows = [("坏.xlsx", Row.failed(FailureKind.TIMEOUT, "超过时限。"))]
    comparison = compare(build_tables(rows))
    assert comparison.groups == ()
    assert [(each.file, each.kind) for each in comparison.failures] == [("坏.xlsx", "超时")]
