"""Values between Excel and the functions, without xlwings in between."""

import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs import FUNCTIONS
from udfs.errors import CellError
from xltoolkit.hosts.excel import udf_module
from xltoolkit.hosts.excel.error_codes import CODES, to_error, to_number
from xltoolkit.hosts.excel.udf_module import answer, to_argument, to_cell

cells = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=3)


@pytest.mark.parametrize("error", CellError)
def test_an_error_goes_out_as_it_comes_in(error: CellError) -> None:
    assert to_error(to_number(error)) is error
    assert to_cell(to_number(error)) is error


def test_every_error_has_the_code_of_vba() -> None:
    assert CODES.keys() == set(CellError)
    assert to_number(CellError.NA) & 0xFFFF == 2042
    assert to_number(CellError.NA) == -2146826246


@given(st.lists(st.lists(cells, min_size=2, max_size=2).map(tuple), min_size=1, max_size=4))
def test_a_range_without_errors_is_handed_on_as_it_is(rows: list[tuple[object, ...]]) -> None:
    assert to_argument(rows) is rows


def test_what_no_cell_holds_is_a_program_error() -> None:
    with pytest.raises(TypeError, match="unknown type: object"):
        to_cell(object())


def test_a_program_error_is_an_error_value_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_arguments: object) -> str:
        raise ZeroDivisionError

    function = replace(FUNCTIONS["PERF_EXEC_RATE"], implementation=broken)
    with caplog.at_level(logging.ERROR):
        assert answer(function, (1.0, 2.0)) == to_number(CellError.VALUE)
    assert "PERF_EXEC_RATE failed" in caplog.text


def test_the_module_serves_every_function_and_no_other() -> None:
    assert {name for name in vars(udf_module) if name.startswith("PERF_")} == FUNCTIONS.keys()
