"""Run our readers over a folder of workbooks: `make corpus DIR=…`.

Every file must end in a result or in one clear sentence, within ten seconds and a gigabyte of
memory. Each is read by a process of its own (`scripts.corpus_worker`). Exit code 1 when a file
ended otherwise. Needs a system that knows limits of processes: Linux or macOS.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MEBIBYTE = 1 << 20
_MOMENT = 0.01  # seconds between two looks at a worker
_WORKER = (sys.executable, "-m", "scripts.corpus_worker")
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Bounds:
    """What reading one file may take: seconds, and bytes of memory at the peak."""

    seconds: float = 10.0
    memory: int = 1024 * MEBIBYTE


@dataclass(frozen=True)
class Ending:
    """How reading a file ended.

    Attributes:
        file: Its name within the folder.
        kind: result, refused (with one sentence), or FAILED: what may not happen.
        text: The result, the sentence, or what went wrong.
        seconds: From start to end of the process.
        memory: Its peak in bytes.
    """

    file: str
    kind: str
    text: str
    seconds: float
    memory: int

    @property
    def failed(self) -> bool:
        """Whether the file ended in neither a result nor a sentence, or beyond the bounds."""
        return self.kind == FAILURE


RESULT, REFUSAL, FAILURE = "result", "refused", "FAILED"


def read_folder(folder: Path, bounds: Bounds, worker: Sequence[str] = _WORKER) -> Iterator[Ending]:
    """Read every file below a folder, in the order of their names; hidden ones are left out."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda path: _read(path, folder, bounds, worker), files)


def _read(path: Path, folder: Path, bounds: Bounds, worker: Sequence[str]) -> Ending:
    name = path.relative_to(folder).as_posix()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        process = subprocess.Popen(
            [*worker, str(path)], cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=errors
        )
        memory, in_time = _wait(process, started + bounds.seconds)
        seconds = time.monotonic() - started
        kind, text = _answer(output)
        if not in_time:
            kind, text = FAILURE, f"ended after {bounds.seconds:g} seconds"
        elif kind == FAILURE:
            text = _last_words(errors, process.returncode)
        elif memory > bounds.memory:
            kind, text = FAILURE, f"took more than {bounds.memory // MEBIBYTE} MB ({text})"
    return Ending(name, kind, text, seconds, memory)


def _wait(process: subprocess.Popen[bytes], deadline: float) -> tuple[int, bool]:
    """Wait for a process to end, or end it; return its peak of memory and whether it was in time.

    `os.wait4` alone tells the memory of this one process, so it stands in for `Popen.wait`.
    """
    in_time = True
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            in_bytes = 1 if sys.platform == "darwin" else 1024
            return usage.ru_maxrss * in_bytes, in_time
        if in_time and time.monotonic() > deadline:
            in_time = False
            process.kill()
        time.sleep(_MOMENT)


def _answer(output: IO[bytes]) -> tuple[str, str]:
    """Return what the worker said; an answer that is none is a failure."""
    output.seek(0)
    try:
        answer = json.loads(output.read())
    except ValueError:
        return FAILURE, ""
    if "result" in answer:
        return RESULT, answer["result"]
    return REFUSAL, answer["refused"]


def _last_words(errors: IO[bytes], exit_code: int) -> str:
    errors.seek(0)
    lines = errors.read().decode("utf-8", errors="replace").strip().splitlines()
    return f"{lines[-1] if lines else 'no output'} (exit code {exit_code})"


def print_table(endings: Sequence[Ending]) -> None:
    """Print a line for each file, and a summary."""
    width = max((len(ending.file) for ending in endings), default=0)
    for ending in endings:
        print(
            f"{ending.seconds:6.2f} s {ending.memory / MEBIBYTE:5.0f} MB  {ending.kind:<7}  "
            f"{ending.file:<{width}}  {ending.text}"
        )
    failed = sum(ending.failed for ending in endings)
    slowest = max((ending.seconds for ending in endings), default=0)
    largest = max((ending.memory for ending in endings), default=0) / MEBIBYTE
    print(
        f"{len(endings)} files, {len(endings) - failed} with a result or a sentence, {failed} failed; "
        f"the slowest {slowest:.2f} s, the largest {largest:.0f} MB"
    )


def main(arguments: Sequence[str]) -> int:
    """Read the folder that the command line names; return the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: make corpus DIR=folder of workbooks", file=sys.stderr)
        return 2
    endings = list(read_folder(Path(arguments[0]).resolve(), Bounds()))
    print_table(endings)
    return 1 if any(ending.failed for ending in endings) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
