"""The conversion path of a call: the real `xlwings.com_server` and `xlwings.udfs`, every example.

Only pywin32 is stood in for (tests/support/pywin32_stand_in.py), in a process of its own.
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.cells import is_same
from tests.support.com_values import as_com, from_com
from tests.support.pywin32_stand_in import LEFT_OUT
from tests.support.worked_examples import WorkedExample, report_figures, worked_examples
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.excel.error_codes import to_number

ROOT = Path(__file__).parents[3]
EXAMPLES = worked_examples() + report_figures()

NA = to_number(CellError.NA)
SPILL = -0x7FF60000 + 2045
# What no worked example says: name, function, arguments as pywin32 gives them, result.
FURTHER: tuple[tuple[str, str, list[Any], Scalar], ...] = (
    ("a date is its serial number", "PERF_ROUND", [{"date": "2022-01-01"}, 0.0], 44562.0),
    ("a time is a part of a day", "PERF_ROUND", [{"date": "2022-01-01T18:00"}, 2.0], 44562.75),
    ("an amount in a currency is a number", "PERF_ROUND", [{"currency": "12.35"}, 1.0], 12.4),
    ("a whole number that is no error", "PERF_ROUND", [7, 0.0], 7.0),
    ("an error only newer versions know", "PERF_ROUND", [SPILL, 0.0], CellError.VALUE),
    ("an array of one dimension is a row", "PERF_TOTAL", [[1.0, 2.0, NA]], 3.0),
    ("a range of one cell", "PERF_EXEC_RATE", [[[90.0]], [[100.0]]], 0.9),
    ("a range where one cell belongs", "PERF_EXEC_RATE", [[[90.0], [1.0]], 1.0], CellError.VALUE),
    ("left out at the end", "PERF_SCORE_RATIO", [0.5, 10.0, LEFT_OUT, LEFT_OUT], 5.0),
    ("left out between two others", "PERF_SCORE_RATIO", [0.5, 10.0, LEFT_OUT, 0.6], 0.0),
    ("a required one left out is an empty cell", "PERF_EXEC_RATE", [LEFT_OUT, 1.0], CellError.NA),
    ("too few", "PERF_BALANCE", [3.0], CellError.VALUE),
    ("10,000 rows with errors", "PERF_TOTAL", [[[1.0], [NA]] * 5000], 5000.0),
)


def arguments_of(example: WorkedExample) -> list[Any]:
    """Return the arguments as the wrapper in VBA hands them over, those left out included."""
    given = [as_com(argument) for argument in example.arguments]
    most = FUNCTIONS[example.function].max_arguments
    return given if most is None else given + [LEFT_OUT] * (most - len(given))


@cache
def answered() -> dict[str, Any]:
    calls = [(example.function, arguments_of(example)) for example in EXAMPLES]
    calls += [(function, arguments) for _, function, arguments, _ in FURTHER]
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.served_calls"],
        input=json.dumps(calls),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=lambda number: str(EXAMPLES[number]))
def test_a_call_gives_what_the_example_says(number: int) -> None:
    answer = from_com(answered()["answers"][number])
    assert is_same(answer, EXAMPLES[number].result), answer


@pytest.mark.parametrize("number", range(len(FURTHER)), ids=lambda number: FURTHER[number][0])
def test_a_call_gives_what_excel_expects(number: int) -> None:
    answer = from_com(answered()["answers"][len(EXAMPLES) + number])
    assert is_same(answer, FURTHER[number][-1]), answer


def test_a_call_asks_excel_for_nothing_more() -> None:
    assert answered()["asked"] == 0


def test_xlwings_knows_every_function_by_name_arguments_and_help() -> None:
    metadata = answered()["metadata"]

    assert metadata.keys() == FUNCTIONS.keys()
    for name, function in FUNCTIONS.items():
        parameters = [[each.name, each.help.zh] for each in function.parameters]
        assert metadata[name] == {"doc": function.help.zh, "arguments": parameters}
