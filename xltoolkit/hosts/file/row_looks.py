"""Set the height of rows, hide them or show them, and nothing else of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.file.insertions import inserted_rows
from xltoolkit.hosts.file.sheet_map import map_sheet
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits
from xltoolkit.hosts.file.xml_source import start_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.sheet_map import RowSpan
    from xltoolkit.hosts.file.workbook_parts import SheetPart
    from xltoolkit.workbook.plan import RowLook

# The attributes of a row that its look is made of.
_LOOK = ("ht", "customHeight", "hidden")


def set_row_looks(package: Package, sheet: SheetPart, looks: Mapping[int, RowLook]) -> None:
    """Give rows the wanted look; rows that have it already are not touched.

    Args:
        package: The workbook, changed in memory only.
        sheet: The sheet.
        looks: The look of each row, by its number.
    """
    xml = package.read_xml(sheet.part)
    places = map_sheet(xml, {})
    present = {row.number: row for row in places.rows}
    edits = [
        edit
        for number, look in looks.items()
        if number in present
        for edit in _edits(xml, present[number], look)
    ]
    missing = {
        number: start_tag(
            f"{places.prefix}row", [("r", str(number)), *_attributes(look)], empty=True
        )
        for number, look in sorted(looks.items())
        if number not in present
    }
    edits += inserted_rows(places, missing)
    if edits:
        package.replace(sheet.part, apply_edits(xml, edits))


def _edits(xml: bytes, row: RowSpan, look: RowLook) -> list[Edit]:
    element = row.span.element(xml)
    others = [(key, value) for key, value in element.attributes if key not in _LOOK]
    wanted = _attributes(look)
    if sorted([*others, *wanted]) == sorted(element.attributes):
        return []
    empty = xml[element.content - 2 : element.content] == b"/>"
    tag = start_tag(element.name, [*others, *wanted], empty=empty)
    return [Edit(element.start, element.content, tag)]


def _attributes(look: RowLook) -> list[tuple[str, str]]:
    attributes: list[tuple[str, str]] = []
    if look.height is not None:
        attributes += [("ht", f"{look.height:g}"), ("customHeight", "1")]
    if look.hidden:
        attributes.append(("hidden", "1"))
    return attributes
