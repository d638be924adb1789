"""Let LibreOffice calculate a workbook, without a window and without the user's settings."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import to_excel

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.file.references import Position

TIMEOUT_SECONDS = 120

# 0 is "always": a fresh profile keeps the values that a file has stored and calculates nothing.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


class LibreOfficeFailed(Exception):
    """LibreOffice gave no file, or took too long."""


def recalculate(workbook: Path, folder: Path) -> Path:
    """Calculate a workbook anew and store it as .xlsx in `folder`, which is made."""
    return convert(workbook, "xlsx:Calc MS Excel 2007 XML", folder)


def convert(document: Path, target: str, folder: Path) -> Path:
    """Convert a document in a profile of its own.

    Args:
        document: The file to load; spreadsheets are calculated on loading.
        target: The extension, and behind a colon the filter: "pdf", "xlsx:Calc MS Excel 2007 XML".
        folder: Where the result goes; another than that of the document.

    Raises:
        LibreOfficeFailed: No result in time; the process and its children are ended.
    """
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        str(document),
    ]
    output = _run(command)
    result = folder / f"{document.stem}.{target.partition(':')[0]}"
    if not result.exists():
        raise LibreOfficeFailed(f"no {result.name} from {document.name}: {output}")
    return result


def _run(command: list[str]) -> str:
    # soffice starts a second program: in a session of their own both can be ended.
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise LibreOfficeFailed(f"not done in {TIMEOUT_SECONDS} s: {command}") from None
    return output


def read_values(workbook: Path) -> dict[str, dict[Position, Scalar]]:
    """Return the stored values of all cells, by sheet and place; a date is its serial number."""
    book = openpyxl.load_workbook(workbook, data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): _value(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def _value(cell: Cell | MergedCell) -> Scalar:
    value = cell.value
    if cell.data_type == "e":
        return CellError(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return float(to_excel(value))  # type: ignore[no-untyped-call]  # not in its stubs
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{cell.coordinate} holds a {type(value).__name__}")
