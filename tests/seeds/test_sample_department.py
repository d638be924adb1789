"""The fictional department is complete, consistent and plainly fictional."""

from decimal import Decimal

import pytest

from tests.seeds.seed_files import exact, sample
from udfs import FUNCTIONS
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.quantity_model import Identity, Place, SignedTerm
from xltoolkit.imports.case_model import Direction, Respondents, Scope, Survey, Target

CATALOGUE = load_catalogue()
JUDGED = [identity for identity in CATALOGUE.identities if identity.severity != "coincidence"]
COINCIDENCES = [identity for identity in CATALOGUE.identities if identity.severity == "coincidence"]


def test_it_says_that_it_is_invented() -> None:
    case = sample()
    assert "虚构示例" in case.department
    assert "虚构示例" in case.body
    assert "虚构" in case.profile


def test_it_has_a_value_for_every_quantity() -> None:
    wanted = {each.id for each in CATALOGUE.quantities if isinstance(each.place, Place)}
    assert set(sample().data) == wanted


def test_money_has_at_most_two_decimals() -> None:
    money = [each.id for each in CATALOGUE.quantities if each.kind == "money"]
    for quantity in money:
        value = number(quantity)
        assert value == round(value, 2), quantity


def test_all_figures_have_one_scope_so_that_none_needs_an_explanation() -> None:
    numbers = [item for item in sample().data.values() if not isinstance(item.value, str)]
    assert {item.scope for item in numbers} == {Scope.WHOLE_DEPARTMENT}


@pytest.mark.parametrize("identity", JUDGED, ids=lambda identity: identity.title)
def test_every_identity_holds(identity: Identity) -> None:
    assert holds(identity)


@pytest.mark.parametrize("identity", COINCIDENCES, ids=lambda identity: identity.title)
def test_no_coincidence_asks_for_an_explanation(identity: Identity) -> None:
    assert not holds(identity)


def holds(identity: Identity) -> bool:
    excess = signed_sum(identity.left_terms) - signed_sum(identity.right_terms)
    tolerance = exact(identity.tolerance)
    return (excess if identity.relation == "<=" else abs(excess)) <= tolerance


def signed_sum(terms: tuple[SignedTerm, ...]) -> Decimal:
    return sum((term.sign * number(term.quantity) for term in terms), Decimal(0))


def number(quantity: str) -> Decimal:
    value = sample().data[quantity].value
    assert not isinstance(value, str)
    return exact(value)


def test_every_row_that_evaluators_score_has_its_mark() -> None:
    rows = CATALOGUE.scheme(sample().scheme).rows
    scored = [row.id for row in rows if row.score.shape in ("judgement", "deduct", "checklist")]
    assert list(sample().marks) == scored


def test_the_counts_of_deduction_rows_are_the_cases_of_the_findings() -> None:
    counts = {key: mark.count for key, mark in sample().marks.items() if mark.count is not None}
    cases = dict.fromkeys(counts, 0)
    for finding in sample().findings:
        if finding.indicator is not None:
            cases[finding.indicator] += finding.cases or 0
    assert counts == cases


def test_tasks_agree_with_the_numbers_of_tasks() -> None:
    tasks = sample().tasks
    assert len(tasks) == number("goal_planned")
    assert [task.covered for task in tasks].count(True) == number("goal_covered")
    assert [task.covered for task in tasks].count(False) == 1


def test_answers_add_up_to_the_valid_questionnaires() -> None:
    counted = [survey for survey in sample().survey if survey.options]
    assert len(counted) == 2
    for survey in counted:
        assert (survey.sent or 0) >= (survey.returned or 0) >= (survey.valid or 0)
        assert sum(option.count for option in survey.options) == survey.valid


def satisfaction(survey: Survey) -> Decimal:
    if survey.mean is not None:
        return exact(survey.mean)
    counts = [[option.count] for option in survey.options]
    weights = [[option.weight] for option in survey.options]
    result = FUNCTIONS["PERF_SATISFACTION"].call(counts, weights)
    assert isinstance(result, float)
    return exact(result)


def test_one_survey_of_three_is_below_its_standard() -> None:
    low = [each for each in sample().survey if satisfaction(each) < exact(each.standard or 0)]
    assert [survey.id for survey in low] == ["Q02"]
    assert {survey.respondents for survey in sample().survey} == set(Respondents)
    assert [survey.mean is not None for survey in sample().survey] == [False, False, True]


def completion(target: Target) -> Decimal:
    score = FUNCTIONS["PERF_SCORE_TARGET"].call(
        target.actual, target.target, 1, target.direction.value
    )
    assert isinstance(score, float), (target.id, score)
    return exact(score)


def test_one_target_of_eight_is_missed() -> None:
    missed = [target.id for target in sample().targets if completion(target) < 1]
    assert missed == ["T05"]
    directions = {target.direction for target in sample().targets}
    assert directions == {Direction.AT_LEAST, Direction.AT_MOST}


def test_one_rate_is_below_the_standard_of_the_scheme() -> None:
    low = [
        row.id
        for row in CATALOGUE.scheme(sample().scheme).rows
        if row.score.shape == "step"
        and row.value is not None
        and score_of_step(row.id) < row.points
    ]
    assert low == ["project_exec_rate"]


def score_of_step(row_id: str) -> float:
    scheme = CATALOGUE.scheme(sample().scheme)
    row = next(row for row in scheme.rows if row.id == row_id)
    standards = {standard.id: standard.value for standard in scheme.standards}
    assert row.value is not None
    rate = FUNCTIONS[row.value.function].call(
        *(sample().data[quantity].value for quantity in row.value.inputs)
    )
    parameters = [
        each if isinstance(each, str | float | int) else standards[each.standard]
        for each in row.score.p
    ]
    score = FUNCTIONS["PERF_SCORE_STEP"].call(rate, row.points, *parameters)
    assert isinstance(score, float), (row_id, score)
    return score


def test_every_finding_is_answered_by_advice() -> None:
    answered = {name for piece in sample().advice for name in piece.answers}
    assert {finding.id for finding in sample().findings} <= answered


def test_findings_with_and_without_amounts_lower_different_rows() -> None:
    amounts = [finding.amount is None for finding in sample().findings]
    assert {True, False} == set(amounts)
    assert len({finding.indicator for finding in sample().findings}) == 5
