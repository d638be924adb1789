"""Error values as Excel hands them to other programs: whole numbers, told apart from every number.

A number of a cell arrives as a float, so a whole number is an error value: &H800A0000, as a
signed number, plus the code that VBA knows the error by.
"""

from __future__ import annotations

from udfs.errors import CellError

BASE = -0x7FF60000  # &H800A0000
_CODES_END = BASE + 0x10000

CODES = {
    CellError.NULL: 2000,
    CellError.DIV0: 2007,
    CellError.VALUE: 2015,
    CellError.REF: 2023,
    CellError.NAME: 2029,
    CellError.NUM: 2036,
    CellError.NA: 2042,
}
"""What VBA calls xlErrNA and so on: the argument of CVErr."""

_ERRORS = {BASE + code: error for error, code in CODES.items()}


def to_number(error: CellError) -> int:
    """Return the whole number that stands for an error value."""
    return BASE + CODES[error]


def to_error(number: int) -> CellError | None:
    """Return the error value that a whole number stands for, None where it stands for none.

    Errors that only newer versions of Excel know, such as #SPILL!, are #VALUE!.
    """
    if not BASE <= number < _CODES_END:
        return None
    return _ERRORS.get(number, CellError.VALUE)
