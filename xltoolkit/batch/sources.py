"""The files of a batch: what lies in a folder, and what has changed since the last start."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.batch.process import BOOK_SUFFIXES, CASE_SUFFIXES
from xltoolkit.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

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

    Hidden files and folders, files of open office programs, and what the batch itself has
    written are left out.

    Raises:
        UserError: there is no such folder, or nothing in it can be evaluated.
    """
    if not folder.is_dir():
        raise UserError(f"找不到文件夹“{folder}”：请检查名称和所在位置。")
    root, own = folder.resolve(), out.resolve()
    found = [path for path in sorted(root.rglob("*")) if _is_source(path, root, own)]
    if not found:
        kinds = "、".join((*BOOK_SUFFIXES, *CASE_SUFFIXES))
        raise UserError(f"文件夹“{folder}”中没有可评价的文件（{kinds}）：请放入后再试。")
    return tuple(Source(path, path.relative_to(root).as_posix(), digest_of(path)) for path in found)


def _is_source(path: Path, root: Path, own: Path) -> bool:
    parts = path.relative_to(root).parts
    if any(part.startswith((".", OWNER_FILE)) for part in parts):
        return False
    # Results may lie among the files, in a folder of their own below them, or elsewhere.
    if root in own.parents and own in path.parents:
        return False
    if own == path.parent and path.name == BOOK:
        return False
    return path.suffix.lower() in (*BOOK_SUFFIXES, *CASE_SUFFIXES) and path.is_file()


def digest_of(path: Path) -> str:
    """Return the hash of a file's content."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
