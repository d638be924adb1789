"""The component that LibreOffice loads: it registers functions, buttons and document jobs.

LibreOffice runs this file by itself, from the top folder of the extension; everything else
stands in `pythonpath/`, which its loader has put on Python's search path.
"""

from typing import Any, Tuple

import unohelper
from com.sun.star.lang import XServiceInfo, XServiceName
from com.sun.star.task import XJob, XJobExecutor
from org.xltoolkit import XFunctions

from xltoolkit.hosts.calc.identifiers import ACTIONS_SERVICE, FUNCTIONS_SERVICE, JOB_SERVICE
from xltoolkit.hosts.calc.inside.buttons import answer, press
from xltoolkit.hosts.calc.inside.document_events import on_event
from xltoolkit.hosts.calc.inside.functions import methods


class _Service(XServiceInfo):
    """What every service says of itself."""

    service = ""

    def __init__(self, context: Any, *_arguments: Any) -> None:
        self.context = context

    def getImplementationName(self) -> str:
        return self.service + "Implementation"

    def supportsService(self, name: str) -> bool:
        return name == self.service

    def getSupportedServiceNames(self) -> Tuple[str, ...]:
        return (self.service,)


class Functions(unohelper.Base, _Service, XFunctions, XServiceName):
    """The worksheet functions; their methods are added below."""

    service = FUNCTIONS_SERVICE

    def getServiceName(self) -> str:
        return self.service


for _name, _method in methods().items():
    setattr(Functions, _name, _method)


class Actions(unohelper.Base, _Service, XJobExecutor, XJob):
    """The buttons: pressed, they tell people; executed, they tell the caller."""

    service = ACTIONS_SERVICE

    def trigger(self, verb: str) -> None:
        press(self.context, verb)

    def execute(self, arguments: Any) -> str:
        named = {argument.Name: argument.Value for argument in arguments}
        return answer(self.context, named["Verb"], named["Document"])


class DocumentJob(unohelper.Base, _Service, XJob):
    """What is done with a document that was loaded or saved."""

    service = JOB_SERVICE

    def execute(self, arguments: Any) -> None:
        named = {argument.Name: argument.Value for argument in arguments}
        environment = {each.Name: each.Value for each in named.get("Environment", ())}
        on_event(self.context, environment.get("EventName", ""), environment.get("Model"))


g_ImplementationHelper = unohelper.ImplementationHelper()
for _service in (Functions, Actions, DocumentJob):
    g_ImplementationHelper.addImplementation(
        _service, _service.service + "Implementation", (_service.service,)
    )
