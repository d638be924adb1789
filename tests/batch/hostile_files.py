"""Files that no batch should suffer from; each is built here, none is stored."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.batch.tasks import CRASH
from tests.hosts.file.hostile import FILES
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.splice import NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import read_workbook
from xltoolkit.workbook.layout.sheet_names import LOG

FIRST_FREE_ROW = 500
SLOW_FORMULAS = 3_000
"""Each compares 90,000 cells: together they take minutes, and the engine cannot be asked to stop."""

PICTURES, PICTURE, UNEVEN = 4, 60 << 20, 1 << 19
"""Their number, their size, and how much of each packs badly: within every limit of the guard."""

LITTLE_MEMORY = 160 << 20
SECONDS = 15.0


def hanging(book: bytes) -> bytes:
    """Return a workbook whose calculation does not end in time."""
    package = open_package(book)
    sheet = next(each for each in read_workbook(package).sheets if each.name == LOG)
    formulas = {
        (FIRST_FREE_ROW + number, 1): NewFormula(f"SUMPRODUCT((B$1:B$90000=B{number + 1})*1)", "")
        for number in range(SLOW_FORMULAS)
    }
    change_cells(package, sheet, formulas)
    return package.to_bytes()


def heavy(book: bytes) -> bytes:
    """Return a workbook that the guard lets pass and a worker's memory does not hold."""
    stream = io.BytesIO(book)
    picture = random.Random(0).randbytes(UNEVEN) + bytes(PICTURE - UNEVEN)  # noqa: S311 - only noise
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(PICTURES):
            archive.writestr(f"xl/media/heavy{number}.bin", picture)
    return stream.getvalue()


def _of_the_guard(name: str) -> Callable[[bytes], bytes]:
    return lambda _book: FILES[name]()


HOSTILE: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    "计算不完.xlsx": (hanging, "超时"),
    "占满内存.xlsx": (heavy, "内存超限"),
    "使进程崩溃.xlsx": (lambda _book: CRASH, "进程崩溃"),
    "压缩炸弹.xlsx": (_of_the_guard("zip bomb"), "不能评价"),
    "实体炸弹.xlsx": (_of_the_guard("entity bomb in sheet"), "不能评价"),
    "下载不完整.xlsx": (lambda book: book[:-2000], "不能评价"),
    "别家的表.xlsx": (_of_the_guard("docx"), "不能评价"),
    "加了密码.xlsx": (_of_the_guard("password"), "不能评价"),
    "案例写错.yaml": (lambda _book: "department: 甲\nyear: 二〇二三\n".encode(), "不能评价"),
}
"""By file name: how it is made from a good workbook, and what kind of failure it ends in."""


def put_hostile_files(folder: Path, book: bytes, times: int = 1) -> dict[str, str]:
    """Put hostile files among others, each kind so many times; return the failure of each."""
    expected = {}
    for name, (make, kind) in HOSTILE.items():
        content = make(book)
        for number in range(1, times + 1):
            file = f"{number}{name}"
            (folder / file).write_bytes(content)
            expected[file] = kind
    return expected
