"""The functions in VBA, as text: `test_in_calc.py` runs them."""

import pytest

from udfs import FUNCTIONS
from xltoolkit.hosts.excel.wrappers import wrapper_source

SOURCE = wrapper_source()
SIGNATURES = {
    "PERF_EXEC_RATE": "(actual As Variant, budget As Variant)",
    "PERF_GRADE": "(score As Variant, Optional bands As Variant)",
    "PERF_BALANCE": "(total As Variant, ParamArray part() As Variant)",
    "PERF_FINGERPRINT": "(ParamArray range() As Variant)",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_arguments_are_declared_by_their_kind(name: str) -> None:
    assert f"Public Function {name}{SIGNATURES[name]} As Variant\n" in SOURCE


def test_every_function_has_one_wrapper_in_the_order_of_names() -> None:
    declared = [
        line.removeprefix("Public Function ").partition("(")[0]
        for line in SOURCE.splitlines()
        if line.startswith("Public Function ")
    ]
    assert declared == sorted(FUNCTIONS)


def test_every_function_that_opens_ends_in_an_error_value() -> None:
    assert SOURCE.count("PerfFail(Err.Number, Err.Description)") == len(FUNCTIONS)
    assert SOURCE.count("On Error GoTo failed") == len(FUNCTIONS)
