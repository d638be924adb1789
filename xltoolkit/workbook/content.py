"""A workbook as plain values, as every host hands it over.

Rows and columns count from 1. Standard library only, Python 3.8: this is what runs in Calc.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import AbstractSet, Mapping, NamedTuple, Optional, Tuple

from udfs.values import Scalar

Address = Tuple[int, int]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The last cell of a sheet, XFD1048576."""
_LONGEST_ADDRESS = 30


class Cell(NamedTuple):
    """A cell: its value and, where there is one, its formula without the equals sign."""

    value: Scalar
    formula: Optional[str] = None


@dataclass(frozen=True)
class Area:
    """A rectangle of cells of one sheet; first and last row and column belong to it."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        """The rows of the area."""
        return range(self.top, self.bottom + 1)


@dataclass(frozen=True)
class WorkbookContent:
    """All sheets with their filled cells, and the defined names with what they refer to.

    `names` holds workbook-wide names only, as text such as `基础数据!$F$7`; `unprotected` names
    the sheets whose cells can all be changed, as far as the host can tell. `dates` are the cells
    by sheet whose number is shown as a date, for an inspection of what was typed; a host that
    makes none leaves it empty.
    """

    sheets: Mapping[str, Mapping[Address, Cell]]
    names: Mapping[str, str]
    unprotected: Tuple[str, ...] = ()
    dates: Mapping[str, AbstractSet[Address]] = field(default_factory=dict)

    def value(self, sheet: str, row: int, column: int) -> Scalar:
        """The value of a cell; None where it is empty or the sheet is missing."""
        cell = self.sheets.get(sheet, {}).get((row, column))
        return None if cell is None else cell.value

    def area(self, name: str) -> Optional[Area]:
        """The cells that a defined name stands for; None where it is missing or broken."""
        reference = self.names.get(name)
        return None if reference is None else parse_area(reference)


@lru_cache(maxsize=4096)
def parse_area(reference: str) -> Optional[Area]:
    """Read a reference such as `'满意 度'!$B$5:$B$34`; None for anything that is no rectangle."""
    text = reference.lstrip("=")
    sheet, separator, cells = text.rpartition("!")
    if not separator or "#REF!" in text:
        return None
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    first, _, last = cells.replace("$", "").partition(":")
    start = parse_address(first)
    end = parse_address(last or first)
    if start is None or end is None:
        return None
    return Area(sheet, start[0], start[1], end[0], end[1])


def parse_address(text: str) -> Optional[Address]:
    """Read an address such as `F12` as (row, column); None where a sheet has no such cell."""
    place = read_address(text)
    if place is None or place[0] > LAST_ROW or place[1] > LAST_COLUMN:
        return None
    return place


def read_address(text: str) -> Optional[Address]:
    """Read what is written like an address, however far out; None for anything else."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    if not letters.isascii() or not letters.isalpha() or not digits or digits.startswith("0"):
        return None
    if len(text) > _LONGEST_ADDRESS:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits), column


def address(row: int, column: int) -> str:
    """Write (row, column) as `F12`."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Write the letters of a column: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters
