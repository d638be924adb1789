"""Tasks that do to a worker what real files may do to it, by the name of the file."""

import os
import signal
import time
from pathlib import Path

from xltoolkit.batch.model import FailureKind, Row, TaskConfig
from xltoolkit.batch.process import process

LONG = 600
CRASH = b"CRASH"


def faulty(path: Path, config: TaskConfig) -> Row:
    """Do what the name says; any other file is said to be refused with its own name."""
    kind = path.stem.partition("-")[0]
    if kind == "abort":
        os.abort()
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "exit":
        os._exit(3)
    if kind == "hang":
        time.sleep(LONG)
    if kind == "mistake":
        raise LookupError("mistake")
    if kind == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(LONG)
    return Row.failed(FailureKind.REFUSED, path.name)


def process_or_crash(path: Path, config: TaskConfig) -> Row:
    """Evaluate a file, and die with one that begins with the word for it.

    No real file is known that kills a worker: a library written in another language may find one.
    """
    if path.read_bytes().startswith(CRASH):
        os.abort()
    return process(path, config)


def memory_hog(path: Path, config: TaskConfig) -> Row:
    """Take more memory than a worker has."""
    return Row.failed(FailureKind.REFUSED, str(len(bytearray(2 * config.memory))))


def slow(path: Path, config: TaskConfig) -> Row:
    """Evaluate a file, a moment later: a worker has time to be killed meanwhile."""
    time.sleep(0.3)
    return process(path, config)


def crashing(path: Path, config: TaskConfig) -> Row:
    """Evaluate a file, and say of one that begins with the word for it what the pool would say."""
    if path.read_bytes().startswith(CRASH):
        return Row.failed(FailureKind.CRASH, "进程崩溃。")
    return process(path, config)
