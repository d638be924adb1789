"""Code names: what ties the workbook and each of its sheets to a module in VBA."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from xltoolkit.hosts.excel.vba.modules import Module, ModuleKind, is_module_name
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.workbook_parts import read_workbook, workbook_part
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits, with_attribute
from xltoolkit.hosts.file.xml_source import start_tag

WORKBOOK = "ThisWorkbook"
_ATTRIBUTE = "codeName"
# All that may stand before the properties of a workbook; in a sheet nothing may.
_BEFORE_PROPERTIES = ("fileVersion", "fileSharing")


def name_documents(package: Package, source: str) -> list[Module]:
    """Give the workbook and every sheet a code name, and return their modules.

    A sheet keeps a code name that VBA accepts.

    Args:
        package: The workbook, which is changed.
        source: What the module of the workbook holds.
    """
    _set_code_name(package, workbook_part(package), "workbookPr", WORKBOOK)
    parts = [sheet.part for sheet in read_workbook(package).sheets]
    names = _code_names([_code_name(package, part) for part in parts])
    for part, name in zip(parts, names, strict=True):
        _set_code_name(package, part, "sheetPr", name)
    sheets = [Module(name, "Option Explicit", ModuleKind.SHEET) for name in names]
    return [Module(WORKBOOK, source, ModuleKind.WORKBOOK), *sheets]


def _code_names(present: Sequence[str]) -> list[str]:
    """Return a name for each sheet: its own where VBA accepts it, and else the next free one."""
    taken = {WORKBOOK.casefold()}
    kept: list[str | None] = []
    for name in present:
        is_good = is_module_name(name) and name.casefold() not in taken
        kept.append(name if is_good else None)
        taken.add(name.casefold())
    free = (name for number in count(1) if (name := f"Sheet{number}").casefold() not in taken)
    return [name or next(free) for name in kept]


def _code_name(package: Package, part: str) -> str:
    found = package.elements(part, ("sheetPr",))
    return (found[0].get(_ATTRIBUTE) or "") if found else ""


def _set_code_name(package: Package, part: str, element: str, name: str) -> None:
    xml = package.read_xml(part)
    found = package.elements(part, (element,))
    if found:
        edit = with_attribute(xml, found[0], _ATTRIBUTE, name)
    else:
        (root,) = package.elements(part, ("worksheet", "chartsheet", "workbook"))
        before = package.elements(part, _BEFORE_PROPERTIES)
        start = before[-1].end if before else root.content
        prefix = root.name.rpartition(":")[0]
        tag = f"{prefix}:{element}" if prefix else element
        edit = Edit(start, start, start_tag(tag, [(_ATTRIBUTE, name)], empty=True))
    package.replace(part, apply_edits(xml, [edit]))
