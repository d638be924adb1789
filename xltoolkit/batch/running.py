"""A whole batch: find the files, evaluate what changed, compare, write the results.

Only this process writes into the folder of results, and every file in it is replaced in one
step. What is done is kept as it is done, so a batch that was interrupted goes on where it was.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from xltoolkit.batch.book import BookInput, build_book
from xltoolkit.batch.cluster import run_on_cluster
from xltoolkit.batch.comparing import compare
from xltoolkit.batch.comparison import Comparison
from xltoolkit.batch.model import Row, TaskConfig
from xltoolkit.batch.page import PageInput, build_page
from xltoolkit.batch.pool import Result, Task, run_in_pool
from xltoolkit.batch.process import BOOK_SUFFIXES, process
from xltoolkit.batch.sources import BOOK, Source, digest_of, find_sources, lies_within
from xltoolkit.batch.store import ASIDE, FOLDER, RowStore, open_store
from xltoolkit.batch.tables import Tables, build_tables
from xltoolkit.catalogue import loaded_rule_set_id
from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.file.saving import TEMPORARY_PREFIX, save
from xltoolkit.version import VERSION

PAGE = "对比.html"
TABLE_SUFFIX = ".parquet"
ROW_FORMAT = "1"
"""Raised when rows of an older version could no longer be read or say something else."""


@dataclass(frozen=True)
class BatchSettings:
    """What a batch does: the folder, where results go, and who does the work.

    Attributes:
        folder: Where the workbooks and case files lie.
        out: The folder of the results; made where it is not there.
        config: What every task is told.
        workers: How many processes of this machine work at once.
        scheduler: The address of Dask's scheduler; empty for processes of this machine.
        task: What is done with a file.
    """

    folder: Path
    out: Path
    config: TaskConfig
    workers: int
    scheduler: str = ""
    task: Task = process


@dataclass(frozen=True)
class BatchReport:
    """What a batch has done.

    Attributes:
        evaluated: Files that were evaluated now; `reused` ones had not changed.
        comparison: What all of them show together.
        results: The files of results, whether written now or unchanged.
        notes: Sentences about the batch itself.
    """

    evaluated: int
    reused: int
    comparison: Comparison
    results: tuple[Path, ...]
    notes: tuple[str, ...]


class Watcher(Protocol):
    """Who is told how far a batch has come."""

    def begin(self, waiting: int, reused: int) -> None:
        """Hear how many files are to be evaluated, and how many need not be."""

    def done(self, row: Row) -> None:
        """Hear that a file is done."""


def run_batch(settings: BatchSettings, watcher: Watcher) -> BatchReport:
    """Evaluate and compare the files of a folder.

    Raises:
        UserError: there is nothing to evaluate, or the results cannot be written; what was
            evaluated before that is kept.
    """
    sources = find_sources(settings.folder, settings.out)
    _make_folder(settings.out)
    rules = f"{loaded_rule_set_id()} {VERSION} {ROW_FORMAT}"
    with open_store(settings.out, rules) as store:
        _remove_left_overs(settings.out)
        waiting = [
            each for each in sources if not store.has(each, written=_is_written(each, settings))
        ]
        watcher.begin(len(waiting), len(sources) - len(waiting))
        _evaluate(waiting, settings, store, watcher)
        store.keep_only({source.name for source in sources})
        tables = build_tables(store.rows())
        comparison = compare(tables)
        written = _write_results(tables, comparison, settings, store)
        notes = tuple(_notes(settings, store, written=any(written.values())))
    return BatchReport(len(waiting), len(sources) - len(waiting), comparison, tuple(written), notes)


_PUT_ASIDE = f"以前的评价记录已损坏，全部重新评价；损坏的文件另存为{FOLDER}中的“{ASIDE}”。"
_SAME_AS_BEFORE = "与上次的结果相同，结果文件未改动。"


def _notes(settings: BatchSettings, store: RowStore, *, written: bool) -> Iterator[str]:
    if store.was_damaged:
        yield _PUT_ASIDE
    if lies_within(settings.out, settings.folder):
        yield f"结果文件夹“{settings.out}”在被评价的文件夹里面，其中的文件不参加评价。"
    if not written:
        yield _SAME_AS_BEFORE


def _write_results(
    tables: Tables, comparison: Comparison, settings: BatchSettings, store: RowStore
) -> dict[Path, bool]:
    """Write the files of results; give, for each, whether it was written or stood there already."""
    written = {}
    for name, table in tables.items():
        path = settings.out / f"{name}{TABLE_SUFFIX}"
        written[path] = digest_of(path) != hashlib.sha256(table).hexdigest()
        if written[path]:
            save(path, table)
    made_from = _mark(tables, settings)
    for name, build in _shown(comparison, settings).items():
        path = settings.out / name
        # Both carry the time at which they were made, so they are known by what they show.
        written[path] = not store.is_result(name, made_from, digest_of(path))
        if written[path]:
            data = build()
            save(path, data)
            store.put_result(name, made_from, hashlib.sha256(data).hexdigest())
    return written


def _mark(tables: Tables, settings: BatchSettings) -> str:
    """Return a mark of all that the workbook and the page are made from, but their time."""
    digest = hashlib.sha256()
    links = _relative(settings.folder.resolve(), settings.out.resolve())
    for part in (VERSION.encode(), links.encode(), *tables.values()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"不能建立结果文件夹“{out}”（{reason_of(error)}）：请用 -o 换一个位置。"
        ) from error


def _remove_left_overs(out: Path) -> None:
    """Remove what a killed batch had begun to write; nobody else writes here now."""
    for path in out.glob(f"{TEMPORARY_PREFIX}*"):
        path.unlink(missing_ok=True)


def _is_written(source: Source, settings: BatchSettings) -> bool:
    """Whether results are to be written into this file: a case file is only read."""
    return settings.config.write and source.path.suffix.lower() in BOOK_SUFFIXES


def _evaluate(
    waiting: Sequence[Source], settings: BatchSettings, store: RowStore, watcher: Watcher
) -> None:
    by_path = {source.path: source for source in waiting}
    for path, row in _driven(list(by_path), settings):
        source = by_path[path]
        written = _is_written(source, settings)
        if written:
            # The file has just changed: what it is now needs no second evaluation.
            source = replace(source, digest=digest_of(path))
        store.put(source, row, written=written)
        watcher.done(row)


def _driven(paths: list[Path], settings: BatchSettings) -> Iterator[Result]:
    if not paths:
        return iter(())
    if settings.scheduler:
        return run_on_cluster(paths, settings.config, settings.scheduler, settings.task)
    return run_in_pool(paths, settings.config, settings.workers, settings.task)


def _shown(comparison: Comparison, settings: BatchSettings) -> dict[str, Callable[[], bytes]]:
    """Return who makes the workbook and the page, with links that hold where the results lie."""
    now = settings.config.now
    root, out = settings.folder.resolve(), settings.out.resolve()

    def for_book(name: str) -> str:
        # The file format gives # and % a meaning of their own in links.
        return "" if {"#", "%"} & set(name) else f"external:{_relative(root / name, out)}"

    def for_page(name: str) -> str:
        return quote(_relative(root / name, out), safe="/")

    return {
        BOOK: lambda: build_book(BookInput(comparison, now, for_book)),
        PAGE: lambda: build_page(PageInput(comparison, now, BOOK, for_page)),
    }


def _relative(path: Path, out: Path) -> str:
    try:
        return Path(os.path.relpath(path, out)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.as_posix()
