"""Looking for formulas that were changed or deleted, and for results that are errors.

What a formula says is staff's own affair; that it differs from the template's is reported, never
repaired. Standard library only, Python 3.8.
"""

from typing import Iterator

from udfs.errors import CellError
from xltoolkit.workbook.cell_reading import ListReader
from xltoolkit.workbook.changed_formulas import CHANGED, ChangedFormula, changed_formulas
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.input_problem import ERROR, WARNING, InputProblem, problem_at
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST, SETTING_COLUMNS, UNSCORED_LIST
from xltoolkit.workbook.template_record import read_record


def missing_formulas(content: WorkbookContent) -> Iterator[InputProblem]:
    """Find cells that the template computes and that compute something else, or nothing."""
    record = read_record(content)
    if record is None:
        return
    for change in changed_formulas(content, record):
        is_setting = change.column in SETTING_COLUMNS
        severity = WARNING if change.kind == CHANGED or is_setting else ERROR
        yield problem_at(change.place, severity, change.value, _reason(change))


def _reason(change: ChangedFormula) -> str:
    title = change.title
    if change.kind == CHANGED:
        return f"“{title}”的公式与模板不同，按现公式计算，请核对是否有意改动"
    if not change.column:
        return f"“{title}”的公式已被改动或删除，不再随数据变化，请从未改动的副本复制公式"
    if change.value in (None, ""):
        return f"“{title}”没有公式，本行不计算，请从相邻行复制公式"
    return f"“{title}”的公式已被改成固定值，不再随数据变化，请从相邻行复制公式"


def failed_results(content: WorkbookContent) -> Iterator[InputProblem]:
    """Find scores that are errors for another reason than that nothing was entered."""
    for layout, column_id in ((INDICATOR_LIST, "final_score"), (UNSCORED_LIST, "value")):
        for row in ListReader(content, layout).filled_rows():
            value = row.cell(column_id)
            if isinstance(value, CellError) and value is not CellError.NA:
                title = layout.column(column_id).title
                reason = f"“{title}”算不出数值，请核对本行的数1至数4、评分录入和“参数”"
                yield problem_at(row.place(column_id), ERROR, value, reason)
