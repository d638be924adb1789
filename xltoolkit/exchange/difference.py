"""What a person must decide after a merge: one cell, with what everybody says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from udfs.values import Scalar
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.plan import PlannedValue

WHOLE_ROW = "（整行）"
"""What stands for the column where a whole row is missing."""


@dataclass(frozen=True)
class Difference:
    """A cell whose values a person must look at; `offers` by the name of the copy."""

    sheet: str
    row: str
    column: str
    place: str
    present: PlannedValue
    offers: Mapping[str, PlannedValue]
    why: str


def named_value(content: WorkbookContent, name: str) -> Scalar:
    """Return the value of a cell by its defined name."""
    area = content.area(name)
    return None if area is None else content.value(area.sheet, area.top, area.left)
