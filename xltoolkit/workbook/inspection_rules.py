"""Looking for entries that contradict one another, or the rules of the workbook.

Standard library only, Python 3.8.
"""

from typing import Dict, Iterator

from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.workbook.cell_reading import ListReader, cell_number, cell_text, place_of
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.input_problem import ERROR, WARNING, InputProblem, problem_at
from xltoolkit.workbook.layout.cover import DEPARTMENT
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.model import SingleCell
from xltoolkit.workbook.layout.satisfaction import SURVEY_LIST
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST
from xltoolkit.workbook.layout.settings import DECIDED_SCORE, GRADE_LIST
from xltoolkit.workbook.located import locate_cell

_SHEETS_OF_A_SURVEY = (("sent", "returned"), ("returned", "valid"))
"""Columns of 满意度: of the first, the second is a part."""


def contradictions(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Find what each cell may hold by itself, but not beside the others."""
    yield from _unnamed_department(content)
    yield from _unordered_grades(content)
    yield from _questionnaires(content)
    yield from _other_points(content, scheme)
    yield from _decided_beyond_full(content, scheme)
    yield from _other_counts(content, scheme)


def _unnamed_department(content: WorkbookContent) -> Iterator[InputProblem]:
    if not cell_text(content, DEPARTMENT):
        yield _at(
            content, DEPARTMENT, WARNING, "未填被评价单位，印发的表和报告上没有单位名称，请补填"
        )


def _at(content: WorkbookContent, cell: SingleCell, severity: str, reason: str) -> InputProblem:
    located = locate_cell(content, cell)
    value = content.value(located.sheet, *located.address)
    return problem_at(place_of(located.sheet, located.address), severity, value, reason)


def _unordered_grades(content: WorkbookContent) -> Iterator[InputProblem]:
    """Grades stand from the best down, without a gap between their rows."""
    before = None
    for row in ListReader(content, GRADE_LIST).all_rows():
        lower, name = row.number("lower"), row.text("name")
        if lower is None and not name:
            continue
        if lower is None:
            reason = f"等级“{name}”没有下限，不能评定等级，请补填"
            yield problem_at(row.place("lower"), ERROR, row.cell("lower"), reason)
        elif before is not None and lower >= before:
            reason = "等级的下限应从高到低，不能重复，否则不能评定等级，请改正"
            yield problem_at(row.place("lower"), ERROR, lower, reason)
        before = lower if lower is not None else before


def _questionnaires(content: WorkbookContent) -> Iterator[InputProblem]:
    for row in ListReader(content, SURVEY_LIST).filled_rows():
        for whole_id, part_id in _SHEETS_OF_A_SURVEY:
            whole, part = row.number(whole_id), row.number(part_id)
            if whole is not None and part is not None and part > whole:
                titles = [SURVEY_LIST.column(each).title for each in (part_id, whole_id)]
                reason = f"“{titles[0]}”大于“{titles[1]}”{whole:g}，请核对"
                yield problem_at(row.place(part_id), WARNING, part, reason)


def _other_points(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    rules = {row.id: row for row in scheme.rows}
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        rule, points = rules.get(row.text("id")), row.number("points")
        if rule is not None and points is not None and points != rule.points:
            reason = f"方案规定的分值是{rule.points:g}分，改动后满分和等级都随之变化，请核对"
            yield problem_at(row.place("points"), WARNING, points, reason)


def _other_counts(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Find deduction rows with a typed count where the findings add up to another."""
    deductions = {row.id for row in scheme.rows if row.score.shape == "deduct"}
    found: Dict[str, float] = {}
    for finding in ListReader(content, FINDING_LIST).filled_rows():
        cases = finding.number("cases") or 0.0
        indicator = finding.text("indicator")
        found[indicator] = found.get(indicator, 0.0) + cases
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        typed, counted = row.number("mark"), found.get(row.text("level3"), 0.0)
        if row.text("id") in deductions and typed is not None and 0 < counted != typed:
            reason = f"现场发现的例数合计{counted:g}，与评分录入不同，按评分录入计分，请核对"
            yield problem_at(row.place("mark"), WARNING, typed, reason)


def _decided_beyond_full(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    decided = cell_number(content, DECIDED_SCORE)
    if decided is not None and not 0 <= decided <= scheme.full:
        yield _at(content, DECIDED_SCORE, ERROR, f"定稿得分应在0到{scheme.full:g}分之间，请改正")
