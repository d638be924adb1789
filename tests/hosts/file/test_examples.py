"""Every worked example of the worksheet functions, as a formula of the file host."""

import pytest

from tests.support.cells import is_same
from tests.support.example_formulas import as_formula, fits_into_cells
from tests.support.worked_examples import WorkedExample, report_figures, worked_examples
from xltoolkit.hosts.file.calculator import Calculator, Formula

EXAMPLES = [example for example in worked_examples() + report_figures() if fits_into_cells(example)]
SHEET = "示例"


@pytest.mark.parametrize("literals", [True, False], ids=["literals", "cells"])
@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_formula_gives_the_result(example: WorkedExample, *, literals: bool) -> None:
    formula = as_formula(example, literals=literals)
    cells = {**formula.cells, formula.place: Formula(formula.formula)}

    found = Calculator.from_cells({SHEET: cells}).value(SHEET, formula.place)

    assert is_same(found, example.result), f"{formula} gives {found}"


def test_nearly_all_examples_fit_into_cells() -> None:
    all_examples = worked_examples() + report_figures()

    assert len(EXAMPLES) >= 200
    assert len(all_examples) - len(EXAMPLES) < 20
