"""The worksheet functions as methods of a UNO service."""

import logging
from typing import Any, Callable, Dict, List, Sequence

from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.registry import ArgumentCountError, Function
from udfs.values import Argument, Scalar
from xltoolkit.hosts.calc.identifiers import method_name
from xltoolkit.hosts.calc.inside.cell_values import (
    MISSING_ARGUMENT,
    error_number,
    range_values,
    to_calc,
)

_log = logging.getLogger(__name__)


def methods() -> Dict[str, Callable[..., Any]]:
    """Return the method of every function, by its name in the type library."""
    return {method_name(function.name): as_method(function) for function in FUNCTIONS.values()}


def as_method(function: Function) -> Callable[..., Any]:
    """Return a function as Calc calls it.

    Whatever happens inside, Calc gets a value: an exception would end as Err:504 or worse, and
    nobody would see its text. It is logged.
    """
    last = function.parameters[-1]

    def method(_service: object, *given: Any) -> Any:
        try:
            values = (*given[:-1], *given[-1]) if last.kind.takes_many else given
            arguments = _without_omitted([_argument(value) for value in values])
            return to_calc(function.call(*arguments))
        except ArgumentCountError:
            return error_number(MISSING_ARGUMENT)
        except Exception:  # the one boundary to a foreign program, see above; logged
            _log.exception("the worksheet function %s failed", function.name)
            return to_calc(CellError.VALUE)

    method.__name__ = method_name(function.name)
    return method


def _argument(value: Any) -> Argument:
    """Translate what Calc hands over: a value, an array, or the cells of a reference."""
    if value is None or isinstance(value, (float, str)):
        return value
    if isinstance(value, (int, bool)):
        return float(value)
    if isinstance(value, tuple):
        return [[_element(element) for element in row] for row in value]
    return range_values(value)


def _element(value: Any) -> Scalar:
    return None if value == "" else value


def _without_omitted(arguments: List[Argument]) -> Sequence[Argument]:
    """Leave out what was left out at the end: Calc hands None over for it."""
    count = len(arguments)
    while count and arguments[count - 1] is None:
        count -= 1
    return arguments[:count]
