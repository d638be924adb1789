"""A full disk: one sentence, nothing half-written, and the next start goes on."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from tests.batch.watched import Watched
from xltoolkit.batch import store
from xltoolkit.batch.running import PAGE
from xltoolkit.batch.sources import BOOK
from xltoolkit.errors import UserError

pytestmark = pytest.mark.usefixtures("at_once")


def test_the_disk_is_full_while_rows_are_kept(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = store._opened

    def on_a_full_disk(path: Path) -> sqlite3.Connection:
        connection = opened(path)
        # SQLite then says what it says of a full disk. A row has about two pages.
        connection.execute("PRAGMA max_page_count = 7")
        return connection

    monkeypatch.setattr(store, "_opened", on_a_full_disk)
    monkeypatch.setattr(store, "SECONDS_BETWEEN_COMMITS", 0.0)
    with pytest.raises(UserError, match="磁盘空间不足，批量评价已停止"):
        watched.run()
    done = len(watched.rows)
    assert 0 < done < 4
    assert [path.name for path in watched.settings.out.iterdir()] == [".xltoolkit"]

    monkeypatch.undo()
    report = watched.run()
    assert (report.evaluated, report.reused) == (4 - done, done)


@pytest.mark.parametrize("written", [0, 3, 7])
def test_the_disk_is_full_while_results_are_written(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    calls = 0
    fsync = os.fsync

    def full(descriptor: int) -> None:
        nonlocal calls
        if not os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112 - a link of the system
            calls += 1
            if calls > written:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    watched.settings.out.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(UserError, match=r"磁盘空间不足，“.*”未能保存"):
            watched.run()
    names = {path.name for path in watched.settings.out.iterdir()}
    assert not any(name.startswith(".xltoolkit-") for name in names)
    assert len(names - {".xltoolkit"}) == written

    report = watched.run()
    assert (report.evaluated, report.reused) == (0, 4)
    assert {BOOK, PAGE} <= {path.name for path in watched.settings.out.iterdir()}
