"""Set the height of rows, hide them or show them, and nothing else of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from xltoolkit.hosts.file.insertions import inserted_rows
from xltoolkit.hosts.file.sheet_map import map_sheet
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits, tag_end
from xltoolkit.hosts.file.xml_source import main_prefix, start_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.workbook_parts import SheetPart
    from xltoolkit.workbook.plan import RowLook

# The attributes of a row that its look is made of.
_LOOK = ("ht", "customHeight", "hidden")


class RowTag(NamedTuple):
    """The start tag of a row: name and attributes as written, and the offset of its `<`."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int


def set_row_looks(package: Package, sheet: SheetPart, looks: Mapping[int, RowLook]) -> None:
    """Give rows the wanted look; rows that have it already are not touched.

    Args:
        package: The workbook, changed in memory only.
        sheet: The sheet.
        looks: The look of each row, by its number.
    """
    xml = package.read_xml(sheet.part)
    present = find_row_tags(xml, looks)
    edits = [edit for number, row in present.items() for edit in _edits(xml, row, looks[number])]
    if len(present) < len(looks):
        edits += _missing_rows(xml, {row: looks[row] for row in looks if row not in present})
    if edits:
        package.replace(sheet.part, apply_edits(xml, edits))


def find_row_tags(xml: bytes, wanted: Collection[int]) -> dict[int, RowTag]:
    """Return the start tags of these rows of a worksheet part; those that it lacks are left out.

    Heights and nothing else change here, so this is told nothing of cells but their number:
    a whole map of the sheet takes several times as long.
    """
    found: dict[int, RowTag] = {}
    row_name = ""
    last = 0
    parser = expat.ParserCreate()
    parser.ordered_attributes = True

    def on_start(name: str, attributes: list[str]) -> None:
        nonlocal row_name, last
        if not row_name:
            row_name = f"{main_prefix(name)}row"
        if name != row_name:
            return
        pairs = tuple(zip(attributes[::2], attributes[1::2], strict=True))
        last = int(dict(pairs).get("r", last + 1))
        if last in wanted:
            found[last] = RowTag(name, pairs, parser.CurrentByteIndex)
            if len(found) == len(wanted):
                parser.StartElementHandler = None

    parser.StartElementHandler = on_start
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    return found


def _edits(xml: bytes, row: RowTag, look: RowLook) -> list[Edit]:
    others = [(key, value) for key, value in row.attributes if key not in _LOOK]
    wanted = _attributes(look)
    if sorted([*others, *wanted]) == sorted(row.attributes):
        return []
    end = tag_end(xml, row.start)
    empty = xml[end - 2 : end] == b"/>"
    return [Edit(row.start, end, start_tag(row.name, [*others, *wanted], empty=empty))]


def _missing_rows(xml: bytes, looks: Mapping[int, RowLook]) -> list[Edit]:
    places = map_sheet(xml, {})
    rows = {
        number: start_tag(
            f"{places.prefix}row", [("r", str(number)), *_attributes(look)], empty=True
        )
        for number, look in sorted(looks.items())
    }
    return list(inserted_rows(places, rows))


def _attributes(look: RowLook) -> list[tuple[str, str]]:
    attributes: list[tuple[str, str]] = []
    if look.height is not None:
        attributes += [("ht", f"{look.height:g}"), ("customHeight", "1")]
    if look.hidden:
        attributes.append(("hidden", "1"))
    return attributes
