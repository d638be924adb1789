"""Judgements of a made-up department, as small as planning needs them."""

from collections.abc import Iterable

from xltoolkit.evaluation.case import Case, CellPlace, Cover, Head, Totals
from xltoolkit.evaluation.issue import Findings, Issue, IssueGroup
from xltoolkit.evaluation.verdict_model import RateLine, Verdict
from xltoolkit.workbook.verdict_plan import Stamp

PROBLEM, HINT, TO_VERIFY = "问题", "提示", "待核实"


def sample_case() -> Case:
    """Return a case with a cover; planning reads nothing else of it."""
    return Case(
        cover=Cover(department="虚构局", year=2023, body="虚构评价组", stage="初评"),
        scheme="five_heads",
        scheme_name="虚构方案",
        scheme_version="1",
        entries={},
        standards=(),
        indicators=(),
        unscored=(),
        targets=(),
        tasks=(),
        surveys=(),
        findings=(),
        checks=(),
        groups=(),
        advice=(),
        grade_bands=(),
        heads=(),
        totals=Totals(100.0, 100.0, 100.0, 92.0, 92.0, "优"),
        decision=None,
        published_findings=None,
        fingerprint="A1",
    )


def sample_stamp(time: str = "2024-03-01 09:00", fingerprint: str = "A1") -> Stamp:
    """Return what a run says of itself."""
    return Stamp(time, "文件", "1.0", "规则集一", fingerprint)


def sample_issue(key: str, wording: str = "", nature: str = PROBLEM, group: str = "甲") -> Issue:
    """Return an issue whose texts name its key and, behind it, the wording."""
    return Issue(
        key=key,
        rule=key.split(":", maxsplit=1)[0],
        nature=nature,
        origin="算",
        severity="一般",
        group=group,
        title=f"{key}的问题{wording}",
        text=f"{key}的具体情况{wording}",
        basis=f"{key}的依据{wording}",
        advice=f"{key}的建议{wording}",
        place=CellPlace("指标评分", "F12"),
        amount=12.5,
        points_lost=1.0,
    )


def sample_findings(issues: Iterable[Issue], waived: Iterable[str] = ()) -> Findings:
    """Sort issues as judging does: problems by group, hints, open questions, waived ones."""
    exempt = set(waived)
    listed = list(issues)
    problems = [each for each in listed if each.nature == PROBLEM and each.key not in exempt]
    groups = dict.fromkeys(each.group for each in problems)
    return Findings(
        groups=tuple(
            IssueGroup(group, group, tuple(each for each in problems if each.group == group))
            for group in groups
        ),
        hints=tuple(each for each in listed if each.nature == HINT),
        to_verify=tuple(each for each in listed if each.nature == TO_VERIFY),
        waived=tuple(each for each in listed if each.nature == PROBLEM and each.key in exempt),
    )


def sample_verdict() -> Verdict:
    """Return a verdict with a grade, two heads and one rate."""
    return Verdict(
        title="虚构局2023年度部门整体支出绩效评价结论",
        department="虚构局",
        body="虚构评价组",
        stage="初评",
        source="计算",
        full=100.0,
        scorable=100.0,
        scored=100.0,
        total=92.0,
        normalised=92.0,
        grade="优",
        grade_range=(),
        decided_score=None,
        decided_grade="",
        decided_basis="",
        heads=(Head("投入", 40.0, 40.0, 40.0, 37.0), Head("产出", 60.0, 60.0, 60.0, 55.0)),
        unscored=(),
        amount_paragraph="评价金额为100.00万元。",
        reconciliation="口径一致。",
        score_paragraph="评价得分92.00分，等级为优。",
        trial_paragraph="",
        unscored_paragraph="各项均已评分。",
        rates=(RateLine("rate", "预算执行率", "73.00÷80.00", "91.25%", "无", "无标准", "未公布"),),
        issues_paragraph="发现问题2项。",
        conclusion="总体较好。",
        hints=0,
        to_verify=0,
    )
