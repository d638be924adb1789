"""`xltoolkit archive` and `archive-check`: a folder that keeps a finished evaluation."""

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

from xltoolkit.clock import now
from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.file.saving import TEMPORARY_PREFIX, write_atomically
from xltoolkit.report.archiving import MANIFEST, ArchivedFile, manifest, native_copy, values_only
from xltoolkit.report.exporting import report_document
from xltoolkit.report.reading_book import read_current
from xltoolkit.workbook.finalising import finalised_at

SOURCE = "原工作簿（未归入本文件夹）"
_FOLDER_MODE = 0o755


def archive(book: Path, out: Path, *, native: bool = False) -> None:
    """Write a new folder with the values of a workbook, its report and a manifest, all at once.

    With `native` the folder also holds a copy that calculates without any add-in.

    Raises:
        UserError: the workbook is not up to date, or the folder exists or cannot be written.
    """
    if out.exists():
        raise UserError(f"“{out}”已存在，为免覆盖已归档的内容未写入，请换一个文件夹名。")
    current = read_current(book, now())
    if current.was_stale:
        raise UserError(
            f"“{book.name}”的问题清单和评价结论还没有按现在的数据生成，未归档："
            "请先运行“xltoolkit run”。"
        )
    kept = [
        ArchivedFile(f"{book.stem}-值.xlsx", "只含数值的副本", values_only(current.data)),
        ArchivedFile(f"{book.stem}-报告.docx", "评价报告", report_document(current, now())),
    ]
    if native:
        data = native_copy(current.data)
        kept.append(ArchivedFile(f"{book.stem}-内置公式.xlsx", "不装插件也能计算的副本", data))
    source = ArchivedFile(book.name, SOURCE, current.data)
    time = now().strftime("%Y-%m-%d %H:%M")
    listing = manifest((*kept, source), current.content, current.case, time)
    _write_folder(out, {**{file.name: file.data for file in kept}, MANIFEST: listing})
    print(f"已归档：{out}")
    for name in (*(file.name for file in kept), MANIFEST):
        print(f"  {name}")
    if not finalised_at(current.content):
        print("工作簿尚未定稿锁定；定稿后请用“xltoolkit finalize”锁定，再归档一次。")


def _write_folder(out: Path, files: dict[str, bytes]) -> None:
    """Write a folder so that it is there whole or not at all."""
    parent = out.resolve().parent
    temporary: Path | None = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=parent))
        for name, data in files.items():
            write_atomically(temporary / name, data)
        temporary.chmod(_FOLDER_MODE)
        os.rename(temporary, out)  # noqa: PTH104 # a folder that appeared meanwhile is not replaced
        temporary = None
    except OSError as error:
        raise UserError(
            f"归档文件夹“{out}”未能写入（{reason_of(error)}），没有留下半份：请检查文件夹权限和磁盘空间。"
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def check_archive(folder: Path) -> bool:
    """Compare the files of an archive with its manifest; return whether all agree.

    Raises:
        UserError: the folder has no manifest, or it cannot be read.
    """
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        listed = [(file["name"], file["role"], file["sha256"]) for file in files]
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(f"“{folder}”中没有可读的“{MANIFEST}”，请指定归档文件夹。") from None
    is_whole = True
    for name, role, digest in listed:
        if role == SOURCE:
            continue
        verdict = _verdict(folder / Path(name).name, digest)
        is_whole = is_whole and verdict == "相符"
        print(f"{name}：{verdict}")
    return is_whole


def _verdict(file: Path, digest: str) -> str:
    try:
        present = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return "缺失"
    return "相符" if present == digest else "已被改动"
