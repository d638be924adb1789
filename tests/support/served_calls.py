"""Calls from cells, through the real xlwings: JSON in, JSON out, in a process of its own.

Standard input holds a list of calls, each a name and its arguments; standard output gets the
answers in their order, and what xlwings knows of the functions. A number with a point is a number of a cell, one without is an error value
or an argument left out; `{"date": …}` and `{"currency": …}` are cells of these kinds.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

from tests.support.pywin32_stand_in import Dispatch, TimeType, install
from xltoolkit.hosts.excel.hidden_sheets import SERVED_MODULE


def main() -> None:
    """Answer the calls of standard input."""
    install()
    from xlwings.com_server import XLPython  # noqa: PLC0415 - after its stand-ins

    server = XLPython()
    answers = [
        server.CallUDF(SERVED_MODULE, name, as_com(arguments), None, None)  # type: ignore[no-untyped-call]  # xlwings has no types here
        for name, arguments in json.load(sys.stdin)
    ]
    told = {"answers": answers, "asked": Dispatch.asked, "metadata": metadata()}
    json.dump(told, sys.stdout)


def metadata() -> dict[str, Any]:
    """Return what xlwings has noted of every served function."""
    served = vars(sys.modules[SERVED_MODULE])
    noted = {name: each.__xlfunc__ for name, each in served.items() if hasattr(each, "__xlfunc__")}
    return {
        name: {
            "doc": each["ret"]["doc"],
            "arguments": [(argument["name"], argument["doc"]) for argument in each["args"]],
        }
        for name, each in noted.items()
    }


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
