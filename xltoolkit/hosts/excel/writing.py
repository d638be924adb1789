"""The one guarded place in which an open workbook is written.

Whatever happens inside, protection, calculation, screen and alerts are afterwards what they
were before, and cells that were already written get back what stood in them.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import xlwings

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel.blocks import (
    Block,
    CellContent,
    FormulaText,
    blocks,
    entry,
    row_addresses,
)
from xltoolkit.hosts.file.grow import occupied
from xltoolkit.workbook.content import Address, Cell, WorkbookContent, address, parse_area
from xltoolkit.workbook.plan import RowLook, SheetPlan

NO_PASSWORD = ""
_ALLOWED = (
    "FormattingCells",
    "FormattingColumns",
    "FormattingRows",
    "InsertingColumns",
    "InsertingRows",
    "InsertingHyperlinks",
    "DeletingColumns",
    "DeletingRows",
    "Sorting",
    "Filtering",
    "UsingPivotTables",
)
"""What a protected sheet may allow, in the order in which Excel's Protect takes it."""


class NotUndone(Exception):
    """Writing failed, and so did bringing the old cells back; its text is for the user."""


@contextmanager
def opened_for_writing(book: xlwings.Book, sheets: Iterable[str]) -> Iterator[None]:
    """Let sheets be written: unprotected, without redrawing, events and questions.

    Raises:
        UserError: a sheet is protected with a password of somebody's own; nothing has changed.
    """
    with quietly(book.app), ExitStack() as restore:
        for name in sheets:
            _unprotect(book.sheets[name], restore)
        yield


@contextmanager
def quietly(app: xlwings.App) -> Iterator[None]:
    """Work without redrawing, events, questions and calculation after every cell."""
    quiet = (
        ("screen_updating", False),
        ("enable_events", False),
        ("display_alerts", False),
        ("calculation", "manual"),
    )
    with ExitStack() as restore:
        for setting, value in quiet:
            restore.callback(setattr, app, setting, getattr(app, setting))
            setattr(app, setting, value)
        yield


def _unprotect(sheet: xlwings.Sheet, restore: ExitStack) -> None:
    """Take the protection off and see to it that the same one comes back."""
    if sheet.api.ProtectContents:
        protection = _protection(sheet)
        try:
            sheet.api.Unprotect(NO_PASSWORD)
        except Exception as error:  # the bridge has one kind of error for all that Excel refuses
            raise _foreign_password(sheet) from error
        if sheet.api.ProtectContents:
            raise _foreign_password(sheet)
        restore.callback(sheet.api.Protect, *protection)
    if sheet.api.FilterMode:
        sheet.api.ShowAllData()  # a filtered list cannot be written in blocks


def _protection(sheet: xlwings.Sheet) -> tuple[Any, ...]:
    """Return the protection of a sheet as the arguments of Excel's Protect."""
    allowed = sheet.api.Protection
    return (
        NO_PASSWORD,
        sheet.api.ProtectDrawingObjects,
        True,  # contents
        sheet.api.ProtectScenarios,
        False,  # for people and programs alike
        *(getattr(allowed, f"Allow{right}") for right in _ALLOWED),
    )


def _foreign_password(sheet: xlwings.Sheet) -> UserError:
    return UserError(
        f"工作表“{sheet.name}”设有保护密码，无法写入，未作任何改动："
        "请在“审阅－撤销工作表保护”中输入密码取消保护后再试。"
    )


@contextmanager
def undone_on_failure() -> Iterator[ExitStack]:
    """Collect what takes writing back, and do it when anything fails inside.

    Raises:
        NotUndone: it failed, and the cells could not be brought back.
    """
    undo = ExitStack()
    try:
        yield undo
    except Exception as error:
        try:
            undo.close()
        except Exception:  # noqa: BLE001  # the bridge has one kind of error for all of Excel's
            raise NotUndone(
                "写入工作簿时中断，没能全部退回：请不要保存，关闭工作簿后重新打开。"
            ) from error
        raise


