"""What the buttons do to an open workbook; the rules are those of every host."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import xlwings

from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import printed_time
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.hosts.excel.book_reading import read_content, refuse_uncalculated
from xltoolkit.hosts.excel.calling import writable_path
from xltoolkit.hosts.excel.keeping import keep_open
from xltoolkit.hosts.excel.writing import opened_for_writing, undone_on_failure, write_plans
from xltoolkit.hosts.file.snapshots import Snapshot
from xltoolkit.workbook.cell_reading import place_of
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.input_problem import InputProblem
from xltoolkit.workbook.plan import PlannedValue, SheetPlan
from xltoolkit.workbook.planning import same_value
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.running import Outcome, inspect, judge, settled, stamp_after

HOST = "Excel"

Progress = Callable[[str], None]
"""Shows what is being done, in the status bar."""


@dataclass(frozen=True)
class BookReport:
    """What a run found, and the state that it kept; None when nothing had to be written.

    `altered` are cells in which something else stands than was written: Excel has read it in a
    way that `blocks.entry` does not know.
    """

    outcome: Outcome
    kept: Snapshot | None
    altered: tuple[CellPlace, ...] = ()


def regenerate_open(book: xlwings.Book, now: datetime, progress: Progress) -> BookReport:
    """Write 问题清单 and 评价结论 of an open workbook anew; it is not saved.

    Raises:
        UserError: the workbook cannot be worked on; it is as it was.
    """
    path = writable_path(book)
    progress("正在读取工作簿……")
    content = calculated(book)
    progress("正在评价……")
    outcome = judge(content, HOST, printed_time(now))
    if not outcome.plan.sheets:
        return BookReport(outcome, None)
    progress("正在备份……")
    kept = keep_open(book, path, now)
    progress("正在写入“问题清单”和“评价结论”……")
    sheets = [plan.sheet for plan in outcome.plan.sheets]
    with opened_for_writing(book, sheets), undone_on_failure() as undo:
        write_plans(book, content, outcome.plan.sheets, undo)
        book.app.calculate()
        has_grown = any(plan.grow_to is not None for plan in outcome.plan.sheets)
        written = read_content(book, None if has_grown else content.names)
        write_plans(book, written, _as_plans(stamp_after(written, outcome)), undo)
    return BookReport(
        settled(written, outcome), kept, tuple(_altered(written, outcome.plan.sheets))
    )


def check_open(book: xlwings.Book, progress: Progress) -> tuple[InputProblem, ...]:
    """Return what is wrong with the entries of an open workbook; nothing is written.

    Raises:
        UserError: the workbook is not ours or has lost a list or a name.
    """
    progress("正在检查录入……")
    return inspect(calculated(book))


def fill_open(
    book: xlwings.Book,
    plan: Callable[[WorkbookContent], tuple[SheetPlan, ...]],
    now: datetime,
    progress: Progress,
) -> bool:
    """Write planned entries into an open workbook; return whether anything was new.

    Raises:
        UserError: the workbook cannot be worked on; it is as it was.
    """
    path = writable_path(book)
    progress("正在读取工作簿……")
    content = calculated(book)
    recognise(content, load_catalogue())
    plans = tuple(_news(content, each) for each in plan(content))
    if not any(each.cells for each in plans):
        return False
    progress("正在备份……")
    keep_open(book, path, now)
    progress("正在填入数据……")
    sheets = [each.sheet for each in plans]
    with opened_for_writing(book, sheets), undone_on_failure() as undo:
        write_plans(book, content, plans, undo)
    return True


def calculated(book: xlwings.Book) -> WorkbookContent:
    """Return an open workbook as it is when everything is calculated."""
    book.app.calculate()
    content = read_content(book)
    refuse_uncalculated(content)
    return content


def _as_plans(cells: dict[str, dict[Address, PlannedValue]]) -> tuple[SheetPlan, ...]:
    return tuple(SheetPlan(sheet, values, {}) for sheet, values in cells.items())


def _altered(content: WorkbookContent, plans: tuple[SheetPlan, ...]) -> Iterator[CellPlace]:
    """Give the cells of plans in which something else stands."""
    for plan in plans:
        for at in _news(content, plan).cells:
            yield place_of(plan.sheet, at)


def _news(content: WorkbookContent, plan: SheetPlan) -> SheetPlan:
    """Leave out what stands in the workbook already."""
    cells = {
        at: value
        for at, value in plan.cells.items()
        if not same_value(content.value(plan.sheet, *at), value)
    }
    return replace(plan, cells=cells)
