"""The task of a batch: one file in, one row out, whoever calls it.

`process` and its arguments can be pickled, so a pool of processes, Dask or the jobs of a cluster
drive it alike. It reads the file and, where the batch asks for it, writes that file; nothing else.
"""

from __future__ import annotations

import contextlib
import mmap
import os
from pathlib import Path
from typing import TYPE_CHECKING

from xltoolkit.batch.describing import describe
from xltoolkit.batch.model import Department, FailureKind, Row, TaskConfig
from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import printed_time
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.run import open_session, run_file
from xltoolkit.hosts.file.session import Session, stored_content
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.filling import plan_filling
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.running import judge
from xltoolkit.workbook.template_files import template_path

if TYPE_CHECKING:
    from xltoolkit.imports.case_model import CaseFile

CASE_SUFFIXES = (".yaml", ".yml")
BOOK_SUFFIXES = (".xlsx", ".xlsm")
HOST = "批量评价"
TOO_MUCH_MEMORY = (
    "评价时超过了内存上限，已停止：请删除多余的行、列和工作表后再试，或用 --memory 放宽。"
)


def process(path: Path, config: TaskConfig) -> Row:
    """Evaluate one workbook or case file; whatever happens in Python ends in a row."""
    try:
        return Row(evaluate_file(path, config))
    except UserError as refusal:
        return Row.failed(FailureKind.REFUSED, str(refusal).removeprefix(f"“{path.name}”："))
    except MemoryError:
        return Row.failed(FailureKind.MEMORY, TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001 - one file never costs another its result
        return Row.failed(FailureKind.ERROR, error_sentence(error))


def error_sentence(error: Exception) -> str:
    """Say that the program itself has failed on a file."""
    return (
        f"程序出错（{type(error).__name__}：{error}），没有评价：请把本文件和这句话反馈给维护人员。"
    )


def evaluate_file(path: Path, config: TaskConfig) -> Department:
    """Return the department of a file.

    A workbook is judged as it stands, in memory; a case file is filled into the empty workbook
    of its scheme first.

    Raises:
        UserError: the file cannot be worked on.
    """
    is_case = path.suffix.lower() in CASE_SUFFIXES
    if config.write and not is_case:
        outcome = run_file(path, config.now).outcome
        content = stored_content(open_file(path))
    else:
        session = (
            case_book(read_case_file(path, path.name)) if is_case else open_session(open_file(path))
        )
        content = session.content()
        outcome = judge(content, HOST, printed_time(config.now))
    scheme = recognise(content, load_catalogue())
    return describe(outcome.case, outcome.findings, outcome.verdict, scheme)


def case_book(case: CaseFile) -> Session:
    """Return the workbook of a case: the built template of its scheme, filled."""
    catalogue = load_catalogue()
    scheme = catalogue.scheme(case.scheme)
    session = Session(open_package(template_path(scheme).read_bytes()))
    session.apply(plan_filling(case, catalogue, scheme, session.content()))
    return session


def available_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def limit_memory(allowance: int) -> None:
    """Bound the memory of this process, where the system can; called once by every worker.

    Args:
        allowance: Bytes that it may take beside those that it has now: libraries reserve more
            or less, and that is no fault of a file.
    """
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # a lower limit is set from outside already
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + allowance, hard))


def _address_space() -> int:
    """Return the bytes that this process has reserved; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * mmap.PAGESIZE
