"""三、产出成果及效益: what staff wrote as main results, then targets and surveys in figures."""

from collections.abc import Iterator

from udfs.choices import Direction
from xltoolkit.evaluation.case import Case, Survey, Target
from xltoolkit.evaluation.exact import exact, plain_float, read_direction, shortfall
from xltoolkit.evaluation.wording import RATIO, figure, full_measured, number
from xltoolkit.report.marks import to_write
from xltoolkit.report.numbering import are_numbered, renumbered

TARGETS_HEADING = "绩效目标完成情况"
_SHORTEST_NAME = 4
"""By so many characters at its end a target's name is known in what staff wrote."""
_LIMITS: dict[Direction | None, str] = {
    Direction.AT_MOST: "不超过",
    Direction.ABSOLUTE_AT_MOST: "绝对值不超过",
}


def outcome_paragraphs(case: Case) -> tuple[str, ...]:
    """Return the paragraphs; those of staff that are numbered are numbered anew, without gaps."""
    written = paragraphs_of(case.cover.results)
    results = written or [to_write("本年度履职的主要成果和效益")]
    is_numbered = are_numbered(results) or not written
    figures = _figures(case)
    if not figures:
        return tuple(renumbered(results)) if are_numbered(results) else tuple(results)
    year = case.cover.year
    is_rest = any(_is_told(target, case.cover.results) for target in case.targets)
    heading = f"其他{TARGETS_HEADING}" if is_rest else TARGETS_HEADING
    if is_numbered:
        return tuple(renumbered([*results, f"{heading}。{year}年，{figures}"]))
    return (*results, f"{year}年{heading}：{figures}")


def paragraphs_of(text: str) -> list[str]:
    """Split what stands in one cell into its paragraphs."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _figures(case: Case) -> str:
    year = case.cover.year
    targets = [
        each
        for target in case.targets
        if not _is_told(target, case.cover.results)
        for each in _target(target, year)
    ]
    told = {target.name for target in case.targets}
    surveys = [
        each for survey in case.surveys if survey.name not in told for each in _survey(survey)
    ]
    clauses = [*targets, *surveys]
    return f"{'；'.join(clauses)}。" if clauses else ""


def _is_told(target: Target, results: str) -> bool:
    """Whether what staff wrote gives the value of a target that was reached already."""
    unit, actual = target.unit or RATIO, plain_float(exact(target.actual))
    if actual is None or shortfall(target.actual, target.target, target.direction):
        return False
    name, value = target.name, full_measured(actual, unit)
    ends = (name[start:] for start in range(max(1, len(name) - _SHORTEST_NAME + 1)))
    return any(f"{end}{value}" in results for end in ends)


def _target(target: Target, year: int) -> Iterator[str]:
    """Say what was reached, of what plan, and how that changed; nothing without a value."""
    unit = target.unit or RATIO
    actual, planned = plain_float(exact(target.actual)), plain_float(exact(target.target))
    if actual is None:
        return
    limit = _LIMITS.get(read_direction(target.direction), "")
    plan = "" if planned is None else f"目标{limit}{full_measured(planned, unit)}，"
    reached = "实际" if plan else ""
    yield f"{target.name}{plan}{reached}{full_measured(actual, unit)}{_change(target, unit, year)}"


def _change(target: Target, unit: str, year: int) -> str:
    change = plain_float(exact(target.change))
    if change is None:
        return ""
    if not change:
        return f"，与{year - 1}年持平"
    size = abs(change)
    amount = f"{figure(size, 'points')}个百分点" if unit == RATIO else full_measured(size, unit)
    up, down = ("上升", "下降") if unit == RATIO else ("增加", "减少")
    return f"，比{year - 1}年{up if change > 0 else down}{amount}"


def _survey(survey: Survey) -> Iterator[str]:
    reached = plain_float(exact(survey.satisfaction))
    if reached is None:
        return
    asked = survey.respondents_in_words or survey.respondents
    valid = plain_float(exact(survey.valid))
    people = f"{number(valid)}名" if valid is not None else ""
    of_whom = f"（调查对象：{people}{asked}）" if asked else ""
    yield f"{survey.name}{full_measured(reached, RATIO)}{of_whom}"
