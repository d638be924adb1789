"""Reading the cells of an old .xls workbook: values only, in a process of its own.

The reader (calamine) is given the whole file at once, so the file is small, and its process
may use neither much memory nor much time; whatever happens to it, this one goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.containers import COMPOUND_FILE, require_zip
from xltoolkit.hosts.file.limits import MEBIBYTE, UnsafeWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from udfs.values import Scalar

MOST_BYTES = 16 * MEBIBYTE
SECONDS = 30
_WORKER = "xltoolkit.hosts.file.old_workbook_worker"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”再试"


def is_old_workbook(path: Path) -> bool:
    """Whether a file is an .xls workbook by its content; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
    except OSError:
        return False
    is_compound = data.startswith(COMPOUND_FILE) and _ENCRYPTED not in data
    return is_compound and any(stream in data for stream in _STREAMS)


def read_old_workbook(path: Path) -> list[tuple[str, list[list[Scalar]]]]:
    """Return each sheet by name with its rows from row 1 and its cells from column A.

    Raises:
        UnsafeWorkbook: the file is no .xls workbook, is too large, or cannot be read.
    """
    data = path.read_bytes()
    if not data.startswith(COMPOUND_FILE):
        require_zip(data)
    if len(data) > MOST_BYTES:
        raise UnsafeWorkbook(
            f"“{path.name}”超过{MOST_BYTES // MEBIBYTE}MB，不像决算表或数据表：{_SAVE_AS}。"
        )
    try:
        done = subprocess.run(  # noqa: S603  # our own module, the file goes in as bytes
            [sys.executable, "-m", _WORKER],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnsafeWorkbook(f"“{path.name}”在{SECONDS}秒内没有读完：{_SAVE_AS}。") from None
    if done.returncode != 0:
        raise UnsafeWorkbook(f"“{path.name}”不能读取（旧版 .xls 已损坏或有密码）：{_SAVE_AS}。")
    return [(name, rows) for name, rows in json.loads(done.stdout)]
