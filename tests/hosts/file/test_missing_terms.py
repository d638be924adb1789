"""A published rate one of whose terms is not provided: there is nothing to recompute it by."""

import pytest

from tests.support.judged_books import Book, Row
from xltoolkit.workbook.layout.checks import RATE_LIST
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.layout.verdict import VERDICT_RATES
from xltoolkit.workbook.plan import PlannedValue

TERMS = [
    ("决算支出", None, "exec_rate", "预算执行率", "90.81%（公布值）"),
    ("全年预算", None, "exec_rate", "预算执行率", "90.81%（公布值）"),
    ("政府采购决算", None, "proc_execution_rate", "政府采购执行率", "97.71%（公布值）"),
    (TARGET_LIST.name("actual"), "T01", "T01", "“领导接听日”完成率", "90.00%（公布值）"),
    (TARGET_LIST.name("target"), "T01", "T01", None, None),
]
"""A cell, its row in a list, the row of 核对, and the line of 评价结论 (none without a plan)."""


def type_and_run(book: Book, cell: str, row: str | None, value: PlannedValue) -> None:
    book.type(cell, value, row=row)
    book.run()


def checked(book: Book, row_id: str) -> Row:
    return next(row for row in book.rows(RATE_LIST) if row["id"] == row_id)


@pytest.mark.parametrize(("cell", "row", "check", "line", "result"), TERMS)
def test_a_term_that_is_not_provided_leaves_the_published_rate_alone(
    case_2022: Book, cell: str, row: str | None, check: str, line: str | None, result: str | None
) -> None:
    type_and_run(case_2022, cell, row, None)

    shown = checked(case_2022, check)
    assert (shown["recomputed"], shown["verdict"]) == ("", "不可复算")
    lines = {each["name"]: each for each in case_2022.rows(VERDICT_RATES)}
    if line is not None:
        assert lines[line]["result"] == result
        assert str(lines[line]["published"]).startswith("公布值，不可复算")


@pytest.mark.parametrize(
    ("cell", "row", "check"),
    [("决算支出", None, "exec_rate"), (TARGET_LIST.name("actual"), "T01", "T01")],
)
def test_a_term_of_0_is_one(case_2022: Book, cell: str, row: str | None, check: str) -> None:
    type_and_run(case_2022, cell, row, 0.0)

    shown = checked(case_2022, check)
    assert (shown["recomputed"], shown["verdict"]) == (0.0, "不一致")


def test_a_term_named_by_hand_is_looked_for_among_all_quantities(case_2022: Book) -> None:
    case_2022.type(RATE_LIST.name("numerator"), "三公决算", row="R03")
    type_and_run(case_2022, "三公决算", None, 0.0)
    assert checked(case_2022, "exec_rate")["recomputed"] == 0.0

    type_and_run(case_2022, "三公决算", None, None)
    assert checked(case_2022, "exec_rate")["verdict"] == "不可复算"
