"""The 2022 case file says what the report prints: all of it, and nothing else."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.seeds.report_text import Figure, figures_in, folded, occurrences
from tests.seeds.seed_files import SEEDS, Entry, changsha, entries, exact, report
from udfs import FUNCTIONS
from xltoolkit.imports.case_model import DataItem, Direction, Group, Respondents, Scope, Stage

HERE = Path(__file__).parent
DERIVED = "推算："


def cases_of(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return cases


LEFT_OUT = cases_of("figures_left_out.yaml")
RATES = cases_of("recomputed_rates.yaml")
ROWS = cases_of("rows_of_2022.yaml")
PASSAGES = [passage for case in LEFT_OUT for passage in case["passages"]]
QUOTING = [entry for entry in entries() if not entry.source.startswith(DERIVED)]


def is_stated(figure: Figure) -> bool:
    """Whether an entry states the figure and quotes this very place of the report for it."""
    return any(
        figure.start in place
        for entry in entries()
        if entry.states(figure.number)
        for place in occurrences(folded(entry.source), report())
    )


def is_left_out(figure: Figure, passages: list[str]) -> bool:
    places = (place for passage in passages for place in occurrences(passage, report()))
    return any(figure.start in place for place in places)


def test_the_text_of_the_report_is_kept_byte_for_byte() -> None:
    digest = hashlib.sha256((SEEDS / "2022-changsha-report.txt").read_bytes()).hexdigest()
    assert digest == "c62ea9d8ef506a4cb689342714a0cb72966538f4727a0316ca9764245b33f372"


def test_every_figure_of_the_report_is_in_the_case_or_left_out_for_a_reason() -> None:
    missing = [
        f"{figure.text} in {report()[figure.start - 15 : figure.end + 10]}"
        for figure in figures_in(report())
        if not is_left_out(figure, PASSAGES) and not is_stated(figure)
    ]
    assert missing == []


@pytest.mark.parametrize("passage", PASSAGES)
def test_each_passage_left_out_holds_a_figure_that_no_entry_states(passage: str) -> None:
    figures = [figure for figure in figures_in(report()) if is_left_out(figure, [passage])]
    assert any(not is_stated(figure) for figure in figures)


@pytest.mark.parametrize("entry", QUOTING, ids=[entry.name for entry in QUOTING])
def test_each_quotation_stands_in_the_report(entry: Entry) -> None:
    assert entry.source
    assert folded(entry.source.replace("亟待", "暨待")) in report()


@pytest.mark.parametrize("entry", QUOTING, ids=[entry.name for entry in QUOTING])
def test_each_quotation_contains_the_figures_of_its_entry(entry: Entry) -> None:
    printed = {figure.number for figure in figures_in(entry.source)}
    printed |= {number / 100 for number in printed}
    counted = {Decimal(13)} if entry.name == "published score" else set()
    summed = {Decimal("18.83")} if entry.name == "F04" else set()
    assert {abs(number) for number in entry.numbers} - counted - summed <= printed


def test_every_figure_in_words_of_the_case_stands_in_the_report() -> None:
    printed = {figure.number for figure in figures_in(report())} | {Decimal("18.83")}
    for entry in entries():
        in_words = {figure.number for words in entry.words for figure in figures_in(words)}
        kinds = {figure.number for figure in figures_in(str(kind_of(entry)))}
        assert in_words - kinds <= printed, entry.name


def kind_of(entry: Entry) -> str:
    """Return the rule code of a finding, which is no figure."""
    return next((f.kind or "" for f in changsha().findings if f.id == entry.name), "")


def test_the_amount_of_the_vouchers_is_the_sum_of_the_two_printed() -> None:
    vouchers = next(finding for finding in changsha().findings if finding.id == "F04")
    assert exact(vouchers.amount or 0) == Decimal("18.40") + Decimal("0.43")


def test_the_only_figure_that_is_not_printed_says_what_it_is_derived_from() -> None:
    data = changsha().data
    assert [key for key, item in data.items() if item.source.startswith(DERIVED)] == [
        "budget_adjust_published_base"
    ]
    base = data["budget_adjust_published_base"]
    assert base.source == "推算：年初预算3284.93－直拨1118.30"
    assert money(base) == money(data["budget_initial"]) - money(data["transferred_out"])


def money(item: DataItem) -> Decimal:
    assert isinstance(item.value, float | int)
    return exact(item.value)


@pytest.mark.parametrize("case", RATES, ids=[case["name"] for case in RATES])
def test_rates_are_recomputed_from_the_figures(case: Mapping[str, Any]) -> None:
    inputs = [value_of(name) for name in case["inputs"]]
    assert FUNCTIONS[case["function"]].call(*inputs) == pytest.approx(case["value"], abs=5e-8)
    if "published" in case:
        rate = next(rate for rate in changsha().published.rates if rate.id == case["published"])
        digits = len(rate.printed.rstrip("%").partition(".")[2])
        assert FUNCTIONS["PERF_VERIFY"].call(rate.value, *inputs, digits) == "一致"
        if rate.numerator and rate.denominator:
            assert [rate.numerator, rate.denominator] == case["inputs"]


def value_of(name: str) -> float:
    """Return a quantity, or a field of a target such as T01.actual."""
    row_id, _, field = name.partition(".")
    if field:
        target = next(target for target in changsha().targets if target.id == row_id)
        return float(getattr(target, field))
    return float(changsha().data[name].value)


def test_every_published_rate_is_the_fraction_of_what_is_printed() -> None:
    for rate in changsha().published.rates:
        assert exact(rate.value) * 100 == Decimal(rate.printed.rstrip("%")), rate.name


def test_published_rates_that_cannot_be_recomputed_are_those_of_the_surveys() -> None:
    recomputed = {case.get("published") for case in RATES}
    published = changsha().published.rates
    assert [rate.id for rate in published if rate.id not in recomputed] == ["T05", "Q02"]


def test_every_printed_sum_holds() -> None:
    data = changsha().data
    sums = changsha().published.sums
    assert len(sums) == 5
    for total in sums:
        assert money(data[total.total]) == sum(money(data[part]) for part in total.parts)


def test_the_published_grade_is_that_of_the_published_score() -> None:
    published = changsha().published
    assert published.score is not None
    assert FUNCTIONS["PERF_GRADE"].call(published.score) == published.grade == "良"


def test_the_report_numbers_thirteen_findings() -> None:
    numbered = next(case for case in LEFT_OUT if case["reason"] == "问题的序号")["passages"]
    without_numbers = 1  # （二）业务培训没有到位 is one paragraph
    assert changsha().published.findings == len(numbered) + without_numbers == 13


def test_chapter_five_is_followed_by_chapter_seven() -> None:
    assert [title[0] for title in changsha().published.sections] == list("一二三四五七")


def test_what_the_report_does_not_print_stays_empty() -> None:
    case = changsha()
    assert case.marks == {}
    assert case.tasks == ()
    assert not {"staff_quota", "staff_actual", "goal_covered", "carry_in"} & set(case.data)
    assert all(not survey.options for survey in case.survey)
    assert {(finding.indicator, finding.cases) for finding in case.findings} == {(None, None)}


def test_scopes_are_only_those_that_the_report_names() -> None:
    scopes = {key: item.scope for key, item in changsha().data.items() if item.scope}
    assert scopes == {
        "budget_final": Scope.MUNICIPAL_LEVEL,
        "spend_total": Scope.MUNICIPAL_LEVEL,
        "proc_budget": Scope.HEAD_OFFICE,
        "proc_spend": Scope.HEAD_OFFICE,
        "staff_over_quota": Scope.HEAD_OFFICE,
    }


def test_targets_hold_the_report_s_plan_standard_and_changes() -> None:
    rows = {target.id: target for target in changsha().targets}
    assert all(target.direction is Direction.AT_LEAST for target in rows.values())
    assert (rows["T01"].target, rows["T01"].actual) == (10, 9)
    assert (rows["T02"].actual, rows["T02"].change) == (0.9684, 0.0169)
    assert (rows["T03"].actual, rows["T03"].change) == (0.994, 0.011)
    assert (rows["T04"].actual, rows["T04"].change) == (0.6649, -0.0483)
    assert (rows["T05"].actual, rows["T05"].standard) == (0.9374, 0.95)
    assert [row.id for row in rows.values() if row.standard is not None] == ["T05"]


def test_the_satisfaction_of_the_public_has_no_standard_of_its_own() -> None:
    public, upgrade = changsha().survey
    assert (public.respondents, public.mean, public.standard) == (Respondents.PUBLIC, 0.9374, None)
    assert (upgrade.respondents, upgrade.mean) == (Respondents.STAFF, 0.8016)
    assert (upgrade.valid, upgrade.standard) == (275, 0.95)


def test_the_case_is_final_and_names_the_evaluating_body() -> None:
    assert changsha().stage is Stage.FINAL
    assert changsha().body in report()


@pytest.mark.parametrize("case", ROWS, ids=[f"row {case['row']}" for case in ROWS])
def test_each_row_falls_into_its_group_and_has_its_advice(case: Mapping[str, Any]) -> None:
    name = case["raised_by"]
    holding = [group.id for group in changsha().groups if name in group.members]
    assert holding == [case["group"]]
    assert [piece.id for piece in changsha().advice if name in piece.answers] == case["advice"]
    assert own_groups().get(name, case["group"]) == case["group"]


def own_groups() -> dict[str, str]:
    targets = {row.id: row.group for row in changsha().targets}
    surveys = {row.id: row.group for row in changsha().survey}
    return targets | surveys | {row.id: row.group for row in changsha().findings}


@pytest.mark.parametrize("group", changsha().groups, ids=lambda group: group.id)
def test_members_stand_in_the_order_of_the_rows(group: Group) -> None:
    wanted = [case["raised_by"] for case in ROWS if case["group"] == group.id]
    assert [member for member in group.members if member in wanted] == wanted


def test_the_seven_findings_of_auditors_are_the_rows_that_no_figure_raises() -> None:
    entered = [finding.id for finding in changsha().findings]
    assert entered == ["F04", "F05", "F06", "F10", "F12", "F14", "F15"]
    assert entered == [case["raised_by"] for case in ROWS if case["raised_by"].startswith("F")]
