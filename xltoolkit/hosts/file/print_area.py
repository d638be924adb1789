"""Set where the printing of a sheet ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.file.grow import split_references
from xltoolkit.hosts.file.references import try_area
from xltoolkit.hosts.file.workbook_parts import read_workbook
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits
from xltoolkit.hosts.file.xml_source import decode_text, escape_text

if TYPE_CHECKING:
    from xltoolkit.hosts.file.package import Package

PRINT_AREA = "_xlnm.Print_Area"


def end_printing_at(package: Package, sheet: str, last_row: int) -> None:
    """Let the print area of a sheet end with a row; a sheet without one stays without.

    Args:
        package: The workbook, changed in memory only.
        sheet: The name of the sheet.
        last_row: The last row that is printed.
    """
    workbook = read_workbook(package)
    xml = package.read_xml(workbook.part)
    edits = []
    for element in package.elements(workbook.part, ("definedName",)):
        local = element.get("localSheetId")
        if element.get("name") != PRINT_AREA or local is None:
            continue
        if workbook.sheets[int(local)].name == sheet:
            text = ",".join(
                _ending_at(reference, last_row)
                for reference in split_references(decode_text(element.text))
            )
            edits.append(Edit(element.content, element.content_end, escape_text(text).encode()))
    package.replace(workbook.part, apply_edits(xml, edits))


def _ending_at(reference: str, last_row: int) -> str:
    prefix, _, cells = reference.rpartition("!")
    area = try_area(cells)
    if area is None or area.first_row > last_row:
        return reference
    first, _, last = cells.partition(":")
    return f"{prefix}!{first}:{last.rstrip('0123456789')}{last_row}"
