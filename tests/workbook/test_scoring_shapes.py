"""Every shape of rule, built into a template and calculated: score, reason, absence."""

from dataclasses import replace
from functools import cache

import pytest

from tests.support.cases import CATALOGUE
from tests.support.shaped_books import indicators_of
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import (
    Band,
    Scheme,
    SchemeRow,
    ScoreRule,
    StandardReference,
    ValueRule,
)
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Absence, Indicator
from xltoolkit.workbook.template import build_template

FIVE_HEADS = CATALOGUE.scheme("five_heads")
RATE = ValueRule("PERF_EXEC_RATE", ("spend_total", "budget_final"))


def row(row_id: str, head: str, rule: ScoreRule, value: ValueRule | None = RATE) -> SchemeRow:
    return replace(
        FIVE_HEADS.rows[0],
        id=row_id,
        level1=head,
        level3=row_id,
        points=10.0,
        score=rule,
        value=value,
        applicable="optional",
    )


ROWS = (
    row("steps", "一", ScoreRule("step", (">=", StandardReference("exec_rate"), 0.01, 1.0))),
    row("parts_of_steps", "一", ScoreRule("step", (">=", 0.95, 0.01, 1.0, "ceil"))),
    row(
        "in_bands",
        "二",
        ScoreRule("bands", bands=(Band(0.8, 4.0), Band(0.9, 7.0), Band(None, 10.0))),
    ),
    row("in_ratio", "二", ScoreRule("ratio", (1.0,))),
    row("checked", "三", ScoreRule("checklist", items=("甲", "乙", "丙", "丁")), None),
    row("deducted", "三", ScoreRule("deduct", (2.0,)), None),
    row("judged", "三", ScoreRule("judgement"), None),
)
SCHEME: Scheme = replace(FIVE_HEADS, id="shapes", rows=ROWS, full=70.0, unscored=())
WITH_SHAPES: Catalogue = replace(CATALOGUE, schemes=(SCHEME,))

# 855 of 1000 is 85.5 %: 9.5 points below 95 %.
INPUTS: dict[str, Scalar] = {"评价年度": 2023, "决算支出": 855, "全年预算": 1000}
MARKS: dict[tuple[str, str], Scalar] = {
    ("checked", "item1"): "是",
    ("checked", "item2"): "是",
    ("checked", "item3"): "否",
    ("checked", "item4"): "是",
    ("deducted", "mark"): 3,
    ("judged", "mark"): 8.5,
}


@cache
def template() -> bytes:
    return build_template(WITH_SHAPES, SCHEME)


def indicators(
    changes: dict[str, Scalar] | None = None, marks: dict[tuple[str, str], Scalar] | None = None
) -> dict[str, Indicator]:
    """Return the rows after these values were typed into named cells and columns of rows."""
    typed, marked = {**INPUTS, **(changes or {})}, {**MARKS, **(marks or {})}
    return indicators_of(template(), WITH_SHAPES, typed, marked)


@pytest.mark.parametrize(
    ("indicator", "score", "reason"),
    [
        (
            "steps",
            1.0,
            "结果85.50%，标准≥95.00%，低9.5个百分点，每满1个百分点扣1分，按9个百分点计，扣9分。",
        ),
        ("parts_of_steps", 0.0, "按10个百分点计，扣完本项10分。"),
        ("in_bands", 7.0, "该档得7分，扣3分。"),
        ("in_ratio", 8.55, "结果85.50%，目标100.00%，按比例计分，扣1.45分。"),
        ("checked", 7.5, "共4项要点，符合3项，1项不符合，扣2.5分。"),
        ("deducted", 4.0, "发现3例，每例扣2分，扣6分。"),
        ("judged", 8.5, "评定得分8.5分，扣1.5分。"),
    ],
)
def test_every_shape_gives_its_score_and_its_reason(
    indicator: str, score: float, reason: str
) -> None:
    found = indicators()[indicator]

    assert found.score == pytest.approx(score)
    assert found.reason.endswith(reason)


def test_a_standard_changed_on_the_sheet_moves_the_score() -> None:
    assert indicators({"标准_预算执行率": 0.9})["steps"].score == 6


@pytest.mark.parametrize(
    ("word", "score"), [("只计整步", 1.0), ("不足一步按一步计", 0.0), ("按比例计", 0.5)]
)
def test_the_rounding_of_steps_is_chosen_in_words(word: str, score: float) -> None:
    rows = indicators({"计步方法": word})

    assert rows["steps"].score == pytest.approx(score)
    assert rows["parts_of_steps"].score == 0  # it has a rounding of its own


def test_an_item_that_is_not_checked_yet_leaves_the_row_open() -> None:
    found = indicators(marks={("checked", "item3"): None})["checked"]

    assert found.score is CellError.NA
    assert found.absence is Absence.NOT_PROVIDED


@pytest.mark.parametrize(("count", "score"), [(0, 10.0), (5, 0.0), (6, 0.0)])
def test_a_typed_count_wins_over_the_findings(count: int, score: float) -> None:
    assert indicators(marks={("deducted", "mark"): count})["deducted"].score == score


def test_without_a_count_the_cases_of_the_findings_count() -> None:
    found = indicators(
        {"_findings_id": "F1", "_findings_indicator": "deducted", "_findings_cases": 2},
        {("deducted", "mark"): None},
    )["deducted"]

    assert (found.value, found.score) == (2, 6)


def test_without_a_count_and_a_finding_the_row_is_not_provided() -> None:
    found = indicators(marks={("deducted", "mark"): None})["deducted"]

    assert found.value is CellError.NA
    assert found.absence is Absence.NOT_PROVIDED


def test_a_row_that_does_not_apply_has_no_score_and_no_reason() -> None:
    found = indicators(marks={("steps", "applicable"): "不适用"})["steps"]

    assert (found.score, found.final_score, found.reason) == (None, None, "")
    assert found.absence is Absence.NOT_APPLICABLE


def test_an_adjusted_score_replaces_the_computed_one() -> None:
    found = indicators(marks={("judged", "adjusted"): 9})["judged"]

    assert (found.score, found.final_score, found.adjusted) == (8.5, 9, 9)


def test_the_parts_of_a_head_stand_together_or_the_scheme_is_refused() -> None:
    torn = replace(SCHEME, rows=(*ROWS, replace(ROWS[0], id="again")))

    with pytest.raises(UserError, match="一级指标“一”不连续，请把同一一级指标的各行排在一起"):
        build_template(replace(CATALOGUE, schemes=(torn,)), torn)
