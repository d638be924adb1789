"""What is typed wrong into input cells: the run goes on without a number, `check` names the cell.

What `check` says of every kind of cell is in tests/workbook/test_inspection.py.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cases import CATALOGUE
from tests.support.judged_books import Book
from tests.support.resaved import resaved
from udfs.errors import CellError
from xltoolkit.commands.run_json import run_as_json
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.session import stored_content, with_dates
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.layout.sheet_names import ISSUES, VERDICT
from xltoolkit.workbook.layout.verdict import VERDICT_RATES

CASES = yaml.safe_load((Path(__file__).parent / "bad_inputs.yaml").read_text(encoding="utf-8"))


def type_as_an_office_program(book: Book, case: dict[str, Any]) -> str:
    """Type through openpyxl, which stores an error as one; return the cell as `check` names it."""
    content = book.content()
    area = content.area(case["cell"])
    assert area is not None
    row = book.row_number(case["cell"], case["row"]) if "row" in case else area.top

    def change(workbook: Any) -> None:
        workbook[area.sheet].cell(row, area.left).value = case["typed"]

    book.path.write_bytes(resaved(book.path.read_bytes(), change))
    letters = content.names[case["cell"]].partition("!$")[2].partition("$")[0]
    return f"{area.sheet}!{letters}{row}"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_wrong_entry_is_no_number_and_check_names_it(
    case_2022: Book, case: dict[str, Any]
) -> None:
    place = type_as_an_office_program(case_2022, case)

    case_2022.run()

    rates = {row["name"]: row["result"] for row in case_2022.rows(VERDICT_RATES)}
    assert rates["预算执行率"] == case["rate"]
    problems = [str(each) for each in inspect_inputs(case_2022.content(), CATALOGUE)]
    assert len(problems) == (0 if case["says"] is None else 1)
    for problem in problems:
        assert problem.startswith(place)
        assert case["says"] in problem
    assert not case_2022.run().written


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_wrong_entry_never_shows_as_an_error_in_print(
    case_2022: Book, case: dict[str, Any]
) -> None:
    type_as_an_office_program(case_2022, case)
    case_2022.run()

    for sheet in (ISSUES, VERDICT):
        shown = case_2022.content().sheets[sheet].values()
        assert not any(isinstance(cell.value, CellError) for cell in shown)


def test_a_number_stored_as_text_is_judged_as_the_functions_count_it(case_2022: Book) -> None:
    """The functions take it; so must issues and the list of what is not provided."""
    before = case_2022.printed_keys()
    case_2022.type("决算支出", "2823.84")
    report = case_2022.run()

    assert case_2022.printed_keys() == before
    described = run_as_json(report.outcome, {})
    (rate,) = [each for each in described["rates"] if each["indicator"] == "exec_rate"]
    assert rate["inputs"]["spend_total"] == 2823.84


def test_a_date_in_a_number_cell_is_named(case_2022: Book) -> None:
    def type_a_date(workbook: Any) -> None:
        cell = workbook["基础数据"]["E6"]
        cell.value, cell.number_format = datetime(2023, 3, 5), "yyyy-mm-dd"  # noqa: DTZ001

    case_2022.path.write_bytes(resaved(case_2022.path.read_bytes(), type_a_date))
    package = open_file(case_2022.path)
    content = with_dates(stored_content(package), package)

    problems = inspect_inputs(content, CATALOGUE)
    assert [(each.severity, each.sheet, each.cell) for each in problems] == [
        ("错误", "基础数据", "E6")
    ]
    assert "应填数字，现为日期，会按日期的序号计算" in problems[0].reason
