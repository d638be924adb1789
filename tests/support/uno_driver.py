"""Drive a LibreOffice over its bridge: one JSON command a line, one JSON answer a line.

Started by tests/support/calc_office.py with the Python that has the bridge (`uno`), which is not
that of the project: standard library only. The commands are the functions below.
"""

import json
import sys
import time
import traceback
from typing import Any

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

ACTIONS = "org.xltoolkit.Actions"
PATIENCE_SECONDS = 60
TOOLBAR = "private:resource/toolbar/addon_org.xltoolkit.toolbar"
TEXT_RESULT = 2  # com.sun.star.sheet.FormulaResult.STRING
XLSX = "Calc MS Excel 2007 XML"


class Office:
    """The connected program and its open documents by path."""

    def __init__(self, pipe: Any) -> None:
        self.context = connected(pipe)
        self.manager = self.context.ServiceManager
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.documents: dict[str, Any] = {}

    def _service(self, name: Any) -> Any:
        return self.manager.createInstanceWithContext(name, self.context)

    def open(self, path: Any, read_only: Any = False, hidden: Any = True) -> Any:
        document = self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(path),
            "_blank",
            0,
            _properties(Hidden=hidden, ReadOnly=read_only),
        )
        if document is None:
            return None
        self.documents[path] = document
        return {"modified": document.isModified(), "sheets": list(document.Sheets.ElementNames)}

    def attach(self, name: Any) -> Any:
        """Take a document that is open in a window, by the end of its name; None for none."""
        documents = self.desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            url = getattr(document, "URL", "")
            if url:
                path = uno.fileUrlToSystemPath(url)
                if path.endswith(name):
                    self.documents[path] = document
                    return path
        return None

    def close(self, path: Any) -> Any:
        self.documents.pop(path).close(True)

    def new(self, path: Any, kind: Any = "scalc") -> Any:
        document = self.desktop.loadComponentFromURL(
            f"private:factory/{kind}", "_blank", 0, _properties(Hidden=True)
        )
        self.documents[path] = document

    def press(self, path: Any, verb: Any) -> Any:
        """Do what a button does and return its message."""
        named = (NamedValue("Verb", verb), NamedValue("Document", self.documents[path]))
        return self._service(ACTIONS).execute(named)

    def content(self, path: Any) -> Any:
        reader = self._service("org.xltoolkit.tests.ContentReader")
        return json.loads(reader.execute((NamedValue("Document", self.documents[path]),)))

    def value(self, path: Any, sheet: Any, cell: Any) -> Any:
        place = self._cell(path, sheet, cell)
        if place.getError():
            return {"error": place.getError()}
        is_text = place.FormulaResultType2 == TEXT_RESULT
        return place.String if is_text or place.Type.value == "TEXT" else place.Value

    def shown(self, path: Any, sheet: Any, cell: Any) -> Any:
        return self._cell(path, sheet, cell).String

    def write(
        self, path: Any, sheet: Any, cell: Any, value: Any = None, formula: Any = None
    ) -> Any:
        place = self._cell(path, sheet, cell)
        if formula is not None:
            place.Formula = formula
        elif isinstance(value, str):
            place.String = value
        elif value is None:
            place.clearContents(23)
        else:
            place.Value = value

    def undo(self, path: Any) -> Any:
        self.documents[path].UndoManager.undo()

    def redo(self, path: Any) -> Any:
        self.documents[path].UndoManager.redo()

    def undo_titles(self, path: Any) -> Any:
        return list(self.documents[path].UndoManager.getAllUndoActionTitles())

    def is_modified(self, path: Any) -> Any:
        return self.documents[path].isModified()

    def calculate(self, path: Any) -> Any:
        self.documents[path].calculateAll()

    def automatic(self, path: Any, on: Any) -> Any:
        self.documents[path].enableAutomaticCalculation(on)

    def save(self, path: Any) -> Any:
        self.documents[path].store()

    def save_as(self, path: Any, target: Any, filter_name: Any = XLSX) -> Any:
        document = self.documents.pop(path)
        document.storeAsURL(uno.systemPathToFileUrl(target), _properties(FilterName=filter_name))
        self.documents[target] = document

    def protect(self, path: Any, sheet: Any, password: Any) -> Any:
        found = self.documents[path].Sheets.getByName(sheet)
        found.unprotect("")
        found.protect(password)

    def unprotect(self, path: Any, sheet: Any) -> Any:
        self.documents[path].Sheets.getByName(sheet).unprotect("")

    def is_protected(self, path: Any, sheet: Any) -> Any:
        return self.documents[path].Sheets.getByName(sheet).isProtected()

    def print_area(self, path: Any, sheet: Any) -> Any:
        areas = self.documents[path].Sheets.getByName(sheet).getPrintAreas()
        return [[a.StartRow, a.StartColumn, a.EndRow, a.EndColumn] for a in areas]

    def rows(self, path: Any, sheet: Any, first: Any, last: Any) -> Any:
        rows = self.documents[path].Sheets.getByName(sheet).Rows
        found = [rows.getByIndex(number - 1) for number in range(first, last + 1)]
        return [[row.Height, row.IsVisible] for row in found]

    def delete_sheet(self, path: Any, sheet: Any) -> Any:
        self.documents[path].Sheets.removeByName(sheet)

    def show_sheet(self, path: Any, sheet: Any) -> Any:
        document = self.documents[path]
        shown = document.Sheets.getByName(sheet)
        document.CurrentController.setActiveSheet(shown)
        document.CurrentController.select(shown.getCellByPosition(0, 0))
        document.CurrentController.setFirstVisibleColumn(0)
        document.CurrentController.setFirstVisibleRow(0)

    def button_place(self, path: Any, title: Any) -> Any:
        """Return the middle of a button of our toolbar on the screen; None while it is not there."""
        layout = self.documents[path].CurrentController.Frame.LayoutManager
        toolbar = layout.getElement(TOOLBAR)
        if toolbar is None:
            return None
        for button in _children(toolbar.getRealInterface().getAccessibleContext()):
            if button.getAccessibleName() == title:
                place, size = button.getLocationOnScreen(), button.getSize()
                return [place.X + size.Width // 2, place.Y + size.Height // 2]
        return None

    def box_text(self) -> Any:
        """Return the text of the message box in front; None while there is none."""
        toolkit = self._service("com.sun.star.awt.Toolkit")
        for index in range(toolkit.getTopWindowCount()):
            window = toolkit.getTopWindow(index)
            context = window.getAccessibleContext()
            if context is not None and context.getAccessibleName() == "绩效评价":
                texts = [each.getAccessibleName() for each in _descendants(context)]
                return max(texts, key=len, default="")
        return None

    def fill_down(self, path: Any, sheet: Any, first: Any, last: Any, formula: Any) -> Any:
        """Put one formula, with {row} in it, into column A of many rows."""
        found = self.documents[path].Sheets.getByName(sheet)
        block = found.getCellRangeByPosition(0, first - 1, 0, last - 1)
        block.setFormulaArray(
            tuple((formula.replace("{row}", str(row)),) for row in range(first, last + 1))
        )

    def time_calculation(self, path: Any) -> Any:
        started = time.perf_counter()
        self.documents[path].calculateAll()
        return time.perf_counter() - started

    def time_press(self, path: Any, verb: Any) -> Any:
        started = time.perf_counter()
        message = self.press(path, verb)
        return [time.perf_counter() - started, message]

    def wizard(self, function: Any) -> Any:
        """Return what the function wizard shows of a function: description and arguments."""
        described = self._service("com.sun.star.sheet.FunctionDescriptions")
        for index in range(described.Count):
            entry = {each.Name: each.Value for each in described.getByIndex(index)}
            if entry["Name"] == function:
                arguments = [[a.Name, a.Description, a.IsOptional] for a in entry["Arguments"]]
                return {"description": entry["Description"], "arguments": arguments}
        return None

    def extensions(self) -> Any:
        singleton = "/singletons/com.sun.star.deployment.PackageInformationProvider"
        return [list(each) for each in self.context.getValueByName(singleton).getExtensionList()]

    def _cell(self, path: Any, sheet: Any, cell: Any) -> Any:
        return (
            self.documents[path]
            .Sheets.getByName(sheet)
            .getCellRangeByName(cell)
            .getCellByPosition(0, 0)
        )


def _children(context: Any) -> Any:
    count = context.getAccessibleChildCount()
    return [context.getAccessibleChild(n).getAccessibleContext() for n in range(count)]


def _descendants(context: Any) -> Any:
    for child in _children(context):
        yield child
        yield from _descendants(child)


def connected(pipe: Any) -> Any:
    """Return the context of LibreOffice as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _properties(**values: Any) -> Any:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def main() -> None:
    office = Office(sys.argv[1])
    for line in sys.stdin:
        command, arguments = json.loads(line)
        try:
            answer = {"answer": getattr(office, command)(**arguments)}
        except BaseException:
            answer = {"problem": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
