"""The same task on a local cluster of Dask, of which a worker is killed meanwhile."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.batch.tasks import faulty, slow
from tests.batch.watched import Watched
from tests.support.command_line import REPOSITORY, command
from xltoolkit.batch.cluster import run_on_cluster
from xltoolkit.batch.model import FailureKind, TaskConfig
from xltoolkit.batch.process import process
from xltoolkit.errors import UserError

WORKERS = 2
FILES = 10


@dataclass(frozen=True)
class Cluster:
    """A running cluster: the address of its scheduler, and its workers."""

    address: str
    pids: tuple[int, ...]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.batch.local_cluster", str(WORKERS)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        address, *pids = running.stdout.readline().split()
        yield Cluster(address, tuple(map(int, pids)))


@pytest.mark.filterwarnings("default")  # Dask's own
def test_no_result_is_lost_or_doubled_when_a_worker_is_killed(
    cluster: Cluster, departments: Callable[[int, str], Path], config: TaskConfig
) -> None:
    paths = [departments(number, ".yaml") for number in range(1, FILES + 1)]
    results = []
    for result in run_on_cluster(paths, config, cluster.address, slow):
        results.append(result)
        if len(results) == 3:
            os.kill(cluster.pids[0], signal.SIGKILL)

    assert Counter(path for path, _ in results) == Counter(paths)
    assert dict(results) == {path: process(path, config) for path in paths}


@pytest.mark.filterwarnings("default")
def test_a_file_that_hangs_or_kills_costs_no_other(cluster: Cluster, config: TaskConfig) -> None:
    good = [Path(f"good-{number}.xlsx") for number in range(6)]
    bad = [Path("hang-1.xlsx"), Path("abort-1.xlsx"), Path("killed-1.xlsx")]
    started = time.monotonic()

    rows = dict(
        run_on_cluster(
            [*good[:3], *bad, *good[3:]], replace(config, seconds=2.0), cluster.address, faulty
        )
    )

    kinds = {path: row.failure.kind for path, row in rows.items() if row.failure is not None}
    assert kinds == {
        **dict.fromkeys(good, FailureKind.REFUSED),
        bad[0]: FailureKind.TIMEOUT,
        bad[1]: FailureKind.CRASH,
        bad[2]: FailureKind.CRASH,
    }
    assert time.monotonic() - started < 120


@pytest.mark.usefixtures("at_once")
def test_the_command_gives_the_same_results_as_without_a_cluster(
    cluster: Cluster, watched: Watched
) -> None:
    folder, out = watched.settings.folder, watched.settings.out
    watched.run()
    answer = command(
        "batch", folder, "-o", "集群", "--scheduler", cluster.address, folder=out.parent
    )
    assert answer.code == 0, answer.problems
    for table in ("departments", "scores", "rates", "issues"):
        local, remote = (each / f"{table}.parquet" for each in (out, out.parent / "集群"))
        assert local.read_bytes() == remote.read_bytes()


@pytest.mark.filterwarnings("default")
def test_an_address_where_nobody_answers_is_told_in_a_sentence(
    config: TaskConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xltoolkit.batch.cluster.SECONDS_TO_CONNECT", 1)
    for address in ("tcp://127.0.0.1:1", "没有的地址"):
        with pytest.raises(UserError, match="连不上集群的调度器"):
            list(run_on_cluster([Path("a.xlsx")], config, address))
