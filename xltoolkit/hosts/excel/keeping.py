"""Keep the state of an open workbook before it is written, and bring a kept one back."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import xlwings

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel.blocks import CellContent
from xltoolkit.hosts.excel.book_reading import read_content
from xltoolkit.hosts.excel.calling import writable_path
from xltoolkit.hosts.excel.writing import (
    as_content,
    opened_for_writing,
    quietly,
    undone_on_failure,
    write_cells,
)
from xltoolkit.hosts.file.snapshots import (
    Snapshot,
    keep,
    kept_content,
    list_snapshots,
    nothing_kept,
)
from xltoolkit.workbook.content import Address, Cell, WorkbookContent
from xltoolkit.workbook.planning import same_value

Cells = dict[str, dict[Address, CellContent]]
"""Cells by sheet."""


def keep_open(book: xlwings.Book, path: Path, now: datetime) -> Snapshot:
    """Keep an open workbook as it stands, unsaved entries included; `path` is its file.

    Raises:
        UserError: Excel cannot save a copy, or none can be written beside the workbook.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"copy{path.suffix}"
        try:
            book.api.SaveCopyAs(str(copy))
            content = copy.read_bytes()
        except Exception as error:  # the bridge has one kind of error for all that Excel refuses
            raise UserError(
                f"Excel 不能保存“{book.name}”的副本作为备份，未作任何改动："
                "请检查磁盘空间和该文件的权限后再试。"
            ) from error
    return keep(path, content, now)


def restore_open(book: xlwings.Book, now: datetime) -> Snapshot:
    """Bring back the newest kept state that differs from what is open; the present one is kept.

    The open workbook stays open: cells that differ get back what stood in them, with the looks
    of their rows.

    Raises:
        UserError: there is no such state, or its rows and columns are not those of the workbook.
    """
    path = writable_path(book)
    present = read_content(book)
    for kept in list_snapshots(path):
        # A copy under the name of the open workbook could not be opened beside it.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / f"kept{path.suffix}"
            copy.write_bytes(kept_content(kept))
            if _restored(book, present, (path, copy, kept), now):
                return kept
    raise nothing_kept(path)


def _restored(
    book: xlwings.Book,
    present: WorkbookContent,
    files: tuple[Path, Path, Snapshot],
    now: datetime,
) -> bool:
    """Bring a kept state back, unless it is the present one."""
    path, copy, kept = files
    with quietly(book.app), _opened(book, copy) as old:
        wanted = read_content(old)
        differing = _differing(present, wanted)
        if not differing:
            return False
        if wanted.names != present.names:
            raise UserError(
                f"备份“{kept.path.name}”与现在的工作簿行列不同，不能在打开的工作簿中恢复，"
                "未作任何改动：请关闭工作簿，在文件夹 .xltoolkit 中打开该备份，另存为原来的文件名。"
            )
        keep_open(book, path, now)
        _bring_back(book, old, present, differing)
    return True


@contextmanager
def _opened(book: xlwings.Book, copy: Path) -> Iterator[xlwings.Book]:
    """Open a copy beside a workbook for a moment; that its macros do not run is quietly's doing."""
    old = book.app.books.open(str(copy), update_links=False, read_only=True)
    try:
        yield old
    finally:
        old.close()
        book.api.Activate()


def _differing(present: WorkbookContent, wanted: WorkbookContent) -> Cells:
    """Return what has to be written where the cells differ; results follow their formulas."""
    differing: Cells = {}
    for sheet, cells in present.sheets.items():
        old = wanted.sheets.get(sheet, {})
        for at in {*cells, *old}:
            if not _is_equal(cells.get(at), old.get(at)):
                differing.setdefault(sheet, {})[at] = as_content(old.get(at))
    return differing


def _is_equal(present: Cell | None, wanted: Cell | None) -> bool:
    one, other = present or Cell(None), wanted or Cell(None)
    return one.formula == other.formula and (
        one.formula is not None or same_value(one.value, other.value)
    )


def _bring_back(
    book: xlwings.Book, old: xlwings.Book, present: WorkbookContent, differing: Cells
) -> None:
    with opened_for_writing(book, differing), undone_on_failure() as undo:
        for name, cells in differing.items():
            sheet, stood = book.sheets[name], present.sheets[name]
            undo.callback(write_cells, sheet, {at: as_content(stood.get(at)) for at in cells})
            write_cells(sheet, cells)
            for row in sorted({row for row, _ in cells}):
                here, there = sheet.range((row, 1)).api, old.sheets[name].range((row, 1)).api
                here.EntireRow.Hidden = there.EntireRow.Hidden
                if not there.EntireRow.Hidden:  # a hidden row says that its height is 0
                    here.RowHeight = there.RowHeight
