"""Keep what a workbook was before each run, and bring it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.file.saving import SaveFailed, save, write_atomically

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FOLDER = ".xltoolkit"
KEPT = 20
_STAMP = "%Y%m%d-%H%M%S"
_DIGEST_CHARACTERS = 16
# A file name has 255 bytes at most; Chinese characters take three each.
_STEM_BYTES = 150
_STEM_CHARACTERS = 40


@dataclass(frozen=True)
class Snapshot:
    """A kept state of a workbook.

    Attributes:
        path: The file that holds it.
        number: Its place in the sequence of snapshots; higher is newer, whatever the clock said.
        stamp: When it was taken, as in its name: `20240501-101500`.
        digest: Beginning of the hash of its content.
    """

    path: Path
    number: int
    stamp: str
    digest: str

    @property
    def time(self) -> str:
        """When it was taken, as people write it: `2024-05-01 10:15:00`."""
        date, clock = self.stamp.split("-")
        day = f"{date[:4]}-{date[4:6]}-{date[6:]}"
        return f"{day} {clock[:2]}:{clock[2:4]}:{clock[4:]}"


def snapshot(path: Path, now: datetime) -> Snapshot:
    """Keep the present state of a workbook file in `.xltoolkit/` beside it; see `keep`.

    Raises:
        UserError: The workbook cannot be read, or the snapshot cannot be written.
    """
    return keep(path, _content(path.resolve()), now)


def keep(path: Path, content: bytes, now: datetime) -> Snapshot:
    """Keep a state of a workbook in `.xltoolkit/` beside it.

    A state that is kept already is not stored twice: it becomes the newest one. Only the newest
    20 states of a workbook stay.

    Args:
        path: The workbook.
        content: The state: what the file holds, or what a program that has it open would save.
        now: The time that goes into the name.

    Raises:
        UserError: The snapshot cannot be written.
    """
    target = path.resolve()
    digest = _digest(content)
    known = list_snapshots(target)
    number = known[0].number + 1 if known else 1
    stamp = now.strftime(_STAMP)
    name = f"{_stem(target)}.{number:06d}.{stamp}.{digest}{target.suffix}"
    kept = Snapshot(_folder(target) / name, number, stamp, digest)
    same = [old for old in known if old.digest == digest]
    try:
        if same:
            same[0].path.replace(kept.path)
        else:
            kept.path.parent.mkdir(exist_ok=True)
            write_atomically(kept.path, content)
        for old in list_snapshots(target)[KEPT:]:
            old.path.unlink(missing_ok=True)
    except OSError as error:
        raise SaveFailed(
            f"无法在“{target.parent}”中保存运行前的备份（{reason_of(error)}），工作簿未改动："
            "请复制到可写的文件夹后再试。"
        ) from error
    return kept


def list_snapshots(path: Path) -> tuple[Snapshot, ...]:
    """Return the kept states of a workbook, the newest first."""
    target = path.resolve()
    stem, suffix = _stem(target), target.suffix
    found = []
    for candidate in _folder(target).glob("*"):
        name = candidate.name
        if name.startswith(f"{stem}.") and name.endswith(suffix):
            fields = name[len(stem) + 1 : len(name) - len(suffix)].split(".")
            if _are_fields(fields):
                found.append(Snapshot(candidate, int(fields[0]), fields[1], fields[2]))
    return tuple(sorted(found, key=lambda kept: kept.number, reverse=True))


def restore(path: Path, now: datetime, chosen: Snapshot | None = None) -> Snapshot:
    """Bring back a kept state; what the workbook is now is kept first.

    Args:
        path: The workbook.
        now: The time that goes into the name of the new snapshot.
        chosen: The state to bring back; the newest that differs from the present one if None.

    Returns:
        The state that was brought back.

    Raises:
        UserError: There is none, it is damaged, or the workbook cannot be written.
    """
    target = path.resolve()
    present = _content(target) if target.exists() else None
    digest = _digest(present) if present is not None else ""
    different = [kept for kept in list_snapshots(target) if kept.digest != digest]
    if chosen is None and not different:
        raise nothing_kept(target)
    wanted = chosen or different[0]
    content = kept_content(wanted)
    if present is not None:
        snapshot(target, now)
    save(target, content, present)
    return wanted


def kept_content(kept: Snapshot) -> bytes:
    """Return a kept state.

    Raises:
        UserError: it cannot be read, or is not what was kept.
    """
    content = _content(kept.path)
    if _digest(content) != kept.digest:
        raise UserError(
            f"备份“{kept.path.name}”已损坏，未作任何改动：请删除该备份后再恢复更早的版本。"
        )
    return content


def nothing_kept(path: Path) -> UserError:
    """Return the refusal to restore a workbook of which no other state is kept."""
    return UserError(
        f"“{path.name}”没有可恢复的备份（同一文件夹的 {FOLDER} 中没有与现状不同的版本）："
        "请从其他备份中取回。"
    )


def _are_fields(fields: list[str]) -> bool:
    """Tell whether the middle of a name is number, stamp and digest."""
    number, stamp, digest = fields if len(fields) == 3 else ("", "", "")  # noqa: PLR2004 - these three
    return number.isdecimal() and bool(stamp) and len(digest) == _DIGEST_CHARACTERS


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"无法读取“{path}”（{reason_of(error)}）：请检查文件名、权限，并关闭正在使用它的程序。"
        ) from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGEST_CHARACTERS]


def _folder(target: Path) -> Path:
    return target.parent / FOLDER


def _stem(target: Path) -> str:
    """Return what the names of its snapshots begin with; a long name is cut and kept apart."""
    if len(target.stem.encode()) <= _STEM_BYTES:
        return target.stem
    return f"{target.stem[:_STEM_CHARACTERS]}~{_digest(target.stem.encode())}"
