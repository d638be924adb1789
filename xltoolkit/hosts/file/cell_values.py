"""What the stored text of a cell means, by its type mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING

from udfs.errors import CellError
from xltoolkit.hosts.file.limits import UnsafeWorkbook
from xltoolkit.hosts.file.references import Position, address
from xltoolkit.hosts.file.xml_source import XML_SPACE, decode_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from udfs.values import Scalar

ERRORS = {str(error): error for error in CellError}
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True)
class StoredValues:
    """Reads stored values of one part.

    Attributes:
        part: Name of the part, for messages.
        strings: The shared strings of the workbook.
        date_1904: Whether day 0 of the workbook is 1904-01-01.
    """

    part: str
    strings: Sequence[str]
    date_1904: bool

    def number(self, stored: str, position: Position) -> float:
        """Return the number that is stored; Python's own liberties (`1_000`, `nan`) are none."""
        try:
            number = float(stored)
        except ValueError:
            raise self._broken(stored, position) from None
        if "_" in stored or not isfinite(number):
            raise self._broken(stored, position)
        return number

    def value(self, kind: str, stored: str | None, position: Position) -> Scalar:
        """Return what the stored text means under a type mark other than those of text inside.

        Args:
            kind: `n`, `s`, `str`, `b`, `e` or `d`.
            stored: Content of the value element; None when there is none.
            position: Of the cell, for messages.

        Raises:
            UnsafeWorkbook: The text means nothing under that mark, or the mark is none.
        """
        if stored is None or (not stored and kind != "str"):
            return None
        plain = stored.strip(XML_SPACE)
        result: Scalar
        if kind == "s":
            result = self._shared(plain, position)
        elif kind == "str":
            result = decode_text(stored)
        elif kind == "b":
            result = plain in ("1", "true")
        elif kind == "e":
            result = ERRORS.get(plain, CellError.VALUE)
        elif kind == "d":
            result = self._date(plain, position)
        elif kind == "n":
            result = self.number(plain, position)
        else:
            raise self._broken(kind, position)
        return result

    def _shared(self, stored: str, position: Position) -> str:
        if stored.isascii() and stored.isdigit() and int(stored) < len(self.strings):
            return self.strings[int(stored)]
        raise self._broken(stored, position)

    def _date(self, stored: str, position: Position) -> float:
        try:
            return serial_number(stored, date_1904=self.date_1904)
        except ValueError:
            raise self._broken(stored, position) from None

    def _broken(self, stored: str, position: Position) -> UnsafeWorkbook:
        return UnsafeWorkbook(
            f"部件“{self.part}”的单元格 {address(position)} 存有无法识别的内容"
            f"“{stored[:_SHOWN_CHARACTERS]}”：请在 Excel 中打开核对该单元格并另存后再试。"
        )


def serial_number(stored: str, *, date_1904: bool) -> float:
    """Return an ISO date, time or both as the days since day 0 of the workbook.

    Day 0 is 1899-12-30, which is right from 1900-03-01 on (before it, Excel counts a
    29 February 1900 that never was), or 1904-01-01.

    Raises:
        ValueError: It is no such date.
    """
    text = stored.removesuffix("Z")
    if ":" in text and "-" not in text:
        clock = time.fromisoformat(text.removeprefix("T"))
        return timedelta(
            hours=clock.hour,
            minutes=clock.minute,
            seconds=clock.second,
            microseconds=clock.microsecond,
        ) / timedelta(days=1)
    epoch = datetime(1904, 1, 1) if date_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number knows no zone
    return (datetime.fromisoformat(text).replace(tzinfo=None) - epoch) / timedelta(days=1)