def write_plans(
    book: xlwings.Book, before: WorkbookContent, plans: tuple[SheetPlan, ...], undo: ExitStack
) -> None:
    """Write plans to sheets that are open for writing: rows first, then cells, looks and printing.

    `before` is the workbook as it stands; how to bring it back goes into `undo`.

    Raises:
        UserError: something stands below a list that has to grow; nothing was written.
    """
    for plan in plans:
        _refuse_occupied(before, plan)
    for plan in plans:
        sheet, cells = book.sheets[plan.sheet], before.sheets[plan.sheet]
        undo.callback(write_cells, sheet, {at: as_content(cells.get(at)) for at in plan.cells})
        if plan.grow_from is not None and plan.grow_to is not None:
            _grow(sheet, before, (plan.grow_from, plan.grow_to), undo)
        write_cells(sheet, plan.cells)
        for look in dict.fromkeys(plan.rows.values()):
            _set_look(sheet, look, [row for row, each in plan.rows.items() if each == look])
        if plan.print_last_row is not None:
            _end_printing_at(sheet, plan.print_last_row)


def write_cells(sheet: xlwings.Sheet, cells: Mapping[Address, CellContent]) -> None:
    """Write cells of a sheet in as few blocks as they make."""
    for block in blocks(cells):
        _write_block(sheet, block)


def _write_block(sheet: xlwings.Sheet, block: Block) -> None:
    values = [[entry(content) for content in row] for row in block.rows]
    sheet.range(*block.corners).raw_value = values


def as_content(cell: Cell | None) -> CellContent:
    """Return a cell as it is written."""
    if cell is None:
        return None
    return cell.value if cell.formula is None else FormulaText(cell.formula)


def _refuse_occupied(before: WorkbookContent, plan: SheetPlan) -> None:
    """Refuse to grow a list with anything below it: inserted rows would push it down."""
    if plan.grow_from is None or plan.grow_to is None:
        return
    below = sorted(at for at in before.sheets[plan.sheet] if at[0] > plan.grow_from)
    if below:
        raise occupied(plan.sheet, plan.grow_to, address(*below[0]))


def _grow(
    sheet: xlwings.Sheet, before: WorkbookContent, growth: tuple[int, int], undo: ExitStack
) -> None:
    """Insert rows before the last one of a list, as a person would.

    Names, drop-downs, conditional formats and the print area that reach over the place grow by
    Excel's own rules, and the new rows look like the row above; only formulas are not copied.
    """
    last, wanted = growth
    new = f"{last}:{wanted - 1}"
    sheet.range(new).insert("down")
    undo.callback(lambda: sheet.range(new).delete("up"))
    for (row, column), cell in before.sheets[sheet.name].items():
        if row == last and cell.formula is not None:
            # Put into many cells at once, a formula is adjusted to each of them.
            sheet.range((last, column), (wanted - 1, column)).formula = f"={cell.formula}"


def _set_look(sheet: xlwings.Sheet, look: RowLook, rows: list[int]) -> None:
    for rows_address in row_addresses(rows):
        area = sheet.range(rows_address)
        if look.height is not None:
            area.row_height = look.height
        area.api.EntireRow.Hidden = look.hidden


def _end_printing_at(sheet: xlwings.Sheet, last_row: int) -> None:
    """Let the print area end with a row; a sheet without one stays without."""
    printed = sheet.page_setup.print_area
    if printed:
        parts = (_ending_at(part, last_row) for part in printed.split(","))
        sheet.page_setup.print_area = ",".join(parts)


def _ending_at(part: str, last_row: int) -> str:
    area = parse_area(f"!{part}")
    if area is None or area.top > last_row:
        return part
    first, _, last = part.partition(":")
    return f"{first}:{(last or first).rstrip('0123456789')}{last_row}"
