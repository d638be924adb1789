"""A workbook that must not be written gets one sentence with a remedy, and is as it was."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import openpyxl
import pytest

from tests.hosts.excel.conftest import Desk
from tests.hosts.excel.test_button import differing_cells, shown
from tests.support.books import filled_book
from tests.support.crowded_books import crowded_book
from tests.support.excel import Workbook
from tests.support.judged_books import CASE, judged_book
from udfs.errors import CellError
from xltoolkit.hosts.excel import actions
from xltoolkit.hosts.excel.book_reading import MOST_CELLS
from xltoolkit.workbook.content import Cell, WorkbookContent, parse_area

Befall = Callable[[Desk, Workbook], None]


def foreign_password(_desk: Desk, book: Workbook) -> None:
    book.Worksheets("评价结论").password = "secret"  # noqa: S105  # of a stand-in


def web_drive(_desk: Desk, book: Workbook) -> None:
    book.FullName = "https://bureau-my.sharepoint.com/personal/a/Documents/评价.xlsx"
    book.Path = "https://bureau-my.sharepoint.com/personal/a/Documents"


def never_saved(_desk: Desk, book: Workbook) -> None:
    book.FullName, book.Path = "工作簿1", ""


def read_only(_desk: Desk, book: Workbook) -> None:
    book.ReadOnly = True


def another_is_active(desk: Desk, book: Workbook) -> None:
    desk.open(judged_book(CASE), "另一个.xlsx")
    desk.called_by(book)


def protected_view(desk: Desk, _book: Workbook) -> None:
    desk.app.ActiveProtectedViewWindow = SimpleNamespace(SourceName="评价（下载）.xlsx")


def cell_is_being_edited(desk: Desk, _book: Workbook) -> None:
    desk.app.Ready = False


def nothing_is_open(desk: Desk, _book: Workbook) -> None:
    desk.app.ActiveWorkbook = None


def caller_is_gone(desk: Desk, _book: Workbook) -> None:
    desk.called_by(None)
    desk.monkeypatch.setattr(actions, "_app", lambda: desk.app.books[0].as_xlwings().app)


def functions_unknown(_desk: Desk, book: Workbook) -> None:
    cells = book.model.sheets["指标评分"]
    place = next(at for at, cell in sorted(cells.items()) if "PERF_" in (cell.formula or ""))
    book.Application.Calculate = lambda: None  # type: ignore[method-assign]  # nothing is calculated
    cells[place] = Cell(CellError.NAME, cells[place].formula)


def mark_is_lost(_desk: Desk, book: Workbook) -> None:
    area = parse_area(book.model.names["_perf_workbook"])
    assert area is not None
    book.model.put(area.sheet, {(area.top, area.left): "别的工作簿"})


def whole_columns_are_formatted(_desk: Desk, book: Workbook) -> None:
    # What Excel calls used reaches to the last formatted cell.
    book.model.sheets["现场发现"][MOST_CELLS, 20] = Cell(" ")
    book.Application.Calculate = lambda: None  # type: ignore[method-assign]  # it is not stored


def no_copy_can_be_saved(_desk: Desk, book: Workbook) -> None:
    book.SaveCopyAs = lambda _path: (_ for _ in ()).throw(OSError("full"))  # type: ignore[method-assign,assignment]


def backup_folder_is_a_file(desk: Desk, _book: Workbook) -> None:
    (desk.folder / ".xltoolkit").write_text("")


BEFALLS: tuple[tuple[Befall, str], ...] = (
    (foreign_password, "工作表“评价结论”设有保护密码，无法写入，未作任何改动：请在“审阅"),
    (web_drive, "“评价.xlsx”是从网盘（OneDrive、SharePoint）打开的，旁边不能保存备份"),
    (never_saved, "“评价.xlsx”还没有保存过，未作任何改动：请先保存"),
    (read_only, "“评价.xlsx”以只读方式打开，结果无法保存，未作任何改动"),
    (another_is_active, "当前的工作簿是“另一个.xlsx”，按钮属于“评价.xlsx”"),
    (
        protected_view,
        "“评价（下载）.xlsx”在受保护的视图中打开，未作任何改动：请点击窗口上方的“启用编辑”",
    ),
    (cell_is_being_edited, "Excel 正在编辑单元格或显示对话框"),
    (nothing_is_open, "没有打开的工作簿，未作任何改动"),
    (caller_is_gone, "找不到要处理的工作簿"),
    (functions_unknown, "的函数没有算出来（#NAME?），宏没有启用，或没有连上 Python"),
    (mark_is_lost, "这不是本工具的评价工作簿（没有系统标记）"),
    (whole_columns_are_formatted, "工作表“现场发现”的已用区域到"),
    (no_copy_can_be_saved, "Excel 不能保存“评价.xlsx”的副本作为备份，未作任何改动"),
    (backup_folder_is_a_file, "中保存运行前的备份"),
)


@pytest.mark.parametrize(
    ("befall", "sentence"), BEFALLS, ids=lambda each: getattr(each, "__name__", "")
)
def test_it_is_refused_and_left_as_it_was(desk: Desk, befall: Befall, sentence: str) -> None:
    book = desk.open(filled_book(CASE))
    befall(desk, book)
    before = {name: dict(cells) for name, cells in book.model.sheets.items()}
    protected = [sheet.protection() for sheet in book.Worksheets]

    message = desk.press(actions.regenerate)

    assert sentence in message
    assert "\n" not in message
    assert message.endswith("。")
    assert book.model.sheets == before
    assert [sheet.protection() for sheet in book.Worksheets] == protected
    assert desk.app.trips["write block"] == 0
    assert (desk.app.ScreenUpdating, desk.app.EnableEvents) == (True, True)
    assert not (desk.folder / "local").exists(), "it was taken for a program error"


def test_a_workbook_of_somebody_else_is_refused_without_reading_it(desk: Desk) -> None:
    foreign = openpyxl.Workbook()
    foreign.active.append(["别的", 1])  # type: ignore[union-attr]  # a new workbook has a sheet
    foreign.save(desk.folder / "别的.xlsx")
    desk.open((desk.folder / "别的.xlsx").read_bytes(), "别的.xlsx")
    for button in (actions.regenerate, actions.check_entries, actions.restore_last):
        assert "这不是本工具的评价工作簿" in desk.press(button)
        assert desk.blocks == (0, 0)


def test_what_stands_below_a_list_that_has_to_grow_is_named(desk: Desk) -> None:
    book = desk.open(crowded_book(400))
    book.model.put("问题清单", {(310, 40): "备忘"})
    message = desk.press(actions.regenerate)
    assert "工作表“问题清单”的清单要延长到第" in message
    assert "单元格 AN310 已有内容" in message
    assert desk.app.trips["write block"] == 0


def test_an_add_in_works_on_the_workbook_in_front(desk: Desk) -> None:
    addin = desk.open(judged_book(CASE), "xltoolkit.xlam.xlsx")
    addin.IsAddin = True
    desk.open(filled_book(CASE))
    desk.called_by(addin)
    assert desk.press(actions.regenerate).startswith("已生成")


def test_a_web_drive_may_be_checked_but_not_written(desk: Desk) -> None:
    web_drive(desk, desk.open(filled_book(CASE)))
    assert "处" in desk.press(actions.check_entries) or "通过" in desk.messages[0]


@pytest.mark.parametrize(
    ("befall", "sentence"),
    [case for case in BEFALLS if case[0] in (read_only, foreign_password, web_drive, never_saved)],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_restoring_is_refused_in_the_same_words(desk: Desk, befall: Befall, sentence: str) -> None:
    book = desk.open(filled_book(CASE))
    desk.press(actions.regenerate)
    befall(desk, book)
    before = WorkbookContent(
        {name: dict(cells) for name, cells in book.model.sheets.items()}, book.model.names
    )
    assert sentence in desk.press(actions.restore_last)
    assert differing_cells(shown(book), before) == {}
    assert desk.app.trips["write block"] == 0
