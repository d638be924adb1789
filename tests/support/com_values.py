"""Cell values in the form in which Excel and Python hand them to each other."""

from typing import Any

from udfs.errors import CellError
from udfs.values import Argument, Scalar
from xltoolkit.hosts.excel.error_codes import to_error, to_number


def as_com(argument: Argument) -> Any:
    """Return an argument as it arrives in Python: numbers are floats, errors whole numbers."""
    if isinstance(argument, (list, tuple)):
        return [[as_com(cell) for cell in row] for row in argument]
    if isinstance(argument, CellError):
        return to_number(argument)
    if isinstance(argument, int) and not isinstance(argument, bool):
        return float(argument)
    return argument


def from_com(answer: object) -> Scalar:
    """Return what the wrapper in VBA makes of an answer: a whole number is an error."""
    if isinstance(answer, int) and not isinstance(answer, bool):
        error = to_error(answer)
        assert error is not None, f"{answer} is no error"
        return error
    assert isinstance(answer, (float, str))
    return answer
