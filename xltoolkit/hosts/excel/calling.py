"""Which workbook a button is to work on, and when it must not."""

from pathlib import Path

import xlwings

from xltoolkit.errors import UserError

_UNCHANGED = "未作任何改动"


def calling_book() -> xlwings.Book:
    """Return the workbook in front of which the button was pressed.

    Raises:
        UserError: there is none, it may not be edited, or another one is active.
    """
    try:
        caller = xlwings.Book.caller()
    except Exception as error:  # xlwings raises whatever the lookup of the book ends in
        raise UserError(
            "找不到要处理的工作簿：请先打开评价工作簿，再按“绩效评价”选项卡中的按钮。"
        ) from error
    app = caller.app
    _refuse_protected_view(app)
    if not app.api.Ready:
        raise UserError(
            f"Excel 正在编辑单元格或显示对话框，{_UNCHANGED}：请按回车键或Esc键结束后再按按钮。"
        )
    active = app.books.active if app.api.ActiveWorkbook is not None else None
    if active is None:
        raise UserError(f"没有打开的工作簿，{_UNCHANGED}：请先打开评价工作簿，再按按钮。")
    if not caller.api.IsAddin and active.name != caller.name:
        raise UserError(
            f"当前的工作簿是“{active.name}”，按钮属于“{caller.name}”，{_UNCHANGED}："
            "请先点击要评价的工作簿的窗口，再按它的按钮。"
        )
    return active


def _refuse_protected_view(app: xlwings.App) -> None:
    window = app.api.ActiveProtectedViewWindow
    if window is not None:
        raise UserError(
            f"“{window.SourceName}”在受保护的视图中打开，{_UNCHANGED}："
            "请点击窗口上方的“启用编辑”，再按按钮。"
        )


def writable_path(book: xlwings.Book) -> Path:
    """Return the file of a workbook that may be written, with a backup beside it.

    Raises:
        UserError: it was never saved, is open read-only, or lies on a web drive.
    """
    stored: str = book.api.FullName
    if "://" in stored:
        raise UserError(
            f"“{book.name}”是从网盘（OneDrive、SharePoint）打开的，旁边不能保存备份，{_UNCHANGED}："
            "请另存到本机或共享文件夹后再试。"
        )
    if not book.api.Path:
        raise UserError(f"“{book.name}”还没有保存过，{_UNCHANGED}：请先保存到文件夹中再试。")
    if book.api.ReadOnly:
        raise UserError(
            f"“{book.name}”以只读方式打开，结果无法保存，{_UNCHANGED}："
            "请关闭占用它的程序后重新打开，或另存为另一文件后再试。"
        )
    return Path(stored)
