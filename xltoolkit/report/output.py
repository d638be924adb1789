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


def write_output(path: Path, data: bytes, now: datetime) -> Snapshot | None:
    """Write a file; what stood there and differs is kept in `.xltoolkit/` beside it.

    Returns:
        The kept state, None where there was none.

    Raises:
        UserError: the file is open elsewhere, or folder or disk do not let it be written.
    """
    if not path.parent.exists():
        raise UserError(f"文件夹“{path.parent}”不存在，“{path.name}”未写入：请先新建该文件夹。")
    kept = None
    if path.exists() and path.read_bytes() != data:
        kept = snapshot(path, now)
    save(path, data)
    return kept
