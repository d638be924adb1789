"""Our macros under the rules of Excel: pyOpenVBA's interpreter, whose rules were measured there.

LibreOffice runs the macros as formulas of cells (`test_in_calc.py`) but lacks `Range.Value2`; this
runs the module that reaches Python too, all but xlwings' own code, on objects like those of Excel.
"""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import (
    EMPTY,
    VBAArray,
    VBAErrorValue,
    VBAInt,
    VBAObject,
    VBARuntimeError,
    method,
    parse_module,
)

from tests.support.cells import is_same
from tests.support.example_formulas import fits_into_cells
from tests.support.pywin32_stand_in import LEFT_OUT
from tests.support.worked_examples import WorkedExample, worked_examples
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.values import Argument, Scalar
from xltoolkit.hosts.excel import bundle
from xltoolkit.hosts.excel.error_codes import BASE, CODES, to_number
from xltoolkit.hosts.excel.hidden_sheets import MESSAGES
from xltoolkit.hosts.excel.ribbon import BUTTONS, Tab
from xltoolkit.hosts.excel.udf_module import OMITTED, answer
from xltoolkit.hosts.excel.vba.modules import Module

HERE = Path(__file__).parent
REPLACED = "xlwings"
EXCLAMATION = 48
RPC_FAILED = -2147023170  # what COM says when the other process has ended
ERRORS = {code: error for error, code in CODES.items()}
EXAMPLES = [example for example in worked_examples() if fits_into_cells(example)]

# What is asked in interpreter_transport.bas, the arguments that Python gets, and the answer.
QUESTIONS: dict[str, tuple[tuple[object, ...] | None, Scalar]] = {
    "one cell": ((1.5, 0.0), 2.0),
    "an empty cell": ((None, 0.0), CellError.NA),
    "a cell in error": ((to_number(CellError.NA), 0.0), CellError.NA),
    "a date": ((44562.0, 0.0), 44562.0),
    "an amount in a currency": ((12.345678, 5.0), 12.34568),
    "a block": ((((1.5, 2.0), ("文字", 3.0), (True, to_number(CellError.NA))),), 6.5),
    "a whole column": ((((1.5,), ("文字",), (True,)),), 1.5),
    "a whole row": ((((1.5, 2.0, 44562.0),),), 44565.5),
    "several areas": (None, CellError.VALUE),
    "parts": ((10.0, 1.5, ((2.0,), (3.0,))), 3.5),
    "nothing": (None, CellError.VALUE),
}


