"""How an issue is called: the key that outlives runs, and the names that answers go by."""

from typing import Tuple

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.evaluation.issue import Issue


def issue_key(rule: IssueRule, row: str) -> str:
    """Return the key of an issue: rule code and row id; a finding keeps its 编号.

    A finding's key does not change when an auditor chooses another kind for it.
    """
    return row if rule.subject == "finding" else f"{rule.code}:{row}"


def row_of(issue: Issue) -> str:
    """Return the id of the row that an issue is about."""
    prefix = f"{issue.rule}:"
    return issue.key[len(prefix) :] if issue.key.startswith(prefix) else issue.key


def names_of(rule_code: str, row: str) -> Tuple[str, str]:
    """Return the names under which 参数 and advice may mean an issue: its row, then its rule."""
    return (row, rule_code)
