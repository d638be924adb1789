"""Small workbooks without macros that files with macros are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltoolkit.version import VERSION

_CREATED = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - the file format knows no time zone
_FONT = {"font_name": "宋体", "font_size": 11}
_TITLE = {"bold": True, "font_size": 16}
_HEADER = {"bold": True, "border": 1, "bg_color": "#D9E1F2"}
_CELL = {"border": 1, "align": "left"}
_CALCULATION_ID = 191029

FIRST_CHECK_SHEET = "初次验证"
NOT_CALCULATED = "尚未重算"
"""What stands in a cell of the first check until Excel has calculated it."""


@dataclass(frozen=True)
class FirstCheck:
    """A line of the first check: what it tries, its formula, and what the cell must show."""

    tried: str
    formula: str
    expected: str


FIRST_CHECKS = (
    FirstCheck("函数：90÷100", "=PERF_EXEC_RATE(90,100)", "0.9"),
    FirstCheck("函数：除以0", "=PERF_EXEC_RATE(90,0)", "#DIV/0!"),
    FirstCheck("Excel自己的函数认得上一行的错误", "=IFERROR(B7,1)", "1"),
    FirstCheck("函数：引用空单元格", "=PERF_EXEC_RATE(B20,100)", "#N/A"),
    FirstCheck("函数：区域含错误值", "=PERF_TOTAL(B6:B7)", "0.9"),
    FirstCheck("函数：结果是文字", "=PERF_GRADE(85)", "良"),
)
FIRST_CHECK_ROW = 6
"""The row of the first of them."""

_FIRST_CHECK_STEPS = (
    "一、提示“安全警告：宏已被禁用”的，点“启用内容”。",
    "二、按 Ctrl+Alt+F9 全部重算，“实际显示”应与“应显示”逐行相同。",
    "三、点功能区“绩效评价”一栏的“自检”，应出现一个中文窗口。",
)


def about_add_in() -> bytes:
    """Return the workbook of the add-in: one sheet that says what it is."""
    lines = (
        "部门整体支出绩效评价工具加载项",
        f"版本 {VERSION}",
        "装好后，任何工作簿都可以使用 PERF_ 开头的函数，功能区出现“绩效评价（加载项）”一栏。",
    )

    def write(book: Workbook, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 80)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, book.add_format(_TITLE) if row == 0 else None)

    return _book("关于", "部门整体支出绩效评价工具加载项", write)


def first_check() -> bytes:
    """Return the workbook of the first check: a few formulas with what they must show."""

    def write(book: Workbook, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 2, 14)
        header, cell = book.add_format(_HEADER), book.add_format(_CELL)
        sheet.write_string(0, 0, "初次验证：先看函数，再看按钮", book.add_format(_TITLE))
        for row, step in enumerate(_FIRST_CHECK_STEPS, 1):
            sheet.write_string(row, 0, step)
        sheet.write_row(FIRST_CHECK_ROW - 2, 0, ("内容", "实际显示", "应显示"), header)
        for row, check in enumerate(FIRST_CHECKS, FIRST_CHECK_ROW - 1):
            sheet.write_string(row, 0, check.tried, cell)
            sheet.write_formula(row, 1, check.formula, cell, NOT_CALCULATED)
            sheet.write_string(row, 2, check.expected, cell)

    return _book(FIRST_CHECK_SHEET, "初次验证", write)


def _book(sheet_name: str, title: str, write: Callable[[Workbook, Worksheet], None]) -> bytes:
    """Return a workbook of one sheet; the same content always gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "default_format_properties": {**_FONT}}
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.calc_on_load = False
    workbook.calc_id = _CALCULATION_ID
    workbook.set_properties({"title": title, "created": _CREATED})
    write(workbook, workbook.add_worksheet(sheet_name))
    workbook.close()
    return stream.getvalue()
