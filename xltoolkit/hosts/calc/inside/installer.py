"""A component that adds or removes the extension in the user's profile, and tells the result.

It is loaded by a LibreOffice that is started for it alone: `unopkg` would do the same, but it
refuses to work for the administrator, as in a container. Standard library only, Python 3.8, and
nothing of ours: it stands in an extension of its own.
"""

import os
from pathlib import Path
from threading import Timer
from typing import Any

import uno
import unohelper
from com.sun.star.task import XInteractionHandler, XJobExecutor
from com.sun.star.ucb import XCommandEnvironment

SERVICE = "org.xltoolkit.Installer"
EXTENSION = "org.xltoolkit.calc"
MANAGER = "/singletons/com.sun.star.deployment.ExtensionManager"
USER = "user"
_END_AFTER_SECONDS = 0.5


class Agreement(unohelper.Base, XCommandEnvironment, XInteractionHandler):
    """Says yes to every question: whoever called the command has decided."""

    def getInteractionHandler(self) -> Any:
        return self

    def getProgressHandler(self) -> Any:
        return None

    def handle(self, request: Any) -> None:
        approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for continuation in request.getContinuations():
            if continuation.queryInterface(approve) is not None:
                continuation.select()
                return


class Installer(unohelper.Base, XJobExecutor):
    """Adds or removes the extension; the files to use are named by the environment."""

    def __init__(self, context: Any, *_arguments: Any) -> None:
        self._context = context

    def trigger(self, verb: str) -> None:
        try:
            done = self._do(verb)
        except Exception as problem:  # the boundary to a foreign program: its words are told
            done = f"problem {problem}"
        Path(os.environ["XLTOOLKIT_RESULT"]).write_text(done, encoding="utf-8")
        # Not at once: LibreOffice is still starting, and would never end.
        Timer(_END_AFTER_SECONDS, self._end).start()

    def _end(self) -> None:
        manager = self._context.ServiceManager
        manager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context).terminate()

    def _do(self, verb: str) -> str:
        extensions = self._context.getValueByName(MANAGER)
        agreement = Agreement()
        installed = extensions.getDeployedExtensions(USER, None, agreement)
        present = any(each.getIdentifier().Value == EXTENSION for each in installed)
        if present:
            extensions.removeExtension(EXTENSION, "", USER, None, agreement)
        if verb == "add":
            url = uno.systemPathToFileUrl(os.environ["XLTOOLKIT_EXTENSION"])
            extensions.addExtension(url, (), USER, None, agreement)
            return "replaced" if present else "added"
        return "removed" if present else "absent"


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Installer, SERVICE + "Implementation", (SERVICE,))
