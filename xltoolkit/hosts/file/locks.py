"""See whether another program holds a workbook open, and who it is where the lock says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltoolkit.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

# An owner file of Excel: one byte of length, then the name in the code page of its machine,
# filled up with blanks. Believed from files seen, not from a published format.
_OWNER_NAME_BYTES = 54


class WorkbookInUse(UserError):
    """Another program holds the workbook open or locks it."""


def refuse_locked(path: Path) -> None:
    """Refuse to write a workbook that an office program holds open.

    Args:
        path: The workbook itself, links followed.

    Raises:
        WorkbookInUse: A lock file of LibreOffice or an owner file of Excel stands beside it.
    """
    lock = path.with_name(f".~lock.{path.name}#")
    if _stands(lock):
        raise in_use(path, "LibreOffice", _libreoffice_owner(_read(lock)), lock)
    owner_file = path.with_name(f"~${path.name}")
    if _stands(owner_file):
        raise in_use(path, "Excel 或 WPS", _excel_owner(_read(owner_file)), owner_file)


def in_use(path: Path, program: str, owner: str, lock: Path | None = None) -> WorkbookInUse:
    """Return the refusal for a workbook in use.

    Args:
        path: The workbook.
        program: Who holds it.
        owner: Name of the person, empty when unknown.
        lock: The lock file; left over when that program has crashed.
    """
    person = f"（用户“{owner}”）" if owner else ""
    left_over = f"；确认无人打开时，可删除同一文件夹中的“{lock.name}”" if lock else ""
    return WorkbookInUse(
        f"“{path.name}”正被 {program}{person}打开，未作任何改动：请先在该程序中保存并关闭{left_over}。"
    )


def _stands(lock: Path) -> bool:
    try:
        return lock.exists()
    except OSError:
        return False  # no program could make a file of a name that is too long


def _read(lock: Path) -> bytes:
    try:
        return lock.read_bytes()
    except OSError:
        # The program that holds the workbook may hold its lock file too.
        return b""


def _libreoffice_owner(content: bytes) -> str:
    """Return the first name that stands in `name,login,machine,time,profile;`."""
    fields = content.decode("utf-8", errors="replace").split(",")
    return next((name.strip() for name in fields[:2] if name.strip()), "")


def _excel_owner(content: bytes) -> str:
    length = content[0] if content else 0
    name = content[1 : 1 + min(length, _OWNER_NAME_BYTES)]
    for encoding in ("utf-8", "gb18030"):
        try:
            text = name.decode(encoding).strip(" \0")
        except UnicodeDecodeError:
            continue
        if text.isprintable():
            return text
    return ""
