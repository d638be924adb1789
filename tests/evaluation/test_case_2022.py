"""The 2022 case: the rows and the verdict that a practitioner expects of the report."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cases import CATALOGUE, changsha
from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.keys import row_of
from xltoolkit.evaluation.verdict import reach_verdict

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return content


EXPECTED = read("issues_2022.yaml")
VERDICT = read("verdict_2022.yaml")
PRINTED = list(enumerate(EXPECTED["printed"], start=1))
SENTENCES = [(name, text) for name, text in VERDICT.items() if name != "rates"]


@cache
def found() -> Findings:
    return find_issues(changsha(), CATALOGUE)


def numbered(number: int) -> Issue:
    return found().problems[number - 1]


def test_there_are_fifteen_rows_in_the_five_groups_of_the_report() -> None:
    assert [group.title for group in found().groups] == EXPECTED["groups"]
    assert [len(group.issues) for group in found().groups] == [4, 2, 5, 2, 2]


@pytest.mark.parametrize(("number", "row"), PRINTED, ids=[f"row {n}" for n, _ in PRINTED])
def test_each_row_says_what_a_practitioner_would(number: int, row: Mapping[str, Any]) -> None:
    issue = numbered(number)
    assert issue.text == row["text"]
    assert (issue.nature, issue.origin, issue.basis) == ("问题", row["origin"], row["basis"])
    assert issue in found().groups[row["group"] - 1].issues


@pytest.mark.parametrize(("number", "row"), PRINTED, ids=[f"row {n}" for n, _ in PRINTED])
def test_each_row_has_the_advice_that_answers_it(number: int, row: Mapping[str, Any]) -> None:
    advice = {piece.id: piece.text for piece in changsha().advice}
    if row["advice"]:
        wanted = "\n".join(f"{identifier}{advice[identifier]}" for identifier in row["advice"])
        assert numbered(number).advice == wanted
    else:
        assert numbered(number).advice.startswith("系统拟稿：")


def test_the_rows_beside_them_are_those_of_the_practitioner() -> None:
    assert [issue.text for issue in found().hints] == [row["text"] for row in EXPECTED["hints"]]
    assert [issue.text for issue in found().to_verify] == EXPECTED["to_verify"]
    assert {issue.nature for issue in found().hints} == {"提示"}
    assert {issue.nature for issue in found().to_verify} == {"待核实"}


def test_the_hint_about_the_whole_budget_stands_under_the_row_about_projects() -> None:
    stands_under = [
        None if row.get("under") is None else numbered(row["under"]).key
        for row in EXPECTED["hints"]
    ]
    assert [issue.under for issue in found().hints] == stands_under


@pytest.mark.parametrize("row", EXPECTED["never_raised"])
def test_what_is_in_order_is_not_raised(row: str) -> None:
    assert row not in [row_of(issue) for issue in found().everything]


@pytest.mark.parametrize("row", EXPECTED["raised_once"])
def test_one_fact_is_one_printed_row(row: str) -> None:
    assert [row_of(issue) for issue in found().problems].count(row) == 1


@pytest.mark.parametrize("words", EXPECTED["never_said"])
def test_no_row_says_what_the_report_does_not(words: str) -> None:
    said = [f"{issue.title}{issue.text}{issue.basis}" for issue in found().everything]
    assert [text for text in said if words in text] == []


def test_what_is_not_provided_makes_one_row() -> None:
    assert ["未提供" in issue.text for issue in found().everything].count(True) == 1


def test_clearing_the_findings_removes_exactly_the_seven_rows_of_auditors() -> None:
    without = find_issues(replace(changsha(), findings=()), CATALOGUE)
    gone = {issue.key for issue in found().problems} - {issue.key for issue in without.problems}
    assert gone == {issue.key for issue in found().problems if issue.origin == "录"}
    assert len(gone) == 7
    assert len(without.problems) == 8


def test_a_met_target_removes_one_row() -> None:
    targets = [
        replace(row, actual=10, completion=1) if row.id == "T01" else row
        for row in changsha().targets
    ]
    now = find_issues(replace(changsha(), targets=tuple(targets)), CATALOGUE)
    gone = {issue.key for issue in found().problems} - {issue.key for issue in now.problems}
    assert gone == {"B02:T01"}
    assert len(now.to_verify) == 5


@pytest.mark.parametrize(("name", "text"), SENTENCES, ids=[name for name, _ in SENTENCES])
def test_the_verdict_is_worded_for_signature(name: str, text: str) -> None:
    assert getattr(reach_verdict(changsha(), found(), CATALOGUE), name) == text


@pytest.mark.parametrize("line", VERDICT["rates"], ids=[line[0] for line in VERDICT["rates"]])
def test_each_main_rate_has_its_line(line: list[str]) -> None:
    lines = reach_verdict(changsha(), found(), CATALOGUE).rates
    printed = [
        [each.name, each.calculation, each.result, each.standard, each.judgement, each.published]
        for each in lines
    ]
    assert line in printed
    assert len(printed) == len(VERDICT["rates"])


def test_the_decided_score_stands_beside_a_trial_without_a_grade() -> None:
    verdict = reach_verdict(changsha(), found(), CATALOGUE)
    assert (verdict.decided_score, verdict.decided_grade) == (88.92, "良")
    assert verdict.grade is None
    assert verdict.grade_range == ("差", "中", "良")
    assert (verdict.full, verdict.scorable, verdict.scored) == (100, 100, 56)
    assert (verdict.hints, verdict.to_verify) == (4, 5)
