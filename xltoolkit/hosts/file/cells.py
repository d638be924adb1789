"""Read the cells of one worksheet part, once and fast: this is the reader of every run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat

from udfs.values import Scalar
from xltoolkit.hosts.file.cell_values import StoredValues
from xltoolkit.hosts.file.limits import LIMITS, Limits, UnsafeWorkbook, too_many_cells
from xltoolkit.hosts.file.references import (
    KNOWN_POSITIONS,
    Position,
    address,
    parse_position,
)
from xltoolkit.hosts.file.xml_source import (
    XML_SPACE,
    attribute,
    decode_text,
    main_prefix,
    malformed,
    new_parser,
)
from xltoolkit.workbook.content import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence


# More digits than any row or format number has; the rest of an absurd one need not be read.
_DIGITS_OF_ROW: Final = 12


class Cell(NamedTuple):
    """One cell that holds a value or a formula.

    Attributes:
        value: What it shows; numbers and dates are floats. Error values that worksheet
            functions do not know (`#SPILL!`) are `#VALUE!`.
        formula: Its formula without `=`; empty for a cell that follows a shared formula (its
            text stands in the first cell of the group); None where there is no formula.
        type: The type mark as stored: `n`, `s`, `str`, `inlineStr`, `b`, `e` or `d`.
        style: Index of its cell format.
    """

    value: Scalar
    formula: str | None
    type: str
    style: int


# What Cell._make does, three times as fast as calling Cell: a tenth of the whole reading.
_new_cell: Callable[[tuple[Scalar, str | None, str, int]], Cell] = partial(tuple.__new__, Cell)


class RowPlace(NamedTuple):
    """One row of a worksheet part.

    Attributes:
        number: Its number.
        start: Offset of its `<`, in bytes.
        attributes: Their names and values in turn.
    """

    number: int
    start: int
    attributes: list[str]


class RowPlaces(NamedTuple):
    """Where the rows of a worksheet part stand.

    Attributes:
        data: Offset of the element that holds the rows; None where the part has none.
        rows: In the order of the part.
    """

    data: int | None = None
    rows: Sequence[RowPlace] = ()


@dataclass(frozen=True)
class Sheet:
    """What a worksheet part holds.

    Attributes:
        cells: Cells with a value or a formula, by row and column (both from 1). Cells that only
            carry a format are left out.
        formula_marks: Attributes of the formula element where it has any (`t`, `ref`, `si`):
            shared formulas, array formulas, data tables.
        size: Number of cells in the part, formatted ones included.
        places: Where its rows stand, for whoever changes them.
        protected: Whether its locked cells are protected.
    """

    cells: dict[Position, Cell] = field(default_factory=dict)
    formula_marks: dict[Position, dict[str, str]] = field(default_factory=dict)
    size: int = 0
    places: RowPlaces = field(default_factory=RowPlaces)
    protected: bool = False


def read_sheet(
    part: str,
    xml: bytes,
    strings: Sequence[str] = (),
    *,
    date_1904: bool = False,
    limits: Limits = LIMITS,
) -> Sheet:
    """Read all cells of a worksheet part.

    Args:
        part: Its name, for messages.
        xml: The part in UTF-8, free of document types (see `refuse_document_type`).
        strings: The shared strings of the workbook.
        date_1904: Whether its day 0 is 1904-01-01 (for cells that hold an ISO date).
        limits: Bounds on rows, columns and cells.

    Raises:
        UnsafeWorkbook: Broken XML, an address that is none, or a cell beyond the limits.
    """
    reader = _SheetReader(StoredValues(part, strings, date_1904), limits)
    parser = new_parser(xml)
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda name, _: reader.attach(parser, main_prefix(name))
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError:
        raise malformed(part) from None
    reader.end()
    places = RowPlaces(reader.data, reader.rows)
    return Sheet(reader.cells, reader.formula_marks, reader.size, places, reader.protected)


class _SheetReader:
    """One pass over a worksheet part.

    Nine of ten cells carry nothing but a format. The parser calls once for each of those, at
    their start: text and ends are reported inside the content of a cell only (`v`, `f`, `t`).
    So a cell is stored when the next cell or row begins.
    """

    def __init__(self, values: StoredValues, limits: Limits) -> None:
        self.part = values.part
        self.values = values
        self.limits = limits
        self.cells: dict[Position, Cell] = {}
        self.formula_marks: dict[Position, dict[str, str]] = {}
        self.size = 0
        self.data: int | None = None
        self.rows: list[RowPlace] = []
        self.protected = False
        self.end: Callable[[], None] = lambda: None
        # What was read of the cell that began last.
        self.has_content = False
        self.stored: str | None = None
        self.formula: str | None = None
        self.marks: list[str] | None = None
        self.inline: str | None = None

    def attach(self, parser: expat.XMLParserType, prefix: str) -> None:
        """Let the parser report the elements of the main namespace, which have this prefix.

        What every cell needs stands in variables of this function: attributes take twice as long.
        """
        cell, find_known = prefix + "c", KNOWN_POSITIONS.get
        position: Position = (0, 0)
        attributes_of_cell: list[str] = []
        size = columns = 0

        def on_start(name: str, attributes: list[str]) -> None:
            nonlocal position, attributes_of_cell, size
            if name != cell:
                if name in begin:
                    begin[name](attributes)
                return
            if self.has_content:
                self.store(position, attributes_of_cell)
            size += 1
            row = position[0]
            # Excel writes the address first.
            known = find_known(attributes[1]) if attributes and attributes[0] == "r" else None
            position = known or self.place(attributes, position)
            attributes_of_cell = attributes
            if position[0] != row or position[1] > columns:
                raise self.misplaced(position, row)

        def begin_row(attributes: list[str]) -> None:
            nonlocal position, columns
            end_row()
            row = self.row_number(attributes, position[0] + 1)
            self.rows.append(RowPlace(row, parser.CurrentByteIndex, attributes))
            position = (row, 0)
            # Some programs end a sheet with empty rows; only a cell that far down is too much.
            columns = self.limits.columns if row <= self.limits.rows else 0

        def end_row() -> None:
            if self.has_content:
                self.store(position, attributes_of_cell)
            self.size = size
            if size > self.limits.cells:
                raise too_many_cells(self.limits)

        begin = {prefix + "row": begin_row, **self.content_handlers(parser, prefix)}
        self.end = end_row
        parser.StartElementHandler = on_start

    def content_handlers(
        self, parser: expat.XMLParserType, prefix: str
    ) -> dict[str, Callable[[list[str]], None]]:
        """Return what to do where the rows and the content of a cell begin, by element name."""
        pieces: list[str] = []
        attributes_of_content: list[str] = []

        def begin_data(_attributes: list[str]) -> None:
            self.data = parser.CurrentByteIndex

        def begin_content(attributes: list[str]) -> None:
            nonlocal attributes_of_content
            attributes_of_content = attributes
            pieces.clear()
            parser.EndElementHandler = end_content

        def end_content(name: str) -> None:
            parser.EndElementHandler = None
            self.has_content = True
            end[name]("".join(pieces), attributes_of_content)

        end: dict[str, Callable[[str, list[str]], None]] = {
            prefix + "v": self.end_value,
            prefix + "f": self.end_formula,
            prefix + "t": self.end_text,
        }
        parser.CharacterDataHandler = pieces.append
        return {
            prefix + "sheetData": begin_data,
            prefix + "sheetProtection": self.note_protection,
            **dict.fromkeys(end, begin_content),
            # How characters are read, and extensions: no content of the cell.
            prefix + "rPh": lambda _: _pass_over(parser, prefix + "rPh"),
            prefix + "extLst": lambda _: _pass_over(parser, prefix + "extLst"),
        }

    def row_number(self, attributes: list[str], following: int) -> int:
        """Return the number of a row; one without a number follows the row before."""
        number = attribute(attributes, "r")
        if number is None:
            return following
        if not (number.isascii() and number.isdigit()):
            raise _no_address(self.part, number)
        return int(number[:_DIGITS_OF_ROW])

    def misplaced(self, position: Position, row: int) -> UnsafeWorkbook:
        """Return the refusal of a cell that stands in another row, or beyond the limits."""
        place, limits = f"部件“{self.part}”的单元格 {address(position)} ", self.limits
        if position[0] != row:
            return UnsafeWorkbook(
                f"{place}放在了第 {row} 行里，文件已损坏：请在 Excel 中打开核对并另存一次后再试。"
            )
        return UnsafeWorkbook(
            f"{place}超出上限（{limits.rows} 行、{column_letters(limits.columns)} 列）："
            "请删除其后的空行空列并保存后再试。"
        )

    def note_protection(self, attributes: list[str]) -> None:
        """Note that the sheet is protected; the element may stand there without being on."""
        self.protected = attribute(attributes, "sheet") in ("1", "true")

    def end_value(self, text: str, _attributes: list[str]) -> None:
        """Note the stored text of a value."""
        self.stored = text

    def end_formula(self, text: str, attributes: list[str]) -> None:
        """Note the text of a formula, and its marks (shared, array)."""
        self.formula = decode_text(text)
        self.marks = attributes

    def end_text(self, text: str, attributes: list[str]) -> None:
        """Add one run of an inline string; white space at its ends counts where it is marked."""
        piece = text if "preserve" in attributes else text.strip(XML_SPACE)
        self.inline = piece if self.inline is None else self.inline + piece

    def store(self, position: Position, attributes: list[str]) -> None:
        """Store a cell that was read whole, unless it holds an empty value only."""
        marks = dict(zip(attributes[::2], attributes[1::2], strict=True))
        kind = marks.get("t", "n")
        stored = self.stored
        value: Scalar
        if kind == "n":
            value = self.values.number(stored, position) if stored else None
        elif kind == "inlineStr":
            value = decode_text(self.inline if self.inline is not None else stored or "")
        else:
            value = self.values.value(kind, stored, position)
        if value is not None or self.formula is not None:
            style = marks.get("s")
            if style and not (style.isascii() and style.isdigit()):
                raise _no_format(self.part, position, style)
            content = (value, self.formula, kind, int(style[:_DIGITS_OF_ROW]) if style else 0)
            self.cells[position] = _new_cell(content)
            if self.marks:
                self.formula_marks[position] = dict(
                    zip(self.marks[::2], self.marks[1::2], strict=True)
                )
        self.stored = self.formula = self.inline = self.marks = None
        self.has_content = False

    def place(self, attributes: list[str], before: Position) -> Position:
        """Return the place of a cell; one without an address follows the cell before."""
        reference = attribute(attributes, "r")
        if reference is None:
            return before[0], before[1] + 1
        try:
            return parse_position(reference)
        except ValueError:
            raise _no_address(self.part, reference) from None


def _pass_over(parser: expat.XMLParserType, name: str) -> None:
    """Report nothing until an element of this name ends."""
    on_start = parser.StartElementHandler

    def until_its_end(ended: str) -> None:
        if ended == name:
            parser.StartElementHandler = on_start
            parser.EndElementHandler = None

    parser.StartElementHandler = None
    parser.EndElementHandler = until_its_end


def _no_format(part: str, position: Position, style: str) -> UnsafeWorkbook:
    return UnsafeWorkbook(
        f"部件“{part}”的单元格 {address(position)} 的格式编号“{style[:40]}”无效："
        "请在 Excel 中打开并另存一次后再试。"
    )


def _no_address(part: str, reference: str) -> UnsafeWorkbook:
    return UnsafeWorkbook(
        f"部件“{part}”中有无效的单元格地址“{reference[:40]}”：请在 Excel 中打开并另存一次后再试。"
    )
