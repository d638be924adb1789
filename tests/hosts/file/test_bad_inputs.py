"""What is typed wrong into input cells: the run goes on without a number, `check` names the cell.

What `check` says of every kind of cell is in tests/workbook/test_inspection.py.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cases import CATALOGUE
from tests.support.judged_books import Book
from tests.support.resaved import resaved
from udfs.errors import CellError
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
