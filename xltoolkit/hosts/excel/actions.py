"""The buttons of the ribbon: functions without arguments that xlwings' RunPython calls.

This is the boundary of the host. What the user can mend is shown as its sentence; a program
error leaves a log and shows one sentence; nothing else reaches Excel.
"""

import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path

import xlwings

from xltoolkit.clock import now
from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.excel.calling import calling_book, writable_path
from xltoolkit.hosts.excel.doctor import examine
from xltoolkit.hosts.excel.help_pages import write_help_pages
from xltoolkit.hosts.excel.keeping import restore_open
from xltoolkit.hosts.excel.machine import this_machine
from xltoolkit.hosts.excel.places import log_folder, toolkit_folder
from xltoolkit.hosts.excel.running import BookReport, check_open, fill_open, regenerate_open
from xltoolkit.hosts.excel.writing import NotUndone
from xltoolkit.hosts.file.foreign_sheets import foreign_sheets
from xltoolkit.imports.data_file import UNCHANGED, Filling, read_data_file
from xltoolkit.version import VERSION
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.input_problem import ERROR, InputProblem
from xltoolkit.workbook.layout.sheet_names import ISSUES
from xltoolkit.workbook.plan import SheetPlan
from xltoolkit.workbook.run_summary import summary

SHOWN_PROBLEMS = 15
"""More lines than this do not fit into a message on a small screen."""

DATA_FILES = (
    "数据文件 (*.xlsx;*.xls;*.csv;*.yaml),*.xlsx;*.xlsm;*.xls;*.et;*.csv;*.txt;*.yaml;*.yml"
)


def action(title: str) -> Callable[[Callable[[], str]], Callable[[], None]]:
    """Make a button of a function that does its work and returns what to tell.

    `title` is the label of the button, and of the message.
    """

    def decorate(work: Callable[[], str]) -> Callable[[], None]:
        @wraps(work)
        def press() -> None:
            try:
                message, mode = work(), "info"
            except UserError as problem:
                message, mode = str(problem), "critical"
            except NotUndone as failure:
                _program_error(title)
                message, mode = str(failure), "critical"
            except Exception:  # noqa: BLE001  # the boundary of the host
                message, mode = _program_error(title), "critical"
            _show(message, title, mode)

        return press

    return decorate


def _show(message: str, title: str, mode: str) -> None:
    app = _app()
    if app is None:
        raise UserError(message)  # the macro shows what reaches it
    with suppress(Exception):  # a busy Excel keeps its status bar; the message matters more
        app.status_bar = False
    app.alert(message, title=title, buttons="ok", mode=mode)


def _app() -> xlwings.App | None:
    """Return the Excel whose button was pressed, whatever is wrong with its workbooks."""
    with suppress(Exception):  # xlwings raises whatever the lookup of the book ends in
        return xlwings.Book.caller().app
    return xlwings.apps.active if xlwings.engines else None


def _program_error(title: str) -> str:
    """Write what happened into a log, and say where it is."""
    moment = now()
    log = log_folder() / f"{moment:%Y%m%d-%H%M%S}.log"
    text = f"xltoolkit {VERSION}\nxlwings {xlwings.__version__}\n{title}\n{traceback.format_exc()}"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text, encoding="utf-8")
    except OSError as error:
        return f"程序出错，“{title}”没有完成，日志也无法写入“{log.parent}”（{reason_of(error)}）：请联系维护人员。"
    return f"程序出错，“{title}”没有完成：请不要保存，关闭工作簿后重新打开再试，并把日志“{log}”发给维护人员。"


@action("生成问题清单和评价结论")
def regenerate() -> str:
    """Write 问题清单 and 评价结论 anew."""
    book = calling_book()
    return _told(regenerate_open(book, now(), _progress(book)))


def _told(report: BookReport) -> str:
    first = summary(report.outcome, written=report.kept is not None)
    if report.kept is None:
        return first
    lines = [
        f"已生成“问题清单”（{_issue_rows(report)}行）和“评价结论”。",
        first,
        "生成前的状态已备份，可按“恢复上次”取回。工作簿还没有保存，请核对后保存。",
    ]
    if report.altered:
        place = report.altered[0]
        lines.append(
            f"提醒：{place.sheet}!{place.cell}等{len(report.altered)}格写入后被 Excel 改动，"
            "请核对这些单元格，并告知维护人员。"
        )
    return "\n".join(lines)


