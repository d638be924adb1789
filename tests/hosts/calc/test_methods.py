"""How a function is called from Calc, without Calc: what goes in, and what a failure becomes."""

import logging
import math
import struct
from dataclasses import replace
from typing import Any

import pytest

from udfs import FUNCTIONS
from udfs.errors import CellError
from xltoolkit.hosts.calc.inside.cell_values import CODE_OF_ERROR, error_number, to_calc
from xltoolkit.hosts.calc.inside.functions import as_method


def code_of(number: Any) -> int:
    assert math.isnan(number)
    return int(struct.unpack("<II", struct.pack("<d", number))[0])


def call(name: str, *arguments: Any) -> Any:
    return as_method(FUNCTIONS[name])(None, *arguments)


@pytest.mark.parametrize("error", CellError)
def test_an_error_is_a_number_with_its_code(error: CellError) -> None:
    assert code_of(to_calc(error)) == CODE_OF_ERROR[error]


def test_a_function_that_raises_is_a_value_error_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_arguments: object) -> str:
        raise RuntimeError("a mistake in the program")

    function = replace(FUNCTIONS["PERF_EXEC_RATE"], implementation=broken)
    with caplog.at_level(logging.ERROR):
        answer = as_method(function)(None, 1.0, 2.0)

    assert code_of(answer) == CODE_OF_ERROR[CellError.VALUE]
    assert "PERF_EXEC_RATE" in caplog.text
    assert "a mistake in the program" in caplog.text


def test_what_was_left_out_at_the_end_is_left_out() -> None:
    assert call("PERF_GRADE", 85.0, None) == "良"


def test_too_few_arguments_are_told_as_calc_tells_them() -> None:
    assert code_of(call("PERF_EXEC_RATE", 90.0, None)) == code_of(error_number(511))


def test_several_arguments_come_as_one_tuple() -> None:
    assert call("PERF_BALANCE", 10.0, (1.0, ((2.0, 3.0),), 4.0)) == 0


def test_an_empty_cell_of_a_range_is_empty() -> None:
    assert call("PERF_BALANCE", 10.0, (((10.0, ""),),)) == 0
