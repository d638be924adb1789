"""Why the engine cannot take a workbook that other programs open: said before it fails, or after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.workbook_parts import SheetPart

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_KNOWN_ERRORS = frozenset(str(error) for error in CellError)


def refuse_strict(package: Package) -> None:
    """Refuse a workbook in the strict form of Open XML, whose names the engine does not read.

    Raises:
        UserError: it is one.
    """
    if _STRICT in package.read_xml(read_workbook(package).part):
        raise UserError(
            "工作簿存成了“Strict Open XML”格式，不能计算：请在Excel中另存为"
            "“Excel 工作簿（*.xlsx）”后再试。"
        )


def unknown_error(package: Package) -> str | None:
    """Return the first cell with an error value that the engine does not know, with the error."""
    for sheet in read_workbook(package).sheets:
        if sheet.kind == WORKSHEET:
            for cell, error in _errors(package, sheet):
                if error not in _KNOWN_ERRORS:
                    return f"{sheet.name}!{cell}的“{error}”"
    return None


def _errors(package: Package, sheet: SheetPart) -> Iterator[tuple[str, str]]:
    found = package.elements(sheet.part, ("c", "v"))
    cells = [each for each in found if each.get("t") == "e"]
    values = [each for each in found if each.name.endswith("v")]
    for cell in cells:
        for value in values:
            if cell.start < value.start < cell.end:
                yield cell.get("r") or "", value.text.strip()
