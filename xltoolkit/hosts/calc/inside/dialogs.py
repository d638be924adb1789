"""Tell people: message boxes and the progress in the status bar."""

from typing import Any

from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX

from xltoolkit.hosts.calc.actions import TOOLBAR_TITLE

_OK_BUTTON = 1


def show(context: Any, document: Any, text: str) -> None:
    """Show a message that waits for its button."""
    _box(context, document, INFOBOX, text)


def show_error(context: Any, document: Any, text: str) -> None:
    """Show what went wrong."""
    _box(context, document, ERRORBOX, text)


def _box(context: Any, document: Any, kind: Any, text: str) -> None:
    controller = None if document is None else document.CurrentController
    if controller is None:
        # A document without a window, as of a program that uses LibreOffice: nobody would answer.
        return
    toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    window = controller.Frame.ContainerWindow
    box = toolkit.createMessageBox(window, kind, _OK_BUTTON, TOOLBAR_TITLE, text)
    try:
        box.execute()
    finally:
        box.dispose()


class Progress:
    """The progress of a run in the status bar; a document without a window has none."""

    def __init__(self, document: Any, title: str, steps: int) -> None:
        controller = document.CurrentController
        self._title = title
        self._done = 0
        self._bar = None if controller is None else controller.Frame.createStatusIndicator()
        if self._bar is not None:
            self._bar.start(title, steps)

    def step(self, what: str) -> None:
        """Say what is done now."""
        if self._bar is not None:
            self._bar.setText(f"{self._title}：{what}……")
            self._bar.setValue(self._done)
        self._done += 1

    def end(self) -> None:
        """Take the progress away."""
        if self._bar is not None:
            self._bar.end()
