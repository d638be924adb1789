"""A run on a workbook file, with no office program: judge it, write it, calculate, save once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.clock import printed_time
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.calculator import CalculationError, Calculator, UnprovenFormulas
from xltoolkit.hosts.file.engine import WorkbookNotLoaded
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.locks import refuse_locked
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session, stored_content
from xltoolkit.hosts.file.snapshots import Snapshot, snapshot
from xltoolkit.hosts.file.unreadable import refuse_strict, unknown_error
from xltoolkit.workbook.running import Outcome, judge, settled, stamp_after
from xltoolkit.workbook.structure import refuse_lost_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from xltoolkit.hosts.file.calculation import LoadCalculator
    from xltoolkit.hosts.file.package import Package

HOST = "命令行"


@dataclass(frozen=True)
class RunReport:
    """What a run found, and the state of the workbook that it kept before writing.

    `kept` is None when nothing was written because everything stood there already.
    """

    outcome: Outcome
    kept: Snapshot | None

    @property
    def written(self) -> bool:
        """Whether the file was changed."""
        return self.kept is not None


@contextmanager
def _without_search_for_cycles() -> Iterator[None]:
    """Let Python not look for reference cycles meanwhile.

    A run makes some hundred thousand small objects that stay until its end; searching them
    again and again takes a twentieth of its time and finds next to nothing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_without_search_for_cycles()
def run_file(path: Path, now: datetime, load: LoadCalculator = Calculator.load) -> RunReport:
    """Write 问题清单 and 评价结论 of a workbook anew; an unchanged case changes no byte.

    `load` says what calculates the formulas: our own engine, or an office program.

    Raises:
        UserError: the workbook cannot be read, worked on or written; the file is as it was.
    """
    refuse_locked(path.resolve())
    package = open_file(path)
    loaded = package.to_bytes()
    session = open_session(package, load)
    outcome = evaluate(session, now)
    if not session.changed:
        return RunReport(outcome, None)
    kept = snapshot(path, now)
    save(path, session.to_bytes(), loaded)
    return RunReport(outcome, kept)


def open_session(package: Package, load: LoadCalculator = Calculator.load) -> Session:
    """Return the session of a workbook of ours, calculated.

    Raises:
        UserError: it cannot be worked on. Where it has lost something, that is told, for it
            explains more than the first formula that fails.
    """
    refuse_strict(package)
    try:
        session = Session(package, load)
        session.content()
    except WorkbookNotLoaded:
        cell = unknown_error(package)
        if cell is None:
            raise
        raise UserError(
            f"{cell}是本工具不认识的错误值，不能计算：请改正或清空该格的公式，保存后再试。"
        ) from None
    except (UnprovenFormulas, CalculationError):
        refuse_lost_parts(stored_content(package))
        raise
    return session


def evaluate(session: Session, now: datetime) -> Outcome:
    """Judge a workbook, write what was found and store every result, all in memory."""
    outcome = judge(session.content(), HOST, printed_time(now))
    if outcome.plan.sheets:
        session.apply(outcome.plan.sheets)
        written = session.content()
        session.write(stamp_after(written, outcome))
        outcome = settled(written, outcome)
    session.store_results()
    return outcome
