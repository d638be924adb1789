"""Cells as test data write them: `{"A1": 3, "B2": {"error": "#N/A"}}`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeGuard

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.file.references import Position, parse_position

# As YAML gives it: an error is a mapping with the one key "error".
Written = None | bool | int | float | str | Mapping[str, str]


def read_cell(written: Written) -> Scalar:
    """Return the cell value that test data mean."""
    return CellError(written["error"]) if isinstance(written, Mapping) else written


def read_cells(written: Mapping[str, Written]) -> dict[Position, Scalar]:
    """Return cell values by place."""
    return {parse_position(place): read_cell(value) for place, value in written.items()}


def is_same(actual: Scalar, expected: Scalar, *, tolerance: float = 1e-12) -> bool:
    """Whether two cell values are of one kind and equal, numbers to a relative tolerance."""
    if _is_number(actual) and _is_number(expected):
        return math.isclose(
            float(actual), float(expected), rel_tol=tolerance, abs_tol=tolerance * 1e-3
        )
    return type(actual) is type(expected) and actual == expected


def _is_number(value: Scalar) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
