"""Make room below a list whose prepared rows are used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.insertions import inserted_rows, widened_dimension
from xltoolkit.hosts.file.references import Area, address, try_area
from xltoolkit.hosts.file.sheet_map import RowSpan, SheetMap
from xltoolkit.hosts.file.workbook_parts import (
    defined_name_elements,
    read_cells,
    read_workbook,
)
from xltoolkit.hosts.file.xml_edit import (
    Edit,
    Element,
    apply_edits,
    find_elements,
    with_attribute,
)
from xltoolkit.hosts.file.xml_source import decode_text, escape_text, local_name, start_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.workbook_parts import SheetPart

# Elements of a sheet that apply to areas, and the attribute that lists these.
_AREA_ATTRIBUTES = {
    "dataValidation": "sqref",
    "conditionalFormatting": "sqref",
    "protectedRange": "sqref",
    "ignoredError": "sqref",
    "autoFilter": "ref",
}
# The newer kinds of validation and conditional format name their areas in an element of its own.
_AREA_ELEMENT = "sqref"


def grow_rows(package: Package, sheet: SheetPart, last_prepared: int, last_row: int) -> bool:
    """Prepare more rows below a list, formatted as its last prepared row.

    Row height and cell formats are copied, values and formulas are not; areas that end with the
    list (validations, conditional formats, filter, tables, print area and other defined names)
    end with the new last row, the stated area of the sheet takes it in, and merged cells inside
    the last prepared row are merged in the new rows too.

    Args:
        package: The workbook, changed in memory only.
        sheet: The sheet of the list.
        last_prepared: Number of the last row that is prepared.
        last_row: Number of the last row that shall be.

    Returns:
        Whether anything was changed: False when enough rows are prepared.

    Raises:
        UserError: Something stands below the list where it has to grow.
    """
    if last_row <= last_prepared:
        return False
    _refuse_occupied(package, sheet, last_prepared, last_row)
    xml = package.read_xml(sheet.part)
    places = SheetMap(xml, read_cells(package, sheet).places)
    model = places.row(last_prepared)
    edits: list[Edit] = list(_area_edits(xml, last_prepared, last_row))
    if model is not None:
        edits += _cloned_rows(places, model, last_row)
        edits += _cloned_merges(xml, last_prepared, last_row)
        corners = [(last_row, cell.position[1]) for cell in model.cells]
        edits += widened_dimension(places, corners)
    package.replace(sheet.part, apply_edits(xml, edits))
    _grow_tables(package, sheet, last_prepared, last_row)
    _grow_names(package, sheet, last_prepared, last_row)
    return True


def _refuse_occupied(package: Package, sheet: SheetPart, last_prepared: int, last_row: int) -> None:
    for position in sorted(read_cells(package, sheet).cells):
        if last_prepared < position[0] <= last_row:
            raise occupied(sheet.name, last_row, address(position))


def occupied(sheet: str, last_row: int, cell: str) -> UserError:
    """Return the refusal to let a list grow over what stands below it."""
    return UserError(
        f"工作表“{sheet}”的清单要延长到第 {last_row} 行，但单元格 {cell} "
        "已有内容：请把清单下方的内容移到别处并保存后再试。"
    )


def _cloned_rows(places: SheetMap, model: RowSpan, last_row: int) -> Iterator[Edit]:
    """Yield the edits that give every new row the format of the model row."""
    new: dict[int, bytes] = {}
    for number in range(model.number + 1, last_row + 1):
        row = _clone(places, model, number)
        old = places.row(number)
        if old is None:
            new[number] = row
        else:
            element = old.span.element(places.xml)
            yield Edit(element.start, element.end, row)
    yield from inserted_rows(places, new)


def _clone(places: SheetMap, model: RowSpan, number: int) -> bytes:
    cells = b""
    for cell in model.cells:
        style = cell.span.element(places.xml).get("s")
        attributes = [("r", address((number, cell.position[1])))]
        if style is not None:
            attributes.append(("s", style))
        cells += start_tag(cell.span.name, attributes, empty=True)
    row = model.span.element(places.xml)
    rest = [(key, value) for key, value in row.attributes if key != "r"]
    return start_tag(row.name, [("r", str(number)), *rest]) + cells + f"</{row.name}>".encode()


def _cloned_merges(xml: bytes, last_prepared: int, last_row: int) -> Iterator[Edit]:
    """Yield the edit that merges cells of the new rows as those of the model row are."""
    elements = find_elements(xml, ("mergeCell", "mergeCells"))
    merges = [element for element in elements if local_name(element.name) == "mergeCell"]
    areas = [try_area(element.get("ref")) for element in merges]
    models = [area for area in areas if area and area[0] == area[2] == last_prepared]
    if not models:
        return
    parent = next(element for element in elements if local_name(element.name) == "mergeCells")
    new = [
        Area(row, area.first_column, row, area.last_column)
        for row in range(last_prepared + 1, last_row + 1)
        for area in models
    ]
    tags = (start_tag(merges[0].name, [("ref", str(area))], empty=True) for area in new)
    yield Edit(parent.content_end, parent.content_end, b"".join(tags))
    yield with_attribute(xml, parent, "count", str(len(merges) + len(new)))


def _area_edits(xml: bytes, last_prepared: int, last_row: int) -> Iterator[Edit]:
    """Yield the edits that take areas which end with the list to its new end."""
    for element in find_elements(xml, (*_AREA_ATTRIBUTES, _AREA_ELEMENT)):
        name = local_name(element.name)
        if name == _AREA_ELEMENT:
            areas = _grown_areas(element.text, last_prepared, last_row)
            if areas != element.text:
                yield Edit(element.content, element.content_end, areas.encode())
        else:
            yield from _grown_attribute(
                xml, element, _AREA_ATTRIBUTES[name], (last_prepared, last_row)
            )


def _grown_attribute(
    xml: bytes, element: Element, attribute: str, growth: tuple[int, int]
) -> Iterator[Edit]:
    areas = element.get(attribute)
    grown = _grown_areas(areas, *growth) if areas else areas
    if grown and grown != areas:
        yield with_attribute(xml, element, attribute, grown)


def _grown_areas(areas: str, last_prepared: int, last_row: int) -> str:
    """Return a list of areas with those grown that end with the list."""
    return " ".join(_grown_area(area, last_prepared, last_row) for area in areas.split())


def _grown_area(reference: str, last_prepared: int, last_row: int) -> str:
    """Return `A5:C304` as `A5:C310`; what does not end between the two rows stays as it is."""
    area = try_area(reference)
    if area is None or not area.first_row <= last_prepared <= area.last_row < last_row:
        return reference
    first, _, last = reference.partition(":")
    end = (last or first).rstrip("0123456789")
    return f"{first}:{end}{last_row}"


def _grow_tables(package: Package, sheet: SheetPart, last_prepared: int, last_row: int) -> None:
    for link in package.relationships(sheet.part):
        if link.kind != "table" or link.target not in package:
            continue
        xml = package.read_xml(link.target)
        growth = (last_prepared, last_row)
        edits = [
            edit
            for element in package.elements(link.target, ("table", "autoFilter"))
            for edit in _grown_attribute(xml, element, "ref", growth)
        ]
        if edits:
            package.replace(link.target, apply_edits(xml, edits))


def _grow_names(package: Package, sheet: SheetPart, last_prepared: int, last_row: int) -> None:
    """Let defined names of areas that end with the list (the print area too) grow with it."""
    part = read_workbook(package).part
    xml = package.read_xml(part)
    edits = []
    for element in defined_name_elements(package):
        text = decode_text(element.text)
        grown = ",".join(
            _grown_reference(reference, sheet.name, last_prepared, last_row)
            for reference in split_references(text)
        )
        if grown != text:
            content = escape_text(grown).encode()
            edits.append(Edit(element.content, element.content_end, content))
    if edits:
        package.replace(part, apply_edits(xml, edits))


def split_references(text: str) -> list[str]:
    """Return the references of a list at its commas; those in sheet names do not count."""
    references = [""]
    in_quotes = False
    for character in text:
        if character == "'":
            in_quotes = not in_quotes
        if character == "," and not in_quotes:
            references.append("")
        else:
            references[-1] += character
    return references


def _grown_reference(reference: str, sheet: str, last_prepared: int, last_row: int) -> str:
    prefix, _, area = reference.rpartition("!")
    named = prefix
    if prefix.startswith("'") and prefix.endswith("'"):
        named = prefix[1:-1].replace("''", "'")
    # A name of one cell means that cell, not the list.
    if named.casefold() != sheet.casefold() or ":" not in area:
        return reference
    return f"{prefix}!{_grown_area(area, last_prepared, last_row)}"
