"""Write what a person asked for; a file that stands there already is kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.snapshots import Snapshot, snapshot

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path


def require_ending(path: Path, endings: Collection[str]) -> None:
    """Refuse a file name with another ending.

    Raises:
        UserError: names the endings that are possible.
    """
    if path.suffix.lower() not in endings:
        raise UserError(f"文件名“{path.name}”应以 {' 或 '.join(endings)} 结尾，请改名后再试。")


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, through links as well."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def write_output(path: Path, data: bytes, now: datetime) -> Snapshot | None:
    """Write a file; what stood there and differs is kept in `.xltoolkit/` beside it.

    Returns:
        The kept state, None where there was none.

    Raises:
        UserError: the file is open elsewhere, a folder has its name, or folder or disk do not
            let it be written.
    """
    if not path.parent.exists():
        raise UserError(f"文件夹“{path.parent}”不存在，“{path.name}”未写入：请先新建该文件夹。")
    if path.is_dir():
        raise UserError(f"“{path}”是文件夹，不能写成文件：请换一个文件名。")
    kept = None
    if path.exists() and _read(path) != data:
        kept = snapshot(path, now)
    save(path, data)
    return kept


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(
            f"“{path}”处已有文件，但不能读取，未覆盖：请检查权限，或换一个文件名。"
        ) from None
