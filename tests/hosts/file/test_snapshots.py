"""Snapshots: what a workbook was before a run is kept, and comes back."""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.saving import SaveFailed
from xltoolkit.hosts.file.snapshots import FOLDER, KEPT, list_snapshots, restore, snapshot

NOW = datetime(2024, 5, 1, 10, 15)  # noqa: DTZ001 - a snapshot is named by local time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = tmp_path / "某局.2022.xlsx"
    book.write_bytes(b"first")
    return book


def contents(path: Path) -> list[bytes]:
    return [kept.path.read_bytes() for kept in list_snapshots(path)]


def test_its_name_tells_workbook_time_and_content(path: Path) -> None:
    kept = snapshot(path, NOW)
    assert kept.path.parent == path.parent / FOLDER
    assert kept.path.name == "某局.2022.000001.20240501-101500.a7937b64b8caa58f.xlsx"
    assert list_snapshots(path) == (kept,)


def test_the_same_content_is_kept_once_and_becomes_the_newest(path: Path) -> None:
    for content in (b"first", b"second", b"first"):
        path.write_bytes(content)
        snapshot(path, NOW)
    assert contents(path) == [b"first", b"second"]


def test_the_newest_twenty_are_kept_even_if_the_clock_stands_still(path: Path) -> None:
    for number in range(KEPT + 5):
        path.write_bytes(b"%d" % number)
        snapshot(path, NOW)
    assert contents(path) == [b"%d" % number for number in range(KEPT + 4, 4, -1)]


def test_a_clock_that_goes_back_does_not_change_the_order(path: Path) -> None:
    snapshot(path, NOW)
    path.write_bytes(b"second")
    snapshot(path, NOW - timedelta(days=400))
    assert contents(path) == [b"second", b"first"]


def test_workbooks_in_one_folder_do_not_share_snapshots(path: Path) -> None:
    other = path.with_name("某局.xlsx")
    other.write_bytes(b"other")
    snapshot(other, NOW)
    snapshot(path, NOW)
    assert contents(other) == [b"other"]
    assert contents(path) == [b"first"]


def test_a_very_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 80 + ".xlsx")
    path.write_bytes(b"first")
    snapshot(path, NOW)
    assert contents(path) == [b"first"]
    assert contents(path.with_name("长" * 79 + "短.xlsx")) == []


def test_restoring_brings_back_what_was_before_the_run(path: Path) -> None:
    snapshot(path, NOW)
    path.write_bytes(b"after the run")
    restore(path, NOW)
    assert path.read_bytes() == b"first"
    assert contents(path) == [b"after the run", b"first"]


def test_restoring_twice_takes_the_restoring_back(path: Path) -> None:
    snapshot(path, NOW)
    path.write_bytes(b"after the run")
    restore(path, NOW)
    restore(path, NOW)
    assert path.read_bytes() == b"after the run"


def test_a_chosen_state_comes_back(path: Path) -> None:
    oldest = snapshot(path, NOW)
    for content in (b"second", b"third"):
        path.write_bytes(content)
        snapshot(path, NOW)
    restore(path, NOW, oldest)
    assert path.read_bytes() == b"first"


def test_a_workbook_that_is_gone_comes_back(path: Path) -> None:
    snapshot(path, NOW)
    path.unlink()
    restore(path, NOW)
    assert path.read_bytes() == b"first"


def test_nothing_to_restore(path: Path) -> None:
    snapshot(path, NOW)
    with pytest.raises(UserError, match="没有可恢复的备份"):
        restore(path, NOW)


def test_a_damaged_snapshot_is_not_brought_back(path: Path) -> None:
    kept = snapshot(path, NOW)
    kept.path.write_bytes(b"damaged")
    path.write_bytes(b"second")
    with pytest.raises(UserError, match="已损坏"):
        restore(path, NOW)
    assert path.read_bytes() == b"second"


def test_foreign_files_in_the_folder_are_left_alone(path: Path) -> None:
    folder = path.parent / FOLDER
    folder.mkdir()
    strange = folder / "某局.2022.随手.xlsx"
    strange.write_bytes(b"x")
    for number in range(KEPT + 2):
        path.write_bytes(b"%d" % number)
        snapshot(path, NOW)
    assert strange.exists()


def test_a_folder_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", refuse)
        with pytest.raises(SaveFailed, match="工作簿未改动"):
            snapshot(path, NOW)
    assert path.read_bytes() == b"first"


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="无法读取"):
        snapshot(tmp_path / "没有.xlsx", NOW)


steps = st.lists(
    st.one_of(st.binary(min_size=1, max_size=2), st.sampled_from(["snapshot", "restore"])),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps)
def test_no_state_that_a_restore_replaced_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[bytes | str]
) -> None:
    path = tmp_path_factory.mktemp("law") / "book.xlsx"
    path.write_bytes(b"start")
    for step in steps:
        present = path.read_bytes()
        if isinstance(step, bytes):
            path.write_bytes(step)
        elif step == "snapshot":
            snapshot(path, NOW)
            assert contents(path)[0] == present
        elif any(content != present for content in contents(path)):
            restore(path, NOW)
            assert path.read_bytes() != present
            assert present in contents(path)
    assert len(set(contents(path))) == len(contents(path)) <= KEPT
