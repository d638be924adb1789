"""Install the add-in for the present user of Windows, and take it away again."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import xlwings

from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.excel.machine import RECORD, Record, web_mark
from xltoolkit.hosts.excel.places import installed_addin, toolkit_folder
from xltoolkit.hosts.file.locks import WorkbookInUse
from xltoolkit.hosts.file.saving import write_atomically
from xltoolkit.version import VERSION


def install_excel(addin: Path | None, build: Callable[[], bytes]) -> Path:
    """Put the add-in where Excel opens it at every start, and note the versions.

    Args:
        addin: The built add-in; None to build one that fits the xlwings installed here.
        build: Builds the add-in.

    Returns:
        Where the add-in is now.

    Raises:
        UserError: this is not Windows, the add-in is missing, or Excel has it open.
    """
    refuse_elsewhere()
    data = build() if addin is None else _read(addin)
    target = installed_addin()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_atomically(target, data)
    except WorkbookInUse as error:
        raise _excel_is_open() from error
    _unmark(target)
    folder = toolkit_folder()
    folder.mkdir(parents=True, exist_ok=True)
    record = Record(toolkit=VERSION, xlwings=xlwings.__version__)
    (folder / RECORD).write_text(json.dumps(asdict(record)), encoding="utf-8")
    return target


def uninstall_excel() -> bool:
    """Take the add-in away; return whether there was one.

    Raises:
        UserError: this is not Windows, or Excel has it open.
    """
    refuse_elsewhere()
    target = installed_addin()
    was_there = target.exists()
    try:
        target.unlink(missing_ok=True)
    except PermissionError as error:
        raise _excel_is_open() from error
    (toolkit_folder() / RECORD).unlink(missing_ok=True)
    return was_there


def refuse_elsewhere() -> None:
    """Refuse to install where there is no Excel for Windows.

    Raises:
        UserError: this is not Windows.
    """
    if sys.platform != "win32":
        raise UserError(
            "Excel 的加载项只能安装在 Windows 上，本机不是 Windows，未作任何改动："
            "请用“xltoolkit bundle windows”制作安装包，拷到 Windows 上安装。"
        )


def _excel_is_open() -> UserError:
    return UserError("Excel 正在使用加载项，未作任何改动：请关闭所有 Excel 窗口后再试。")


def _read(addin: Path) -> bytes:
    try:
        return addin.read_bytes()
    except OSError as error:
        raise UserError(
            f"无法读取加载项“{addin}”（{reason_of(error)}）：请重新解压安装包后再试。"
        ) from error


def _unmark(file: Path) -> None:
    """Take away the note that a file came from the web; other file systems have none."""
    with suppress(OSError):
        web_mark(file).unlink()
