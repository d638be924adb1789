"""Apply the plan of a run to a document of Calc, so that undo takes it back in one step.

Cells are written one by one: what is written as a block is not recorded for undo.
"""

from typing import Any, Dict, Iterable, List, Mapping, Tuple

from com.sun.star.lang import IllegalArgumentException
from com.sun.star.table import CellAddress

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.inside.reading import read_content, used_cells
from xltoolkit.workbook.content import Address, WorkbookContent, address
from xltoolkit.workbook.plan import PlannedValue, RowLook, SheetPlan

_CONTENTS = 1 | 2 | 4 | 16  # values, dates, texts, formulas; formats and comments stay
_HUNDREDTHS_OF_MM = 2540 / 72
_SAME_HEIGHT = 20  # hundredths of a millimetre: Calc rounds heights to its own unit


class OneUndoStep:
    """Makes everything done inside one step of undo; when it fails, it is taken back.

    A class, for `contextlib` changes an exception that passes, and those of UNO refuse that.
    """

    def __init__(self, document: Any, title: str) -> None:
        self._document = document
        self._title = title
        self._before = 0

    def __enter__(self) -> None:
        manager = self._document.UndoManager
        self._before = len(manager.getAllUndoActionTitles())
        manager.enterUndoContext(self._title)
        self._document.lockControllers()

    def __exit__(self, failed: object, _problem: object, _trace: object) -> None:
        manager = self._document.UndoManager
        self._document.unlockControllers()
        manager.leaveUndoContext()
        if failed and len(manager.getAllUndoActionTitles()) > self._before:
            manager.undo()
            manager.clearRedo()


class _Unprotected:
    """Lifts the protection of sheets and puts it back, its permissions included."""

    def __init__(self, document: Any, titles: Iterable[str]) -> None:
        self._sheets = [document.Sheets.getByName(title) for title in sorted(titles)]
        self._lifted: List[Any] = []

    def __enter__(self) -> None:
        for sheet in self._sheets:
            if sheet.isProtected():
                self._lift(sheet)

    def _lift(self, sheet: Any) -> None:
        try:
            sheet.unprotect("")
        except IllegalArgumentException:
            self._protect()
            raise UserError(
                f"工作表“{sheet.Name}”设有保护密码，不能写入，未作任何改动："
                "请先在“工具－保护工作表”中撤销保护后再试。"
            ) from None
        self._lifted.append(sheet)

    def _protect(self) -> None:
        for sheet in self._lifted:
            sheet.protect("")

    def __exit__(self, _failed: object, _problem: object, _trace: object) -> None:
        self._protect()


def apply_plans(document: Any, content: WorkbookContent, plans: Tuple[SheetPlan, ...]) -> None:
    """Apply the plans of a run: rows first, then how rows and pages look, then cells.

    Raises:
        UserError: a sheet is protected with a password; nothing of it is written.
    """
    with _Unprotected(document, {plan.sheet for plan in plans}):
        for plan in plans:
            if plan.grow_from is not None and plan.grow_to is not None:
                _grow(document.Sheets.getByName(plan.sheet), plan.grow_from, plan.grow_to)
                content = read_content(document)
        for plan in plans:
            sheet = document.Sheets.getByName(plan.sheet)
            # Before the cells: undo goes backwards, and taking back a text may fit its row anew.
            _set_row_looks(sheet, plan.rows)
            if plan.print_last_row is not None:
                _end_printing_at(sheet, plan.print_last_row)
        write_cells(document, content, {plan.sheet: plan.cells for plan in plans})


def restamp(
    document: Any, content: WorkbookContent, cells: Mapping[str, Mapping[Address, PlannedValue]]
) -> None:
    """Write a few cells more, of sheets that may be protected."""
    with _Unprotected(document, cells):
        write_cells(document, content, cells)


def write_cells(
    document: Any, content: WorkbookContent, cells: Mapping[str, Mapping[Address, PlannedValue]]
) -> None:
    """Write the cells that do not hold their value already; None empties a cell."""
    document.addActionLock()
    try:
        for title, values in cells.items():
            sheet = document.Sheets.getByName(title)
            present = content.sheets[title]
            for (row, column), value in values.items():
                old = present.get((row, column))
                if old is not None and old.formula is None and _holds(old.value, value):
                    continue
                if old is not None or value is not None:
                    _write(document, sheet.getCellByPosition(column - 1, row - 1), value)
    finally:
        document.removeActionLock()


def _holds(present: Any, planned: PlannedValue) -> bool:
    return type(present) is type(planned) and present == planned


def _write(document: Any, cell: Any, value: PlannedValue) -> None:
    if value is None or value == "":
        cell.clearContents(_CONTENTS)
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = float(value)
        if isinstance(value, bool):
            formats = document.NumberFormats
            cell.NumberFormat = formats.getStandardFormat(1024, cell.CharLocale)


def _grow(sheet: Any, last_prepared: int, last_row: int) -> None:
    """Prepare more rows above the last prepared one, like it.

    Rows that are inserted inside a list belong to it: its names, validations, conditional
    formats and print area reach further by themselves. The last row is copied into them, then
    two rows at once, then four.
    """
    _refuse_occupied(sheet, last_prepared, last_row)
    added = last_row - last_prepared
    rows = sheet.Rows
    rows.insertByIndex(last_prepared - 1, added)
    height = rows.getByIndex(last_row - 1).Height
    for row in range(last_prepared - 1, last_row - 1):
        rows.getByIndex(row).Height = height
    last_column = used_cells(sheet).RangeAddress.EndColumn
    alike = 1
    while alike <= added:
        count = min(alike, added + 1 - alike)
        block = sheet.getCellRangeByPosition(0, last_row - count, last_column, last_row - 1)
        place = block.RangeAddress
        sheet.copyRange(CellAddress(place.Sheet, 0, last_row - alike - count), place)
        alike += count


def _refuse_occupied(sheet: Any, last_prepared: int, last_row: int) -> None:
    """Refuse to move what stands below the list, as the other hosts do."""
    end = used_cells(sheet).RangeAddress
    if end.EndRow < last_prepared:
        return
    below = sheet.getCellRangeByPosition(0, last_prepared, end.EndColumn, min(end.EndRow, last_row))
    filled = below.queryContentCells(_CONTENTS).RangeAddresses
    if filled:
        occupied = address(filled[0].StartRow + 1, filled[0].StartColumn + 1)
        raise UserError(
            f"工作表“{sheet.Name}”的清单要延长到第{last_row}行，但单元格{occupied}已有内容："
            "请把清单下方的内容移到别处后再试。"
        )


def _set_row_looks(sheet: Any, looks: Mapping[int, RowLook]) -> None:
    rows = sheet.Rows
    for number, look in looks.items():
        row = rows.getByIndex(number - 1)
        if look.height is not None:
            height = round(look.height * _HUNDREDTHS_OF_MM)
            if abs(row.Height - height) > _SAME_HEIGHT:
                row.Height = height
        if row.IsVisible == look.hidden:
            row.IsVisible = not look.hidden


def _end_printing_at(sheet: Any, last_row: int) -> None:
    areas = sheet.getPrintAreas()
    wanted: Dict[int, int] = {
        index: last_row - 1 for index, area in enumerate(areas) if area.StartRow <= last_row - 1
    }
    if any(areas[index].EndRow != row for index, row in wanted.items()):
        for index, row in wanted.items():
            areas[index].EndRow = row
        sheet.setPrintAreas(areas)