def _issue_rows(report: BookReport) -> int:
    """Return how many rows of 问题清单 hold something now."""
    plan = next(plan for plan in report.outcome.plan.sheets if plan.sheet == ISSUES)
    filled = {row for (row, _), value in plan.cells.items() if value is not None}
    return len(filled & set(plan.rows))


@action("检查录入")
def check_entries() -> str:
    """List the entries that cannot be right, and go to the first."""
    book = calling_book()
    problems = check_open(book, _progress(book))
    if not problems:
        return "录入检查通过，未发现问题。"
    _go_to(book, problems[0])
    lines = [f"【{each.severity}】{each}" for each in problems[:SHOWN_PROBLEMS]]
    errors = sum(each.severity == ERROR for each in problems)
    more = f"，以上为前{SHOWN_PROBLEMS}处" if len(problems) > SHOWN_PROBLEMS else ""
    return "\n".join((*lines, f"共{len(problems)}处，其中错误{errors}处{more}。"))


def _go_to(book: xlwings.Book, problem: InputProblem) -> None:
    if not problem.cell:
        return
    sheet = book.sheets[problem.sheet]
    if sheet.visible:
        book.app.api.Goto(sheet.range(problem.cell).api, True)  # noqa: FBT003  # Excel: scroll there


@action("填充数据")
def fill_data() -> str:
    """Let a data file be chosen, and fill it in."""
    book = calling_book()
    chosen = book.app.api.GetOpenFilename(DATA_FILES, 1, "选择要填入的数据文件")
    if not chosen:
        return "没有选择文件，未作任何改动。"
    find_cells = read_data_file(Path(chosen), None, foreign_sheets)
    fillings: list[Filling] = []

    def plan(content: WorkbookContent) -> tuple[SheetPlan, ...]:
        fillings.append(find_cells(content))
        return fillings[0].plans

    changed = fill_open(book, plan, now(), _progress(book))
    last = fillings[0].done if changed or fillings[0].is_refused else UNCHANGED
    shown = fillings[0].remarks[:SHOWN_PROBLEMS]
    rest = len(fillings[0].remarks) - len(shown)
    return "\n".join((*shown, *([f"另有{rest}条说明未列出。"] if rest else []), last))


@action("恢复上次")
def restore_last() -> str:
    """Bring back the state before the last writing."""
    kept = restore_open(calling_book(), now())
    return (
        f"已恢复到 {kept.time} 保存的状态；恢复前的状态也已备份，可再次恢复。"
        "工作簿还没有保存，请核对后保存。"
    )


@action("导出报告")
def export_report() -> str:
    """Write the Word report of the workbook as it is saved, beside it."""
    book = calling_book()
    path = writable_path(book)
    if not book.api.Saved:
        raise UserError(
            f"“{book.name}”有未保存的改动，报告只取已保存的内容，没有导出：请先保存，再按按钮。"
        )
    from xltoolkit.report.exporting import export_report as export  # noqa: PLC0415 # brings Word

    return "\n".join(export(path, now()).sentences)


@action("自检")
def self_check() -> str:
    """Tell whether everything that the toolkit needs on this machine is in order."""
    findings = examine(this_machine())
    lines = [str(each) for each in findings if each.is_trouble] or ["自检通过，未发现问题。"]
    return "\n".join((*lines, f"xltoolkit {VERSION}，xlwings {xlwings.__version__}。"))


@action("帮助")
def open_help() -> str:
    """Open the guide."""
    pages = write_help_pages(toolkit_folder() / "help")
    if hasattr(os, "startfile"):
        os.startfile(pages[0])  # noqa: S606  # our own page, in the program that texts open with
    return f"{pages[0].stem}：{pages[0]}\n{pages[1].stem}：{pages[1]}"


def _progress(book: xlwings.Book) -> Callable[[str], None]:
    def show(text: str) -> None:
        book.app.status_bar = text

    return show
