"""Planning a run: what 问题清单, 评价结论 and 运行记录 are to say, and whether that is news."""

from typing import Dict, List, Mapping, Optional, Tuple

from udfs.values import Scalar
from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.verdict_model import Verdict
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.issue_plan import IssuePlan, plan_issues
from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.verdict import PARAGRAPHS
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.plan import PlannedValue, RunPlan, SheetPlan
from xltoolkit.workbook.verdict_plan import Stamp, plan_verdict, stamp_cells

SAME_DIGITS = 12
KEYS_LOGGED = 40  # a cell of the log names so many issues at most


def plan_run(
    content: WorkbookContent, case: Case, findings: Findings, verdict: Verdict, stamp: Stamp
) -> RunPlan:
    """Plan what a run writes; the plan has no sheets when all of it stands there already.

    Raises:
        UserError: when the defined names of the sheets that a run writes are lost.
    """
    issues = plan_issues(content, case.cover, findings)
    verdict_sheet = plan_verdict(content, verdict, stamp)
    news = _differs(content, issues.sheet, ()) or _differs(
        content, verdict_sheet, stamp_cells(content)
    )
    sheets: Tuple[SheetPlan, ...] = ()
    if news:
        sheets = (issues.sheet, verdict_sheet, _plan_log(content, issues, verdict, stamp))
    return RunPlan(
        sheets,
        issues.new,
        issues.gone,
        issues.changed,
        issues.manual,
        texts=issues.texts,
        paragraphs={
            each.id: verdict_sheet.cells.get(locate_cell(content, each.text).address)
            for each in PARAGRAPHS
        },
        new_problems=issues.new_problems,
        gone_problems=issues.gone_problems,
    )


def _differs(content: WorkbookContent, plan: SheetPlan, ignored: Tuple[Address, ...]) -> bool:
    """Whether a cell of the plan says something else than the sheet does now."""
    return any(
        not same_value(content.value(plan.sheet, *address), value)
        for address, value in plan.cells.items()
        if address not in ignored
    )


def same_value(present: Scalar, planned: Scalar) -> bool:
    """Whether two cell values are equal: numbers to 12 digits, empty text as an empty cell.

    A truth value is no number: TRUE and 1 differ.
    """
    numbers = (_significant(present), _significant(planned))
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(present, bool) is not isinstance(planned, bool):
        return False
    return (None if present == "" else present) == (None if planned == "" else planned)


def _significant(value: object) -> Optional[str]:
    """The significant digits of a number; None for anything else."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    return format(value + 0.0, f".{SAME_DIGITS}g")  # adding 0 makes -0 a plain 0


def _plan_log(
    content: WorkbookContent, issues: IssuePlan, verdict: Verdict, stamp: Stamp
) -> SheetPlan:
    """Plan one more row of the log; a full log forgets its oldest run."""
    located = locate_list(content, RUN_LOG)
    columns = [column.id for column in RUN_LOG.columns]
    used = list(located.filled_rows(content, "time"))
    history: List[Mapping[str, PlannedValue]] = [
        {column: _plain(located.value(content, row, column)) for column in columns} for row in used
    ]
    history.append(_log_entry(issues, verdict, stamp))
    written = dict(zip(located.rows, history[-len(located.rows) :]))
    cells: Dict[Address, PlannedValue] = {}
    for row in sorted({*written, *used}):
        entry = written.get(row, {})
        for column in columns:
            cells[located.cell(row, column)] = entry.get(column)
    return SheetPlan(located.sheet, cells, {})


def _log_entry(issues: IssuePlan, verdict: Verdict, stamp: Stamp) -> Dict[str, PlannedValue]:
    decided = verdict.decided_score is not None
    return {
        "time": stamp.time,
        "host": stamp.host,
        "version": stamp.version,
        "ruleset": stamp.ruleset,
        "fingerprint": stamp.fingerprint,
        "problems": float(issues.problems),
        "hints": float(verdict.hints),
        "to_verify": float(verdict.to_verify),
        "new": _keys(issues.new),
        "gone": _keys(issues.gone),
        "changed": _keys(issues.changed),
        "score": verdict.decided_score if decided else verdict.normalised,
        "grade": (verdict.decided_grade if decided else verdict.grade) or None,
    }


def _keys(keys: Tuple[str, ...]) -> Optional[str]:
    if not keys:
        return None
    rest = f"……共{len(keys)}条" if len(keys) > KEYS_LOGGED else ""
    return "、".join(keys[:KEYS_LOGGED]) + rest


def _plain(value: Scalar) -> PlannedValue:
    return value if isinstance(value, (float, int, str, bool)) else None
