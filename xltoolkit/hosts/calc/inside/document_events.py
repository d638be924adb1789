"""What is done with a document after it was loaded, and after it was saved.

LibreOffice 7.4 does not find add-in functions by the names of an .xlsx file, nor does it write
those names. Both are set right here; a version that does so itself loses nothing.
"""

import logging
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import unohelper
from com.sun.star.table import CellAddress

from xltoolkit.errors import reason_of
from xltoolkit.hosts.calc.identifiers import LOADED, SAVED, SPREADSHEET
from xltoolkit.hosts.calc.inside.changes import mark_unchanged
from xltoolkit.hosts.calc.inside.dialogs import show_error
from xltoolkit.hosts.calc.plain_names import write_plain_names
from xltoolkit.workbook.layout.settings import MARKER

_EXCEL_FILES = (".xlsx", ".xlsm", ".xltx", ".xltm")
_PROBE = "xltoolkit_probe"
_log = logging.getLogger(__name__)


def on_event(context: Any, event: str, document: Any) -> None:
    """Do what belongs to an event of a document; a failure is told or logged, never raised.

    A job that raises would stop the loading of documents that are none of ours.
    """
    try:
        if not _is_excel_file(document):
            return
        if event == LOADED:
            find_functions(document)
        elif event in SAVED:
            write_plain_names(Path(unohelper.fileUrlToSystemPath(document.URL)))
    except OSError as problem:
        show_error(context, document, _not_written(reason_of(problem)))
    except BadZipFile:
        # With a password the file cannot be read; only a workbook of ours need be told of.
        if document.NamedRanges.hasByName(MARKER.name):
            show_error(context, document, _not_written("工作簿设有打开密码"))
    except Exception:  # the one boundary to a foreign program, see above; logged
        _log.exception("the job for %s failed", event)


def find_functions(document: Any) -> None:
    """Let Calc read the formulas again that hold names it did not know.

    Adding a defined name does that: every formula with an unknown name is compiled anew, now with
    our functions at hand, and calculated. Neither the undo list nor the mark of change sees it.
    """
    changed = document.isModified()
    names = document.NamedRanges
    document.UndoManager.lock()
    try:
        names.addNewByName(_PROBE, "0", CellAddress(0, 0, 0), 0)
        names.removeByName(_PROBE)
    finally:
        document.UndoManager.unlock()
    if not changed:
        mark_unchanged(document)


def _is_excel_file(document: Any) -> bool:
    if document is None or not document.supportsService(SPREADSHEET):
        return False
    url = (document.URL or "").lower()
    return url.startswith("file:") and url.endswith(_EXCEL_FILES)


def _not_written(reason: str) -> str:
    return (
        f"工作簿已保存，但公式中的函数名未能改回Excel的写法（{reason}）：请取消打开密码或关闭占用该文件的程序，再保存一次，"
        "否则在Excel中会显示#NAME?。"
    )
