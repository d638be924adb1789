"""What holds of every case, whatever people typed into its cells."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.small_cases import BANDS, small_case
from udfs.errors import CellError
from xltoolkit.catalogue import load_catalogue
from xltoolkit.evaluation.case import Absence, Case, Decision, GradeBand, Totals
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.verdict import reach_verdict

CATALOGUE = load_catalogue()
RULES = [rule.code for rule in CATALOGUE.issue_rules]
QUANTITIES = [quantity.id for quantity in CATALOGUE.quantities]
RATES = sorted(
    {each for rule in CATALOGUE.issue_rules for each in rule.parameters.indicators}
    | {"task_completion", "satisfaction", "staff_control_rate"}
)
GROUPS = ["", "甲", "乙类", "预算资金管理"]
DIRECTIONS = [">=", "<=", "=", "abs<=", "≥", "", "大于"]
SUPPLYING_VALUES = ("misses_standard", "misses_target", "below_previous", "count_above_zero")

words = st.text(max_size=6) | st.sampled_from(["未提供", "1人", "12.5", " "])
floats = st.floats() | st.floats(-2, 2) | st.integers(-3, 400).map(float)
numbers = st.none() | floats
values = st.none() | floats | words | st.sampled_from(list(CellError))
ids = st.sampled_from(["T01", "T02", "Q01", "F1", "E02:project_exec_rate", "V04:case", ""])
directions = st.sampled_from(DIRECTIONS)
entries = st.dictionaries(
    st.sampled_from(QUANTITIES),
    st.fixed_dictionaries(
        {"value": values, "scope": st.sampled_from(["", "未注明", "市本级", "局机关"])}
    ),
    max_size=30,
)
indicators = st.fixed_dictionaries(
    {
        "id": st.sampled_from(RATES),
        "name": words,
        "points": floats,
        "function": st.sampled_from(["PERF_EXEC_RATE", "PERF_MEAN", "PERF_VERIFY", "无", ""]),
        "input_ids": st.lists(st.sampled_from(QUANTITIES), max_size=3),
        "inputs": st.lists(values, max_size=3),
        "value": values,
        "direction": st.none() | directions,
        "standard": numbers,
        "standard_basis": words,
        "final_score": values,
        "absence": st.sampled_from([None, *Absence]),
    }
).map(lambda row: {name: value for name, value in row.items() if value is not None})
targets = st.fixed_dictionaries(
    {
        "id": ids,
        "name": words,
        "direction": directions,
        "unit": st.sampled_from(["比率", "期", ""]),
        "target": numbers,
        "standard": numbers,
        "actual": numbers,
        "previous": numbers,
        "change": numbers,
        "completion": numbers,
        "note": words,
        "group": st.sampled_from(GROUPS),
    }
)
surveys = st.fixed_dictionaries(
    {
        "id": ids,
        "name": words,
        "respondents": st.sampled_from(["公众", "内部人员", ""]),
        "satisfaction": numbers,
        "published_mean": st.booleans(),
        "valid": numbers,
        "standard": numbers,
        "group": st.sampled_from(GROUPS),
    }
)
findings = st.fixed_dictionaries(
    {
        "id": ids,
        "fact": words,
        "title": words,
        "kind": st.sampled_from([*RULES, "", "Z99"]),
        "group": st.sampled_from(GROUPS),
        "amount": numbers,
        "basis": words,
        "indicator": st.sampled_from([*RATES, ""]),
        "advice": words,
    }
)
checks = st.fixed_dictionaries(
    {
        "id": st.sampled_from([*RATES, "T01", "Q01"]),
        "published": numbers,
        "standard": numbers,
        "verdict": st.sampled_from(["一致", "不一致", "不可复算", ""]),
    }
)
members = st.lists(st.sampled_from([*RULES, "T01", "F1", "staff_over_quota"]), max_size=4)
groups = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["甲", "乙"]), "title": st.just("乙类"), "members": members}
    ),
    max_size=2,
)
advice = st.lists(
    st.fixed_dictionaries({"id": words, "text": words, "answers": members}), max_size=2
)
totals = st.builds(Totals, floats, floats, floats, floats, values, words)
decisions = st.none() | st.builds(Decision, numbers, words, words)
bands = st.lists(st.builds(GradeBand, floats, words), max_size=4).map(tuple) | st.just(BANDS)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    written: dict[str, Any] = {
        "year": draw(st.integers(1, 9999)),
        "data": draw(entries),
        "indicators": draw(st.lists(indicators, max_size=5)),
        "unscored": draw(st.lists(indicators, max_size=2)),
        "targets": draw(st.lists(targets, max_size=4)),
        "surveys": draw(st.lists(surveys, max_size=3)),
        "findings": draw(st.lists(findings, max_size=4)),
        "checks": draw(st.lists(checks, max_size=3)),
        "groups": draw(groups),
        "advice": draw(advice),
        "waived": draw(st.lists(ids, max_size=2)),
    }
    return small_case(
        written,
        totals=draw(totals),
        decision=draw(decisions),
        grade_bands=draw(bands),
        published_findings=draw(numbers),
    )


@given(cases())
@settings(max_examples=300, deadline=None)
def test_no_case_raises_and_each_is_judged_alike_twice(case: Case) -> None:
    found = find_issues(case, CATALOGUE)
    verdict = reach_verdict(case, found, CATALOGUE)
    # repr, because two nan are not equal
    assert repr(find_issues(case, CATALOGUE)) == repr(found)
    assert repr(reach_verdict(case, found, CATALOGUE)) == repr(verdict)


@given(cases())
@settings(max_examples=100, deadline=None)
def test_every_issue_has_a_key_of_its_own(case: Case) -> None:
    keys = [issue.key for issue in find_issues(case, CATALOGUE).everything]
    assert len(set(keys)) == len(keys)


@given(cases())
@settings(max_examples=100, deadline=None)
def test_every_printed_issue_has_a_place_words_and_advice(case: Case) -> None:
    predicates = {rule.code: rule.predicate for rule in CATALOGUE.issue_rules}
    for issue in find_issues(case, CATALOGUE).problems:
        assert issue.place.sheet
        assert issue.place.cell
        assert issue.title
        assert issue.text
        assert issue.basis
        assert issue.advice
        if predicates[issue.rule] in SUPPLYING_VALUES:
            assert issue.actual is not None


@given(cases())
@settings(max_examples=100, deadline=None)
def test_no_row_of_a_list_is_printed_twice(case: Case) -> None:
    rows = [
        issue.place
        for issue in find_issues(case, CATALOGUE).problems
        if issue.place.sheet in ("绩效目标", "满意度", "现场发现")
    ]
    assert len(set(rows)) == len(rows)


@given(cases())
@settings(max_examples=100, deadline=None)
def test_a_hint_stands_under_an_issue_that_is_there(case: Case) -> None:
    found = find_issues(case, CATALOGUE)
    keys = {issue.key for issue in found.everything}
    assert all(issue.under in keys for issue in found.hints if issue.under is not None)


@given(cases())
@settings(max_examples=100, deadline=None)
def test_a_grade_is_given_or_left_open_but_never_both(case: Case) -> None:
    verdict = reach_verdict(case, find_issues(case, CATALOGUE), CATALOGUE)
    assert verdict.grade is None or verdict.grade_range == ()
