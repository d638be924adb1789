"""Saving: the old file or the new one, whatever happens in between."""

import errno
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xltoolkit.hosts.file.locks import WorkbookInUse
from xltoolkit.hosts.file.saving import TEMPORARY_PREFIX, SaveFailed, save

OLD = b"old" * 30_000
NEW = b"new!" * 60_000

# What a save asks of the system, in the modules where it asks.
CALLS: tuple[tuple[object, str], ...] = (
    (os, "open"),
    (os, "fsync"),
    (os, "chown"),
    (os, "chmod"),
    (os, "stat"),
    (os, "replace"),
    (os, "close"),
    (Path, "replace"),
    (Path, "chmod"),
    (Path, "stat"),
    (Path, "exists"),
)
TRIES = 200


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = tmp_path / "工作簿.xlsx"
    book.write_bytes(OLD)
    return book


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_new_content_stands_and_nothing_else_is_left(path: Path) -> None:
    save(path, NEW, OLD)
    assert path.read_bytes() == NEW
    assert names(path.parent) == [path.name]


def test_a_file_that_does_not_exist_yet(tmp_path: Path) -> None:
    save(tmp_path / "新.xlsx", NEW)
    assert (tmp_path / "新.xlsx").read_bytes() == NEW


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    save(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.parent / "快捷.xlsx"
    link.symlink_to(path.name)
    save(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def _raise(number: int) -> Callable[..., None]:
    def call(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


FAILURES = (
    ("fsync", errno.ENOSPC, "磁盘空间不足"),
    ("fsync", errno.EDQUOT, "磁盘空间不足"),
    ("fsync", errno.EIO, "保存“工作簿.xlsx”失败"),
    ("open", errno.EROFS, "只读，或没有写入权限"),
    ("open", errno.EACCES, "只读，或没有写入权限"),
    ("rename", errno.EPERM, "只读，或没有写入权限"),
)


@pytest.mark.parametrize(("call", "number", "message"), FAILURES)
def test_a_failure_leaves_the_old_file_and_no_other(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, message: str
) -> None:
    # Tests may run as an administrator, whom no read-only folder stops: the system is played.
    target, name = (Path, "replace") if call == "rename" else (os, call)
    with monkeypatch.context() as patched:
        patched.setattr(target, name, _raise(number))
        with pytest.raises(SaveFailed, match=message) as failure:
            save(path, NEW)
    assert "原文件未改动" in str(failure.value)
    assert path.read_bytes() == OLD
    assert names(path.parent) == [path.name]


def test_a_disk_that_fills_up_while_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2, limits[1]))
        with pytest.raises(SaveFailed, match=r"保存“工作簿\.xlsx”失败"):
            save(path, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == OLD
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize(
    ("lock", "content", "message"),
    [
        (".~lock.工作簿.xlsx#", "张三,zs,机器,2024-05-01,file;", "LibreOffice（用户“张三”）"),
        (".~lock.工作簿.xlsx#", ",zs,机器,,;", "LibreOffice（用户“zs”）"),
        (".~lock.工作簿.xlsx#", "", "正被 LibreOffice打开"),
        ("~$工作簿.xlsx", "\x04Anna" + " " * 50, "Excel 或 WPS（用户“Anna”）"),
        ("~$工作簿.xlsx", "", "正被 Excel 或 WPS打开"),
    ],
)
def test_a_workbook_that_is_open_elsewhere(
    path: Path, lock: str, content: str, message: str
) -> None:
    (path.parent / lock).write_text(content, encoding="utf-8")
    with pytest.raises(WorkbookInUse) as refusal:
        save(path, NEW)
    assert message in str(refusal.value)
    assert lock in str(refusal.value)
    assert path.read_bytes() == OLD


def test_a_lock_of_another_workbook_does_not_count(path: Path) -> None:
    (path.parent / ".~lock.别的.xlsx#").write_text("", encoding="utf-8")
    save(path, NEW)


def test_what_was_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    path.write_bytes(b"typed by a person")
    with pytest.raises(SaveFailed, match="被其他程序改动"):
        save(path, NEW, OLD)
    assert path.read_bytes() == b"typed by a person"


def test_what_was_removed_meanwhile_is_not_made_anew(path: Path) -> None:
    path.unlink()
    with pytest.raises(SaveFailed, match="被移走或删除"):
        save(path, NEW, OLD)
    assert not path.exists()


def _dying_at(moment: int, original: Callable[..., Any], counted: list[int]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        counted[0] += 1
        if counted[0] == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **options)
        counted[0] += 1
        if counted[0] == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


def _save_and_die(path: Path, moment: int) -> None:
    """Save in this process and kill it at the given moment: before or after a system call."""
    counted = [0]
    for owner, name in CALLS:
        setattr(owner, name, _dying_at(moment, getattr(owner, name), counted))
    save(path, NEW)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_killed_at_any_moment_the_file_is_old_or_new(path: Path) -> None:
    seen = {"old": 0, "new": 0}
    finished = 0
    for attempt in range(TRIES):
        path.write_bytes(OLD)
        child = os.fork()
        if child == 0:
            try:
                _save_and_die(path, attempt + 1)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        finished += not os.WIFSIGNALED(status)
        content = path.read_bytes()
        assert content in (OLD, NEW)
        seen["new" if content == NEW else "old"] += 1
        for left_over in path.parent.glob(f"{TEMPORARY_PREFIX}*"):
            left_over.unlink()
        assert names(path.parent) == [path.name]
    # The moments cover the whole of a save: some before the new name, some behind it, and the
    # last tries live to the end.
    assert seen["old"] > 10
    assert seen["new"] > finished > 0
