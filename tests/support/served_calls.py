"""Calls from cells, through the real xlwings: JSON in, JSON out, in a process of its own.

Standard input holds a list of calls, each a name and its arguments; standard output gets the
answers in their order. A number with a point is a number of a cell, one without is an error value
or an argument left out; `{"date": …}` and `{"currency": …}` are cells of these kinds.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

from tests.support.pywin32_stand_in import Dispatch, TimeType, install

SERVED_MODULE = "xltoolkit.hosts.excel.udf_module"


def main() -> None:
    """Answer the calls of standard input."""
    install()
    from xlwings.com_server import XLPython  # noqa: PLC0415 - after its stand-ins

    server = XLPython()
    answers = [
        server.CallUDF(SERVED_MODULE, name, as_com(arguments), None, None)
        for name, arguments in json.load(sys.stdin)
    ]
    json.dump({"answers": answers, "asked": Dispatch.asked}, sys.stdout)


def as_com(value: Any) -> Any:
    """Return a value in the form in which pywin32 hands it over."""
    if isinstance(value, list):
        return tuple(as_com(each) for each in value)
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return TimeType.fromisoformat(text) if kind == "date" else Decimal(text)
    return value


if __name__ == "__main__":
    main()
