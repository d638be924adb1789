"""Run the task of a batch in processes of this machine.

Pebble's pool gives a task its own time limit and replaces a worker that was killed, crashed or
had to be stopped, so one bad file never costs another its result.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from xltoolkit.batch.model import FailureKind, Row, TaskConfig
from xltoolkit.batch.process import TOO_MUCH_MEMORY, error_sentence, limit_memory, process

Task = Callable[[Path, TaskConfig], Row]
Result = tuple[Path, Row]

QUEUED_PER_WORKER = 4
"""Tasks that wait beside the running one, so that no worker waits for the driver."""

OUT_OF_MEMORY = 77
"""The exit code of a worker whose memory was full."""

TASKS_OF_A_WORKER = 1_000
"""A worker is replaced after so many files: what a library may leak is bounded by that."""


def run_in_pool(
    paths: Iterable[Path], config: TaskConfig, workers: int, task: Task = process
) -> Iterator[Result]:
    """Give a row for every file, in the order in which they are done.

    Args:
        paths: The files.
        config: What every task is told, with its limits of time and memory.
        workers: How many processes work at once.
        task: What is done with a file; it can be pickled.
    """
    waiting = deque(paths)
    while waiting:
        # The pool itself breaks when a worker dies before it has said which file it holds.
        # Each file that was under way is then tried alone: only the guilty one fails.
        for path in (yield from _run_together(waiting, config, workers, task)):
            yield path, _run_alone(path, config, task)


def _run_together(
    waiting: deque[Path], config: TaskConfig, workers: int, task: Task
) -> Generator[Result, None, tuple[Path, ...]]:
    """Work off the files; return those that were under way when the pool broke, mostly none."""
    running: dict[Future[Row], Path] = {}
    with open_pool(workers, config) as pool:
        while waiting or running:
            while waiting and len(running) < workers * (1 + QUEUED_PER_WORKER):
                path = waiting.popleft()
                try:
                    running[schedule(pool, path, config, task)] = path
                except (BrokenProcessPool, RuntimeError):  # it broke since the last result
                    return (path, *running.values())
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                if isinstance(future.exception(), BrokenProcessPool):
                    return tuple(running.values())
                yield running.pop(future), row_of(future, config)
    return ()


def _run_alone(path: Path, config: TaskConfig, task: Task) -> Row:
    """Run one file in a pool of its own."""
    with open_pool(1, config) as pool:
        return row_of(schedule(pool, path, config, task), config)


@contextmanager
def open_pool(workers: int, config: TaskConfig) -> Iterator[ProcessPool]:
    """Give a pool of processes; on leaving, whatever still runs in it is ended."""
    # Libraries of the driver have started threads, and a forked process could hang on a lock of
    # theirs: workers are started anew.
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=TASKS_OF_A_WORKER,
        initializer=limit_memory,
        initargs=(config.memory,),
        context=multiprocessing.get_context("spawn"),
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble types its methods in part
        pool.join()


def schedule(pool: ProcessPool, path: Path, config: TaskConfig, task: Task) -> Future[Row]:
    """Hand a file to the pool."""
    with _without_interrupts():
        future: Future[Row] = pool.schedule(
            _in_worker, args=(task, path, config), timeout=config.seconds
        )
    return future


def _in_worker(task: Task, path: Path, config: TaskConfig) -> Row:
    """Do one file; a worker whose memory was full ends, for it may not get all of it back."""
    try:
        row = task(path, config)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    if row.failure is not None and row.failure.kind is FailureKind.MEMORY:
        os._exit(OUT_OF_MEMORY)
    return row


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let this thread take no Ctrl-C meanwhile.

    The first task starts the workers and the threads that replace them, which all inherit that:
    Ctrl-C, which the terminal sends to every process, is then the driver's alone.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def row_of(future: Future[Row], config: TaskConfig) -> Row:
    """Return the row of a task, also of one that was stopped or whose process died."""
    try:
        return future.result()
    except TimeoutError:
        return Row.failed(
            FailureKind.TIMEOUT,
            f"超过时限{config.seconds:g}秒仍未评完，已停止：请检查其中的公式，或用 --seconds 放宽。",
        )
    except ProcessExpired as expired:
        if expired.exitcode == OUT_OF_MEMORY:
            return Row.failed(FailureKind.MEMORY, TOO_MUCH_MEMORY)
        return Row.failed(FailureKind.CRASH, crash_sentence(expired.exitcode))
    except BrokenProcessPool:
        return Row.failed(FailureKind.CRASH, crash_sentence(None))
    except Exception as error:  # noqa: BLE001 - a task has failed, whatever it is, and no other
        return Row.failed(FailureKind.ERROR, error_sentence(error))


def crash_sentence(exit_code: int | None) -> str:
    """Say that a worker died; a negative exit code is the signal that ended it."""
    code = "" if exit_code is None else f"（{_name_of(exit_code)}）"
    return (
        f"评价它的进程意外退出{code}，常见原因是内存不足或文件异常：请单独检查该文件，"
        "内存充足的可用 --memory 放宽。"
    )


def _name_of(exit_code: int) -> str:
    if exit_code < 0:
        try:
            return signal.Signals(-exit_code).name
        except ValueError:
            return f"信号{-exit_code}"
    return f"退出码{exit_code}"
