"""Every issue rule by examples: what raises it, in which words, and what does not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.small_cases import small_case
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.issue_model import PREDICATES
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.predicates import ABOUT_THE_CASE, ABOUT_THE_LIST

CATALOGUE = load_catalogue()
RULES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("rule_cases.yaml").read_text(encoding="utf-8")
)
CASES = [(rule["rule"], case) for rule in RULES for case in rule["cases"]]
FEWEST_OF_EACH = 2


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code} {c['name']}" for code, c in CASES])
def test_a_rule_by_example(code: str, case: dict[str, Any]) -> None:
    found = find_issues(small_case(case), CATALOGUE)
    assert [issue.text for issue in found.everything if issue.rule == code] == case["says"]


def test_every_rule_has_examples() -> None:
    assert sorted(rule["rule"] for rule in RULES) == sorted(CATALOGUE.rules_by_code())


def test_no_customary_value_counts_before_the_working_group_says_so() -> None:
    for rule in CATALOGUE.issue_rules:
        has_own_row = rule.parameters.inputs or rule.parameters.indicators
        assert rule.limit is None or has_own_row or not rule.on_by_default, rule.code


def test_rules_yield_in_no_circle() -> None:
    """A rule that is not printed because of another must be able to rely on that other one."""
    gives_way = {rule.code: {to.code for to in rule.yields_to} for rule in CATALOGUE.issue_rules}
    for code in gives_way:
        reached: set[str] = set()
        waiting = {code}
        while waiting:
            ahead = gives_way[waiting.pop()] - reached
            reached |= ahead
            waiting |= ahead
        assert code not in reached


@pytest.mark.parametrize("rule", RULES, ids=[rule["rule"] for rule in RULES])
def test_every_rule_has_examples_of_both_kinds(rule: dict[str, Any]) -> None:
    raising = [case for case in rule["cases"] if case["says"]]
    assert len(raising) >= FEWEST_OF_EACH
    assert len(rule["cases"]) - len(raising) >= FEWEST_OF_EACH


def test_every_predicate_of_the_catalogue_can_be_judged() -> None:
    assert {predicate.name for predicate in PREDICATES} <= {*ABOUT_THE_CASE, *ABOUT_THE_LIST}
