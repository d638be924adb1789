"""Which cells of a worksheet are unlocked: those that staff may type into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.file.references import Position, parse_position
from xltoolkit.hosts.file.workbook_parts import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.xml_edit import Element

_OFF = ("0", "false")


def unlocked_cells(package: Package, sheet: str) -> frozenset[Position]:
    """Return the cells of a sheet whose format is unlocked, whether it is protected now or not.

    A cell that the part does not hold is locked, as in a template of ours.
    """
    workbook = read_workbook(package)
    part = next(each.part for each in workbook.sheets if each.name == sheet)
    unlocked = _unlocked_formats(package, workbook.part)
    return frozenset(
        parse_position(cell.get("r") or "")
        for cell in package.elements(part, ("c",))
        if cell.get("s") in unlocked
    )


def _unlocked_formats(package: Package, workbook_part: str) -> frozenset[str]:
    """Return the indexes of the cell formats that are unlocked, as cells name them."""
    styles = next(
        each.target for each in package.relationships(workbook_part) if each.kind == "styles"
    )
    found = package.elements(styles, ("cellXfs", "xf", "protection"))
    (formats,) = (each for each in found if each.name.endswith("cellXfs"))
    keys = [each for each in found if each.name.endswith("protection")]
    cell_formats = (each for each in _inside(formats, found) if each.name.endswith("xf"))
    in_order = sorted(cell_formats, key=lambda each: each.start)
    return frozenset(
        str(index)
        for index, each in enumerate(in_order)
        if any(key.get("locked") in _OFF for key in _inside(each, keys))
    )


def _inside(outer: Element, elements: list[Element]) -> Iterator[Element]:
    for each in elements:
        if outer.start < each.start < outer.end:
            yield each
