"""The buttons: find the document, do what was asked, tell the result."""

import logging
from typing import Any, Callable, Dict

from xltoolkit.clock import now, printed_time
from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.actions import CHECK, HELP, REPORT, RUN, SELF_CHECK
from xltoolkit.hosts.calc.identifiers import SPREADSHEET
from xltoolkit.hosts.calc.inside.dialogs import show, show_error
from xltoolkit.hosts.calc.inside.entries import check_entries
from xltoolkit.hosts.calc.inside.help_text import HELP_TEXT
from xltoolkit.hosts.calc.inside.reporting import report
from xltoolkit.hosts.calc.inside.running import run
from xltoolkit.hosts.calc.inside.self_check import self_check

_log = logging.getLogger(__name__)


def press(context: Any, verb: str) -> None:
    """Do what a button says with the document in front, and show what came of it."""
    document = _document_in_front(context)
    if document is None:
        return
    try:
        show(context, document, perform(context, verb, document))
    except UserError as problem:
        show_error(context, document, str(problem))
    except Exception as problem:  # the boundary of the host: a person waits for an answer
        _log.exception("the button %s failed", verb)
        show_error(context, document, _program_error(problem))


def answer(context: Any, verb: str, document: Any) -> str:
    """Do the same for a program: no message box, the sentence is returned."""
    try:
        return perform(context, verb, document)
    except UserError as problem:
        return str(problem)
    except Exception as problem:  # the boundary of the host: a bridge would hide the text
        _log.exception("the action %s failed", verb)
        return _program_error(problem)


def perform(context: Any, verb: str, document: Any) -> str:
    """Do what a button says and return the message for people.

    Raises:
        UserError: the document cannot be worked on.
    """
    if document is None or not document.supportsService(SPREADSHEET):
        raise UserError("当前窗口不是电子表格，请先打开评价工作簿再试。")
    verbs: Dict[str, Callable[[], str]] = {
        RUN.verb: lambda: run(document, printed_time(now())),
        CHECK.verb: lambda: check_entries(document),
        REPORT.verb: lambda: report(document),
        SELF_CHECK.verb: lambda: self_check(context, document),
        HELP.verb: lambda: HELP_TEXT,
    }
    return verbs[verb]()


def _document_in_front(context: Any) -> Any:
    """Return the document whose button was pressed; a service is not told which it is."""
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    frame = desktop.getCurrentFrame()
    if frame is not None and frame.Controller is not None:
        return frame.Controller.Model
    documents = desktop.Components.createEnumeration()
    while documents.hasMoreElements():
        document = documents.nextElement()
        if hasattr(document, "CurrentController") and document.CurrentController is not None:
            return document
    return None


def _program_error(problem: Exception) -> str:
    return (
        f"程序出错，没有完成（{type(problem).__name__}：{problem}）："
        "请不要保存，关闭工作簿后重新打开再试；仍然出错的，请把这句话和工作簿交给维护人员。"
    )
