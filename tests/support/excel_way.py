"""The way of Excel through every function cell: the real xlwings, in a process of its own.

What Excel does besides, the formulas of its own functions, our engine does here; each call of
one of our functions goes through `xlwings.com_server` as the wrapper in VBA sends it.
"""

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.support.calc_examples import PlacedExample
from tests.support.com_values import as_com, from_com
from tests.support.file_way import FileWay
from tests.support.parity import FormulaPlace
from tests.support.pywin32_stand_in import LEFT_OUT, install
from tests.support.worked_examples import CalcLimit
from udfs import FUNCTIONS
from udfs.values import Argument, Scalar
from xltoolkit.hosts.excel.hidden_sheets import SERVED_MODULE
from xltoolkit.hosts.file import engine

ROOT = Path(__file__).parents[2]


class ExcelWay:
    """Function cells as Excel calculates them."""

    name = "Excel调用路径"
    limits: frozenset[CalcLimit] = frozenset()
    told: frozenset[FormulaPlace] = frozenset()

    def examples(self, examples: Sequence[PlacedExample]) -> Sequence[Scalar]:
        """Calculate all examples as one workbook."""
        answers: Sequence[Scalar] = _asked("examples", tuple(examples))
        return answers

    def book(self, content: bytes) -> Mapping[FormulaPlace, Scalar]:
        """Calculate a workbook as a run does."""
        shown: Mapping[FormulaPlace, Scalar] = _asked("book", content)
        return shown


def _asked(what: str, subject: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.excel_way"],
        input=pickle.dumps((what, subject)),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return pickle.loads(done.stdout)  # noqa: S301 - from our own process


def main() -> None:
    """Answer what standard input asks, with every function of ours served by xlwings."""
    install()
    from xlwings.com_server import XLPython  # noqa: PLC0415 - after its stand-ins

    server = XLPython()
    for name in FUNCTIONS:
        engine._CALLBACKS[name] = engine.as_callback(name, partial(_served, server, name))
    what, subject = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    sys.stdout.buffer.write(pickle.dumps(getattr(FileWay(), what)(subject)))


def _served(server: Any, name: str, *arguments: Argument) -> Scalar:
    given = [_as_tuples(as_com(argument)) for argument in arguments]
    most = FUNCTIONS[name].max_arguments
    left_out = [] if most is None else [LEFT_OUT] * (most - len(given))
    return from_com(server.CallUDF(SERVED_MODULE, name, (*given, *left_out), None, None))


def _as_tuples(value: Any) -> Any:
    """Return rows as pywin32 hands an array over."""
    return tuple(map(tuple, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    main()
