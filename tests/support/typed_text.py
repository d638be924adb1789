"""What Excel makes of a value that a program puts into a cell: a text is read as if typed."""

from __future__ import annotations

import re
from datetime import date

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.excel.blocks import FormulaText

_NUMBER = re.compile(r"[-+]?\(?[¥$]?\s*[\d,]*\.?\d+(e[-+]?\d+)?%?\)?", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,4})[-/年](\d{1,2})([-/月](\d{1,2})日?)?|\d{1,2}:\d{2}(:\d{2})?")
_ERRORS = {str(error): error for error in CellError}
_DAY_0 = date(1899, 12, 30)


def typed(value: object) -> Scalar | FormulaText:
    """Return what stands in a cell afterwards.

    Less than Excel knows, and every case of it that a workbook of ours can meet: an apostrophe
    makes text, signs make formulas, figures numbers and dates; an empty text empties the cell.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        assert isinstance(value, (bool, int, float))
        return value
    if value.startswith("'"):
        return value[1:]
    return _read(value)


def _read(text: str) -> Scalar | FormulaText:
    plain = text.strip()
    if plain.upper() in ("TRUE", "FALSE"):
        return plain.upper() == "TRUE"
    if plain in _ERRORS:
        return _ERRORS[plain]
    if _NUMBER.fullmatch(plain):
        scale = 0.01 if plain.endswith("%") else 1.0
        digits = re.sub(r"[(),¥$%\s]", "", plain)
        return float(digits) * scale * (-1 if plain.startswith("(") else 1)
    if _DATE.fullmatch(plain):
        return float((date(2022, 1, 1) - _DAY_0).days)  # some day or other: no text any more
    if plain.startswith(("=", "+", "-", "@")):
        return FormulaText(plain.lstrip("="))
    return text
