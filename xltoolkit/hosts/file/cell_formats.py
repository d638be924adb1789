"""What the formats of cells say: which are unlocked for staff, and which show a day or a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.hosts.file.references import Position, parse_position
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_cells, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.xml_edit import Element

_OFF = ("0", "false")
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of formats that every program knows without their text, those of China included."""
_LETTERS_OF_DATES = frozenset("ymdhsYMDHS")
_PARTS = ("numFmt", "cellXfs", "xf", "protection")


def unlocked_cells(package: Package, sheet: str) -> frozenset[Position]:
    """Return the cells of a sheet whose format is unlocked, whether it is protected now or not.

    A cell that the part does not hold is locked, as in a template of ours.
    """
    part = next(each.part for each in read_workbook(package).sheets if each.name == sheet)
    found = _styles(package)
    keys = [each for each in found if _is(each, "protection")]
    unlocked = {
        str(index)
        for index, each in enumerate(_cell_formats(found))
        if any(key.get("locked") in _OFF for key in _inside(each, keys))
    }
    return frozenset(
        parse_position(cell.get("r") or "")
        for cell in package.elements(part, ("c",))
        if cell.get("s") in unlocked
    )


def date_cells(package: Package) -> dict[str, frozenset[Position]]:
    """Return the cells by sheet that hold a number and show it as a day or a time."""
    formats = _date_formats(package)
    return {
        sheet.name: frozenset(
            position
            for position, cell in read_cells(package, sheet).cells.items()
            if cell.style in formats and isinstance(cell.value, float)
        )
        for sheet in read_workbook(package).sheets
        if sheet.kind == WORKSHEET
    }


def _date_formats(package: Package) -> frozenset[int]:
    """Return the indexes of the cell formats that show a number as a day or a time."""
    found = _styles(package)
    codes = {
        each.get("numFmtId"): each.get("formatCode") or "" for each in found if _is(each, "numFmt")
    }
    return frozenset(
        index
        for index, each in enumerate(_cell_formats(found))
        if _shows_a_date(each.get("numFmtId") or "0", codes)
    )


def _shows_a_date(number: str, codes: dict[str | None, str]) -> bool:
    code = codes.get(number)
    if code is None:
        return number.isdecimal() and int(number) in _BUILT_IN_DATES
    return any(letter in _LETTERS_OF_DATES for letter in _outside_quotes(code))


def _outside_quotes(code: str) -> Iterator[str]:
    """Yield the letters of a number format that are no text, no colour and no condition."""
    ends = {'"': '"', "[": "]"}
    until = ""
    letters = iter(code)
    for letter in letters:
        if until:
            until = "" if letter == until else until
        elif letter in ends:
            until = ends[letter]
        elif letter in "\\_*":
            next(letters, None)  # the letter behind stands for itself
        else:
            yield letter


def _styles(package: Package) -> list[Element]:
    workbook = read_workbook(package)
    parts = [each.target for each in package.relationships(workbook.part) if each.kind == "styles"]
    return package.elements(parts[0], _PARTS) if parts else []


def _cell_formats(found: list[Element]) -> list[Element]:
    """Return the formats that cells name by their place."""
    lists = [each for each in found if _is(each, "cellXfs")]
    formats = [each for each in found if _is(each, "xf")]
    inside = [each for outer in lists for each in _inside(outer, formats)]
    return sorted(inside, key=lambda each: each.start)


def _inside(outer: Element, elements: Iterable[Element]) -> Iterator[Element]:
    for each in elements:
        if outer.start < each.start < outer.end:
            yield each


def _is(element: Element, name: str) -> bool:
    return element.name.rpartition(":")[2] == name
