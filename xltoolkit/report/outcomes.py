"""三、产出成果及效益: what staff wrote as main results, then targets and surveys in figures."""

from collections.abc import Iterator

from xltoolkit.evaluation.case import Case, Survey, Target
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.wording import RATIO, figure, full_measured, number
from xltoolkit.report.marks import to_write
from xltoolkit.report.numbering import are_numbered, renumbered

TARGETS_HEADING = "绩效目标完成情况。"


def outcome_paragraphs(case: Case) -> tuple[str, ...]:
    """Return the paragraphs; those of staff that are numbered are numbered anew, without gaps."""
    written = paragraphs_of(case.cover.results)
    results = written or [to_write("本年度履职的主要成果和效益")]
    figures = _figures(case)
    if not figures:
        return tuple(renumbered(results)) if are_numbered(results) else tuple(results)
    closing = f"{TARGETS_HEADING}{figures}"
    if are_numbered(results):
        return tuple(renumbered([*results, closing]))
    return (*results, closing)


def paragraphs_of(text: str) -> list[str]:
    """Split what stands in one cell into its paragraphs."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _figures(case: Case) -> str:
    year = case.cover.year
    targets = [each for target in case.targets for each in _target(target, year)]
    told = {target.name for target in case.targets}
    surveys = [
        each for survey in case.surveys if survey.name not in told for each in _survey(survey)
    ]
    clauses = [*targets, *surveys]
    return f"{year}年，{'；'.join(clauses)}。" if clauses else ""


def _target(target: Target, year: int) -> Iterator[str]:
    """Say what was reached, of what plan, and how that changed; nothing without a value."""
    unit = target.unit or RATIO
    actual, planned = plain_float(exact(target.actual)), plain_float(exact(target.target))
    if actual is None:
        return
    plan = "" if planned is None else f"目标{full_measured(planned, unit)}，"
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
    return f"，比{year - 1}年{'上升' if change > 0 else '下降'}{amount}"


def _survey(survey: Survey) -> Iterator[str]:
    reached = plain_float(exact(survey.satisfaction))
    if reached is None:
        return
    asked = survey.respondents_in_words or survey.respondents
    valid = plain_float(exact(survey.valid))
    people = f"{number(valid)}名" if valid is not None else ""
    of_whom = f"（调查对象：{people}{asked}）" if asked else ""
    yield f"{survey.name}{full_measured(reached, RATIO)}{of_whom}"
