"""Looking for mistakes in what staff typed, for `xltoolkit check`.

Nothing is ever converted here: each problem names the cell, what stands there, and the value that
was probably meant. Standard library only, Python 3.8.
"""

from dataclasses import dataclass
from typing import Iterator, List, Optional, Tuple

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.workbook.cell_reading import ListReader, RowReader, place_of
from xltoolkit.workbook.content import WorkbookContent, parse_address
from xltoolkit.workbook.input_problem import ERROR, WARNING, InputProblem, problem_at, shown
from xltoolkit.workbook.inspection_choices import wrong_choices
from xltoolkit.workbook.inspection_evidence import unsupported_marks, wrong_year
from xltoolkit.workbook.inspection_formulas import failed_results, missing_formulas
from xltoolkit.workbook.inspection_rules import contradictions
from xltoolkit.workbook.layout.checks import COUNT_LIST, RATE_LIST, SELF_CHECKS, SUM_LIST
from xltoolkit.workbook.layout.cover import COVER_CELLS
from xltoolkit.workbook.layout.data import DATA_ROWS, VALUE_COLUMNS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import (
    CUSTOM_PREFIX,
    INDICATOR_LIST,
    ITEM_COLUMNS,
    UNSCORED_LIST,
)
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    DECIDED_BASIS,
    DECIDED_GRADE,
    DECIDED_SCORE,
    GRADE_LIST,
    GROUP_LIST,
    RULE_LIST,
    STANDARD_LIST,
)
from xltoolkit.workbook.layout.targets import RATIO_UNIT, TARGET_LIST, TASK_LIST
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.money_doubts import YUAN_IN_TEN_THOUSAND, doubtful_entries
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.reading_data import placed_quantities, read_entries
from xltoolkit.workbook.typed_numbers import read_typed_number

HIGHEST_RATIO = 10.0
"""A computed rate above 1000 % is an error: numerator and denominator differ in unit."""
DOUBTFUL_RATIO = 3.0
HIGHEST_PERCENTAGE = 100.0
"""A typed ratio above 3 (300 %) and up to 100 was probably meant as a percentage (98 for 0.98);
what lies above is an error."""

_NUMBERS = (Kind.NUMBER, Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.POINTS)
INPUT_LISTS = (
    DATA_ROWS,
    TARGET_LIST,
    TASK_LIST,
    SURVEY_LIST,
    QUESTION_LIST,
    FINDING_LIST,
    INDICATOR_LIST,
    RATE_LIST,
    SUM_LIST,
    COUNT_LIST,
    STANDARD_LIST,
    GRADE_LIST,
    GROUP_LIST,
    ADVICE_LIST,
    RULE_LIST,
)
INPUT_CELLS = (*COVER_CELLS, DECIDED_SCORE, DECIDED_GRADE, DECIDED_BASIS)
_KINDS = {
    "money": Kind.MONEY,
    "count": Kind.COUNT,
    "rate": Kind.RATIO,
    "measure": Kind.NUMBER,
    "text": Kind.TEXT,
}
_SELF_CHECKS = dict(
    zip(
        SELF_CHECKS,
        (
            "各类分值之和不等于满分",
            "各类得分之和不等于得分合计",
            "得分合计大于已评分值，或已评分值大于可评分值",
            "折算得分不在0到满分之间",
        ),
    )
)
_DATE_PARTS = 3
_DATE_SEPARATORS = "年月/."


@dataclass(frozen=True)
class _Input:
    """A cell that staff fill, or leave empty."""

    place: CellPlace
    title: str
    kind: Kind
    value: Scalar


