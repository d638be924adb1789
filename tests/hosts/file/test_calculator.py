"""A whole workbook: loading, values, changes, and the formulas that are refused."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, strategies

from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.calculator import (
    CalculationError,
    Calculator,
    Formula,
    UnprovenFormulas,
)
from xltoolkit.hosts.file.cells import read_sheet

SHEET = "指标评分"


def load(write: Callable[[Any, Any], None]) -> Calculator:
    """Write a workbook with one sheet, read its formulas as a run does, and calculate it."""
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored) as book:
        write(book, book.add_worksheet(SHEET))
    part = "xl/worksheets/sheet1.xml"
    sheet = read_sheet(part, zipfile.ZipFile(stored).read(part))
    formulas = {
        place: cell.formula for place, cell in sheet.cells.items() if cell.formula is not None
    }
    return Calculator.load(stored.getvalue(), {SHEET: formulas})


def rates(book: Any, sheet: Any) -> None:
    sheet.write_row("A1", [90, 100])
    sheet.write_formula("C1", "=PERF_EXEC_RATE(决算支出,全年预算)")
    sheet.write_formula("D1", "=ROUND(C1*100,1)")
    book.define_name("决算支出", f"={SHEET}!$A$1")
    book.define_name("全年预算", f"={SHEET}!$B$1")


def test_formulas_that_use_defined_names_and_each_other_are_calculated() -> None:
    assert load(rates).values() == {SHEET: {(1, 3): 0.9, (1, 4): 90.0}}


def test_a_changed_cell_changes_what_depends_on_it_after_recalculation() -> None:
    calculator = load(rates)

    calculator.set_value(SHEET, 1, 1, 45)
    calculator.recalculate()

    assert calculator.values() == {SHEET: {(1, 3): 0.45, (1, 4): 45.0}}


@pytest.mark.parametrize(
    ("value", "rate"),
    [(None, CellError.NA), ("文字", CellError.VALUE), (CellError.REF, CellError.REF), (80, 0.8)],
)
def test_every_kind_of_value_can_be_put_into_a_cell(value: Any, rate: Any) -> None:
    calculator = load(rates)

    calculator.set_value(SHEET, 1, 1, value)
    calculator.recalculate()

    assert calculator.value(SHEET, (1, 3)) == rate
    assert calculator.value(SHEET, (1, 1)) == value


def test_stored_values_are_not_trusted() -> None:
    def write(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=PERF_EXEC_RATE(1,4)", None, 99)

    assert load(write).value(SHEET, (1, 1)) == 0.25


@pytest.mark.parametrize(
    "stored",
    [
        "[1]!PERF_EXEC_RATE(1,4)",
        "'C:\\加载 宏\\perf.xlam'!PERF_EXEC_RATE(1,4)",
        "perf.xlam!PERF_EXEC_RATE(1,4)",
        "_xludf.PERF_EXEC_RATE(1,4)",
        "_xlfn.perf_exec_rate(1,4)",
    ],
)
def test_our_functions_are_known_by_every_name_that_a_file_gives_them(stored: str) -> None:
    def write(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", f'="比率"&{stored}')

    assert load(write).value(SHEET, (1, 1)) == "比率0.25"


def test_the_followers_of_a_shared_formula_are_checked_and_calculated() -> None:
    """The followers have no text of their own: the engine tells what it made of them."""

    def share(first: str) -> bytes:
        stored = io.BytesIO()
        with xlsxwriter.Workbook(stored) as book:
            sheet = book.add_worksheet(SHEET)
            sheet.write_column("A1", [1, 2])
            sheet.write_formula("B1", first)
            sheet.write_formula("B2", "=0")
        return with_shared_formula(stored.getvalue(), first.removeprefix("="))

    formulas = {SHEET: {(1, 2): "", (2, 2): ""}}

    calculator = Calculator.load(share("=[1]!PERF_EXEC_RATE(A1,4)"), formulas)

    assert calculator.values() == {SHEET: {(1, 2): 0.25, (2, 2): 0.5}}
    with pytest.raises(UnprovenFormulas) as refusal:
        Calculator.load(share("=LEN(A1:A9)"), formulas)
    assert [refused.position for refused in refusal.value.refused] == [(1, 2), (2, 2)]


def with_shared_formula(workbook: bytes, first: str) -> bytes:
    """Let B2 follow B1, as Excel stores a formula that was filled down."""
    part = "xl/worksheets/sheet1.xml"
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == part:
                content = content.replace(
                    f"<f>{first}</f>", f'<f t="shared" ref="B1:B2" si="0">{first}</f>'
                ).replace("<f>0</f>", '<f t="shared" si="0"/>')
            target.writestr(name, content)
    return changed.getvalue()


def test_a_date_is_its_serial_number() -> None:
    def write(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=DATE(2024,3,15)")

    assert load(write).value(SHEET, (1, 1)) == 45366


def test_replaced_builtins_work_in_loaded_workbooks_too() -> None:
    def write(_book: Any, sheet: Any) -> None:
        sheet.write_column("A1", [1, 2, 3])
        sheet.write_formula("B2", "=1/0")
        sheet.write_formula("C1", '=SUMIFS(B1:B3,A1:A3,">1")')

    assert load(write).value(SHEET, (1, 3)) is CellError.DIV0


def test_refused_formulas_are_named_with_their_places_and_nothing_is_calculated() -> None:
    def write(_book: Any, sheet: Any) -> None:
        sheet.write_formula("B2", "=TODAY()")
        sheet.write_formula("C3", "=SUMPRODUCT(LEN(A1:A3))")

    with pytest.raises(UnprovenFormulas) as refusal:
        load(write)

    assert str(refusal.value) == (
        "工作表“指标评分”的B2的公式不能计算：不能使用函数TODAY：结果随日期变化，请直接填写日期。"
        "另有1处公式有类似问题。"
    )
    assert [refused.position for refused in refusal.value.refused] == [(2, 2), (3, 3)]


@pytest.mark.parametrize("formula", ["1+", "[1]!PERF_TOTAL(1", '"', "#REF!A1"])
def test_a_formula_that_nobody_can_read_is_told_with_its_place(formula: str) -> None:
    def write(_book: Any, sheet: Any) -> None:
        sheet.write_formula("B2", f"={formula}")

    with pytest.raises(UnprovenFormulas, match="工作表“指标评分”的B2的公式不能计算：公式“="):
        load(write)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("几处", f"={SHEET}!$A$1,{SHEET}!$B$2"),
        ("算出来的", f"=SUM({SHEET}!$A$1:$A$2)"),
        ("随数值变化", f"=OFFSET({SHEET}!$A$1,0,0,2,1)"),
        ("断了的", "=#REF!$A$1"),
    ],
)
def test_a_name_that_is_no_cell_range_or_constant_is_refused(name: str, meaning: str) -> None:
    def write(book: Any, sheet: Any) -> None:
        book.define_name(name, meaning)
        sheet.write_formula("C1", f"=SUM({name})")

    with pytest.raises(UnprovenFormulas, match=f"引用的名称“{name}”没有定义"):
        load(write)


def test_names_of_constants_and_ranges_work() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_column("A1", [1, 2])
        book.define_name("扣分步长", "=0.5")
        book.define_name("得分列", f"={SHEET}!$A$1:$A$2")
        sheet.write_formula("C1", "=SUM(得分列)*扣分步长")

    assert load(write).value(SHEET, (1, 3)) == 1.5


def test_a_circular_reference_is_told_with_its_place() -> None:
    calculator = Calculator.from_cells({"表": {(1, 1): Formula("=A1+1"), (2, 1): Formula("=1")}})

    with pytest.raises(CalculationError, match="工作表“表”的A1的公式直接或间接引用了自己"):
        calculator.values()
    assert calculator.value("表", (2, 1)) == 1


def test_refusals_are_sentences_for_the_user() -> None:
    assert issubclass(UnprovenFormulas, UserError)
    assert issubclass(CalculationError, UserError)


def test_formulas_may_refer_to_sheets_that_come_later() -> None:
    calculator = Calculator.from_cells(
        {"汇总": {(1, 1): Formula("=明细!A1*2")}, "明细": {(1, 1): 21}}
    )

    assert calculator.value("汇总", (1, 1)) == 42


NUMBERS = strategies.floats(min_value=-1e9, max_value=1e9).map(lambda number: round(number, 2))


@given(first=NUMBERS, second=NUMBERS)
def test_recalculation_after_a_change_equals_a_fresh_calculation(
    first: float, second: float
) -> None:
    formulas = {
        (1, 2): Formula("=PERF_BALANCE(A1,A1,2)"),
        (2, 2): Formula('=IF(A1>0,"增","减")'),
        (3, 2): Formula("=SUM(A1:A2)+B1"),
    }
    changed = Calculator.from_cells({SHEET: {(1, 1): first, **formulas}})
    changed.set_value(SHEET, 1, 1, second)
    changed.recalculate()

    assert changed.values() == Calculator.from_cells({SHEET: {(1, 1): second, **formulas}}).values()
