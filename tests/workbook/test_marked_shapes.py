"""The shapes that schemes brought, built into a template and calculated: score, reason, absence."""

from dataclasses import replace
from functools import cache

import pytest

from tests.support.cases import CATALOGUE
from tests.support.shaped_books import Marks, Typed, indicators_of, with_scheme
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue.scheme_model import (
    Band,
    Definition,
    Floor,
    Level,
    Scheme,
    SchemeRow,
    ScoreRule,
    ValueRule,
)
from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.evaluation.case import Absence, Indicator
from xltoolkit.workbook.template import build_template

FIVE_HEADS = CATALOGUE.scheme("five_heads")
RATE = ValueRule("PERF_EXEC_RATE", ("spend_total", "budget_final"))
OWN = SourceMark("own")
LEVELS = (Level("好", 10.0), Level("一般", 5.0), Level("差", 0.0))


def row(row_id: str, rule: ScoreRule, value: ValueRule | None = None, **more: object) -> SchemeRow:
    made = replace(
        FIVE_HEADS.rows[0],
        id=row_id,
        level1="一",
        level3=row_id,
        points=10.0,
        score=rule,
        value=value,
        applicable="optional",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # the fields that a test names


CARRYOVER = ValueRule("PERF_BALANCE", ("carry_out", "carry_in"))
EXTERNAL = ValueRule("PERF_EXTERNAL_RATE", ("external_eval_score", "external_eval_full"))
ALTERNATIVES = (
    Definition(
        "结转结余率：结转结余÷全年预算",
        ValueRule("PERF_CARRYOVER_RATE", ("carry_out", "budget_final")),
        OWN,
        ("<=", 0.1, 0.01, 1.0, "floor"),
    ),
    Definition(
        "结转结余变动率：比年初",
        ValueRule("PERF_CHANGE_RATE", ("carry_out", "carry_in")),
        OWN,
        ("<=", 0.0, 0.1, 2.0, "floor"),
    ),
)
ROWS = (
    row("levels", ScoreRule("levels", levels=LEVELS)),
    row("ordinal", ScoreRule("ordinal", (10.0, 6.0, 0.0)), CARRYOVER),
    row("scale", ScoreRule("scale"), EXTERNAL),
    row("panel", ScoreRule("panel", experts=3)),
    row(
        "floors",
        ScoreRule("bands", floors=(Floor(None, 0.0), Floor(0.8, 7.0), Floor(0.9, 10.0))),
        RATE,
    ),
    row(
        "not_below_zero",
        ScoreRule("bands", bands=(Band(0.0, 10.0), Band(0.1, 8.0), Band(None, 0.0)), lowest=0.0),
        ValueRule("PERF_BUDGET_CONTROL_RATE", ("budget_add", "budget_initial")),
    ),
    row(
        "weighted",
        ScoreRule("checklist", items=("甲", "乙", "丙"), item_points=(5.0, 3.0, 2.0)),
    ),
    row("pending", ScoreRule("pending")),
    row("no_project", ScoreRule("ratio", (1.0,)), RATE, applicable="full"),
    row("goals", ScoreRule("goals")),
    row(
        "either",
        ScoreRule("step", ("<=", 0.1, 0.01, 1.0, "floor")),
        ALTERNATIVES[0].value,
        definitions=ALTERNATIVES,
        must_choose=True,
    ),
)
SCHEME: Scheme = replace(FIVE_HEADS, id="marked", rows=ROWS, full=110.0, unscored=())
CATALOGUE_OF_SCHEME = with_scheme(SCHEME)
TYPED: dict[str, Scalar] = {
    "决算支出": 800,
    "全年预算": 1000,
    "年初结转结余": 50,
    "年末结转结余": 50,
    "绩效考核得分": 92.5,
    "绩效考核满分": 100,
    "年初预算": 1000,
    "年中追加": 100,
}


@cache
def template() -> bytes:
    return build_template(CATALOGUE_OF_SCHEME, SCHEME)


def found(row_id: str, typed: Typed | None = None, marks: Marks | None = None) -> Indicator:
    rows = indicators_of(
        template(), CATALOGUE_OF_SCHEME, {**TYPED, **(typed or {})}, dict(marks or {})
    )
    return rows[row_id]


@pytest.mark.parametrize(
    ("level", "score", "reason"),
    [("好", 10, ""), ("一般", 5, "评定为“一般”，扣5分。"), ("差", 0, "评定为“差”，扣完本项10分。")],
)
def test_a_level_is_chosen_by_its_word(level: str, score: float, reason: str) -> None:
    chosen = found("levels", marks={("levels", "mark"): level})

    assert (chosen.score, chosen.reason, chosen.mark) == (score, reason, level)


def test_a_level_that_is_not_chosen_leaves_the_row_open() -> None:
    assert found("levels").absence is Absence.NOT_PROVIDED


@pytest.mark.parametrize(("closing", "score"), [(0, 10), (0.01, 6), (50, 6), (50.01, 0)], ids=str)
def test_a_balance_scores_by_the_case_it_is_in(closing: float, score: float) -> None:
    assert found("ordinal", {"年末结转结余": closing}).score == score


def test_the_reason_of_a_case_names_both_amounts() -> None:
    assert found("ordinal").reason == "数额50，不超过比较数50，扣4分。"


@pytest.mark.parametrize(("given", "score"), [(92.5, 9.25), (100, 10), (0, 0)])
def test_the_score_of_another_body_is_scaled(given: float, score: float) -> None:
    assert found("scale", {"绩效考核得分": given}).score == pytest.approx(score)


def test_a_score_above_its_full_score_is_impossible() -> None:
    assert found("scale", {"绩效考核得分": 101}).score is CellError.NUM


def test_a_panel_scores_the_mean_once_all_experts_have_marked() -> None:
    two = {("panel", "item1"): 8.0, ("panel", "item2"): 9.0}

    assert found("panel", marks=two).absence is Absence.NOT_PROVIDED

    three = {**two, ("panel", "item3"): 9.5}
    marked = found("panel", marks=three)
    assert marked.score == pytest.approx(26.5 / 3)
    assert marked.reason == "3位专家平均评分8.83分，扣1.17分。"


@pytest.mark.parametrize(
    ("spent", "score"), [(799.99, 0), (800, 7), (899.99, 7), (900, 10)], ids=str
)
def test_a_lower_bound_belongs_to_its_band(spent: float, score: float) -> None:
    assert found("floors", {"决算支出": spent}).score == score


@pytest.mark.parametrize(("added", "score"), [(0, 10), (0.01, 8), (100, 8), (100.01, 0)], ids=str)
def test_an_upper_bound_belongs_to_its_band(added: float, score: float) -> None:
    assert found("not_below_zero", {"年中追加": added}).score == score


def test_what_a_rule_says_nothing_of_is_not_scored() -> None:
    assert found("not_below_zero", {"年中追加": -1}).absence is Absence.NOT_PROVIDED


def test_the_items_of_a_checklist_may_be_worth_different_points() -> None:
    marks = {("weighted", "item1"): "是", ("weighted", "item2"): "否", ("weighted", "item3"): "是"}
    checked = found("weighted", marks=marks)

    assert checked.score == 7
    assert checked.reason == "共3项要点，符合2项，1项不符合，扣3分。"


def test_a_row_whose_rule_is_unknown_is_never_scored() -> None:
    pending = found("pending", marks={("pending", "mark"): 9, ("pending", "adjusted"): 9})

    assert pending.final_score is None
    assert pending.absence is Absence.RULE_MISSING


def test_without_such_a_project_the_scheme_awards_full_points() -> None:
    without = found("no_project", {"决算支出": None}, {("no_project", "applicable"): "无此项目"})

    assert (without.score, without.absence) == (10, None)


def goal_cells(**columns: Scalar) -> dict[str, Scalar]:
    names = {
        "id": "_targets_id",
        "actual": "目标实际值",
        "target": "目标值",
        "direction": "目标方向",
        "points": "_targets_points",
        "counts_for": "_targets_counts_for",
        "rated": "_targets_rated",
    }
    return {names[key]: value for key, value in columns.items()}


@pytest.mark.parametrize(
    ("cells", "score"),
    [
        ({"actual": 9, "target": 10, "direction": ">="}, 9),
        ({"actual": 12, "target": 10, "direction": ">="}, 10),
        ({"actual": 12.5, "target": 10, "direction": "<="}, 8),
        ({"rated": 0.85}, 8.5),
    ],
    ids=["positive", "more than planned", "negative", "rated"],
)
def test_a_goal_of_ones_own_scores_by_its_kind(cells: dict[str, Scalar], score: float) -> None:
    typed = goal_cells(id="T1", points=10, counts_for="goals", **cells)

    assert found("goals", typed).score == pytest.approx(score)


def test_goals_score_only_when_their_points_are_all_assigned() -> None:
    typed = goal_cells(id="T1", points=8, counts_for="goals", rated=1)

    assert found("goals", typed).absence is Absence.NOT_PROVIDED


def test_a_goal_without_a_result_leaves_the_row_open() -> None:
    typed = goal_cells(id="T1", points=10, counts_for="goals", target=10, direction=">=")

    assert found("goals", typed).absence is Absence.NOT_PROVIDED


def test_of_two_alternatives_none_counts_until_one_is_chosen() -> None:
    assert found("either").absence is Absence.NOT_PROVIDED


@pytest.mark.parametrize(
    ("chosen", "closing", "value", "score"),
    [(0, 50, 0.05, 10), (0, 120, 0.12, 8), (1, 50, 0.0, 10), (1, 60, 0.2, 6)],
)
def test_the_alternative_that_is_chosen_is_scored_by_its_own_rule(
    chosen: int, closing: float, value: float, score: float
) -> None:
    name = ALTERNATIVES[chosen].name
    typed = {"年末结转结余": closing}
    used = found("either", typed, {("either", "definition"): name})

    assert used.value == pytest.approx(value)
    assert used.score == score
    assert (used.definition, used.function) == (name, ALTERNATIVES[chosen].value.function)


def test_evidence_that_is_lacking_is_a_state_of_its_own() -> None:
    lacking = found(
        "levels", marks={("levels", "mark"): "好", ("levels", "applicable"): "证据不足"}
    )

    assert (lacking.score, lacking.absence) == (None, Absence.EVIDENCE_LACKING)
