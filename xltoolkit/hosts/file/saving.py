"""Replace a workbook at once: whoever looks sees the old file or the new one, never half."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.file.locks import in_use, refuse_locked

TEMPORARY_PREFIX = ".xltoolkit-"
_FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NEW_FILE_MODE = 0o644
_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone changes line ends without it


class SaveFailed(UserError):
    """The workbook could not be written; the old file stands as it was."""


def save(path: Path, data: bytes, loaded: bytes | None = None) -> None:
    """Write a workbook in place of the old one, in one step.

    The new content goes to a temporary file in the same folder, onto the disk, and then takes
    the name of the old one, with its permissions. A link stays a link: what it leads to is
    replaced.

    Args:
        path: The workbook; it need not exist yet.
        data: The new content.
        loaded: What was read from it before; given, a file that was changed since is not
            overwritten.

    Raises:
        WorkbookInUse: Another program holds it open.
        SaveFailed: Folder or disk do not let it be written, or it was changed meanwhile.
    """
    target = path.resolve()
    refuse_locked(target)
    if loaded is not None:
        _refuse_changed(target, loaded)
    write_atomically(target, data)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless it is there.

    Raises:
        UserError: A file has its name, or the disk does not let it be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise SaveFailed(f"“{folder}”处有同名的文件，不能作为文件夹：请换一个文件夹。") from None
    except OSError as error:
        raise SaveFailed(
            f"不能建立文件夹“{folder}”（{reason_of(error)}）：请换一个可写的位置。"
        ) from None


def write_atomically(target: Path, data: bytes) -> None:
    """Write a file so that it holds its old or its new content at every moment.

    Raises:
        SaveFailed: Folder or disk do not let it be written.
        WorkbookInUse: Another program locks it.
    """
    # Named before it is made, so that no interruption leaves it behind.
    temporary = target.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}"
    try:
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            # Without it a crash of the machine may leave the new name on an empty file.
            os.fsync(stream.fileno())
        _copy_permissions(target, temporary)
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _copy_permissions(target: Path, temporary: Path) -> None:
    """Give the new file the mode and, where allowed, the owner of the old one."""
    try:
        status = target.stat()
    except FileNotFoundError:
        temporary.chmod(_NEW_FILE_MODE)
        return
    if hasattr(os, "chown"):
        # Only the administrator may give files away; for anyone else the file is their own.
        with contextlib.suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)
    # After the owner: giving a file away clears bits of its mode.
    temporary.chmod(stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    """Put the new name onto the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_changed(target: Path, loaded: bytes) -> None:
    try:
        present = target.read_bytes()
    except FileNotFoundError:
        raise SaveFailed(
            f"“{target.name}”在处理期间被移走或删除，结果未写入：请放回原处后重新运行。"
        ) from None
    except OSError as error:
        raise _refusal(target, error) from error
    if present != loaded:
        raise SaveFailed(
            f"“{target.name}”在处理期间被其他程序改动，为免覆盖，结果未写入：请关闭该程序后重新运行。"
        )


def _refusal(target: Path, error: OSError) -> UserError:
    """Return the sentence for what the system says."""
    kept = "原文件未改动"
    if isinstance(error, FileNotFoundError) and not target.parent.exists():
        return SaveFailed(
            f"没有文件夹“{target.parent.name}”，“{target.name}”未能保存：请先建立该文件夹，或改正位置。"
        )
    if error.errno in _FULL_DISK:
        return SaveFailed(f"磁盘空间不足，“{target.name}”未能保存，{kept}：请清理磁盘后重新运行。")
    # Windows refuses to replace a file that a program holds open; there the folder is writable.
    if isinstance(error, PermissionError) and os.access(target.parent, os.W_OK) and os.name == "nt":
        return in_use(target, "其他程序", "")
    if error.errno in _READ_ONLY:
        return SaveFailed(
            f"文件夹“{target.parent}”只读，或没有写入权限，“{target.name}”未能保存，{kept}："
            "请复制到可写的文件夹后再试。"
        )
    return SaveFailed(
        f"保存“{target.name}”失败（{reason_of(error)}），{kept}：请检查磁盘或网络驱动器后再试。"
    )
