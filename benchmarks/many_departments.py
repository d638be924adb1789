"""What a batch costs: workbooks a second, against the floor of the main job, and memory.

`python benchmarks/many_departments.py [DEPARTMENTS] [FOLDER]`: 200 departments by default; a
FOLDER with workbooks is used as it is, and its files are used again and again where there are
fewer of them than departments.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import psutil

from main_job import floor
from measure import Timing, alternate, print_ratios
from xltoolkit.batch.model import MEBIBYTE, Row, TaskConfig
from xltoolkit.batch.process import process
from xltoolkit.batch.running import BatchSettings, run_batch
from xltoolkit.batch.synthetic_files import Synthesis, write_departments
from xltoolkit.hosts.file.guard import open_file

DEPARTMENTS = 200
PROCESSES = (1, 2)
ROUNDS = 9
SECONDS_BETWEEN_LOOKS = 0.2
MARKS = 5
"""At how many moments of a run the memory of its processes is told."""


def main() -> None:
    """Print what one file costs, then whole batches in processes and on a local cluster."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEPARTMENTS
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        books = Path(sys.argv[2]) if len(sys.argv) > 2 else place / "books"  # noqa: PLR2004
        if not books.exists():
            list(write_departments(wanted(books), min(count, DEPARTMENTS), os.cpu_count() or 1))
        folder = gather(books, place / "departments", count)
        seconds = one_file(next(folder.iterdir()))
        print(f"\nA batch of {count} workbooks")
        for processes in PROCESSES:
            tell(f"pool, {processes} processes", folder, place / f"pool{processes}", processes)
        with local_cluster(PROCESSES[-1]) as address:
            tell(f"Dask, {PROCESSES[-1]} workers", folder, place / "dask", 0, address)
        tell("again: nothing has changed", folder, place / f"pool{PROCESSES[-1]}", PROCESSES[-1])
        print(f"  (one file alone, evaluated in this process: {seconds * 1000:.1f} ms)")


def wanted(folder: Path) -> Synthesis:
    """Return which fictional departments are made."""
    return Synthesis(folder, seed=1, year=2023, scheme="five_heads", as_cases=False)


def gather(books: Path, folder: Path, count: int) -> Path:
    """Return a folder with so many workbooks, links to those that there are."""
    folder.mkdir()
    files = sorted(books.glob("*.xlsx"))
    for number, file in enumerate(islice(cycle(files), count)):
        os.link(file, folder / f"{number:05d}-{file.name}")
    return folder


def one_file(book: Path) -> float:
    """Print what evaluating one file costs against the floor of the main job with its guard."""
    config = TaskConfig(datetime.now(UTC))
    timings = alternate(
        {
            "floor: unzip, expat over all sheets, zip": partial(floor, book, seen_by_python=False),
            "floor, and our guard": partial(_floor_with_guard, book),
            "evaluate in memory": partial(process, book, config),
        },
        ROUNDS,
    )
    print_ratios("One workbook of a batch", timings)
    with_guard = timings[1].seconds
    evaluated: Timing = timings[2]
    print(f"  evaluating is {evaluated.seconds / with_guard:.2f} x the floor with guard")
    # The floor leaves its copy beside the workbook.
    book.with_name("floor.xlsx").unlink()
    return evaluated.seconds


def _floor_with_guard(book: Path) -> None:
    open_file(book)
    floor(book, seen_by_python=False)


@dataclass
class Watch:
    """Looks at the memory of the processes that this one has started, and of itself."""

    peak_of_a_worker: int = 0
    own: int = 0
    stopped: bool = False

    def begin(self, waiting: int, reused: int) -> None:
        """Hear how much is to be done, and prepare to tell the memory a few times."""
        self._every = max(waiting // MARKS, 1)
        self._done = 0
        self.told: list[str] = []
        self._reused = reused

    def done(self, row: Row) -> None:
        """Count a file, and now and then tell the memory."""
        if row.failure is not None:
            print(f"  failed: {row.failure.reason}")
        self._done += 1
        if self._done % self._every == 0:
            self.told.append(f"{self.own / MEBIBYTE:.0f}+{self.peak_of_a_worker / MEBIBYTE:.0f}")

    def look(self) -> None:
        """Look again and again until stopped."""
        me = psutil.Process()
        while not self.stopped:
            self.own = me.memory_info().rss
            for child in me.children(recursive=True):
                try:
                    self.peak_of_a_worker = max(self.peak_of_a_worker, child.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue
            time.sleep(SECONDS_BETWEEN_LOOKS)


def tell(name: str, folder: Path, out: Path, processes: int, scheduler: str = "") -> None:
    """Run a batch and print files a second, and the memory of driver and largest worker."""
    watch = Watch()
    watching = threading.Thread(target=watch.look)
    watching.start()
    settings = BatchSettings(folder, out, TaskConfig(datetime.now(UTC)), processes, scheduler)
    started = time.perf_counter()
    try:
        report = run_batch(settings, watch)
    finally:
        watch.stopped = True
        watching.join()
    seconds = time.perf_counter() - started
    files = report.evaluated + report.reused
    memory = (
        f"; MB of driver+largest worker on the way: {', '.join(watch.told)}" if watch.told else ""
    )
    print(
        f"  {name:<28} {seconds:8.1f} s {files / seconds:8.1f} files/s, "
        f"{report.comparison.files} results{memory}"
    )


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """Give the address of a cluster on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - slow to load

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        yield cluster.scheduler_address


if __name__ == "__main__":
    main()
