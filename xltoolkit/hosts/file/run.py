"""A run on a workbook file, with no office program: judge it, write it, calculate, save once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.locks import refuse_locked
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.snapshots import Snapshot, snapshot
from xltoolkit.workbook.running import Outcome, judge, stamp_after

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

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


def run_file(path: Path, now: datetime) -> RunReport:
    """Write 问题清单 and 评价结论 of a workbook anew; an unchanged case changes no byte.

    Raises:
        UserError: the workbook cannot be read, worked on or written; the file is as it was.
    """
    refuse_locked(path)
    package = open_file(path)
    loaded = package.to_bytes()
    session = Session(package)
    outcome = evaluate(session, now)
    if not session.changed:
        return RunReport(outcome, None)
    kept = snapshot(path, now)
    save(path, session.to_bytes(), loaded)
    return RunReport(outcome, kept)


def evaluate(session: Session, now: datetime) -> Outcome:
    """Judge a workbook, write what was found and store every result, all in memory."""
    outcome = judge(session.content(), HOST, now.strftime("%Y-%m-%d %H:%M"))
    if outcome.plan.sheets:
        session.apply(outcome.plan.sheets)
        session.write(stamp_after(session.content(), outcome))
    session.store_results()
    return outcome
