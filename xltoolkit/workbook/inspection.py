"""Looking for mistakes in what staff typed, for `xltoolkit check`.

Nothing is ever converted here: each problem names the cell, what stands there, and the value that
was probably meant. Standard library only, Python 3.8.
"""

from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional, Tuple

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.workbook.cell_reading import ListReader, RowReader, as_text
from xltoolkit.workbook.content import WorkbookContent, address
from xltoolkit.workbook.layout.checks import CHECK_LISTS, SELF_CHECKS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import HEAD_LIST, INDICATOR_LIST, UNSCORED_LIST
from xltoolkit.workbook.layout.settings import GRADE_LIST, STANDARD_LIST
from xltoolkit.workbook.layout.targets import RATIO_UNIT, TARGET_LIST, TASK_LIST
from xltoolkit.workbook.reading_data import placed_quantities
from xltoolkit.workbook.typed_numbers import read_typed_number

ERROR, WARNING = "错误", "提醒"
HIGHEST_RATIO = 10.0
"""A computed rate above 1000 % is an error: numerator and denominator differ in unit."""
DOUBTFUL_RATIO = 3.0
HIGHEST_PERCENTAGE = 100.0
"""A typed ratio above 3 (300 %) and up to 100 was probably meant as a percentage (98 for 0.98);
what lies above is an error."""

_NUMBERS = (Kind.NUMBER, Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.POINTS)
_INPUT_LISTS = (
    TARGET_LIST,
    TASK_LIST,
    SURVEY_LIST,
    QUESTION_LIST,
    FINDING_LIST,
    STANDARD_LIST,
    GRADE_LIST,
    INDICATOR_LIST,
)
_FORMULA_LISTS = (
    TARGET_LIST,
    SURVEY_LIST,
    QUESTION_LIST,
    INDICATOR_LIST,
    UNSCORED_LIST,
    HEAD_LIST,
    *CHECK_LISTS,
)
_KINDS = {"money": Kind.MONEY, "count": Kind.COUNT, "rate": Kind.RATIO, "measure": Kind.NUMBER}
_OFTEN_WITHOUT_FORMULA = frozenset(("input1", "input2", "input3", "input4", "reason"))


@dataclass(frozen=True)
class _Input:
    """A cell that should hold a number, or nothing."""

    sheet: str
    cell: str
    title: str
    kind: Kind
    value: Scalar


def inspect_inputs(content: WorkbookContent, catalogue: Catalogue) -> Tuple[InputProblem, ...]:
    """Return everything doubtful in the input cells, in the order of the sheets.

    Raises:
        UserError: when a list or a name of the workbook is lost.
    """
    problems: List[InputProblem] = []
    for each in (*_quantities(content, catalogue), *_list_inputs(content)):
        problem = _problem(each)
        if problem is not None:
            problems.append(problem)
    problems.extend(_impossible_rates(content))
    problems.extend(_half_filled_findings(content))
    problems.extend(_overwritten_formulas(content))
    problems.extend(_failed_self_checks(content))
    return tuple(problems)


def _quantities(content: WorkbookContent, catalogue: Catalogue) -> Iterator[_Input]:
    for quantity in placed_quantities(catalogue):
        area = content.area(quantity.defined_name)
        if area is not None and quantity.kind in _KINDS:
            value = content.value(area.sheet, area.top, area.left)
            cell = address(area.top, area.left)
            yield _Input(area.sheet, cell, quantity.title, _KINDS[quantity.kind], value)


def _list_inputs(content: WorkbookContent) -> Iterator[_Input]:
    for layout in _INPUT_LISTS:
        columns = [
            column
            for column in layout.columns
            if column.kind in _NUMBERS and column.role is Role.INPUT
        ]
        for row in ListReader(content, layout).filled_rows():
            for column in columns:
                place = row.place(column.id)
                kind = _kind_in_row(layout, row, column)
                yield _Input(place.sheet, place.cell, column.title, kind, row.cell(column.id))


