"""Translate values between the calculation engine and the worksheet functions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import formualizer

from udfs.errors import CellError

if TYPE_CHECKING:
    from udfs.values import Argument, Scalar

_ERROR_OF_KIND = {
    "Na": CellError.NA,
    "Value": CellError.VALUE,
    "Div": CellError.DIV0,
    "Num": CellError.NUM,
    "Ref": CellError.REF,
    "Name": CellError.NAME,
    "Null": CellError.NULL,
}
_KIND_OF_ERROR = {error: kind for kind, error in _ERROR_OF_KIND.items()}

# What the engine answers where no cell value exists: the sentence goes behind the place.
_FAILURES = {
    "Circ": "的公式直接或间接引用了自己（循环引用），请改正引用",
    "Spill": "的公式结果占多个单元格（数组公式），请改为只得一个值的公式",
    "NImpl": "的公式用了本工具尚不能计算的写法，请改用普通函数和单元格引用",
    "Cancelled": "的公式没有算完，请重新运行",
}

_AS_THEY_ARE = frozenset((bool, int, float, str, type(None)))


def to_cell(value: object) -> Scalar:
    """Translate one value of the engine into a cell value.

    An error kind that no cell function knows is #VALUE!; see `failure` for those kinds.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return _ERROR_OF_KIND.get(value["kind"], CellError.VALUE)
    raise TypeError(f"the engine gave a value of an unknown type: {type(value).__name__}")


def failure(value: object) -> str | None:
    """Say why the engine has no value for a cell, in words to put behind the cell's address."""
    if isinstance(value, dict):
        return _FAILURES.get(value["kind"])
    return None


def to_argument(value: object) -> Argument:
    """Translate an argument of a function: a cell value, or rows of cells for a range."""
    if isinstance(value, list):
        # Nearly all ranges hold no error: such a one is what the functions take, as it is.
        if _AS_THEY_ARE.issuperset(map(type, chain.from_iterable(value))):
            return value
        return [[to_cell(cell) for cell in row] for row in value]
    return to_cell(value)


def to_engine(value: Scalar) -> object:
    """Translate a cell value into what the engine stores."""
    if isinstance(value, CellError):
        return formualizer.LiteralValue.error(_KIND_OF_ERROR[value], None)
    return value
