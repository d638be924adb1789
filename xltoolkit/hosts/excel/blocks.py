"""Cells as the rectangles that Excel takes at once, and their values as Excel keeps them.

Every question to Excel crosses from one process to another, so cells are never asked for or
written one by one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from udfs.errors import CellError
from xltoolkit.workbook.content import Address
from xltoolkit.workbook.plan import PlannedValue


@dataclass(frozen=True)
class FormulaText:
    """A formula without its equals sign."""

    text: str


CellContent = PlannedValue | CellError | FormulaText


@dataclass(frozen=True)
class Block:
    """A rectangle of cells with what is to stand in them, row by row."""

    top: int
    left: int
    rows: tuple[tuple[CellContent, ...], ...]

    @property
    def corners(self) -> tuple[Address, Address]:
        """The first and the last cell."""
        return (self.top, self.left), (
            self.top + len(self.rows) - 1,
            self.left + len(self.rows[0]) - 1,
        )


def blocks(cells: Mapping[Address, CellContent]) -> Iterator[Block]:
    """Give rectangles that together are these cells: rows of equal columns are joined.

    A list whose columns stand together is one block however many rows it has.
    """
    standing: dict[tuple[int, int], list[int]] = {}
    for row, columns in _columns_by_row(cells):
        spans = set(_spans(columns))
        for span in [
            span for span in standing if span not in spans or standing[span][1] != row - 1
        ]:
            yield _block(cells, span, standing.pop(span))
        for span in spans:
            standing.setdefault(span, [row, row])[1] = row
    for span, rows in standing.items():
        yield _block(cells, span, rows)


def _columns_by_row(cells: Iterable[Address]) -> Iterator[tuple[int, list[int]]]:
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(row, []).append(column)
    yield from columns.items()


def _spans(columns: list[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of neighbours."""
    first = last = columns[0]
    for column in columns[1:]:
        if column != last + 1:
            yield first, last
            first = column
        last = column
    yield first, last


def _block(cells: Mapping[Address, CellContent], span: tuple[int, int], rows: list[int]) -> Block:
    left, right = span
    top, bottom = rows
    return Block(
        top,
        left,
        tuple(
            tuple(cells[row, column] for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        ),
    )


_STARTS_A_FORMULA = "=+-@'＝＋－＠"
_LONGEST_NUMBER = 40
"""No text longer than this is taken for a number, a date or a time."""
_WORDS_OF_EXCEL = ("TRUE", "FALSE")
_PREFIX = "'"


def entry(content: CellContent) -> float | str | bool:
    """Return what to put into a cell of Excel, so that exactly this stands there afterwards.

    Excel reads a text that is put into a cell as if it were typed: `=1` becomes a formula, `3-5`
    a date, `TRUE` a truth value. Behind an apostrophe it stays text; the apostrophe is not part
    of the cell's value. An empty text empties a cell.
    """
    if content is None:
        return ""
    if isinstance(content, FormulaText):
        return f"={content.text}"
    if isinstance(content, CellError):
        return str(content)
    if isinstance(content, str) and _would_be_read(content):
        return _PREFIX + content
    return content


def _would_be_read(text: str) -> bool:
    """Whether Excel could take a text for something else; rather once too often.

    Blanks around it do not hide from Excel what it is.
    """
    words = text.strip()
    if words.startswith(tuple(_STARTS_A_FORMULA)):
        return True
    if len(words) > _LONGEST_NUMBER:
        return False
    return (
        words.startswith("#")
        or words.upper() in _WORDS_OF_EXCEL
        or any(letter.isdigit() for letter in words)
    )


_LONGEST_ADDRESS = 250
"""Excel refuses addresses of more than 255 characters."""


def row_addresses(rows: Iterable[int]) -> Iterator[str]:
    """Write rows as addresses such as `5:9,12:12`, as few as their length allows."""
    address = ""
    for first, last in _spans(sorted(rows)):
        part = f"{first}:{last}"
        if address and len(address) + len(part) >= _LONGEST_ADDRESS:
            yield address
            address = ""
        address = f"{address},{part}" if address else part
    yield address