def _kind_in_row(layout: ListLayout, row: RowReader, column: Column) -> Kind:
    """A target's numbers are ratios where its unit says so."""
    if layout is TARGET_LIST and column.kind is Kind.NUMBER and row.text("unit") == RATIO_UNIT:
        return Kind.RATIO
    return column.kind


def _problem(entry: _Input) -> Optional[InputProblem]:
    value = entry.value
    if value is None or value == "":
        return None
    if isinstance(value, CellError):
        reason = f"“{entry.title}”是错误值，请重新填写"
        return _report(ERROR, entry, reason)
    if isinstance(value, bool):
        return _report(ERROR, entry, f"“{entry.title}”应填数字，请改正")
    if isinstance(value, str):
        return _text_problem(entry, value)
    return _number_problem(entry, float(value))


def _text_problem(entry: _Input, text: str) -> InputProblem:
    meant = read_typed_number(text)
    if meant is None or meant.value is None:
        return _report(ERROR, entry, f"“{entry.title}”应填数字，现为文字，请改填数字或留空")
    ways = f"（{'、'.join(meant.conversions)}）" if meant.conversions else ""
    reason = f"“{entry.title}”应填数字，现为文字，不能参加计算{ways}"
    return _report(ERROR, entry, reason, float(meant.value))


def _number_problem(entry: _Input, number: float) -> Optional[InputProblem]:
    if entry.kind is Kind.RATIO:
        if abs(number) > HIGHEST_PERCENTAGE:
            reason = f"“{entry.title}”超过1000%，比率应填小数或百分数，请改正"
            return _report(ERROR, entry, reason)
        if abs(number) > DOUBTFUL_RATIO:
            reason = f"“{entry.title}”超过300%，请核对是否漏了百分号"
            return _report(WARNING, entry, reason, number / 100)
    if entry.kind is Kind.COUNT and (number < 0 or number != int(number)):
        return _report(WARNING, entry, f"“{entry.title}”应为不小于0的整数，请核对")
    return None


def _report(
    severity: str, entry: _Input, reason: str, suggestion: Optional[float] = None
) -> InputProblem:
    meant = "" if suggestion is None else format(suggestion, ".15g")
    shown = _shown(entry.value)
    return InputProblem(severity, entry.sheet, entry.cell, shown, reason, meant)


def _impossible_rates(content: WorkbookContent) -> Iterator[InputProblem]:
    """Find computed rates above 1000 %."""
    for layout in (INDICATOR_LIST, UNSCORED_LIST):
        for row in ListReader(content, layout).filled_rows():
            value = row.number("value")
            is_rate = row.has_formula("input1")
            if is_rate and value is not None and abs(value) > HIGHEST_RATIO:
                place = row.place("value")
                reason = "比率超过1000%，请核对分子、分母的单位是否都是万元"
                yield InputProblem(ERROR, place.sheet, place.cell, f"{value:.2%}", reason)


def _half_filled_findings(content: WorkbookContent) -> Iterator[InputProblem]:
    """Find findings that name an indicator without a count of cases, or the other way round."""
    for row in ListReader(content, FINDING_LIST).filled_rows():
        indicator, cases = row.text("indicator"), row.cell("cases")
        has_cases = cases not in (None, "")
        if bool(indicator) == has_cases:
            continue
        column = "cases" if indicator else "indicator"
        place = row.place(column)
        missing = "例数" if indicator else "对应指标"
        reason = f"“{missing}”未填，这条发现不计入扣分，请补填或核对"
        yield InputProblem(WARNING, place.sheet, place.cell, "空", reason)


def _failed_self_checks(content: WorkbookContent) -> Iterator[InputProblem]:
    for name in SELF_CHECKS:
        area = content.area(name)
        if area is None:
            continue
        value = content.value(area.sheet, area.top, area.left)
        if value is not True:
            reason = f"工作簿自检“{name}”未通过，“{INDICATOR_LIST.sheet}”的分值、得分与合计不符，请核对公式"
            cell = address(area.top, area.left)
            yield InputProblem(ERROR, area.sheet, cell, _shown(value), reason)
