"""The worksheet functions in cells of Calc: every worked example, and what users see of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.calc_examples import answers, placed_examples
from tests.support.calc_office import CalcOffice
from tests.support.cells import is_same
from udfs import FUNCTIONS

SHEET = "Sheet1"

pytestmark = pytest.mark.libreoffice


def test_every_example_gives_its_result_in_calc(office: CalcOffice, book_path: Path) -> None:
    """The examples that Calc answers otherwise are those that say so, and no others."""
    examples = placed_examples()

    found = answers(office, book_path, examples)

    wrong = [
        f"{placed.example} {placed.formula.formula} gives {answer}"
        for placed, answer in zip(examples, found, strict=True)
        if is_same(answer, placed.example.result) is (placed.example.calc is not None)
    ]
    assert wrong == []
    assert len(examples) > 1000


@pytest.fixture(scope="module")
def worksheet(office: CalcOffice) -> Iterator[str]:
    """Return a document whose column A holds 5, 6, #N/A and a text."""
    name = "worksheet"
    office.ask("new", path=name)
    for cell, formula in {"A1": "=5", "A2": "=6", "A3": "=NA()", "A4": '="文字"'}.items():
        office.ask("write", path=name, sheet=SHEET, cell=cell, formula=formula)
    yield name
    office.ask("close", path=name)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=PERF_EXEC_RATE(40+50;MAX(100;1))", 0.9),
        ("=PERF_EXEC_RATE(A1;A1)*2", 2),
        ("=IFERROR(PERF_EXEC_RATE(1;0);-1)", -1),
        ("=IF(ISNA(PERF_EXEC_RATE(NA();1));7;0)", 7),
        ("=ERROR.TYPE(PERF_EXEC_RATE(1;0))", 2),
        ("=PERF_GRADE(85)", "良"),
        ("=PERF_GRADE(85;)", "良"),
        ("=PERF_ROUND(2.5;0)", 3),
        ("=PERF_TOTAL(A1:A4)", 11),
        ("=PERF_TOTAL(A:A)", 11),
        ("=PERF_TOTAL(1:1)", 5),
        ("=PERF_TOTAL(A:XFD)", 11),
        ("=PERF_SCORED(A:A;A:A)", 11),
        ("=PERF_TOTAL(OFFSET(A1;0;0;4;1))", 11),
        ("=PERF_TOTAL(B:B)", 0),
        ("=PERF_EXEC_RATE(1)", {"error": 511}),
        ("=PERF_EXEC_RATE(1;2;3)", {"error": 504}),
        ("=PERF_TOTAL(5)", {"error": 504}),
        ("=PERF_EXEC_RATE(A1:A4;1)", {"error": 504}),
        ("=PERF_EXEC_RATE(A1:A2;1)", {"error": 519}),
    ],
)
def test_a_formula_gives(office: CalcOffice, worksheet: str, formula: str, result: object) -> None:
    office.ask("write", path=worksheet, sheet=SHEET, cell="F20", formula=formula)

    found = office.ask("value", path=worksheet, sheet=SHEET, cell="F20")

    assert found == result


def test_the_wizard_explains_every_function_and_argument(office: CalcOffice) -> None:
    for name, function in FUNCTIONS.items():
        shown = office.ask("wizard", function=name)
        assert shown["description"] == function.help.en
        assert [each[:2] for each in shown["arguments"]] == [
            [parameter.name, parameter.help.en] for parameter in function.parameters
        ]
