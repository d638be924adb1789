"""The way without us: a native workbook, calculated by a LibreOffice that lacks our extension."""

from collections.abc import Mapping
from pathlib import Path

from tests.support.libreoffice import read_values, recalculate
from tests.support.parity import FormulaPlace
from udfs.values import Scalar
from xltoolkit.hosts.file.native import native_workbook
from xltoolkit.workbook.layout.verdict import DATA_STATE, FINGERPRINT

TOLD_TO_BE_KEPT: frozenset[FormulaPlace] = frozenset(
    {(DATA_STATE.sheet, (1, 10)), (FINGERPRINT.sheet, (2, 10)), ("封面", (23, 3))}
)
"""数据状态, the fingerprint, and the cover's line that repeats the state."""


class NativeWay:
    """The office program's own functions in the place of ours."""

    name = "内置公式"
    told = TOLD_TO_BE_KEPT

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def book(self, content: bytes) -> Mapping[FormulaPlace, Scalar]:
        """Write every call natively, and let LibreOffice calculate the workbook."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "native.xlsx"
        path.write_bytes(native_workbook(content).book)
        shown = read_values(recalculate(path, self._folder / "calculated"))
        return {(title, at): value for title, cells in shown.items() for at, value in cells.items()}