class Server(VBAObject):  # type: ignore[misc]  # it has no types
    """What xlwings hands out: the served module, called as Excel calls it."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.commands: list[str] = []
        self.fails = False

    @method  # type: ignore[untyped-decorator]  # it has no types
    def CallUDF(  # noqa: N802 - the name that the macros use
        self, _module: str, name: str, arguments: VBAArray, _book: object, _caller: object
    ) -> object:
        if self.fails:
            self.fails = False
            raise VBARuntimeError(RPC_FAILED, "the server is gone")
        given = tuple(map(to_python, arguments.items))
        self.calls.append(given)
        as_served = [OMITTED if each == LEFT_OUT else each for each in given]
        result = answer(FUNCTIONS[str(name)], as_served)
        return VBAInt(result) if isinstance(result, int) else result

    @method  # type: ignore[untyped-decorator]  # it has no types
    def Exec(self, command: str) -> None:  # noqa: N802
        self.commands.append(str(command))


def to_python(value: Any) -> Any:
    """Return a value of VBA as pywin32 hands it over."""
    if isinstance(value, VBAArray):
        return rows_of(value)
    if isinstance(value, VBAErrorValue):
        return BASE + value.number
    if value is EMPTY:
        return None
    is_number = isinstance(value, int) and not isinstance(value, bool) and value != LEFT_OUT
    return float(value) if is_number else value


def rows_of(array: VBAArray) -> tuple[object, ...]:
    """Return a block row by row; VBA stores it column by column."""
    cells = [to_python(item) for item in array.items]
    (lower, upper), *_ = array.bounds
    height = upper - lower + 1
    return tuple(tuple(cells[row::height]) for row in range(height))


def to_vba(argument: Argument) -> Any:
    """Return an argument as a formula hands it over."""
    if isinstance(argument, (list, tuple)):
        bounds = [(1, len(argument)), (1, len(argument[0]))]
        by_columns = [to_vba(cell) for column in zip(*argument, strict=True) for cell in column]
        return VBAArray(bounds, items=by_columns)
    if isinstance(argument, CellError):
        return VBAErrorValue(CODES[argument])
    return EMPTY if argument is None else argument


def from_vba(value: Any) -> Scalar:
    found: Scalar = ERRORS[value.number] if isinstance(value, VBAErrorValue) else value
    return found


def cells() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_column("A1", [1.5, "文字", True])
        sheet.write_column("B1", [2, 3])
        sheet.write_formula("B3", "=NA()", None, "#N/A")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime("C1", dt.datetime(2022, 1, 1), day)  # noqa: DTZ001 - of a cell
        sheet.write_number("C2", 12.345678, book.add_format({"num_format": '"¥"#,##0.00'}))
    return stream.getvalue()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stand_in = (HERE / "interpreter_transport.bas").read_text(encoding="ascii")
    code = [
        Module(each.name, stand_in) if each.name == REPLACED else each
        for each in bundle.modules(Tab.BOOK)
    ]
    path = tmp_path_factory.mktemp("interpreter") / "cells.xlsm"
    path.write_bytes(bundle.macro_workbook(cells(), code))
    return path


@pytest.fixture(scope="module")
def excel(workbook: Path) -> Any:
    return ExcelApplication.open(workbook)


@pytest.fixture(scope="module")
def connected(excel: Any) -> Server:
    made = Server()
    excel.run("Connect", made)
    return made


@pytest.fixture
def server(connected: Server) -> Server:
    """The macros keep the server that they have found, so it is one for all tests."""
    connected.calls.clear()
    connected.commands.clear()
    return connected


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_function_gives_what_the_example_says(
    example: WorkedExample, excel: Any, server: Server
) -> None:
    found = from_vba(excel.run(example.function, *map(to_vba, example.arguments)))

    assert is_same(found, example.result), found
    assert len(server.calls) == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_python_gets_the_values_of_a_range(question: str, excel: Any, server: Server) -> None:
    arguments, result = QUESTIONS[question]

    assert is_same(from_vba(excel.run("Ask", question)), result)
    assert server.calls == ([] if arguments is None else [arguments])


def test_a_python_that_was_lost_is_started_anew(excel: Any, server: Server) -> None:
    assert excel.run("PERF_EXEC_RATE", 90.0, 100.0) == 0.9
    server.fails = True

    assert excel.run("PERF_EXEC_RATE", 90.0, 100.0) == 0.9


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.action)
def test_a_button_runs_its_action(button: Any, excel: Any, server: Server) -> None:
    excel.run(Tab.BOOK.callback(button), server)

    module = "xltoolkit.hosts.excel"
    assert server.commands == [f"from {module} import actions; actions.{button.action}()"]


def test_without_python_a_function_is_an_error_and_a_button_says_so(workbook: Path) -> None:
    excel = ExcelApplication.open(workbook)

    assert from_vba(excel.run("PERF_EXEC_RATE", 90.0, 100.0)) is CellError.NAME
    excel.run(Tab.BOOK.callback(BUTTONS[0]), Server())
    message = f"{MESSAGES['no_python']}\r\n\r\nno interpreter"
    assert [*excel.dialogs] == [("MsgBox", message, MESSAGES["title"], EXCLAMATION)]


@pytest.mark.parametrize("key", MESSAGES)
def test_macros_read_their_texts_from_the_hidden_sheet(key: str, excel: Any) -> None:
    assert excel.run("PerfText", key) == MESSAGES[key]


@pytest.mark.parametrize("tab", Tab)
def test_another_parser_accepts_every_source_of_ours(tab: Tab) -> None:
    for module in bundle.modules(tab):
        if module.name != REPLACED:  # its parser does not take a comment behind a directive
            assert parse_module(module.source, name=module.name)
    assert parse_module(bundle.static_source("ThisWorkbook.cls"), kind="document")
