"""Files with macros: the workbook with functions and buttons of its own, and the add-in.

Both are made from an ordinary workbook: parts are added to its package, and nothing that stands
in it is touched but what ties sheets to macros.
"""

from __future__ import annotations

from collections.abc import Sequence

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel import ribbon, transport, wrappers
from xltoolkit.hosts.excel.code_names import name_documents
from xltoolkit.hosts.excel.hidden_sheets import HiddenSheet, hidden_sheets
from xltoolkit.hosts.excel.plain_books import about_add_in
from xltoolkit.hosts.excel.ribbon import Tab
from xltoolkit.hosts.excel.vba.modules import Module
from xltoolkit.hosts.excel.vba.project import vba_project
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.package import CONTENT_TYPES, Package
from xltoolkit.hosts.file.workbook_parts import read_workbook, workbook_part
from xltoolkit.hosts.file.xml_edit import apply_edits, insertion_at_end, with_attribute
from xltoolkit.hosts.file.xml_source import start_tag
from xltoolkit.resources import folder

VBA_PART = "xl/vbaProject.bin"
RIBBON_PART = "customUI/customUI14.xml"
STATIC_MODULES = ("PerfCore", "PerfTexts", "PerfTransport")
PROJECT_NAMES = {Tab.BOOK: "XlToolkitBook", Tab.ADD_IN: "XlToolkitAddIn"}

_EXCEL = "application/vnd.ms-excel"
_MAIN_TYPES = {
    Tab.BOOK: f"{_EXCEL}.sheet.macroEnabled.main+xml",
    Tab.ADD_IN: f"{_EXCEL}.addin.macroEnabled.main+xml",
}
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_RIBBON_TYPE = "application/xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_KIND = f"{_OFFICE}/worksheet"
_VBA_KIND = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def macro_workbook(workbook: bytes, code: Sequence[Module] | None = None) -> bytes:
    """Return a workbook with our functions, buttons and hidden sheets added (.xlsm).

    Args:
        workbook: Any workbook without macros; what stands in it stays as it is.
        code: Other modules than ours beside those of the sheets.

    Raises:
        UserError: it has macros already, or is no workbook that can be read.
    """
    package = open_package(workbook)
    _add_macros(package, Tab.BOOK, modules(Tab.BOOK) if code is None else code)
    return package.to_bytes()


def add_in() -> bytes:
    """Return the add-in (.xlam): functions and buttons for every workbook that is open."""
    package = open_package(about_add_in())
    _add_macros(package, Tab.ADD_IN, modules(Tab.ADD_IN))
    part = workbook_part(package)
    (view,) = package.elements(part, ("workbookView",))
    xml = package.read_xml(part)
    package.replace(part, apply_edits(xml, [with_attribute(xml, view, "visibility", "hidden")]))
    return package.to_bytes()


def _add_macros(package: Package, tab: Tab, code: Sequence[Module]) -> None:
    book = workbook_part(package)
    if VBA_PART in package:
        raise UserError("工作簿已经带有宏，不能再加入函数和按钮：请改用不带宏的 .xlsx 文件。")
    for sheet in hidden_sheets():
        _add_sheet(package, sheet)
    documents = name_documents(package, static_source("ThisWorkbook.cls"))
    project = vba_project(PROJECT_NAMES[tab], [*documents, *code])
    package.add(VBA_PART, project, _VBA_TYPE)
    package.relate(book, _VBA_KIND, VBA_PART)
    package.add(RIBBON_PART, ribbon.ribbon_xml(tab), _RIBBON_TYPE)
    package.relate("", _RIBBON_KIND, RIBBON_PART)
    _declare_main_type(package, book, _MAIN_TYPES[tab])


def modules(tab: Tab) -> list[Module]:
    """Return the modules besides those of the workbook and its sheets, sorted by name."""
    sources = {name: static_source(f"{name}.bas") for name in STATIC_MODULES}
    sources[wrappers.MODULE_NAME] = wrappers.wrapper_source()
    sources[ribbon.MODULE_NAME] = ribbon.callback_source(tab)
    sources[transport.MODULE_NAME] = transport.transport_source(tab)
    return [Module(name, sources[name]) for name in sorted(sources)]


def static_source(file: str) -> str:
    """Return a source of workbook_templates/vba/."""
    return (folder("workbook_templates") / "vba" / file).read_text(encoding="ascii")


def _add_sheet(package: Package, sheet: HiddenSheet) -> None:
    """Add a sheet behind the others that no menu brings to light."""
    workbook = read_workbook(package)
    if workbook.sheet(sheet.name) is not None:
        raise UserError(f"工作簿已有工作表“{sheet.name}”，不能再加入：请把它改名后再试。")
    part = f"xl/worksheets/{sheet.code_name}.xml"
    package.add(part, sheet.xml(), _SHEET_TYPE)
    relationship = package.relate(workbook.part, _SHEET_KIND, part)
    (sheets,) = package.elements(workbook.part, ("sheets",))
    others = package.elements(workbook.part, ("sheet",))
    number = max(int(each.get("sheetId") or 0) for each in others) + 1
    # Prefixes are whatever the workbook uses for the two namespaces.
    prefix = others[0].name.removesuffix("sheet")
    link = next(key for key, _ in others[0].attributes if key.endswith(":id"))
    pairs = [("name", sheet.name), ("sheetId", str(number)), ("state", "veryHidden")]
    tag = start_tag(f"{prefix}sheet", [*pairs, (link, relationship)], empty=True)
    xml = package.read_xml(workbook.part)
    package.replace(workbook.part, apply_edits(xml, [insertion_at_end(sheets, tag)]))


def _declare_main_type(package: Package, book: str, content_type: str) -> None:
    """State in the table of content types that the workbook has macros."""
    xml = package.read_xml(CONTENT_TYPES)
    (declared,) = (
        element
        for element in package.elements(CONTENT_TYPES, ("Override",))
        if (element.get("PartName") or "").lower() == f"/{book.lower()}"
    )
    edit = with_attribute(xml, declared, "ContentType", content_type)
    package.replace(CONTENT_TYPES, apply_edits(xml, [edit]))
