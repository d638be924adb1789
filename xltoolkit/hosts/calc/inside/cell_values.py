"""Translate values between Calc and the worksheet functions."""

import struct
from typing import Any, Dict, List, Union

from udfs.errors import CellError
from udfs.values import Scalar

CODE_OF_ERROR = {
    CellError.NULL: 521,
    CellError.DIV0: 532,
    CellError.VALUE: 519,
    CellError.REF: 524,
    CellError.NAME: 525,
    CellError.NUM: 503,
    CellError.NA: 32767,
}
ERROR_OF_CODE = {code: error for error, code in CODE_OF_ERROR.items()}
MISSING_ARGUMENT = 511

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
_QUIET = 0x7FF80000
_TRUTH_FORMAT = 1024  # com.sun.star.util.NumberFormat.LOGICAL


def error_number(code: int) -> float:
    """Return the number that Calc shows as an error: a NaN with the error's code inside.

    An exception would do for a single error, but it could not stand among other values.
    """
    number: float = struct.unpack("<d", struct.pack("<II", code, _QUIET))[0]
    return number


def to_calc(value: Scalar) -> Union[float, str]:
    """Return a result as Calc takes it."""
    if isinstance(value, CellError):
        return error_number(CODE_OF_ERROR[value])
    if value is None:
        return ""
    return value if isinstance(value, str) else float(value)


def cell_error(code: int) -> CellError:
    """Return the error of a cell; one that only Calc knows (Err:504) is #VALUE!."""
    return ERROR_OF_CODE.get(code, CellError.VALUE)


def range_values(cells: Any) -> List[List[Scalar]]:
    """Return the cells of a range, errors included; whole columns and rows are cut.

    What lies beyond the used part of the sheet is empty, and a whole column has a million cells.
    """
    used = _used_part(cells)
    return [
        [_value(used, row, column, value) for column, value in enumerate(line)]
        for row, line in enumerate(used.getDataArray())
    ]


def _value(cells: Any, row: int, column: int, value: object) -> Scalar:
    if value == "":
        return None
    if value is None:
        return cell_error(cells.getCellByPosition(column, row).getError())
    return value if isinstance(value, (float, str)) else None


def _used_part(cells: Any) -> Any:
    """Return a range without what lies beyond the used part, where it is whole columns or rows."""
    place = cells.RangeAddress
    if place.EndRow < LAST_ROW and place.EndColumn < LAST_COLUMN:
        return cells
    sheet = cells.Spreadsheet
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(
        place.StartColumn,
        place.StartRow,
        max(place.StartColumn, min(place.EndColumn, end.EndColumn)),
        max(place.StartRow, min(place.EndRow, end.EndRow)),
    )


class TruthFormats:
    """Which number formats of a document show TRUE and FALSE: to Calc these are 1 and 0."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._known: Dict[int, bool] = {}

    def show_truth(self, cell: Any) -> bool:
        """Whether a cell that holds 1 or 0 holds a truth value."""
        key = cell.NumberFormat
        if key not in self._known:
            self._known[key] = bool(self._formats.getByKey(key).Type & _TRUTH_FORMAT)
        return self._known[key]
