"""Our macros run: LibreOffice calculates a workbook whose cells call the wrappers that ship.

Only the module that reaches Python is another one (`calc_transport.bas`): LibreOffice cannot load
the DLL of xlwings. Behind it, the real `xlwings.com_server` answers. One workbook holds every
worked example, so LibreOffice starts once.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.support.cells import is_same
from tests.support.example_formulas import ExampleFormula, as_formula, fits_into_cells
from tests.support.uno_python import uno_python
from tests.support.worked_examples import WorkedExample, worked_examples
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.excel import bundle
from xltoolkit.hosts.excel.error_codes import CODES
from xltoolkit.hosts.excel.ribbon import BUTTONS, MODULE_NAME, Tab
from xltoolkit.hosts.excel.transport import package_folder
from xltoolkit.hosts.excel.vba.modules import Module
from xltoolkit.hosts.file.references import address

pytestmark = pytest.mark.libreoffice

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SCRIPT = ROOT / "tests" / "support" / "excel_in_calc.py"
REPLACED = "PerfTransport"
NOT_IN_CALC = "xlwings"
SECONDS = 240
# How LibreOffice prints an error value of VBA in a cell.
PRINTED_ERRORS = {f"Error {code}": error for error, code in CODES.items()}
LIMIT = 2e-15
# What macros say of themselves; see calc_probes.bas.
PROBES = {
    "WholeColumn": "6",
    "SeveralAreas": "Error 2015",
    "DivisionByZeroIsAnError": "True",
    "NothingGiven": "Error 2015",
}
PROBE_COLUMN = 52

# Beside the examples: what no example can say, each with what Excel must show.
FURTHER = {
    "an array constant of one row": ("=PERF_TOTAL({1,2})", 3.0),
    "an array constant of two rows": ("=PERF_TOTAL({1,2;3,4})", 10.0),
}


@dataclass(frozen=True)
class Placed:
    """A formula of the workbook, where it stands, and what it must show."""

    name: str
    formula: ExampleFormula
    expected: Scalar

    @property
    def at(self) -> str:
        return address(self.formula.place)


def can_be_told(example: WorkedExample, *, literals: bool) -> bool:
    """Whether Calc can hand over the arguments: it makes a TRUE in a formula the number 1."""
    has_truth_value = any(isinstance(argument, bool) for argument in example.arguments)
    return fits_into_cells(example) and not (literals and has_truth_value)


def placed_examples() -> list[Placed]:
    """Place every example twice, its arguments in cells and in the formula itself."""
    placed = []
    row = 1
    for example in worked_examples():
        for literals in (False, True):
            if can_be_told(example, literals=literals):
                formula = as_formula(example, literals=literals, top=row)
                name = f"{example} ({'literals' if literals else 'cells'})"
                placed.append(Placed(name, formula, example.result))
                row += height(example)
    for name, (text, expected) in FURTHER.items():
        placed.append(Placed(name, ExampleFormula({}, text, (row, 1)), expected))
        row += 1
    return placed


def height(example: WorkedExample) -> int:
    ranges = (argument for argument in example.arguments if isinstance(argument, tuple))
    return max((len(rows) for rows in ranges), default=1)


PLACED = placed_examples()


def workbook_of(placed: list[Placed]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("示例")
        for each in placed:
            for (row, column), value in each.formula.cells.items():
                write_cell(sheet, row - 1, column - 1, value)
            row, column = each.formula.place
            sheet.write_formula(row - 1, column - 1, each.formula.formula)
        sheet.write_column(0, PROBE_COLUMN - 1, [1, 2, 3])
    return stream.getvalue()


def write_cell(sheet: Any, row: int, column: int, value: Scalar) -> None:
    if isinstance(value, CellError):
        sheet.write_formula(row, column, f"={value}")
    elif value == "":
        sheet.write_formula(row, column, '=""')
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write(row, column, value)


def code_for_calc() -> list[Module]:
    shipped = [each for each in bundle.modules(Tab.BOOK) if each.name != NOT_IN_CALC]
    stand_in, probes = map(source, ("calc_transport.bas", "calc_probes.bas"))
    code = [Module(each.name, stand_in) if each.name == REPLACED else each for each in shipped]
    return [*code, Module("Probes", probes)]


def source(file: str) -> str:
    return (HERE / file).read_text(encoding="ascii")


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    interpreter = uno_python()
    if interpreter is None:
        pytest.skip("no Python with LibreOffice's bridge (python3-uno), so no macro was run")
    folder = tmp_path_factory.mktemp("calc")
    workbook = folder / "examples.xlsm"
    workbook.write_bytes(bundle.macro_workbook(workbook_of(PLACED), code_for_calc()))
    callbacks = [f"{MODULE_NAME}.{Tab.BOOK.callback(each)}" for each in BUTTONS]
    probes = [f"Probes.{name}" for name in PROBES]
    project = bundle.PROJECT_NAMES[Tab.BOOK]
    paths = (ROOT, package_folder().parent)
    done = subprocess.run(
        [interpreter, SCRIPT, workbook, folder, project, *callbacks, *probes],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def shown(observed: Mapping[str, Any], which: str, at: str) -> Scalar | dict[str, int]:
    found = observed[which][at]
    return PRINTED_ERRORS.get(found, found) if isinstance(found, str) else found


@pytest.mark.parametrize("placed", PLACED, ids=lambda placed: placed.name)
def test_a_cell_shows_what_the_example_says(placed: Placed, observed: Mapping[str, Any]) -> None:
    found = shown(observed, "shown", placed.at)

    assert not isinstance(found, dict), f"{placed.formula}: Calc's own error {found}"
    assert is_same(found, placed.expected, tolerance=LIMIT), f"{placed.formula} shows {found}"


def test_nearly_all_examples_are_there() -> None:
    assert len(PLACED) > 1.8 * len(worked_examples())


def test_each_cell_costs_one_call(observed: Mapping[str, Any]) -> None:
    functions = [each.formula.formula.partition("(")[0].lstrip("=") for each in PLACED]

    assert sorted(observed["calls"]) == sorted(functions)
    assert observed["problems"] == []


def test_a_python_that_was_lost_is_started_anew(observed: Mapping[str, Any]) -> None:
    assert observed["shown_after_loss"] == observed["shown"]


def test_without_python_every_cell_is_an_error(observed: Mapping[str, Any]) -> None:
    without = {observed["shown_without_python"][each.at] for each in PLACED}

    assert without == {f"Error {CODES[CellError.NAME]}"}


def test_each_button_asks_for_its_action(observed: Mapping[str, Any]) -> None:
    assert observed["actions"] == [button.action for button in BUTTONS]


@pytest.mark.parametrize("probe", PROBES)
def test_a_macro_gets_what_a_cell_would_get(probe: str, observed: Mapping[str, Any]) -> None:
    assert observed["answers"][f"Probes.{probe}"] == PROBES[probe]


def test_of_a_whole_column_only_the_used_rows_are_handed_over(
    observed: Mapping[str, Any],
) -> None:
    last_row = max(each.formula.place[0] for each in PLACED)

    (rows,) = (size for size in observed["rows_of_ranges"] if size > 100)
    assert last_row <= rows < last_row + 10
