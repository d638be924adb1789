"""Check a workbook before any library sees its bytes.

One pass: every entry is inflated once, every XML part is searched for a document type, every
sheet is read within the limits. The inflated parts and the cells stay in the package, so that
what was checked is what is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xltoolkit.errors import reason_of
from xltoolkit.hosts.file.archive import inflate, read_directory
from xltoolkit.hosts.file.containers import refuse_other_archive, require_zip
from xltoolkit.hosts.file.limits import (
    LIMITS,
    MEBIBYTE,
    Limits,
    UnsafeWorkbook,
    too_many_cells,
)
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook
from xltoolkit.hosts.file.xml_source import is_xml, refuse_document_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltoolkit.hosts.file.archive import Entry

_MIMETYPE_BYTES = 200


def open_package(data: bytes, limits: Limits = LIMITS) -> Package:
    """Return the package of a workbook, or refuse it in one sentence.

    Args:
        data: The whole file.
        limits: Bounds on sizes, rows, columns and cells.

    Raises:
        UnsafeWorkbook: Another format, encrypted, damaged, oversized, or built to do harm.
    """
    _refuse_large(len(data), limits)
    require_zip(data)
    entries = read_directory(data, limits)
    names = frozenset(entry.name.lower() for entry in entries)
    refuse_other_archive(names, _mimetype(data, entries))
    package = Package(data, entries, limits)
    for name in package.names:
        content = package.read(name)
        if is_xml(name, content):
            refuse_document_type(name, content)
    _refuse_binary(package)
    _read_sheets(package)
    return package


def open_file(path: Path, limits: Limits = LIMITS) -> Package:
    """Return the package of a workbook file, or refuse it in one sentence that names the file.

    Raises:
        UnsafeWorkbook: As `open_package`, or the file cannot be read.
    """
    try:
        _refuse_large(path.stat().st_size, limits)
        return open_package(path.read_bytes(), limits)
    except FileNotFoundError:
        raise UnsafeWorkbook(f"找不到文件“{path}”：请检查文件名和所在文件夹。") from None
    except IsADirectoryError:
        raise UnsafeWorkbook(
            f"“{path}”是文件夹，不是工作簿：请指定其中的 .xlsx 或 .xlsm 文件。"
        ) from None
    except PermissionError:
        raise UnsafeWorkbook(
            f"没有权限读取“{path}”，或它被其他程序独占：请关闭该程序，或检查文件权限后再试。"
        ) from None
    except OSError as error:
        raise UnsafeWorkbook(
            f"读取“{path}”失败（{reason_of(error)}）：请检查磁盘或网络驱动器后再试。"
        ) from None
    except UnsafeWorkbook as refusal:
        raise UnsafeWorkbook(f"“{path.name}”：{refusal}") from None


def _refuse_large(size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise UnsafeWorkbook(
            f"文件有 {size // MEBIBYTE} MB，超过上限 {limits.file_bytes // MEBIBYTE} MB："
            "请删除多余的图片或工作表后另存再试。"
        )


def _mimetype(data: bytes, entries: Iterable[Entry]) -> bytes:
    for entry in entries:
        if entry.name == "mimetype" and entry.size <= _MIMETYPE_BYTES:
            return inflate(data, entry)
    return b""


def _refuse_binary(package: Package) -> None:
    """Refuse packages whose main part is no XML workbook, by what they declare."""
    for link in package.relationships():
        if link.kind != "officeDocument":
            continue
        declared = package.content_type(link.target).lower()
        for mark, sentence in (
            ("sheet.binary", "文件是二进制工作簿（.xlsb）：请在 Excel 中另存为 .xlsx 后再试。"),
            ("wordprocessingml", "文件是 Word 文档，不是工作簿：请选择 .xlsx 或 .xlsm 文件。"),
            ("presentationml", "文件是演示文稿，不是工作簿：请选择 .xlsx 或 .xlsm 文件。"),
        ):
            if mark in declared:
                raise UnsafeWorkbook(sentence)


def _read_sheets(package: Package) -> None:
    """Read every sheet within the limits."""
    total = 0
    workbook = read_workbook(package)
    for sheet in workbook.sheets:
        total += read_cells(package, sheet).size
        if total > package.limits.cells:
            raise too_many_cells(package.limits)
