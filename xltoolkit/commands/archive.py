"""`xltoolkit archive` and `archive-check`: a folder that keeps a finished evaluation."""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from xltoolkit.clock import now, printed_time
from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.file.saving import TEMPORARY_PREFIX, write_atomically
from xltoolkit.report.archiving import MANIFEST, ArchivedFile, manifest, native_copy, values_only
from xltoolkit.report.exporting import report_document
from xltoolkit.report.reading_book import read_current
from xltoolkit.workbook.finalising import finalised_at, has_text_marks

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
    moment = now()
    current = read_current(book, moment)
    if current.was_stale:
        raise UserError(
            f"“{book.name}”的问题清单和评价结论还没有按现在的数据生成，未归档："
            "请先运行“xltoolkit run”。"
        )
    kept = [
        ArchivedFile(f"{book.stem}-值.xlsx", "只含数值的副本", values_only(current.data)),
        ArchivedFile(f"{book.stem}-报告.docx", "评价报告", report_document(current, moment)),
    ]
    if native:
        data = native_copy(current.data)
        kept.append(ArchivedFile(f"{book.stem}-内置公式.xlsx", "不装插件也能计算的副本", data))
    source = ArchivedFile(book.name, SOURCE, current.data)
    time = printed_time(moment)
    listing = manifest((*kept, source), current.content, current.case, time)
    _write_folder(out, {**{file.name: file.data for file in kept}, MANIFEST: listing})
    print(f"已归档：{out}")
    for name in (*(file.name for file in kept), MANIFEST):
        print(f"  {name}")
    if not finalised_at(current.content):
        print("工作簿尚未定稿锁定；定稿后请用“xltoolkit finalize”锁定，再归档一次。")
    elif not has_text_marks(current.content):
        print("定稿由较早的版本锁定，没有文字校验：锁定之后文字有没有改动，请自行核对。")


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

    Files that the manifest does not list are named; they change no archived file.

    Raises:
        UserError: the folder has no manifest, or it cannot be read.
    """
    listed = _listed(folder)
    is_whole = True
    for file in listed:
        verdict = _verdict(folder / Path(file.name).name, file.digest)
        is_whole = is_whole and verdict == "相符"
        print(f"{file.name}：{verdict}")
    known = {MANIFEST, *(Path(file.name).name for file in listed)}
    for name in sorted(path.name for path in folder.iterdir() if path.name not in known):
        print(f"{name}：不是归档时放入的文件，未核对")
    return is_whole


@dataclass(frozen=True)
class _ListedFile:
    """A file that the manifest says is in the folder."""

    name: str
    digest: str


def _listed(folder: Path) -> tuple[_ListedFile, ...]:
    """Read the manifest.

    Raises:
        UserError: there is none, or it is not as it was written.
    """
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        fields = [(file["name"], file["role"], file["sha256"]) for file in files]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        fields = []
    if not fields or not all(isinstance(field, str) for file in fields for field in file):
        raise UserError(f"“{folder}”中没有可读的“{MANIFEST}”，请指定归档文件夹。")
    return tuple(_ListedFile(name, digest) for name, role, digest in fields if role != SOURCE)


def _verdict(file: Path, digest: str) -> str:
    try:
        present = hashlib.sha256(file.read_bytes()).hexdigest()
    except (OSError, ValueError):  # a name may hold what no system allows
        return "缺失"
    return "相符" if present == digest else "已被改动"
