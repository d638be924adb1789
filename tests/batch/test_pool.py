"""The pool: whatever a file does to its worker, every other file has its result."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch.tasks import faulty, memory_hog
from xltoolkit.batch.model import FailureKind, TaskConfig
from xltoolkit.batch.pool import run_in_pool

GOOD = [Path(f"good-{number}.xlsx") for number in range(40)]
BAD = {
    "abort": (FailureKind.CRASH, "SIGABRT"),
    "killed": (FailureKind.CRASH, "SIGKILL"),
    "exit": (FailureKind.CRASH, "退出码3"),
    "mistake": (FailureKind.ERROR, "程序出错（LookupError：mistake）"),
    "hang": (FailureKind.TIMEOUT, "超过时限2秒"),
    "stubborn": (FailureKind.TIMEOUT, "超过时限2秒"),
}


@pytest.fixture
def hasty(config: TaskConfig) -> TaskConfig:
    return replace(config, seconds=2.0)


def test_only_the_guilty_files_fail_and_each_says_why(hasty: TaskConfig) -> None:
    bad = {Path(f"{kind}-{number}.xlsx") for kind in BAD for number in range(1)}
    paths = [*GOOD[:20], *sorted(bad), *GOOD[20:]]

    results = list(run_in_pool(paths, hasty, workers=2, task=faulty))

    assert Counter(path for path, _ in results) == Counter(paths)
    for path, row in results:
        assert row.failure is not None
        if path in bad:
            kind, words = BAD[path.stem.partition("-")[0]]
            assert row.failure.kind == kind
            assert words in row.failure.reason
        else:
            assert row.failure.reason == path.name


def test_a_worker_dies_with_every_file_and_none_is_lost(hasty: TaskConfig) -> None:
    paths = [Path(f"abort-{number}.xlsx") for number in range(6)]
    results = list(run_in_pool(paths, hasty, workers=2, task=faulty))
    assert sorted(path for path, _ in results) == paths
    assert {row.failure.kind for _, row in results if row.failure} == {FailureKind.CRASH}


def test_a_worker_has_no_more_memory_than_it_is_given(config: TaskConfig) -> None:
    results = list(run_in_pool(GOOD[:2], config, workers=1, task=memory_hog))
    assert [row.failure and row.failure.kind for _, row in results] == [FailureKind.MEMORY] * 2


def test_no_files_need_no_pool(config: TaskConfig) -> None:
    assert list(run_in_pool([], config, workers=2)) == []
