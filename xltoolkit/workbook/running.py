"""A run, the same in every host: read the case, judge it, plan the sheets.

The host brings the workbook as plain values, applies the plan and saves; it knows no rule.
"""

from dataclasses import dataclass, replace
from typing import Dict, Tuple

from udfs.values import Scalar
from xltoolkit.catalogue import load_catalogue, loaded_rule_set_id
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.issue import Findings
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.evaluation.verdict import reach_verdict
from xltoolkit.evaluation.verdict_model import Verdict
from xltoolkit.version import VERSION
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.finalising import refuse_altered, refuse_finalised
from xltoolkit.workbook.input_problem import ERROR, InputProblem
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.layout.verdict import FINGERPRINT
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.plan import PlannedValue, RunPlan
from xltoolkit.workbook.planning import plan_run
from xltoolkit.workbook.reading import read_case, recognise
from xltoolkit.workbook.reading_scoring import read_checks
from xltoolkit.workbook.verdict_plan import Stamp, restamped


@dataclass(frozen=True)
class Outcome:
    """What a run found, and what it is going to write (nothing where all stands there)."""

    case: Case
    findings: Findings
    verdict: Verdict
    stamp: Stamp
    plan: RunPlan


def refuse_foreign(content: WorkbookContent) -> None:
    """Refuse a workbook that is not ours, or not of the present template.

    Raises:
        UserError: it is such a one.
    """
    recognise(content, load_catalogue())


def judge(content: WorkbookContent, host: str, time: str) -> Outcome:
    """Judge a calculated workbook and plan its sheets.

    `host` names the program that runs, for the log, and `time` is its clock as text: nothing
    here looks at a clock.

    Raises:
        UserError: when the workbook cannot be worked on; the sentence names cell and remedy.
            Also when it is locked as 定稿 and would say something else now, or its texts were changed.
    """
    catalogue = load_catalogue()
    case = read_case(content, catalogue)
    findings = find_issues(case, catalogue)
    verdict = reach_verdict(case, findings, catalogue)
    stamp = Stamp(
        time=time,
        host=host,
        version=VERSION,
        ruleset=loaded_rule_set_id(),
        fingerprint=case.fingerprint,
    )
    plan = plan_run(content, case, findings, verdict, stamp)
    refuse_altered(content)
    if plan.sheets:
        refuse_finalised(content)
    return Outcome(case, findings, verdict, stamp, plan)


def stamp_after(
    content: WorkbookContent, outcome: Outcome
) -> Dict[str, Dict[Address, PlannedValue]]:
    """Return the cells to write when the run itself has changed the fingerprint of the data.

    `content` is the workbook after the plan was applied and calculated. Nothing is returned
    where the stamp of the run is right already.
    """
    cell = locate_cell(content, FINGERPRINT)
    fingerprint: Scalar = content.value(cell.sheet, cell.row, cell.column)
    if not outcome.plan.sheets or fingerprint == outcome.stamp.fingerprint:
        return {}
    return restamped(content, replace(outcome.stamp, fingerprint=str(fingerprint)))


def settled(content: WorkbookContent, outcome: Outcome) -> Outcome:
    """Return the outcome with the checks as they stand after the run.

    `content` is as for `stamp_after`. One check counts the rows of 问题清单, which the case was
    read before; whoever prints the outcome must say what the workbook shows.
    """
    return replace(outcome, case=replace(outcome.case, checks=read_checks(content)))


def inspect(content: WorkbookContent) -> Tuple[InputProblem, ...]:
    """Return what is wrong or doubtful in the entries of a calculated workbook.

    Why a run would refuse the workbook is the last of them, unless its cell is told already.

    Raises:
        UserError: the workbook is not ours or has lost a list or a name.
    """
    catalogue = load_catalogue()
    problems = inspect_inputs(content, catalogue)
    try:
        read_case(content, catalogue)
    except UserError as refusal:
        reason = str(refusal).rstrip("。")
        if not any(problem.cell and problem.cell in reason for problem in problems):
            return (*problems, InputProblem(ERROR, "", "", "", reason))
    return problems
