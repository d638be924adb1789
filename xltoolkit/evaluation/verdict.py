"""From a case and its issues to the verdict."""

from typing import Optional, Tuple

from udfs.errors import CellError
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.evaluation.amount_paragraphs import amount_paragraph, reconciliation
from xltoolkit.evaluation.case import Case, Indicator
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.grades import is_fully_scored, open_grades
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.paragraphs import (
    conclusion,
    decision_of,
    issues_paragraph,
    score_paragraph,
    stage_in_words,
    trial_paragraph,
    unscored_paragraph,
)
from xltoolkit.evaluation.rate_lines import rate_lines
from xltoolkit.evaluation.verdict_model import UnscoredRow, Verdict
from xltoolkit.evaluation.wording import NOT_PROVIDED

COMPUTED = "计算"
DECIDED = "定稿录入"


def reach_verdict(case: Case, findings: Findings, catalogue: Catalogue) -> Verdict:
    """Say what 评价结论 says. Scores and totals are taken from the cells as they stand."""
    totals, decision = case.totals, decision_of(case)
    is_graded = is_fully_scored(totals)
    unscored = unscored_rows(case)
    return Verdict(
        title=f"部门整体支出绩效评价结论表（{case.cover.year}年度）",
        department=case.cover.department,
        body=case.cover.body,
        stage=stage_in_words(case),
        source=COMPUTED if decision is None else DECIDED,
        full=totals.full,
        scorable=totals.scorable,
        scored=totals.scored,
        total=totals.total,
        normalised=plain_float(exact(totals.normalised)),
        grade=totals.grade or None if is_graded else None,
        grade_range=() if is_graded else open_grades(case),
        decided_score=None if decision is None else decision.score,
        decided_grade="" if decision is None else decision.grade,
        decided_basis="" if decision is None else decision.basis,
        heads=case.heads,
        unscored=unscored,
        amount_paragraph=amount_paragraph(case),
        reconciliation=reconciliation(case),
        score_paragraph=score_paragraph(case),
        trial_paragraph=trial_paragraph(case),
        unscored_paragraph=unscored_paragraph(unscored),
        rates=rate_lines(case, catalogue),
        issues_paragraph=issues_paragraph(case, findings),
        conclusion=conclusion(case),
        hints=len(findings.hints),
        to_verify=len(findings.to_verify),
    )


def unscored_rows(case: Case) -> Tuple[UnscoredRow, ...]:
    """Return the rows without a score, each with the word for why; free rows have no points."""
    return tuple(
        UnscoredRow(row.name, row.points, why)
        for row in case.indicators
        for why in [_why_unscored(row)]
        if why is not None and row.points
    )


def _why_unscored(row: Indicator) -> Optional[str]:
    if row.absence is not None:
        return row.absence.value
    if exact(row.final_score) is not None:
        return None
    if isinstance(row.final_score, CellError) and row.final_score is not CellError.NA:
        return f"公式有误（{row.final_score.value}）"
    return NOT_PROVIDED
