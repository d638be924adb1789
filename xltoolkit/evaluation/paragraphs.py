"""The paragraphs of 评价结论 on score, problems and conclusion, in official Chinese."""

from typing import Dict, List, Optional, Tuple

from xltoolkit.evaluation.case import Case, Decision, Value
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.grades import is_fully_scored, open_grades
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.verdict_model import UnscoredRow
from xltoolkit.evaluation.waivers import waiver_note
from xltoolkit.evaluation.wording import NOT_PROVIDED, enumerated, number

GAP = "　"
"""Between the statements of a line that is no sentence."""


DRAFT_ONLY = "草稿方案试算，方案未核全，不作为评价结果"
"""Behind a score of a scheme that is not complete from its sources."""


def decision_of(case: Case) -> Optional[Decision]:
    """The score decided outside; None where 定稿录入 holds no score."""
    decision = case.decision
    return None if decision is None or exact(decision.score) is None else decision


def is_from_report(case: Case) -> bool:
    """Whether the figures were entered from a published report."""
    return exact(case.published_findings) is not None


def stage_in_words(case: Case) -> str:
    """The stage, and that a published report stands behind it."""
    return f"{case.cover.stage}（据已公布报告录入）" if is_from_report(case) else case.cover.stage


def score_paragraph(case: Case) -> str:
    """The score and grade with where they come from, or why there is no grade yet."""
    decision = decision_of(case)
    if decision is not None:
        score = f"综合评价得分{_score(decision.score)}分"
        grade = f"等级{decision.grade}" if decision.grade else "等级未录入"
        return f"{score}{GAP}{grade}（定稿录入：{_basis(case, decision)}）"
    if is_fully_scored(case.totals):
        score = f"综合评价得分{_score(case.totals.normalised)}分"
        source = DRAFT_ONLY if case.scheme_is_draft else "得分来源：计算"
        return f"{score}{GAP}等级{case.totals.grade}（{source}）"
    return f"综合评价得分未评定{GAP}{_open_grades(case)}"


def _basis(case: Case, decision: Decision) -> str:
    basis = decision.basis.strip() or "依据待补"
    if is_fully_scored(case.totals):
        return basis
    lacking = "未公布" if is_from_report(case) else "未录全"
    return f"{basis}；分项得分{lacking}，不能复算"


def trial_paragraph(case: Case) -> str:
    """What the scheme itself gives: a trial beside a decided score, else the score's make-up."""
    totals = case.totals
    name = f"{case.scheme_name}试算" if decision_of(case) else case.scheme_name
    points = [
        f"满分{_score(totals.full)}",
        f"可评{_score(totals.scorable)}",
        f"已评{_score(totals.scored)}",
        f"得分{_score(totals.total)}",
    ]
    if totals.scorable != totals.full:
        points.append(f"折算{_score(totals.normalised)}")
    graded = f"等级{totals.grade}" if is_fully_scored(totals) else _open_grades(case)
    return f"{name}：{GAP.join([*points, graded])}"


def _open_grades(case: Case) -> str:
    grades = open_grades(case)
    if not grades:
        return "未全部评分，不评定等级"
    if len(grades) == 1:
        return f"未全部评分，不评定等级（无论未评指标得分多少，均为“{grades[0]}”）"
    scope = f"“{grades[0]}”至“{grades[-1]}”"
    return f"未全部评分，不评定等级（视未评指标的得分，等级在{scope}之间）"


def unscored_paragraph(rows: Tuple[UnscoredRow, ...]) -> str:
    """Which rows have no score, and why."""
    by_reason: Dict[str, List[UnscoredRow]] = {}
    for row in rows:
        by_reason.setdefault(row.why, []).append(row)
    if not by_reason:
        return "各项指标均已评分。"
    parts = []
    for why, of_reason in by_reason.items():
        names = "，".join(f"{row.name}{_score(row.points)}分" for row in of_reason)
        parts.append(f"{why}{len(of_reason)}项（{names}）")
    return f"未评分的指标：{'；'.join(parts)}。"


def issues_paragraph(case: Case, findings: Findings) -> str:
    """How many problems there are, by group under its short name, and which are exempted."""
    return _issue_counts(case, findings) + waiver_note(case, findings)


def _issue_counts(case: Case, findings: Findings) -> str:
    if not findings.problems:
        return _without_problems(case)
    counts = "；".join(f"{group.id}{len(group.issues)}条" for group in findings.groups)
    total = f"共{len(findings.groups)}类{len(findings.problems)}条"
    return f"{total}：{counts}。详见问题清单。"


def _without_problems(case: Case) -> str:
    """Say that there is no problem only as far as something was judged."""
    totals = case.totals
    if not totals.scored:
        return "各项指标尚未评分，有无应列入问题清单的问题尚不能判断。"
    if is_fully_scored(totals):
        return "未发现应列入问题清单的问题。"
    scored = f"可评{_score(totals.scorable)}分中已评{_score(totals.scored)}分"
    return f"已评部分（{scored}）未发现应列入问题清单的问题。"


def conclusion(case: Case) -> str:
    """The closing sentence: from which sides, of whom, with what result."""
    heads = enumerated(head.name for head in case.heads)
    sides = f"从{heads}等方面，" if heads else ""
    cover = case.cover
    opening = f"绩效评价工作组{sides}对{cover.department}{cover.year}年度部门整体支出进行综合评价，"
    return opening + _result(case)


def _result(case: Case) -> str:
    decision, totals = decision_of(case), case.totals
    if decision is not None:
        grade = f"，评价等级为“{decision.grade}”" if decision.grade else ""
        return f"综合评价得分{_score(decision.score)}分{grade}。"
    if is_fully_scored(totals):
        score = _score(totals.normalised)
        caution = f"（{DRAFT_ONLY}）" if case.scheme_is_draft else ""
        return f"综合评价得分{score}分，评价等级为“{totals.grade}”{caution}。"
    if not totals.scored:
        return "各项指标尚未评分，暂不评定等级。"
    scored = f"可评{_score(totals.scorable)}分中已评{_score(totals.scored)}分"
    return f"{scored}，得{_score(totals.total)}分；未全部评分，暂不评定等级。"


def _score(value: Value) -> str:
    """Write points; what is no number is not provided."""
    points = plain_float(exact(value))
    return NOT_PROVIDED if points is None else number(points)
