"""Where the rows and cells of a worksheet part stand, in bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from xltoolkit.hosts.file.references import KNOWN_POSITIONS, Position, parse_position
from xltoolkit.hosts.file.xml_edit import Element, extent
from xltoolkit.hosts.file.xml_source import local_name

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

# Depth of elements in a worksheet part: worksheet, sheetData, row, c, f.
_PART, _ROW, _CELL, _CONTENT = 2, 3, 4, 5


class Span(NamedTuple):
    """An element as the parser reports it; most of them are passed over, so no more is done.

    Attributes:
        name: As written, prefix included.
        flat: Names and values of its attributes, in turn.
        start: Offset of its `<`.
        reported_end: What the parser reports at its end (see `extent`).
    """

    name: str
    flat: list[str]
    start: int
    reported_end: int

    def element(self, xml: bytes) -> Element:
        """Return it with its attributes and exact offsets."""
        attributes = tuple(zip(self.flat[::2], self.flat[1::2], strict=True))
        return Element(
            self.name, attributes, self.start, *extent(xml, self.start, self.reported_end), text=""
        )


class CellSpan(NamedTuple):
    """One cell and its children."""

    position: Position
    span: Span
    children: tuple[Span, ...]


class RowSpan(NamedTuple):
    """One row.

    Attributes:
        number: Its number.
        span: Where it stands.
        starts: Column and offset of every cell, if the row matters.
        cells: The wanted cells.
    """

    number: int
    span: Span
    starts: tuple[tuple[int, int], ...]
    cells: tuple[CellSpan, ...]


@dataclass(frozen=True)
class SheetMap:
    """Where things stand in a worksheet part.

    Attributes:
        xml: The part that the offsets are counted in.
        prefix: What stands before its element names, colon included.
        data: The element that holds the rows.
        rows: All rows in the order of the part.
        dimension: The element that states the used area, None when there is none.
        columns: The column elements (`col`), with their formats.
    """

    xml: bytes
    prefix: str
    data: Element
    rows: tuple[RowSpan, ...]
    dimension: Element | None
    columns: tuple[Element, ...]

    def column_style(self, column: int) -> str | None:
        """Return the format that new cells of a column have, None for the default."""
        for element in self.columns:
            first, last = element.get("min") or "0", element.get("max") or "0"
            if int(first) <= column <= int(last):
                return element.get("style")
        return None


@dataclass
class _Mapper:
    """The state of one pass over a worksheet part."""

    wanted: Mapping[int, Container[int]]
    # The part's own elements by local name; sheetData and cols have children that matter.
    parts: dict[str, Span] = field(default_factory=dict)
    columns: list[Span] = field(default_factory=list)
    rows: list[RowSpan] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    cells: list[CellSpan] = field(default_factory=list)
    children: list[Span] = field(default_factory=list)
    inside: str = ""
    row: int = 0

    def attach(self, parser: expat.XMLParserType) -> None:
        """Let the parser report elements, down to the children of wanted cells."""
        depth = 0
        in_row: Container[int] | None = None
        in_cell = False
        open_elements: list[tuple[str, list[str], int]] = []

        # Most elements are cells that nobody wants: they come first, and little is done.
        def on_start(name: str, attributes: list[str]) -> None:
            nonlocal depth, in_row, in_cell
            depth += 1
            if depth > _ROW:
                if in_row is not None and depth == _CELL:
                    in_cell = self.begin_cell(attributes, parser.CurrentByteIndex) in in_row
                if not in_cell or depth > _CONTENT:
                    return
            open_elements.append((name, attributes, parser.CurrentByteIndex))
            if depth == _PART:
                self.inside = local_name(name)
            elif depth == _ROW and self.inside == "sheetData":
                in_row = self.wanted.get(self.begin_row(attributes))

        def on_end(_name: str) -> None:
            nonlocal depth, in_row, in_cell
            depth -= 1
            if depth < _ROW or (in_cell and depth < _CONTENT):
                self.file(depth + 1, Span(*open_elements.pop(), parser.CurrentByteIndex))
            if depth < _CELL:
                in_cell = False
                in_row = in_row if depth == _ROW else None

        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end

    def begin_row(self, attributes: list[str]) -> int:
        """Return the number of a row; one without a number follows the row before."""
        number = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r")
        self.row = int(number) if number else self.row + 1
        return self.row

    def begin_cell(self, attributes: list[str], start: int) -> int:
        """Return the column of a cell; one without an address follows the cell before."""
        column = self.starts[-1][0] + 1 if self.starts else 1
        # Excel writes the address first; a value that is an "r" must not be taken for its name.
        names = attributes[::2]
        if "r" in names:
            reference = attributes[names.index("r") * 2 + 1]
            column = (KNOWN_POSITIONS.get(reference) or parse_position(reference))[1]
        self.starts.append((column, start))
        return column

    def file(self, depth: int, span: Span) -> None:
        """Put away an element that has ended."""
        if depth == _CONTENT:
            self.children.append(span)
        elif depth == _CELL:
            position = (self.row, self.starts[-1][0])
            self.cells.append(CellSpan(position, span, tuple(self.children)))
            self.children.clear()
        elif depth == _ROW and self.inside == "sheetData":
            self.rows.append(RowSpan(self.row, span, tuple(self.starts), tuple(self.cells)))
            self.starts.clear()
            self.cells.clear()
        elif depth == _ROW and self.inside == "cols":
            self.columns.append(span)
        elif depth == _PART:
            self.parts[self.inside] = span


def map_sheet(xml: bytes, wanted: Mapping[int, Container[int]]) -> SheetMap:
    """Return where the rows of a worksheet part stand, and the wanted cells.

    Args:
        xml: The part in UTF-8, as the guard let it pass.
        wanted: For each row that matters, the columns of the cells that do.

    Raises:
        ValueError: The part has no `sheetData`, so is no worksheet.
    """
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    mapper = _Mapper(wanted)
    mapper.attach(parser)
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    data = mapper.parts.get("sheetData")
    if data is None:
        raise ValueError("no sheetData")
    dimension = mapper.parts.get("dimension")
    return SheetMap(
        xml=xml,
        prefix=data.name[: len(data.name) - len(local_name(data.name))],
        data=data.element(xml),
        rows=tuple(mapper.rows),
        dimension=dimension.element(xml) if dimension else None,
        columns=tuple(column.element(xml) for column in mapper.columns),
    )
