"""Run the task of a batch on a cluster, through Dask.

A task of Dask has no time limit of its own, and a worker that dies takes its neighbours along.
So each thread of a cluster's worker keeps one process beside it and does its files there, with
the limits of time and memory of the batch; Dask gives a lost worker's files to another one.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltoolkit.batch.model import FailureKind, Row, TaskConfig
from xltoolkit.batch.pool import Result, Task, crash_sentence, open_pool, row_of, schedule
from xltoolkit.batch.process import process
from xltoolkit.catalogue import loaded_rule_set_id
from xltoolkit.errors import UserError

if TYPE_CHECKING:
    from distributed import Client
    from pebble import ProcessPool

SECONDS_TO_CONNECT = 30


def run_on_cluster(
    paths: Iterable[Path], config: TaskConfig, scheduler: str, task: Task = process
) -> Iterator[Result]:
    """Give a row for every file, in the order in which they are done.

    Every machine of the cluster must find the files under the same paths.

    Args:
        paths: The files, as absolute paths.
        config: What every task is told, with its limits of time and memory.
        scheduler: The address of Dask's scheduler, as tcp://10.0.0.1:8786.
        task: What is done with a file; it can be pickled.

    Raises:
        UserError: Dask is not installed, nobody answers at the address, or the cluster works
            with other rules.
    """
    try:
        from distributed import as_completed  # noqa: PLC0415 - an optional extra, and slow to load
    except ImportError:
        raise UserError(
            "使用集群需要安装 Dask：请运行 pip install 'xltoolkit[cluster]'，或去掉 --scheduler 在本机评价。"
        ) from None
    with _connected(scheduler) as client:
        futures = {
            client.submit(partial(guarded, task), path, config, pure=False): path for path in paths
        }
        for future in as_completed(futures):
            yield futures.pop(future), _row_of(future)
            future.release()


def _connected(scheduler: str) -> Client:
    from distributed import Client  # noqa: PLC0415 - an optional extra

    unreachable = UserError(
        f"连不上集群的调度器“{scheduler}”，或它没有工作进程：请检查地址，确认 dask scheduler 和"
        " dask worker 已启动，或去掉 --scheduler 在本机评价。"
    )
    try:
        client = Client(scheduler, timeout=SECONDS_TO_CONNECT)
    except (OSError, ValueError, TimeoutError):
        raise unreachable from None
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        rules = set(client.run(loaded_rule_set_id).values())
    except (OSError, TimeoutError, ImportError):
        client.close()
        raise unreachable from None
    if rules != {loaded_rule_set_id()}:
        client.close()
        raise UserError(
            f"集群上的规则版本为{'、'.join(sorted(rules))}，本机为{loaded_rule_set_id()}："
            "请在集群各机器上安装同一版本的 xltoolkit。"
        )
    return client


def _row_of(future: Any) -> Row:
    """Return the row of a task of Dask; a file whose workers keep dying is named as that."""
    if future.status == "finished":
        row: Row = future.result()
        return row
    return Row.failed(FailureKind.CRASH, crash_sentence(None))


class _Beside(threading.local):
    """The process beside a thread of a cluster's worker."""

    stack: ExitStack | None = None
    pool: ProcessPool | None = None

    def pool_for(self, config: TaskConfig) -> ProcessPool:
        """Return the pool of this thread, started when it is first needed."""
        if self.pool is None:
            # Dask marks its workers as processes that have no children; this one needs one.
            multiprocessing.current_process().daemon = False
            self.stack = ExitStack()
            self.pool = self.stack.enter_context(open_pool(1, config))
        return self.pool

    def close(self) -> None:
        """End the process beside this thread; the next file gets a new one."""
        if self.stack is not None:
            self.stack.close()
        self.stack = self.pool = None


_beside = _Beside()


def guarded(task: Task, path: Path, config: TaskConfig) -> Row:
    """Do one file in the process beside this thread; called on the machines of the cluster."""
    try:
        future = schedule(_beside.pool_for(config), path, config, task)
        broke = isinstance(future.exception(), BrokenProcessPool)
    except (BrokenProcessPool, RuntimeError):
        broke = True
    if broke:
        _beside.close()
        return Row.failed(FailureKind.CRASH, crash_sentence(None))
    return row_of(future, config)