def inspect_inputs(content: WorkbookContent, catalogue: Catalogue) -> Tuple[InputProblem, ...]:
    """Return everything that is wrong or doubtful in what was typed.

    Results that are errors are left out as long as an entry is wrong: they follow from it.

    Raises:
        UserError: the workbook is not ours or has lost a list or a name.
    """
    scheme = recognise(content, catalogue)
    problems: List[InputProblem] = []
    inputs = (
        *_single_cells(content),
        *_quantities(content, catalogue),
        *_list_inputs(content),
        *_points_of_own_rows(content),
    )
    for each in inputs:
        problem = _shown_as_date(content, each) or _problem(each)
        if problem is not None:
            problems.append(problem)
    problems.extend(wrong_choices(content, catalogue, scheme))
    problems.extend(_doubtful_money(content, catalogue))
    problems.extend(_impossible_rates(content))
    problems.extend(_half_filled_findings(content))
    problems.extend(_own_rows_without_points(content))
    problems.extend(unsupported_marks(content, scheme))
    problems.extend(wrong_year(content, scheme))
    problems.extend(contradictions(content, scheme))
    problems.extend(missing_formulas(content))
    if not any(problem.severity == ERROR for problem in problems):
        problems.extend(failed_results(content))
        problems.extend(_failed_self_checks(content))
    return tuple(problems)


def _single_cells(content: WorkbookContent) -> Iterator[_Input]:
    for cell in INPUT_CELLS:
        located = locate_cell(content, cell)
        value = content.value(located.sheet, *located.address)
        yield _Input(place_of(located.sheet, located.address), cell.title, cell.kind, value)


def _quantities(content: WorkbookContent, catalogue: Catalogue) -> Iterator[_Input]:
    for quantity in placed_quantities(catalogue):
        area = content.area(quantity.defined_name)
        if area is not None:
            position = area.top, area.left
            value = content.value(area.sheet, *position)
            place = place_of(area.sheet, position)
            yield _Input(place, quantity.title, _KINDS[quantity.kind], value)


def _list_inputs(content: WorkbookContent) -> Iterator[_Input]:
    for layout in INPUT_LISTS:
        elsewhere = VALUE_COLUMNS if layout is DATA_ROWS else ()
        columns = [
            column
            for column in layout.columns
            if column.role in (Role.INPUT, Role.FOLDED) and column.id not in elsewhere
        ]
        for row in ListReader(content, layout).filled_rows():
            for column in (each for each in columns if row.has(each.id)):
                kind = _kind_in_row(layout, row, column)
                yield _Input(row.place(column.id), column.title, kind, row.cell(column.id))


def _kind_in_row(layout: ListLayout, row: RowReader, column: Column) -> Kind:
    """Numbers of a target or limit are ratios where their unit says so; a level is a word."""
    if layout is INDICATOR_LIST and column.id == "mark" and row.text("shape") == "levels":
        return Kind.CHOICE
    if layout is INDICATOR_LIST and column.id in ITEM_COLUMNS and row.text("shape") == "panel":
        return Kind.POINTS
    with_unit = (TARGET_LIST, RULE_LIST)
    if layout in with_unit and column.kind is Kind.NUMBER and row.text("unit") == RATIO_UNIT:
        return Kind.RATIO
    return column.kind


def _own_rows(content: WorkbookContent) -> Iterator[RowReader]:
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        if row.text("id").startswith(CUSTOM_PREFIX):
            yield row


def _points_of_own_rows(content: WorkbookContent) -> Iterator[_Input]:
    column = INDICATOR_LIST.column("points")
    for row in _own_rows(content):
        yield _Input(row.place(column.id), column.title, column.kind, row.cell(column.id))


def _own_rows_without_points(content: WorkbookContent) -> Iterator[InputProblem]:
    for row in _own_rows(content):
        points, mark = row.cell("points"), row.cell("mark")
        if points in (None, "") and (row.text("level3") or mark not in (None, "")):
            reason = "自定义指标“分值”未填，不计入总分，请补填分值或清空该行"
            yield problem_at(row.place("points"), WARNING, points, reason)


def _shown_as_date(content: WorkbookContent, entry: _Input) -> Optional[InputProblem]:
    """Report a number that the cell shows as a date: it would count with its serial number."""
    address = parse_address(entry.place.cell)
    if entry.kind not in _NUMBERS or address not in content.dates.get(entry.place.sheet, ()):
        return None
    reason = f"“{entry.title}”应填数字，现为日期，会按日期的序号计算，请改填数字，并把格式改回数值"
    return _report(ERROR, entry, reason)


def _problem(entry: _Input) -> Optional[InputProblem]:
    value = entry.value
    if value is None or value == "":
        return None
    if isinstance(value, CellError):
        return _report(ERROR, entry, f"“{entry.title}”是错误值，请重新填写")
    if entry.kind not in _NUMBERS:
        return None
    if isinstance(value, bool):
        return _report(ERROR, entry, f"“{entry.title}”应填数字，请改正")
    if isinstance(value, str):
        return _text_problem(entry, value)
    return _number_problem(entry, float(value))


