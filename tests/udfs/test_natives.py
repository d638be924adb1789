"""The native equivalent of a function gives what the function gives, in a real office program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from tests.support.cells import is_same
from tests.support.libreoffice import read_values, recalculate
from tests.support.worked_examples import WorkedExample, read_scalar, worked_examples
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.natives import native_call
from udfs.registry import ArgumentKind, Function
from udfs.values import Argument, Block, Scalar

TOLERANCE = 1e-9  # floats of the host against exact decimals
ARGUMENTS_SHEET = "参数"
FORMULAS_SHEET = "内置"

WITHOUT_NATIVE = {"PERF_FINGERPRINT": "Excel has no function that makes a digest of a range"}

# Their native equivalents count the rows of a table, so no row may be empty.
COUNTS_ROWS = {"PERF_SCORE_BANDS", "PERF_REASON_BANDS"}

# The first argument is looked for in a table of the call, so it may be any word.
LOOKS_UP = {"PERF_SCORE_LEVELS"}


def test_a_function_has_a_native_equivalent_or_a_reason_why_not() -> None:
    without = {
        name
        for name, function in FUNCTIONS.items()
        if function.native is None and not function.natives_by_word
    }
    assert without == set(WITHOUT_NATIVE)


def is_ordinary(example: WorkedExample) -> bool:
    """Whether the native equivalent is to give the same.

    It need not where the answer is an error, nor where a single argument is empty or an error,
    nor for truth values, text in place of a number and words of another spelling.
    """
    function = FUNCTIONS[example.function]
    if example.function in WITHOUT_NATIVE or isinstance(example.result, CellError):
        return False
    return all(
        _is_ordinary_range(function, argument)
        if isinstance(argument, tuple)
        else _is_ordinary_scalar(function, position, read_scalar(argument))
        for position, argument in enumerate(example.arguments)
    )


def _is_ordinary_scalar(function: Function, position: int, cell: Scalar) -> bool:
    if isinstance(cell, str):
        takes_range = function.parameter_at(position).kind is not ArgumentKind.SCALAR
        natives = str(function.native) + "".join(
            form.pattern for form in function.natives_by_word.values()
        )
        chooses = position == 0 and cell in function.natives_by_word
        is_looked_up = function.name in LOOKS_UP and position == 0
        return takes_range or chooses or is_looked_up or f'"{cell}"' in natives
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _is_ordinary_range(function: Function, block: Block) -> bool:
    if function.name in COUNTS_ROWS and any(set(row) == {None} for row in block):
        return False
    cells = [cell for row in block for cell in row]
    return not any(isinstance(cell, bool) or _is_in_place_of_another(cell) for cell in cells)


def _is_in_place_of_another(cell: Scalar) -> bool:
    """Whether a text is read as a number, or as the word without its spaces."""
    return isinstance(cell, str) and (cell.isdecimal() or cell != cell.strip())


ORDINARY = [example for example in worked_examples() if is_ordinary(example)]


def test_every_native_equivalent_is_tried() -> None:
    tried = {example.function for example in ORDINARY}
    assert tried == set(FUNCTIONS) - set(WITHOUT_NATIVE)


@dataclass(frozen=True)
class Calculated:
    """The answers of the native equivalents, in the order of ORDINARY."""

    answers: tuple[Scalar, ...]


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Calculated:
    folder = tmp_path_factory.mktemp("natives")
    recalculated = recalculate(write_workbook(folder / "natives.xlsx"), folder / "calculated")
    formulas = read_values(recalculated)[FORMULAS_SHEET]
    return Calculated(tuple(formulas.get((row, 1)) for row in range(1, len(ORDINARY) + 1)))


def write_workbook(file: Path) -> Path:
    """Write the arguments of each example into cells, and its native equivalent beside them."""
    book = xlsxwriter.Workbook(str(file))
    arguments_sheet = book.add_worksheet(ARGUMENTS_SHEET)
    formulas_sheet = book.add_worksheet(FORMULAS_SHEET)
    top = 0
    for row, example in enumerate(ORDINARY):
        references = write_arguments(arguments_sheet, top, example)
        formulas_sheet.write_formula(row, 0, "=" + native_formula(example, references))
        top += max(len(_rows(argument)) for argument in example.arguments) + 1
    book.close()
    return file


def write_arguments(sheet: Worksheet, top: int, example: WorkedExample) -> list[str]:
    """Write each argument into columns of its own and return where they stand."""
    references = []
    left = 0
    for argument in example.arguments:
        rows = _rows(argument)
        for row, cells in enumerate(rows, start=top):
            for column, cell in enumerate(cells, start=left):
                _write_cell(sheet, row, column, cell)
        bottom, right = top + len(rows) - 1, left + len(rows[0]) - 1
        references.append(f"{ARGUMENTS_SHEET}!{xl_range_abs(top, left, bottom, right)}")
        left = right + 2
    return references


def _rows(argument: Argument) -> Block:
    return argument if isinstance(argument, tuple) else ((read_scalar(argument),),)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Scalar) -> None:
    if isinstance(cell, CellError):
        sheet.write_formula(row, column, f"={cell}", value=str(cell))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)  # "=" is a direction, not the start of a formula
    elif cell is not None:
        sheet.write_number(row, column, cell)


def native_formula(example: WorkedExample, references: list[str]) -> str:
    """Put the places of the arguments into the pattern; a word that chooses one stands in it."""
    function = FUNCTIONS[example.function]
    word = example.arguments[0]
    if function.natives_by_word and isinstance(word, str):
        references = [f'"{word}"', *references[1:]]
    native = native_call(function, references)
    assert native is not None
    return native


@pytest.mark.libreoffice
@pytest.mark.parametrize("number", range(len(ORDINARY)), ids=lambda number: str(ORDINARY[number]))
def test_the_native_equivalent_gives_the_same(number: int, calculated: Calculated) -> None:
    example = ORDINARY[number]
    answer = calculated.answers[number]
    if example.result == "" and answer is None:
        return  # the reader of the file takes an empty text for an empty cell
    assert is_same(answer, example.result, tolerance=TOLERANCE), f"{answer!r}: {example}"
