"""What a workbook may be at most, and how it is refused when it is more."""

from __future__ import annotations

from dataclasses import dataclass

from xltoolkit.errors import UserError

MEBIBYTE = 1 << 20


class UnsafeWorkbook(UserError):
    """A file that is no workbook of ours, is damaged, or would harm the programs that read it."""


@dataclass(frozen=True)
class Limits:
    """Bounds on one workbook; a filled evaluation workbook uses less than a hundredth of each.

    Attributes:
        file_bytes: Size of the file itself; the whole of it is held in memory.
        entries: Entries of the zip directory; ten times what rich workbooks hold.
        part_bytes: One part when inflated; beyond it a reader's tree exceeds a gigabyte.
        total_bytes: All parts when inflated; a worker process has two gigabytes.
        ratio: Inflated size by packed size of one part. Sheets of empty formatted cells reach
            about 60; a bomb reaches 1,000.
        ratio_floor_bytes: Parts below this size are harmless whatever their ratio.
        rows: Highest row that holds a cell; some readers allocate every row up to it.
        columns: Highest column that holds a cell, for the same reason: a reader was seen to ask
            for 512 GiB because of one cell at XFD1048576.
        cells: Cells of all sheets together; a million take about 400 MB in Python.
    """

    file_bytes: int = 128 * MEBIBYTE
    entries: int = 2_000
    part_bytes: int = 64 * MEBIBYTE
    total_bytes: int = 256 * MEBIBYTE
    ratio: int = 200
    ratio_floor_bytes: int = MEBIBYTE
    rows: int = 100_000
    columns: int = 500
    cells: int = 1_000_000


LIMITS = Limits()


def too_many_cells(limits: Limits) -> UnsafeWorkbook:
    """Return the refusal of a workbook with too many cells."""
    return UnsafeWorkbook(
        f"工作簿的单元格超过上限 {limits.cells} 个：请删除空白格式行或多余的工作表后另存再试。"
    )
