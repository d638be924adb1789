"""The generated pages of docs/ are those that the registry tells today."""

import pytest

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.commands.scheme_page import scheme_reference
from xltoolkit.documentation import FUNCTION_REFERENCE, SCHEME_REFERENCE, function_reference
from xltoolkit.rule_reference import RULE_REFERENCE, rule_reference


def test_the_function_reference_is_fresh() -> None:
    written = FUNCTION_REFERENCE.read_text(encoding="utf-8")
    assert written == function_reference(), "docs/functions.md is stale: run make docs"


def test_the_page_of_schemes_is_fresh() -> None:
    written = SCHEME_REFERENCE.read_text(encoding="utf-8")
    assert written == scheme_reference(), "docs/schemes.md is stale: run make docs"


def test_the_page_of_schemes_says_what_is_a_draft_and_what_is_missing() -> None:
    page = SCHEME_REFERENCE.read_text(encoding="utf-8")
    assert page.count("| 草稿 |") == 8
    assert "**待补**" in page


def test_the_rule_reference_is_fresh() -> None:
    written = RULE_REFERENCE.read_text(encoding="utf-8")
    assert written == rule_reference(), "docs/issue-rules.md is stale: run make docs"


@pytest.mark.parametrize("rule", load_catalogue().issue_rules, ids=lambda rule: rule.code)
def test_every_rule_has_a_card_with_its_words_and_precedence(rule: IssueRule) -> None:
    card = rule_reference().partition(f"\n### {rule.code}\n")[2].partition("\n### ")[0]
    assert rule.wording in card
    assert rule.advice in card
    assert ("经验值" in card) == (rule.limit is not None)
    for giving_way in rule.yields_to:
        assert f"让位于 [{giving_way.code}]" in card
