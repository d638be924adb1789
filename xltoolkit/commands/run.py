"""`xltoolkit run` and `xltoolkit restore`: write the two sheets anew, or take it back."""

import json
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from xltoolkit.clock import now
from xltoolkit.commands.run_json import run_as_json
from xltoolkit.commands.run_text import print_outcome
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.calculator import UnprovenFormulas
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.run import RunReport, run_file
from xltoolkit.hosts.file.session import stored_content
from xltoolkit.hosts.file.snapshots import restore
from xltoolkit.workbook.finalising import finalised_at
from xltoolkit.workbook.run_summary import summary


def run(book: Path, *, in_calc: bool, as_json: bool) -> None:
    """Judge a workbook, write 问题清单 and 评价结论, and print what was found.

    Raises:
        UserError: the workbook cannot be worked on; it is as it was.
    """
    report = run_in_calc(book, now()) if in_calc else run_by_ourselves(book, now())
    if as_json:
        print_json(report)
        return
    console = Console(highlight=False)
    print_outcome(console, report.outcome)
    console.print(f"\n{summary(report.outcome, written=report.written)}")
    console.print(str(book))


def run_by_ourselves(book: Path, now: datetime) -> RunReport:
    """Make a run with our own engine; where it may not calculate, name who may."""
    try:
        return run_file(book, now)
    except UnprovenFormulas as problem:
        raise UserError(f"{problem}装有LibreOffice的，也可以加上“--engine calc”再运行。") from None


def run_in_calc(book: Path, now: datetime) -> RunReport:
    """Make a run in which LibreOffice calculates; the file is written by ourselves."""
    # Only `--engine calc` needs them.
    from xltoolkit.hosts.calc.headless import HeadlessCalc  # noqa: PLC0415
    from xltoolkit.hosts.calc.office_program import require_office  # noqa: PLC0415
    from xltoolkit.hosts.file.office_calculator import OfficeCalculator  # noqa: PLC0415

    with HeadlessCalc(require_office()) as calc:
        return run_file(book, now, partial(OfficeCalculator, recalculate=calc.recalculate))


def print_json(report: RunReport) -> None:
    """Print the result of a run as one JSON object."""
    described = run_as_json(report.outcome, report.outcome.plan.manual)
    print(json.dumps(described, ensure_ascii=False, indent=2))


def restore_book(book: Path) -> None:
    """Bring back the newest kept state of a workbook that differs from the present one."""
    was_final = _is_finalised(book)
    kept = restore(book, now())
    print(f"已恢复到 {kept.time} 保存的状态；恢复前的状态也已另存，可再次恢复。")
    if was_final and not _is_finalised(book):
        print(
            "注意：恢复到了定稿之前，定稿锁定随之解除；仍要定稿的，请核对后再运行“xltoolkit finalize”。"
        )


def _is_finalised(book: Path) -> bool:
    """Whether a workbook is locked as 定稿; one that cannot be read is what is to be restored."""
    with suppress(UserError):
        return bool(finalised_at(stored_content(open_file(book))))
    return False
