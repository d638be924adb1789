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
    column_letters,
    parse_position,
)
from xltoolkit.hosts.file.xml_source import (
    XML_SPACE,
    decode_text,
    main_prefix,
    malformed,
    new_parser,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


# More digits than any row number has; the rest of an absurd one need not be read.
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


@dataclass(frozen=True)
class Sheet:
    """What a worksheet part holds.

    Attributes:
        cells: Cells with a value or a formula, by row and column (both from 1). Cells that only
            carry a format are left out.
        formula_marks: Attributes of the formula element where it has any (`t`, `ref`, `si`):
            shared formulas, array formulas, data tables.
        size: Number of cells in the part, formatted ones included.
        last_row: Highest row with a cell; 0 for an empty sheet.
        last_column: Highest column with a cell.
    """

    cells: dict[Position, Cell] = field(default_factory=dict)
    formula_marks: dict[Position, dict[str, str]] = field(default_factory=dict)
    size: int = 0
    last_row: int = 0
    last_column: int = 0


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
        xml: The part, free of document types (see `refuse_document_type`).
        strings: The shared strings of the workbook.
        date_1904: Whether its day 0 is 1904-01-01 (for cells that hold an ISO date).
        limits: Bounds on rows, columns and cells.

    Raises:
        UnsafeWorkbook: Broken XML, an address that is none, or a cell beyond the limits.
    """
    reader = _SheetReader(StoredValues(part, strings, date_1904), limits)
    parser = new_parser(xml)
    parser.StartElementHandler = lambda name, _: reader.attach(parser, main_prefix(name))
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError:
        raise malformed(part) from None
    if reader.size > limits.cells:
        raise too_many_cells(limits)
    return Sheet(
        reader.cells, reader.formula_marks, reader.size, reader.last_row, reader.last_column
    )


class _SheetReader:
    """The state of one pass over a worksheet part."""

    def __init__(self, values: StoredValues, limits: Limits) -> None:
        self.part = values.part
        self.values = values
        self.number = values.number
        self.limits = limits
        self.cells: dict[Position, Cell] = {}
        self.formula_marks: dict[Position, dict[str, str]] = {}
        self.size = self.last_row = self.last_column = 0
        # Place of the cell that was read last: one without an address follows it.
        self.position: Position = (0, 0)
        self.formula: str | None = None
        self.marks: dict[str, str] | None = None
        self.inline: str | None = None
        self.preserves_space = False
        self.phonetic = False

    def attach(self, parser: expat.XMLParserType, prefix: str) -> None:
        """Let the parser report the elements of the main namespace, which have this prefix."""
        cell, value = prefix + "c", prefix + "v"
        pieces: list[str] = []
        clear, store = pieces.clear, self.store
        attributes_of_cell: dict[str, str] = {}
        stored: str | None = None
        begin: dict[str, Callable[[dict[str, str]], None]] = {
            prefix + "row": self.begin_row,
            prefix + "f": self.begin_formula,
            prefix + "t": self.begin_text,
            prefix + "rPh": self.begin_reading,
            prefix + "extLst": lambda _: _pass_over(parser, prefix + "extLst"),
        }
        end: dict[str, Callable[[str], None]] = {
            prefix + "f": self.end_formula,
            prefix + "t": self.end_text,
            prefix + "rPh": self.end_reading,
            # What follows (formats, validations, extensions) is no cell.
            prefix + "sheetData": lambda _: _stop_reporting(parser),
        }

        # Nearly all elements are cells and their values: those two are not looked up.
        def on_start(name: str, attributes: dict[str, str]) -> None:
            nonlocal attributes_of_cell
            if name == cell:
                attributes_of_cell = attributes
                return
            clear()
            if name in begin:
                begin[name](attributes)

        def on_end(name: str) -> None:
            nonlocal stored
            if name == cell:
                store(attributes_of_cell, stored)
                stored = None
            elif name == value:
                stored = "".join(pieces)
            elif name in end:
                end[name]("".join(pieces))

        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end
        parser.CharacterDataHandler = pieces.append

    def begin_row(self, attributes: dict[str, str]) -> None:
        """Note the number of a row; one without a number follows the row before."""
        number = attributes.get("r")
        row = self.position[0] + 1
        if number is not None:
            if not (number.isascii() and number.isdigit()):
                raise _no_address(self.part, number)
            row = int(number[:_DIGITS_OF_ROW])
        self.position = (row, 0)
        if self.size > self.limits.cells:
            raise too_many_cells(self.limits)

    def begin_formula(self, attributes: dict[str, str]) -> None:
        """Note the marks of a formula (shared, array)."""
        self.marks = attributes

    def end_formula(self, text: str) -> None:
        """Note the text of a formula."""
        self.formula = decode_text(text)

    def begin_text(self, attributes: dict[str, str]) -> None:
        """Note whether white space at the ends of an inline string counts."""
        self.preserves_space = "preserve" in attributes.values()

    def end_text(self, text: str) -> None:
        """Add one run of an inline string, unless it only tells how to read characters."""
        if not self.phonetic:
            piece = text if self.preserves_space else text.strip(XML_SPACE)
            self.inline = piece if self.inline is None else self.inline + piece

    def begin_reading(self, _attributes: dict[str, str]) -> None:
        """Note that what follows tells how to read the characters (rPh)."""
        self.phonetic = True

    def end_reading(self, _text: str) -> None:
        """Note the end of such a reading."""
        self.phonetic = False

    def store(self, attributes: dict[str, str], stored: str | None) -> None:
        """Store a cell that has ended, unless it only carries a format."""
        self.size += 1
        reference = attributes.get("r")
        position = KNOWN_POSITIONS.get(reference) or self.place(reference)
        row, column = position
        if row != self.position[0]:
            raise _misplaced(self.part, position, self.position[0])
        self.position = position
        if row > self.last_row or column > self.last_column:
            self.grow_to(position)
        if stored is None and self.formula is None and self.inline is None:
            return
        kind = attributes.get("t", "n")
        value: Scalar
        if kind == "n":
            value = self.number(stored, position) if stored else None
        elif kind == "inlineStr":
            value = decode_text(self.inline if self.inline is not None else stored or "")
        else:
            value = self.values.value(kind, stored, position)
        style = attributes.get("s")
        if value is not None or self.formula is not None:
            content = (value, self.formula, kind, int(style) if style else 0)
            self.cells[position] = _new_cell(content)
            if self.marks:
                self.formula_marks[position] = self.marks
        self.formula = self.inline = self.marks = None

    def place(self, reference: str | None) -> Position:
        """Return the place of a cell; one without an address follows the cell before."""
        if reference is None:
            return self.position[0], self.position[1] + 1
        try:
            return parse_position(reference)
        except ValueError:
            raise _no_address(self.part, reference) from None

    def grow_to(self, position: Position) -> None:
        """Widen the extent of the sheet by a cell, within the limits."""
        row, column = position
        limits = self.limits
        if row > limits.rows or column > limits.columns:
            raise UnsafeWorkbook(
                f"部件“{self.part}”的单元格 {address(position)} 超出上限（{limits.rows} 行、"
                f"{column_letters(limits.columns)} 列）：请删除其后的空行空列并保存后再试。"
            )
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def _stop_reporting(parser: expat.XMLParserType) -> None:
    parser.StartElementHandler = None
    parser.EndElementHandler = None
    parser.CharacterDataHandler = None


def _pass_over(parser: expat.XMLParserType, extension: str) -> None:
    """Report nothing until the extension of a cell ends: its elements are not the cell's."""
    on_start, on_end = parser.StartElementHandler, parser.EndElementHandler

    def until_its_end(name: str) -> None:
        if name == extension:
            parser.StartElementHandler = on_start
            parser.EndElementHandler = on_end

    parser.StartElementHandler = None
    parser.EndElementHandler = until_its_end


def _misplaced(part: str, position: Position, row: int) -> UnsafeWorkbook:
    return UnsafeWorkbook(
        f"部件“{part}”的单元格 {address(position)} 放在了第 {row} 行里，文件已损坏："
        "请在 Excel 中打开核对并另存一次后再试。"
    )


def _no_address(part: str, reference: str) -> UnsafeWorkbook:
    return UnsafeWorkbook(
        f"部件“{part}”中有无效的单元格地址“{reference[:40]}”：请在 Excel 中打开并另存一次后再试。"
    )
