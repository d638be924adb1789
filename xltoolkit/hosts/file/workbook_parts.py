"""What the workbook part says: sheets in order, defined names, date system, calculation chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.cells import Sheet, read_sheet
from xltoolkit.hosts.file.limits import UnsafeWorkbook
from xltoolkit.hosts.file.package import CONTENT_TYPES, relationships_part
from xltoolkit.hosts.file.strings import read_shared_strings
from xltoolkit.hosts.file.xml_source import decode_text, local_name

if TYPE_CHECKING:
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.xml_edit import Element

VISIBLE = "visible"
WORKSHEET = "worksheet"
_OPEN = "请在 Excel 中打开并另存一次，或重新取得该文件"


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook.

    Attributes:
        name: As on its tab.
        part: Name of the part that holds it.
        state: `visible`, `hidden` or `veryHidden`.
        kind: `worksheet`, `chartsheet`, `dialogsheet` or `xlMacrosheet`.
    """

    name: str
    part: str
    state: str
    kind: str

    @property
    def visible(self) -> bool:
        """Whether its tab is shown."""
        return self.state == VISIBLE


@dataclass(frozen=True)
class DefinedName:
    """A defined name.

    Attributes:
        name: As users see it.
        text: What it stands for, without `=`: `基础数据!$D$5`.
        sheet: Name of the sheet that it is local to; None for the whole workbook.
        hidden: Whether the name manager leaves it out.
    """

    name: str
    text: str
    sheet: str | None
    hidden: bool


@dataclass(frozen=True)
class WorkbookParts:
    """The structure of a workbook.

    Attributes:
        part: Name of the workbook part.
        sheets: In the order of their tabs.
        names: Defined names in the order of the part.
        date_1904: Whether serial numbers count from 1904-01-01.
        strings_part: Part of the shared strings, None when there are none.
        calculation_chain: Part that lists the formula cells, None when there is none.
        macro_enabled: Whether its content type allows macros (.xlsm).
    """

    part: str
    sheets: tuple[SheetPart, ...]
    names: tuple[DefinedName, ...]
    date_1904: bool
    strings_part: str | None
    calculation_chain: str | None
    macro_enabled: bool

    def sheet(self, name: str) -> SheetPart | None:
        """Return the sheet with this name (case does not count), None when there is none."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    def defined(self, name: str, sheet: str | None = None) -> DefinedName | None:
        """Return a defined name: the one local to `sheet` where given, else the global one."""
        return next(
            (
                defined
                for defined in self.names
                if defined.name.casefold() == name.casefold() and defined.sheet == sheet
            ),
            None,
        )


def workbook_part(package: Package) -> str:
    """Return the name of the workbook part.

    Raises:
        UnsafeWorkbook: The package leads to none.
    """
    for relationship in package.relationships():
        if relationship.kind == "officeDocument" and relationship.target in package:
            return relationship.target
    raise UnsafeWorkbook(f"文件内找不到工作簿部件（workbook.xml），不是有效的工作簿：{_OPEN}。")


def read_workbook(package: Package) -> WorkbookParts:
    """Return the structure of the workbook.

    Raises:
        UnsafeWorkbook: A part that it needs is missing or broken.
    """
    part = workbook_part(package)
    sources = (part, relationships_part(part), CONTENT_TYPES)
    return package.derived("workbook", sources, lambda: _read(package, part))


def defined_name_elements(package: Package) -> list[Element]:
    """Return the elements of the defined names, in the order of the workbook part."""
    elements = _elements(package, workbook_part(package))
    return [element for element in elements if local_name(element.name) == "definedName"]


def _elements(package: Package, part: str) -> list[Element]:
    names = ("workbookPr", "sheet", "definedName")
    return package.derived("workbook elements", (part,), lambda: package.elements(part, names))


def _read(package: Package, part: str) -> WorkbookParts:
    elements = _elements(package, part)
    targets = {link.identifier: link for link in package.relationships(part)}
    sheets = []
    for element in elements:
        if local_name(element.name) != "sheet":
            continue
        name = element.get("name") or ""
        link = targets.get(_relationship_identifier(element))
        if link is None or link.target not in package:
            raise UnsafeWorkbook(f"工作表“{name}”在文件中没有内容，文件不完整：{_OPEN}。")
        state = element.get("state") or VISIBLE
        sheets.append(SheetPart(name, link.target, state, link.kind))
    if not sheets:
        raise UnsafeWorkbook(f"工作簿中没有工作表：{_OPEN}。")
    by_kind = {link.kind: link.target for link in targets.values() if link.target in package}
    return WorkbookParts(
        part=part,
        sheets=tuple(sheets),
        names=_names(elements, sheets),
        date_1904=any(element.get("date1904") in ("1", "true") for element in elements),
        strings_part=by_kind.get("sharedStrings"),
        calculation_chain=by_kind.get("calcChain"),
        macro_enabled="macroenabled" in package.content_type(part).lower(),
    )


def _relationship_identifier(element: Element) -> str:
    """Return the `r:id` of a sheet, whatever its prefix."""
    for key, value in element.attributes:
        if ":" in key and local_name(key) == "id":
            return value
    return ""


def _names(elements: list[Element], sheets: list[SheetPart]) -> tuple[DefinedName, ...]:
    names = []
    for element in elements:
        if local_name(element.name) == "definedName":
            local = element.get("localSheetId")
            known = local is not None and local.isdecimal() and int(local) < len(sheets)
            names.append(
                DefinedName(
                    name=element.get("name") or "",
                    text=decode_text(element.text),
                    sheet=sheets[int(local)].name if local is not None and known else None,
                    hidden=element.get("hidden") in ("1", "true"),
                )
            )
    return tuple(names)


def read_cells(package: Package, sheet: SheetPart) -> Sheet:
    """Return the cells of a sheet, read once for each state of its part.

    Raises:
        UnsafeWorkbook: The part breaks a limit or is broken.
    """
    workbook = read_workbook(package)
    parts = tuple(part for part in (sheet.part, workbook.strings_part) if part is not None)
    return package.derived(
        "cells",
        parts,
        lambda: read_sheet(
            sheet.part,
            package.read_xml(sheet.part),
            shared_strings(package),
            date_1904=workbook.date_1904,
            limits=package.limits,
        ),
    )


def shared_strings(package: Package) -> tuple[str, ...]:
    """Return the shared strings of the workbook."""
    part = read_workbook(package).strings_part
    if part is None:
        return ()
    return package.derived(
        "shared strings", (part,), lambda: read_shared_strings(part, package.read(part))
    )


def remove_calculation_chain(package: Package) -> None:
    """Take the calculation chain away, with its relationship and content type.

    It lists the cells with formulas; Excel repairs a workbook whose list is wrong and builds
    it anew where it is missing. To be called when a formula was added or removed.
    """
    chain = read_workbook(package).calculation_chain
    if chain is not None and chain in package:
        package.remove(chain)
