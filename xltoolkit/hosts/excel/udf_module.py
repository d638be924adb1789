"""The module that xlwings serves to Excel: every worksheet function under its own name.

The wrappers in VBA hand over plain values: a cell, or the rows of a range. They are translated
here, and the answer goes back as one cell whose error value is a whole number (`error_codes`).
xlwings' own conversions are passed by: they would make an error a text or an empty cell.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain

import xlwings

from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.registry import ArgumentCountError, Function, Parameter
from udfs.values import Argument, Scalar
from xltoolkit.hosts.excel.error_codes import to_error, to_number

CATEGORY = "绩效评价"
AS_IT_IS = "raw"  # how xlwings calls a value that is not converted

_AS_THEY_ARE = frozenset((bool, float, str, type(None)))
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_SECONDS_OF_A_DAY = 86_400
_log = logging.getLogger(__name__)


class Omitted:
    """An optional argument that was left out."""


OMITTED = Omitted()


def to_argument(value: object) -> Argument:
    """Translate what Excel hands over for an argument: a cell, or the rows of a range."""
    if not isinstance(value, (list, tuple)):
        return to_cell(value)
    rows = value if value and isinstance(value[0], (list, tuple)) else (value,)
    # Nearly all ranges hold what the functions take as it is.
    if _AS_THEY_ARE.issuperset(map(type, chain.from_iterable(rows))):
        return rows
    return [[to_cell(cell) for cell in row] for row in rows]


def to_cell(value: object) -> Scalar:
    """Translate one cell; a date is its serial number, an amount in a currency a number."""
    if value is None or isinstance(value, (bool, float, str)):
        return value
    if isinstance(value, int):
        error = to_error(value)
        return float(value) if error is None else error
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _DAY_ZERO).total_seconds() / _SECONDS_OF_A_DAY
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"Excel gave a value of an unknown type: {type(value).__name__}")


def to_answer(value: Scalar) -> object:
    """Translate the result of a function into what the wrapper in VBA expects."""
    return to_number(value) if isinstance(value, CellError) else value


def answer(function: Function, arguments: Sequence[object]) -> object:
    """Compute a function for the arguments that Excel hands over.

    Whatever happens, the cell gets a value: a program error is #VALUE! and is logged, because
    an exception would reach the cell as if Python were missing.
    """
    try:
        return to_answer(function.call(*_given(function, arguments)))
    except ArgumentCountError:
        return to_number(CellError.VALUE)
    except Exception:  # noqa: BLE001 - the one boundary to Excel, see above; logged
        _log.exception("the worksheet function %s failed", function.name)
        return to_number(CellError.VALUE)


def _given(function: Function, arguments: Sequence[object]) -> list[Argument]:
    """Return the arguments up to the last one given; one left out before it has its default."""
    given = [*arguments]
    while given and given[-1] is OMITTED:
        given.pop()
    return [
        function.parameter_at(position).default if value is OMITTED else to_argument(value)
        for position, value in enumerate(given)
    ]


def _served(function: Function) -> Callable[..., object]:
    """Return the function in the form that xlwings serves, with names and help for its metadata."""

    def call(*arguments: object) -> object:
        return [[answer(function, arguments)]]

    call.__name__ = function.name
    call.__doc__ = function.help.zh
    call.__signature__ = _signature(function)  # type: ignore[attr-defined]  # read by inspect
    served: Callable[..., object] = xlwings.func(category=CATEGORY)(call)
    for parameter in function.parameters:
        describe = xlwings.arg(parameter.name, AS_IT_IS, doc=parameter.help.zh)
        served = describe(served)
    return xlwings.ret(AS_IT_IS)(served)


def _signature(function: Function) -> inspect.Signature:
    return inspect.Signature([_parameter(parameter) for parameter in function.parameters])


def _parameter(parameter: Parameter) -> inspect.Parameter:
    if parameter.kind.takes_many:
        return inspect.Parameter(parameter.name, inspect.Parameter.VAR_POSITIONAL)
    default = OMITTED if parameter.optional else inspect.Parameter.empty
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(parameter.name, kind, default=default)


globals().update({name: _served(function) for name, function in FUNCTIONS.items()})
