"""Run the macros of a workbook in LibreOffice, with the real xlwings behind them.

A script for the Python that has LibreOffice's bridge (`uno`). It starts LibreOffice in a profile
of its own and calculates the workbook three times: as it is, with a Python that is lost once, and
with none. Then it runs procedures, the callbacks of the buttons among them. It prints as JSON what
the formula cells showed each time, which calls came through the first time, what the procedures
answered, and which actions they asked for.

    python excel_in_calc.py WORKBOOK FOLDER PROJECT MODULE.PROCEDURE…
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import XServiceInfo, XSingleComponentFactory
from com.sun.star.script import XInvocation

from tests.support.pywin32_stand_in import install
from tests.support.uno_driver import connected
from udfs.errors import CellError
from xltoolkit.hosts.excel.error_codes import to_number

SERVICE = "xltoolkit.test.Python"
MACROS_ALWAYS = 4
ERROR_RESULTS = 4  # com.sun.star.sheet.FormulaResult.ERROR
# The errors of cells by the numbers that LibreOffice has for them.
ERRORS = {
    503: CellError.NUM,
    519: CellError.VALUE,
    521: CellError.NULL,
    524: CellError.REF,
    525: CellError.NAME,
    532: CellError.DIV0,
    32767: CellError.NA,
}


class Host(unohelper.Base, XInvocation, XServiceInfo):  # type: ignore[misc]  # uno has no types
    """What the stand-in for the transport module talks to."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def getIntrospection(self) -> None:  # noqa: N802 - the interface's name
        return None

    def hasMethod(self, name: str) -> bool:  # noqa: N802
        return name in {"CallUDF", "RangeValues", "RunAction"}

    def hasProperty(self, _name: str) -> bool:  # noqa: N802
        return False

    def invoke(self, name: str, arguments: Any, *_rest: object) -> Any:
        try:
            answers: dict[str, Callable[..., Any]] = {
                "CallUDF": self._record.call,
                "RangeValues": self._record.range_values,
                "RunAction": self._record.actions.append,
            }
            return answers[name](*arguments), (), ()
        except Exception as problem:
            self._record.problems.append(f"{name}: {problem!r}")
            raise

    def supportsService(self, name: str) -> bool:  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (SERVICE,)

    def getImplementationName(self) -> str:  # noqa: N802
        return SERVICE


class Factory(unohelper.Base, XSingleComponentFactory, XServiceInfo):  # type: ignore[misc]
    """Hands the host out to the macros."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def createInstanceWithContext(self, _context: object) -> Host:  # noqa: N802
        return self._host

    def createInstanceWithArgumentsAndContext(self, *_arguments: object) -> Host:  # noqa: N802
        return self._host

    def supportsService(self, name: str) -> bool:  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (SERVICE,)

    def getImplementationName(self) -> str:  # noqa: N802
        return f"{SERVICE}.Factory"


class Record:
    """The calls that came through, answered by the real xlwings."""

    def __init__(self) -> None:
        install()
        from xlwings.com_server import XLPython  # noqa: PLC0415 - after its stand-ins

        self._server = XLPython()
        self.calls: list[str] = []
        self.actions: list[str] = []
        self.problems: list[str] = []
        self.rows_of_ranges: list[int] = []
        self.failures = 0

    def call(self, module: str, name: str, arguments: Any, *rest: object) -> object:
        if self.failures > 0:
            self.failures -= 1
            raise ConnectionError("Python is gone")
        self.calls.append(name)
        given = tuple(map(as_com, arguments))
        answer: object = self._server.CallUDF(module, name, given, *rest)  # type: ignore[no-untyped-call]  # xlwings has no types here
        return answer

    def range_values(self, cells: Any) -> object:
        values = range_values(cells)
        self.rows_of_ranges.append(len(values) if isinstance(values, tuple) else 1)
        return values


def as_com(value: Any) -> Any:
    """Return an argument as pywin32 hands it over: rows of a range as tuples."""
    value = getattr(value, "Array", value)
    return tuple(map(as_com, value)) if isinstance(value, (list, tuple)) else value


def range_values(cells: Any) -> Any:
    """Return what Value2 of Excel returns for a range; LibreOffice's Value knows no errors."""
    values = as_com(cells.Value)
    if not isinstance(values, tuple):
        values = ((values,),)
    rows = [list(row) for row in values]
    area = cells.CellRange
    top, left = area.RangeAddress.StartRow, area.RangeAddress.StartColumn
    for found in area.queryFormulaCells(ERROR_RESULTS).Cells:
        error = ERRORS[found.getError()]
        place = found.CellAddress
        rows[place.Row - top][place.Column - left] = to_number(error)
    if len(rows) == len(rows[0]) == 1:
        return rows[0][0]
    return tuple(map(tuple, rows))


def main(workbook: Path, folder: Path, project: str, procedures: list[str]) -> None:
    """Print what the workbook shows and has asked for."""
    pipe = f"xltoolkit{os.getpid()}"
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            told = observed(connected(pipe), workbook, project, procedures)
            json.dump(told, sys.stdout)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def observed(context: Any, workbook: Path, project: str, procedures: list[str]) -> dict[str, Any]:
    """Load the workbook with macros on, calculate it three times, run its procedures."""
    record = Record()
    context.ServiceManager.insert(Factory(Host(record)))
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    options = (option("Hidden", value=True), option("MacroExecutionMode", value=MACROS_ALWAYS))
    document = desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, options)
    record.calls.clear()
    shown = calculated(document)
    calls, problems = [*record.calls], [*record.problems]
    record.failures = 1
    shown_after_loss = calculated(document)
    record.failures = sys.maxsize
    shown_without_python = calculated(document)
    record.failures = 0
    answers = {name: run(document, f"{project}.{name}") for name in procedures}
    document.close(True)  # noqa: FBT003 - uno takes no keywords
    return {
        "shown": shown,
        "shown_after_loss": shown_after_loss,
        "shown_without_python": shown_without_python,
        "calls": calls,
        "actions": record.actions,
        "answers": answers,
        "rows_of_ranges": record.rows_of_ranges,
        "problems": problems,
    }


def calculated(document: Any) -> dict[str, Any]:
    """Calculate every cell and return what those with formulas show."""
    document.calculateAll()
    return formula_cells(document.Sheets.getByIndex(0))


def option(name: str, *, value: object) -> PropertyValue:
    """Return one option of loading."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def formula_cells(sheet: Any) -> dict[str, Any]:
    """Return what each formula cell shows, by its address: a number, a text, or an error's code."""
    every_result = 1 | 2 | ERROR_RESULTS
    shown = {}
    for cell in sheet.queryFormulaCells(every_result).Cells:
        place = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
        if cell.getError():
            shown[place] = {"error": cell.getError()}
        elif cell.FormulaResultType2 == 1:
            shown[place] = cell.Value
        else:
            shown[place] = cell.String
    return shown


def run(document: Any, procedure: str) -> Any:
    """Run a procedure and return its answer, or what went wrong.

    Any object stands for the button; without one Basic would not even begin.
    """
    address = f"vnd.sun.star.script:{procedure}?language=Basic&location=document"
    try:
        return document.getScriptProvider().getScript(address).invoke((document,), (), ())[0]
    except Exception as problem:  # noqa: BLE001 - whatever Basic says is the result
        return f"failed: {problem}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
