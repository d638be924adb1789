"""From a judged case to the plain result of a department."""

from xltoolkit.batch.model import Department, HeadScore, IndicatorScore, IssueFound, Rate
from xltoolkit.catalogue.scheme_model import Scheme, StandardReference
from xltoolkit.evaluation.case import Case, Indicator, as_number
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.rate_numbers import RateNumbers, rate_numbers
from xltoolkit.evaluation.verdict_model import Verdict
from xltoolkit.evaluation.wording import short_measured

EVALUATED_AMOUNT = "eval_amount"
DISAGREEING = ("不平", "不一致")
COUNT_OF_THE_LIST = "count"
UNPUBLISHED = "未公布"
SAME_NUMBER = 1e-12


def describe(case: Case, findings: Findings, verdict: Verdict, scheme: Scheme) -> Department:
    """Return what a batch keeps of a judged case."""
    cover, totals = case.cover, case.totals
    return Department(
        name=cover.department.strip(),
        year=cover.year,
        body=cover.body,
        stage=cover.stage,
        scheme=case.scheme,
        scheme_name=case.scheme_name,
        scheme_version=case.scheme_version,
        adjustments=adjustments(case, scheme),
        full=totals.full,
        scorable=totals.scorable,
        scored=totals.scored,
        total=totals.total,
        normalised=verdict.normalised,
        grade=verdict.grade or "",
        open_grades=verdict.grade_range,
        decided_score=verdict.decided_score,
        decided_grade=verdict.decided_grade,
        decided_basis=verdict.decided_basis,
        amount=case.number(EVALUATED_AMOUNT),
        problems=len(findings.problems),
        hints=len(findings.hints),
        to_verify=len(findings.to_verify),
        open_checks=_open_checks(case),
        heads=tuple(
            HeadScore(head.name, head.points, head.scorable, head.scored, head.score)
            for head in case.heads
        ),
        scores=tuple(_score(row) for row in case.indicators),
        rates=_rates(case, verdict),
        issues=_issues(findings),
    )


def _open_checks(case: Case) -> int:
    """Count the checks that do not agree; the count of 问题清单 is right after every run."""
    return sum(
        check.verdict in DISAGREEING and not check.resolved and check.category != COUNT_OF_THE_LIST
        for check in case.checks
    )


def _score(row: Indicator) -> IndicatorScore:
    return IndicatorScore(
        indicator=row.id,
        head=row.level1,
        name=row.name,
        points=row.points,
        score=as_number(row.final_score),
        absence="" if row.absence is None else row.absence.value,
        reason=row.reason,
    )


def _rates(case: Case, verdict: Verdict) -> tuple[Rate, ...]:
    of_scheme = {row.id for row in (*case.indicators, *case.unscored)}
    numbers = rate_numbers(case)
    published = {check.id: check.verdict for check in case.checks if check.category == "rate"}
    return tuple(
        Rate(
            indicator=line.id,
            name=line.name,
            of_scheme=line.id in of_scheme,
            value=known.value,
            result=line.result,
            standard=known.standard,
            judgement=line.judgement,
            published=published.get(line.id, UNPUBLISHED),
        )
        for line in verdict.rates
        for known in [numbers.get(line.id, RateNumbers(None, None, {}))]
    )


def _issues(findings: Findings) -> tuple[IssueFound, ...]:
    titles = {issue.key: group.title for group in findings.groups for issue in group.issues}
    return tuple(
        IssueFound(
            key=issue.key,
            rule=issue.rule,
            nature=issue.nature,
            origin=issue.origin,
            group=titles.get(issue.key, issue.group),
            title=issue.title,
            text=issue.text,
            amount=issue.amount,
            points_lost=issue.points_lost,
        )
        for issue in findings.everything
    )


def adjustments(case: Case, scheme: Scheme) -> tuple[str, ...]:
    """Say where a workbook measures otherwise than its scheme: scores are then another matter.

    Returns:
        One short text for each changed standard, rule, weight or grade, in the order of the
        scheme; empty where the workbook measures as the scheme does.
    """
    return (*_changed_standards(case, scheme), *_changed_rows(case, scheme), *_grades(case, scheme))


def _changed_standards(case: Case, scheme: Scheme) -> tuple[str, ...]:
    present = {standard.id: standard.value for standard in case.standards}
    return tuple(
        f"{standard.title}的标准{_written(present[standard.id], standard.unit)}"
        for standard in scheme.standards
        if not _same(present[standard.id], standard.value)
    )


def _written(value: object, unit: str) -> str:
    return short_measured(value, unit) if isinstance(value, float) else str(value or "空")


def _changed_rows(case: Case, scheme: Scheme) -> tuple[str, ...]:
    rules = {row.id: row for row in scheme.rows}
    standards = {standard.id: standard.value for standard in case.standards}
    texts = []
    for row in case.indicators:
        rule = rules.get(row.id)
        if rule is None:
            texts.append(f"自定义指标“{row.name}”{row.points:g}分")
            continue
        if not _same(row.points, rule.points):
            texts.append(f"{row.name}{row.points:g}分")
        expected = [
            standards.get(each.standard) if isinstance(each, StandardReference) else each
            for each in rule.score.p
        ]
        if not all(map(_same, row.settings, expected)):
            texts.append(f"{row.name}的计分方法")
    return tuple(texts)


def _grades(case: Case, scheme: Scheme) -> tuple[str, ...]:
    present = sorted((band.lower, band.name) for band in case.grade_bands)
    if present == sorted((band.lower, band.name) for band in scheme.grade_bands):
        return ()
    return (f"等级线{'、'.join(f'{name}{lower:g}' for lower, name in reversed(present))}",)


def _same(one: object, other: object) -> bool:
    """Whether two settings are equal; numbers to what a cell keeps of them."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= SAME_NUMBER * max(1.0, abs(other))
    return one == other
