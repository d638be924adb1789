"""Write fictional departments as workbooks or case files, in as many processes as wanted."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from xltoolkit.batch.process import case_book
from xltoolkit.batch.synthetic import synthetic_case
from xltoolkit.hosts.file.saving import make_folder, write_atomically

CHUNK = 10
HEADER = "# 虚构数据：由程序生成，与任何真实单位无关。\n"


@dataclass(frozen=True)
class Synthesis:
    """What is to be made: where, of what seed, year and scheme, and as what kind of file."""

    out: Path
    seed: int
    year: int
    scheme: str
    as_cases: bool


def write_departments(wanted: Synthesis, count: int, workers: int) -> Iterator[Path]:
    """Write so many departments, and give each file when it is there.

    Raises:
        UserError: a file cannot be written.
    """
    make_folder(wanted.out)
    numbers = range(1, count + 1)
    if workers == 1:
        yield from (write_department(wanted, number) for number in numbers)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        yield from pool.map(partial(write_department, wanted), numbers, chunksize=CHUNK)


def write_department(wanted: Synthesis, number: int) -> Path:
    """Write one department; the same wish always gives the same bytes."""
    case = synthetic_case(number, wanted.seed, wanted.year, wanted.scheme)
    if wanted.as_cases:
        path = wanted.out / f"虚构部门{number:05d}.yaml"
        text = yaml.dump(plain(asdict(case)), Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
        write_atomically(path, (HEADER + text).encode())
        return path
    path = wanted.out / f"虚构部门{number:05d}.xlsx"
    session = case_book(case)
    session.store_results()
    write_atomically(path, session.to_bytes())
    return path


_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # written in C where it was built


def plain(value: Any) -> Any:
    """Return what a case file says: no empty entries, words for choices, lists for tuples."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if each not in (None, "", (), {})}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value
