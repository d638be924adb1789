"""Code names: what ties the workbook and each of its sheets to a module in VBA."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from xltoolkit.hosts.excel.vba.modules import Module, ModuleKind, is_module_name
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.workbook_parts import read_workbook, workbook_part
from xltoolkit.hosts.file.xml_edit import apply_edits, insertion_at_start, with_attribute
from xltoolkit.hosts.file.xml_source import start_tag

WORKBOOK = "ThisWorkbook"
_ATTRIBUTE = "codeName"


def name_documents(package: Package, source: str) -> list[Module]:
    """Give the workbook and every sheet a code name, and return their modules.

    A sheet keeps a code name that VBA accepts.

    Args:
        package: The workbook, which is changed.
        source: What the module of the workbook holds.
    """
    _set_code_name(package, workbook_part(package), "workbookPr", WORKBOOK)
    modules = [Module(WORKBOOK, source, ModuleKind.WORKBOOK)]
    taken = {WORKBOOK.casefold()}
    for sheet in read_workbook(package).sheets:
        present = _code_name(package, sheet.part)
        is_free = is_module_name(present) and present.casefold() not in taken
        name = present if is_free else _free_name(taken)
        taken.add(name.casefold())
        _set_code_name(package, sheet.part, "sheetPr", name)
        modules.append(Module(name, "Option Explicit", ModuleKind.SHEET))
    return modules


def _free_name(taken: Collection[str]) -> str:
    return next(name for number in count(1) if (name := f"Sheet{number}").casefold() not in taken)


def _code_name(package: Package, part: str) -> str:
    found = package.elements(part, ("sheetPr",))
    return (found[0].get(_ATTRIBUTE) or "") if found else ""


def _set_code_name(package: Package, part: str, element: str, name: str) -> None:
    xml = package.read_xml(part)
    found = package.elements(part, (element,))
    if found:
        edit = with_attribute(xml, found[0], _ATTRIBUTE, name)
    else:
        # The properties of a sheet come before everything else in it.
        (root,) = package.elements(part, ("worksheet", "chartsheet", "workbook"))
        prefix = root.name.rpartition(":")[0]
        tag = f"{prefix}:{element}" if prefix else element
        edit = insertion_at_start(root, start_tag(tag, [(_ATTRIBUTE, name)], empty=True))
    package.replace(part, apply_edits(xml, [edit]))
