"""The files of a batch: what lies in a folder, and what has changed since the last start."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from xltoolkit.batch.process import BOOK_SUFFIXES, CASE_SUFFIXES
from xltoolkit.errors import UserError

RECORD = Path(".xltoolkit", "batch.sqlite")
"""What a batch keeps in the folder of its results; by it such a folder is known."""

BOOK = "对比.xlsx"
"""The comparison workbook, which would be taken for one of ours where it lies among them."""

OWNER_FILE = "~$"
"""What Excel puts beside an open workbook begins with this."""


@dataclass(frozen=True)
class Source:
    """One file of a batch: its path, its name within the folder, and the hash of its content.

    `digest` is empty for a file that cannot be read; evaluating it will say why.
    """

    path: Path
    name: str
    digest: str


def find_sources(folder: Path, out: Path) -> tuple[Source, ...]:
    """Return the workbooks and case files below a folder, in the order of their names.

    Hidden files and folders, files of open office programs, and everything in a folder of
    results, of this batch or another one, are left out.

    Raises:
        UserError: there is no such folder, nothing in it can be evaluated, or the results would
            lie among its files.
    """
    if not folder.is_dir():
        raise UserError(f"找不到文件夹“{folder}”：请检查名称和所在位置。")
    root, own = folder.resolve(), out.resolve()
    if root == own or (own.exists() and root.samefile(own)):
        raise UserError(
            f"结果文件夹“{out}”就是被评价的文件夹，结果会与各部门的文件混在一起：请用 -o 另换一个文件夹。"
        )
    results = {own, *(record.parents[1] for record in root.rglob(str(RECORD)))}
    found = [path for path in sorted(root.rglob("*")) if _is_source(path, root, results)]
    if not found:
        kinds = "、".join((*BOOK_SUFFIXES, *CASE_SUFFIXES))
        raise UserError(f"文件夹“{folder}”中没有可评价的文件（{kinds}）：请放入后再试。")
    return tuple(Source(path, path.relative_to(root).as_posix(), digest_of(path)) for path in found)


def lies_within(out: Path, folder: Path) -> bool:
    """Whether the results lie in a folder of their own among the files that are evaluated."""
    return folder.resolve() in out.resolve().parents


def _is_source(path: Path, root: Path, results: set[Path]) -> bool:
    parts = path.relative_to(root).parts
    if any(part.startswith((".", OWNER_FILE)) for part in parts):
        return False
    if results & {each for each in path.parents if root in each.parents}:
        return False
    # An older version of the toolkit let results lie among the files.
    if root in results and path.parent == root and path.name == BOOK:
        return False
    return path.suffix.lower() in (*BOOK_SUFFIXES, *CASE_SUFFIXES) and path.is_file()


def digest_of(path: Path) -> str:
    """Return the hash of a file's content."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