def _text_problem(entry: _Input, text: str) -> InputProblem:
    if _is_date(text):
        return _report(ERROR, entry, f"“{entry.title}”应填数字，现为日期，请改填数字或留空")
    meant = read_typed_number(text)
    if meant is None or meant.value is None:
        return _report(ERROR, entry, f"“{entry.title}”应填数字，现为文字，请改填数字或留空")
    if meant.conversions:
        ways = "、".join(meant.conversions)
        reason = f"“{entry.title}”应填数字，现为文字，不能参加计算（{ways}）"
    else:  # the functions count a text such as "12.5" as a number, a sum leaves it out
        reason = f"“{entry.title}”应填数字，现为文字，求和时不算在内"
    return _report(ERROR, entry, reason, float(meant.value))


def _is_date(text: str) -> bool:
    """Whether a text names a day, such as 2022-12-31 or 2022年12月31日."""
    day = text.strip().partition("T")[0].partition(" ")[0].rstrip("日")
    for separator in _DATE_SEPARATORS:
        day = day.replace(separator, "-")
    parts = day.split("-")
    return len(parts) == _DATE_PARTS and all(part.isdigit() for part in parts)


def _number_problem(entry: _Input, number: float) -> Optional[InputProblem]:
    if entry.kind is Kind.RATIO:
        if abs(number) > HIGHEST_PERCENTAGE:
            reason = f"“{entry.title}”超过1000%，比率应填小数或百分数，请改正"
            return _report(ERROR, entry, reason)
        if abs(number) > DOUBTFUL_RATIO:
            reason = f"“{entry.title}”超过300%，请核对是否漏了百分号"
            return _report(WARNING, entry, reason, number / 100)
    if entry.kind is Kind.COUNT and number < 0:
        return _report(ERROR, entry, f"“{entry.title}”应为不小于0的整数，请改正")
    if entry.kind is Kind.COUNT and number != int(number):
        return _report(WARNING, entry, f"“{entry.title}”应为不小于0的整数，请核对")
    return None


def _report(
    severity: str, entry: _Input, reason: str, suggestion: Optional[float] = None
) -> InputProblem:
    meant = "" if suggestion is None else format(suggestion, ".15g")
    place = entry.place
    return InputProblem(severity, place.sheet, place.cell, shown(entry.value), reason, meant)


def _doubtful_money(content: WorkbookContent, catalogue: Catalogue) -> Iterator[InputProblem]:
    """Find money that was probably typed or pasted in 元."""
    for entry, reason in doubtful_entries(read_entries(content, catalogue), catalogue):
        amount = entry.number
        assert amount is not None  # only numbers are doubted
        meant = format(amount / YUAN_IN_TEN_THOUSAND, ".15g")
        place, told = entry.place, f"{reason}，金额单位应为万元，请核对是否误填了元"
        yield InputProblem(WARNING, place.sheet, place.cell, shown(amount), told, meant)


def _impossible_rates(content: WorkbookContent) -> Iterator[InputProblem]:
    """Find computed rates above 1000 %."""
    for layout in (INDICATOR_LIST, UNSCORED_LIST):
        for row in ListReader(content, layout).filled_rows():
            value = row.number("value")
            is_difference = row.has("shape") and row.text("shape") == "ordinal"
            is_rate = row.has_formula("input1") and not is_difference
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
        missing = "例数" if indicator else "对应指标"
        reason = f"“{missing}”未填，这条发现不计入扣分，请补填或核对"
        yield problem_at(row.place(column), WARNING, None, reason)


def _failed_self_checks(content: WorkbookContent) -> Iterator[InputProblem]:
    for name in SELF_CHECKS:
        area = content.area(name)
        if area is None:
            continue
        value = content.value(area.sheet, area.top, area.left)
        if value is not True:
            reason = f"工作簿自检未通过，“{INDICATOR_LIST.sheet}”的{_SELF_CHECKS[name]}，请核对公式"
            yield problem_at(place_of(area.sheet, (area.top, area.left)), ERROR, value, reason)
