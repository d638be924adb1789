"""Where the rows and cells of a worksheet part stand, in bytes.

The reader has noted where rows begin (`RowPlaces`); a row is looked into only when it is asked
for, so that a change costs as much as the rows that it touches.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from xltoolkit.hosts.file.references import Position, parse_position
from xltoolkit.hosts.file.xml_edit import Element, extent, tag_end
from xltoolkit.hosts.file.xml_source import attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltoolkit.hosts.file.cells import RowPlace, RowPlaces

# Depth of elements in a row: row, c, and what a cell holds.
_ROW, _CELL, _CONTENT = 1, 2, 3


class Span(NamedTuple):
    """An element as the parser reports it.

    Attributes:
        name: As written, prefix included.
        flat: Names and values of its attributes, in turn.
        start: Offset of its `<`.
        reported_end: What the parser reports at its end (see `Element`).
    """

    name: str
    flat: list[str]
    start: int
    reported_end: int

    @property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """Its attributes in their order, as written."""
        return tuple(zip(self.flat[::2], self.flat[1::2], strict=True))

    def end(self, xml: bytes) -> int:
        """Return the offset behind the element."""
        return extent(xml, self.start, self.reported_end)[2]

    def element(self, xml: bytes) -> Element:
        """Return it as an element of this part."""
        return Element(self.name, self.attributes, xml, self.start, self.reported_end)


class CellSpan(NamedTuple):
    """One cell and its children."""

    position: Position
    span: Span
    children: tuple[Span, ...]


class RowSpan(NamedTuple):
    """One row and its cells, in the order of the part."""

    number: int
    span: Span
    cells: tuple[CellSpan, ...]


class SheetMap:
    """Where things stand in a worksheet part.

    Attributes:
        xml: The part in UTF-8, which the offsets are counted in.
        rows: Where each row stands, by its number.
    """

    def __init__(self, xml: bytes, places: RowPlaces) -> None:
        """Raise ValueError for a part without `sheetData`: it is no worksheet."""
        if places.data is None:
            raise ValueError("no sheetData")
        self.xml = xml
        self.rows: Mapping[int, RowPlace] = {row.number: row for row in places.rows}
        self._data_start: int = places.data
        self._last_start = places.rows[-1].start if places.rows else None
        following = [row.start for row in places.rows[1:]]
        self._ends = dict(zip((row.start for row in places.rows), following, strict=False))

    @cached_property
    def prefix(self) -> str:
        """What stands before its element names, colon included."""
        return self.data.name[: len(self.data.name) - len(local_name(self.data.name))]

    @cached_property
    def data(self) -> Element:
        """The element that holds the rows."""
        content = tag_end(self.xml, self._data_start)
        resumed = content if self._last_start is None else self._last_start
        tag = self.xml[self._data_start : content]
        name, flat, end = _root_of(tag, self.xml[resumed:])
        reported_end = self._data_start + end if end <= len(tag) else resumed + end - len(tag)
        return Span(name, flat, self._data_start, reported_end).element(self.xml)

    @cached_property
    def head(self) -> tuple[Span, ...]:
        """The elements before the rows that have ended there: `dimension`, `col` and others."""
        return _spans_before(self.xml[: self._data_start])

    @property
    def dimension(self) -> Element | None:
        """The element that states the used area, None when there is none."""
        spans = (span for span in self.head if local_name(span.name) == "dimension")
        return next((span.element(self.xml) for span in spans), None)

    def row(self, number: int) -> RowSpan | None:
        """Return a row with its cells, None where the part has none of this number."""
        place = self.rows.get(number)
        if place is None:
            return None
        end = self._ends.get(place.start)
        return _row_at(self.xml, place, self.data.content_end if end is None else end)

    def column_style(self, column: int) -> str | None:
        """Return the format that new cells of a column have, None for the default."""
        for span in self.head:
            if local_name(span.name) != "col":
                continue
            element = span.element(self.xml)
            if int(element.get("min") or "0") <= column <= int(element.get("max") or "0"):
                return element.get("style")
        return None


class _Reached(Exception):
    """The parser has reached the end of the root element, at this offset."""

    def __init__(self, offset: int) -> None:
        self.offset = offset


def _root_of(tag: bytes, rest: bytes) -> tuple[str, list[str], int]:
    """Return name, attributes and reported end of an element, given without some of its content.

    Args:
        tag: Its start tag.
        rest: What follows in the part, up to and beyond its end.
    """
    found: list[tuple[str, list[str]]] = []
    depth = 0
    parser = expat.ParserCreate()
    parser.ordered_attributes = True

    def on_start(name: str, flat: list[str]) -> None:
        nonlocal depth
        depth += 1
        if not found:
            found.append((name, flat))

    def on_end(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            raise _Reached(parser.CurrentByteIndex)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    try:
        parser.Parse(tag, False)  # noqa: FBT003 - expat takes no keywords
        parser.Parse(rest, True)  # noqa: FBT003 - the same
    except _Reached as reached:
        return (*found[0], reached.offset)
    raise ValueError("sheetData has no end")


def _spans_before(xml: bytes) -> tuple[Span, ...]:
    """Return the elements that end in the beginning of a part."""
    spans: list[Span] = []
    begun: list[tuple[str, list[str], int]] = []
    parser = expat.ParserCreate()
    parser.ordered_attributes = True

    def on_start(name: str, flat: list[str]) -> None:
        begun.append((name, flat, parser.CurrentByteIndex))

    def on_end(_name: str) -> None:
        spans.append(Span(*begun.pop(), parser.CurrentByteIndex))

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.Parse(xml, False)  # noqa: FBT003 - expat takes no keywords
    return tuple(spans)


def _row_at(xml: bytes, place: RowPlace, end: int) -> RowSpan:
    """Return a row; up to `end` nothing but white space and comments follows it."""
    begun: list[tuple[str, list[str], int]] = []
    children: list[Span] = []
    cells: list[CellSpan] = []
    whole: list[Span] = []
    depth = 0
    parser = expat.ParserCreate()
    parser.ordered_attributes = True

    def on_start(name: str, flat: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth <= _CONTENT:
            begun.append((name, flat, place.start + parser.CurrentByteIndex))

    def on_end(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth >= _CONTENT:
            return
        span = Span(*begun.pop(), place.start + parser.CurrentByteIndex)
        if depth >= _CELL:
            children.append(span)
        elif depth >= _ROW:
            column = _column(span.flat, cells[-1].position[1] if cells else 0)
            cells.append(CellSpan((place.number, column), span, tuple(children)))
            children.clear()
        else:
            whole.append(span)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.Parse(xml[place.start : end], True)  # noqa: FBT003 - expat takes no keywords
    return RowSpan(place.number, whole[0], tuple(cells))


def _column(flat: list[str], before: int) -> int:
    """Return the column of a cell; one without an address follows the cell before."""
    reference = attribute(flat, "r")
    return before + 1 if reference is None else parse_position(reference)[1]
