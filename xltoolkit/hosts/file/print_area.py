"""Set where the printing of sheets ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.file.grow import split_references
from xltoolkit.hosts.file.references import try_area
from xltoolkit.hosts.file.workbook_parts import defined_name_elements, read_workbook
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits
from xltoolkit.hosts.file.xml_source import decode_text, escape_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltoolkit.hosts.file.package import Package

PRINT_AREA = "_xlnm.Print_Area"


def end_printing(package: Package, last_rows: Mapping[str, int]) -> None:
    """Let the print areas of sheets end with these rows; a sheet without one stays without.

    Args:
        package: The workbook, changed in memory only.
        last_rows: The last row that is printed, by the name of the sheet.
    """
    workbook = read_workbook(package)
    edits = []
    for element in defined_name_elements(package):
        local = element.get("localSheetId")
        if element.get("name") != PRINT_AREA or local is None:
            continue
        last_row = last_rows.get(workbook.sheets[int(local)].name)
        if last_row is not None:
            text = ",".join(
                _ending_at(reference, last_row)
                for reference in split_references(decode_text(element.text))
            )
            edits.append(Edit(element.content, element.content_end, escape_text(text).encode()))
    if edits:
        package.replace(workbook.part, apply_edits(package.read_xml(workbook.part), edits))


def _ending_at(reference: str, last_row: int) -> str:
    prefix, _, cells = reference.rpartition("!")
    area = try_area(cells)
    if area is None or area.first_row > last_row:
        return reference
    first, _, last = cells.partition(":")
    return f"{prefix}!{first}:{last.rstrip('0123456789')}{last_row}"
