"""The result of a run as JSON, for programs; design.md calls this a contract."""

from collections.abc import Iterator, Mapping
from typing import Any

from udfs.errors import CellError
from xltoolkit.evaluation.case import Case, Check, Indicator, Value, as_number
from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.evaluation.verdict_model import RateLine, Verdict
from xltoolkit.workbook.running import Outcome

MET = "达标"
NO_VERDICT = ("未提供", "无标准", "")
UNPUBLISHED = "未公布"

ManualByKey = Mapping[str, Mapping[str, object]]


def run_as_json(outcome: Outcome, manual: ManualByKey) -> dict[str, Any]:
    """Describe what a run found; `manual` holds what people typed beside each issue."""
    case, verdict = outcome.case, outcome.verdict
    return {
        "department": case.cover.department,
        "year": case.cover.year,
        "full": verdict.full,
        "scorable": verdict.scorable,
        "scored": verdict.scored,
        "total": verdict.total,
        "normalised": verdict.normalised,
        "grade": verdict.grade,
        "grade_range": list(verdict.grade_range),
        "final": _final(verdict),
        "heads": [vars(head) for head in verdict.heads],
        "rates": list(_rates(case, verdict)),
        "checks": [_check(check) for check in case.checks],
        "issues": list(_issues(outcome.findings, manual)),
    }


def _final(verdict: Verdict) -> dict[str, Any] | None:
    if verdict.decided_score is None:
        return None
    return {
        "score": verdict.decided_score,
        "grade": verdict.decided_grade,
        "basis": verdict.decided_basis,
    }


def _rates(case: Case, verdict: Verdict) -> Iterator[dict[str, Any]]:
    """Describe every line of 三、主要指标 with its numbers."""
    checks = {check.id: check for check in case.checks if check.category == "rate"}
    numbers = dict(_numbers(case))
    for line in verdict.rates:
        value, standard, inputs = numbers.get(line.id, (None, None, {}))
        check = checks.get(line.id)
        yield {
            "indicator": line.id,
            "name": line.name,
            "inputs": inputs,
            "value": value,
            "standard": standard,
            "holds": _holds(line),
            "published": None if check is None else check.published,
            "class": UNPUBLISHED if check is None else check.verdict,
        }


Numbers = tuple[float | None, float | None, dict[str, Any]]


def _numbers(case: Case) -> Iterator[tuple[str, Numbers]]:
    for row in (*case.indicators, *case.unscored):
        yield row.id, (as_number(row.value), row.standard, _inputs(row))
    for target in case.targets:
        if target.standard is None:
            figures = {"actual": target.actual, "target": target.target}
            yield target.id, (target.completion, 1.0, figures)
        else:
            yield target.id, (target.actual, target.standard, {})
    for survey in case.surveys:
        yield survey.id, (survey.satisfaction, survey.standard, {})


def _inputs(row: Indicator) -> dict[str, Any]:
    return {name: _plain(value) for name, value in zip(row.input_ids, row.inputs, strict=False)}


def _holds(line: RateLine) -> bool | None:
    return None if line.judgement in NO_VERDICT else line.judgement == MET


def _check(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "category": check.category,
        "published": check.published,
        "recomputed": check.recomputed,
        "difference": check.difference,
        "verdict": check.verdict,
        "resolved": check.resolved,
        "sheet": check.place.sheet,
        "cell": check.place.cell,
    }


def _issues(findings: Findings, manual: ManualByKey) -> Iterator[dict[str, Any]]:
    titles = {issue.key: group.title for group in findings.groups for issue in group.issues}
    for issue in findings.everything:
        yield _issue(issue, titles.get(issue.key, issue.group), manual.get(issue.key, {}))


def _issue(issue: Issue, group: str, manual: Mapping[str, object]) -> dict[str, Any]:
    return {
        "key": issue.key,
        "nature": issue.nature,
        "origin": issue.origin,
        "group": group,
        "title": issue.title,
        "text": issue.text,
        "amount": issue.amount,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "standard": issue.standard,
        "actual": issue.actual,
        "gap": issue.gap,
        "advice": issue.advice,
        "points_lost": issue.points_lost,
        "manual": dict(manual),
    }


def _plain(value: Value) -> object:
    return str(value) if isinstance(value, CellError) else value
