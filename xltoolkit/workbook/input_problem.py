"""What an inspection of a workbook reports. Standard library only, Python 3.8."""

from dataclasses import dataclass

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.workbook.cell_reading import as_text

ERROR, WARNING = "错误", "提醒"


@dataclass(frozen=True)
class InputProblem:
    """Something in a cell that is wrong or doubtful.

    `value` is what stands there as text, `suggestion` what was probably meant, empty where
    nothing can be told. A problem without a cell is of the whole workbook: `reason` names the
    place.
    """

    severity: str
    sheet: str
    cell: str
    value: str
    reason: str
    suggestion: str = ""

    def __str__(self) -> str:
        """Return the sentence that users see."""
        if not self.cell:
            return f"{self.reason}。"
        meant = f"，建议改为{self.suggestion}" if self.suggestion else ""
        return f"{self.sheet}!{self.cell}现为“{self.value}”：{self.reason}{meant}。"


def problem_at(place: CellPlace, severity: str, value: Scalar, reason: str) -> InputProblem:
    """Return a problem of the cell at a place, without a suggestion."""
    return InputProblem(severity, place.sheet, place.cell, shown(value), reason)


def shown(value: Scalar) -> str:
    """Return a cell's value as messages show it."""
    if isinstance(value, CellError):
        return value.value
    return as_text(value) or "空"
