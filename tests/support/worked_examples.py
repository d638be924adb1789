"""The worked examples of the functions: one table, run through every host.

An entry of a file names the function, says in a sentence what the case shows, and gives the
arguments and the result. An argument is a number, text, a truth value, null (an empty cell),
`{error: "#N/A"}`, or a list of rows (a range). Two keys are optional: `calc` says why Calc
answers otherwise, `note` where the figures were published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

import yaml

from tests.support.cells import read_cell
from udfs.errors import CellError
from udfs.values import Argument, Block, Scalar

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "udfs" / "examples"
REPORT_FIGURES = ROOT / "tests" / "udfs" / "report_figures.yaml"

REQUIRED_KEYS = ("function", "name", "arguments", "result")
OPTIONAL_KEYS = ("calc", "note")


class CalcLimit(Enum):
    """Why Calc answers an example otherwise: what its functions are given for a cell."""

    EMPTY_CELL_IS_ZERO = "empty_cell_is_zero"
    TRUE_IS_ONE = "true_is_one"
    # #VALUE! (Err:504): a range that may be left out, or one of several, must hold no error.
    ERROR_IN_RANGE = "error_in_range"
    # Calc reads arguments from the last to the first.
    LAST_ERROR_WINS = "last_error_wins"


class ExampleFormError(Exception):
    """An entry of a file of examples is not in the form that the hosts read."""


@dataclass(frozen=True)
class WorkedExample:
    """One call of a function with its result, worked out independently of the function."""

    function: str
    name: str
    arguments: tuple[Argument, ...]
    result: Scalar
    calc: CalcLimit | None = None
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.function}: {self.name}"

    def cells(self) -> Iterator[Scalar]:
        """All cells of the arguments, those of ranges included."""
        for argument in self.arguments:
            if isinstance(argument, tuple):
                yield from (cell for row in argument for cell in row)
            else:
                yield read_scalar(argument)


def read_scalar(argument: Argument) -> Scalar:
    """Return an argument that is known to be no range."""
    assert argument is None or isinstance(argument, (bool, int, float, str, CellError))
    return argument


@cache
def worked_examples() -> tuple[WorkedExample, ...]:
    """All examples of udfs/examples/, file by file."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(example for file in files for example in read_examples(file))


@cache
def report_figures() -> tuple[WorkedExample, ...]:
    """The figures of the report of 2022, in the same form."""
    return read_examples(REPORT_FIGURES)


def examples_of(function: str) -> tuple[WorkedExample, ...]:
    """The examples of one function, in the order of its file."""
    return tuple(example for example in worked_examples() if example.function == function)


def read_examples(file: Path) -> tuple[WorkedExample, ...]:
    """Read a file of examples; anything that is not in their form is refused."""
    return parse_examples(file.read_text(encoding="utf-8"), file.name)


def parse_examples(text: str, file_name: str) -> tuple[WorkedExample, ...]:
    """Read the text of a file of examples.

    Raises:
        ExampleFormError: with the file, the number of the entry and what is wrong with it.
    """
    entries = yaml.safe_load(text)
    if not isinstance(entries, list):
        raise ExampleFormError(f"{file_name}: not a list of examples")
    examples = []
    for number, entry in enumerate(entries, start=1):
        try:
            examples.append(_example(entry))
        except ExampleFormError as problem:
            raise ExampleFormError(f"{file_name}, entry {number}: {problem}") from None
    return tuple(examples)


def _example(entry: object) -> WorkedExample:
    if not isinstance(entry, dict):
        raise ExampleFormError("not a mapping")
    for key in entry:
        if key not in REQUIRED_KEYS + OPTIONAL_KEYS:
            raise ExampleFormError(f"unknown key {key!r}")
    for key in REQUIRED_KEYS:
        if key not in entry:
            raise ExampleFormError(f"missing key {key!r}")
    if not isinstance(entry["arguments"], list):
        raise ExampleFormError("the arguments are no list")
    return WorkedExample(
        function=_text(entry, "function"),
        name=_text(entry, "name"),
        arguments=tuple(_argument(written) for written in entry["arguments"]),
        result=_result(entry["result"]),
        calc=_calc_limit(entry["calc"]) if "calc" in entry else None,
        note=_text(entry, "note") if "note" in entry else None,
    )


def _text(entry: Mapping[str, object], key: str) -> str:
    text = entry[key]
    if not isinstance(text, str) or not text.strip():
        raise ExampleFormError(f"{key!r} is no text")
    return text


def _argument(written: object) -> Argument:
    return _block(written) if isinstance(written, list) else _cell(written)


def _block(rows: list[object]) -> Block:
    if not rows or not all(isinstance(row, list) and row for row in rows):
        raise ExampleFormError("a range is a list of rows, and a row a list of cells")
    block = tuple(tuple(_cell(cell) for cell in row) for row in rows if isinstance(row, list))
    if len({len(row) for row in block}) > 1:
        raise ExampleFormError("the rows of a range are of different lengths")
    return block


def _cell(written: object) -> Scalar:
    if isinstance(written, Mapping):
        names = [error.value for error in CellError]
        if list(written) != ["error"] or written["error"] not in names:
            raise ExampleFormError(f"no error value: {dict(written)}")
        return read_cell(written)
    if written is None or isinstance(written, (bool, int, float, str)):
        return read_cell(written)
    raise ExampleFormError(f"no cell value: {written!r}")


def _result(written: object) -> Scalar:
    result = _cell(written)
    if result is None or isinstance(result, bool):
        raise ExampleFormError("a result is a number, text or an error value")
    return result


def _calc_limit(written: object) -> CalcLimit:
    try:
        return CalcLimit(written)
    except ValueError:
        raise ExampleFormError(f"unknown limit of Calc {written!r}") from None
