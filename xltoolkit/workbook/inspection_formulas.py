"""Looking for formulas that were typed over or deleted, and for results that are errors.

What a formula says is staff's own affair; that there is none where the template has one is
reported, never repaired. Standard library only, Python 3.8.
"""

from typing import Callable, Dict, Iterator, List, Mapping, Optional, Tuple

from udfs.errors import CellError
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import ListColumn
from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow, StandardReference, ValueRule
from xltoolkit.workbook.cell_reading import ListReader, RowReader, place_of
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.input_problem import ERROR, WARNING, InputProblem, problem_at
from xltoolkit.workbook.layout.checks import CHECK_LISTS, OPEN_CHECKS
from xltoolkit.workbook.layout.model import ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import (
    CUSTOM_PREFIX,
    HEAD_LIST,
    INDICATOR_LIST,
    INPUT_COLUMNS,
    SETTING_COLUMNS,
    UNSCORED_LIST,
    total_cells,
)
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.layout.verdict import DATA_STATE, FINGERPRINT
from xltoolkit.workbook.located import locate_cell

Columns = Tuple[str, ...]

_SAME_IN_EVERY_ROW = (TARGET_LIST, SURVEY_LIST, QUESTION_LIST, HEAD_LIST, *CHECK_LISTS)
_COMPUTED_CELLS: Tuple[SingleCell, ...] = (
    *total_cells(1),
    OPEN_CHECKS,
    DATA_STATE,
    FINGERPRINT,
)
_GOAL_INPUTS = 3
_ROUNDING_POSITION = 4
"""Where the rounding of a step rule stands; a rule without one of its own takes that of 参数."""


def missing_formulas(
    content: WorkbookContent, catalogue: Catalogue, scheme: Scheme
) -> Iterator[InputProblem]:
    """Find cells that the template computes and that hold no formula.

    Raises:
        UserError: when a list or a name of the workbook is lost.
    """
    has_goals = any(row.score.shape == "goals" for row in scheme.rows)
    for layout in _SAME_IN_EVERY_ROW:
        yield from _in_list(content, layout, _computed_columns(layout, with_goals=has_goals))
    yield from _in_list(content, INDICATOR_LIST, _indicator_columns(catalogue, scheme))
    yield from _in_list(content, UNSCORED_LIST, _unscored_columns(catalogue, scheme))
    for cell in _COMPUTED_CELLS:
        yield from _single(content, cell)


def _computed_columns(layout: ListLayout, *, with_goals: bool) -> Callable[[RowReader], Columns]:
    """In these lists every row is computed alike, in the hidden columns too.

    The columns that were added to 绩效目标 serve schemes with goals of the department's own.
    """
    computed = (Role.FORMULA, Role.HIDDEN)
    columns = tuple(
        column.id
        for column in layout.columns
        if column.role in computed and (with_goals or not column.added)
    )
    return lambda _row: columns


def _in_list(
    content: WorkbookContent, layout: ListLayout, columns_of: Callable[[RowReader], Columns]
) -> Iterator[InputProblem]:
    reader = ListReader(content, layout)
    filled = {row.row for row in reader.filled_rows()}
    for row in reader.all_rows():
        for column_id in filter(row.has, columns_of(row)):
            value = row.cell(column_id)
            is_empty = value in (None, "")
            if row.has_formula(column_id) or (is_empty and row.row not in filled):
                continue
            title = layout.column(column_id).title
            severity = WARNING if column_id in SETTING_COLUMNS else ERROR
            if is_empty:
                reason = f"“{title}”没有公式，本行不计算，请从相邻行复制公式"
            else:
                reason = f"“{title}”的公式已被改成固定值，不再随数据变化，请从相邻行复制公式"
            yield problem_at(row.place(column_id), severity, value, reason)


def _indicator_columns(catalogue: Catalogue, scheme: Scheme) -> Callable[[RowReader], Columns]:
    """Return which columns of a row of 指标评分 the template computes."""
    by_id: Dict[str, Columns] = {
        row.id: (
            *_row_inputs(catalogue, row),
            "value",
            "score",
            "reason",
            "final_score",
            *_settings(row),
        )
        for row in scheme.rows
    }

    def columns(row: RowReader) -> Columns:
        row_id = row.text("id")
        if row_id.startswith(CUSTOM_PREFIX):
            return ("value", "score", "final_score")
        return by_id.get(row_id, ())

    return columns


def _unscored_columns(catalogue: Catalogue, scheme: Scheme) -> Callable[[RowReader], Columns]:
    by_id: Mapping[str, Columns] = {
        rate.id: (*_inputs(catalogue, rate.value), "value", "standard") for rate in scheme.unscored
    }
    return lambda row: by_id.get(row.text("id"), ())


def _row_inputs(catalogue: Catalogue, row: SchemeRow) -> Columns:
    """Return which of 数1 … 数4 are computed: those of the value, or of the goals added up."""
    if row.score.shape == "goals":
        return INPUT_COLUMNS[:_GOAL_INPUTS]
    return _inputs(catalogue, row.value)


def _inputs(catalogue: Catalogue, value: Optional[ValueRule]) -> Columns:
    """A whole column of a list stands in none of 数1 … 数4."""
    known = catalogue.quantities_by_id()
    inputs = () if value is None else value.inputs
    return tuple(
        column
        for column, quantity in zip(INPUT_COLUMNS, inputs)
        if not isinstance(known[quantity].place, ListColumn)
    )


def _settings(row: SchemeRow) -> Columns:
    """Return those of P1 … P5 that are taken from 参数."""
    parameters: List[object] = list(row.score.p)
    if row.score.shape == "step" and len(parameters) == _ROUNDING_POSITION:
        parameters.append("floor")
    return tuple(
        column
        for position, (column, parameter) in enumerate(zip(SETTING_COLUMNS, parameters))
        if isinstance(parameter, StandardReference)
        or (position == _ROUNDING_POSITION and parameter == "floor")
    )


def _single(content: WorkbookContent, cell: SingleCell) -> Iterator[InputProblem]:
    located = locate_cell(content, cell)
    found = content.sheets[located.sheet].get(located.address)
    if found is None or found.formula is None:
        value = None if found is None else found.value
        reason = f"“{cell.title}”的公式已被改动或删除，不再随数据变化，请从未改动的副本复制公式"
        yield problem_at(place_of(located.sheet, located.address), ERROR, value, reason)


def failed_results(content: WorkbookContent) -> Iterator[InputProblem]:
    """Find scores that are errors for another reason than that nothing was entered."""
    for layout, column_id in ((INDICATOR_LIST, "final_score"), (UNSCORED_LIST, "value")):
        for row in ListReader(content, layout).filled_rows():
            value = row.cell(column_id)
            if isinstance(value, CellError) and value is not CellError.NA:
                title = layout.column(column_id).title
                reason = f"“{title}”算不出数值，请核对本行的数1至数4、评分录入和“参数”"
                yield problem_at(row.place(column_id), ERROR, value, reason)
