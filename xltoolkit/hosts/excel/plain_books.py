"""Small workbooks without macros that files with macros are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xltoolkit.version import VERSION

_CREATED = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - the file format knows no time zone
_FONT = {"font_name": "宋体", "font_size": 11}
_CALCULATION_ID = 191029

FIRST_CHECK_SHEET = "初次验证"
NOT_CALCULATED = "尚未重算"
"""What stands in a cell of the first check until Excel has calculated it."""

FIRST_CHECKS = (
    ("90÷100，应显示 0.9", "=PERF_EXEC_RATE(90,100)"),
    ("除以0，应显示 #DIV/0!", "=PERF_EXEC_RATE(90,0)"),
    ("引用空格B20，应显示 #N/A", "=PERF_EXEC_RATE(B20,100)"),
    ("对含错误值的区域求和，应显示 1.8", "=PERF_TOTAL(B5:B6)+PERF_TOTAL(B5)"),
    ("85分的等级，应显示 良", "=PERF_GRADE(85)"),
)
"""What each formula of the first check shows, and the formula."""

_FIRST_CHECK_ROW = 5


def about_add_in() -> bytes:
    """Return the workbook of the add-in: one sheet that says what it is."""
    lines = (
        "部门整体支出绩效评价工具加载项",
        f"版本 {VERSION}",
        "装好后，任何工作簿都可以使用 PERF_ 开头的函数，功能区出现“绩效评价（加载项）”一栏。",
    )

    def write(sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 80)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line)

    return _book("关于", "部门整体支出绩效评价工具加载项", write)


def first_check() -> bytes:
    """Return the workbook of the first check: a few formulas with what they must show."""

    def write(sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 18)
        sheet.write_string(0, 0, "初次验证：先看函数，再看按钮")
        sheet.write_string(1, 0, "一、启用宏后按 Ctrl+Alt+F9 全部重算，逐行比较。")
        sheet.write_string(2, 0, "二、再点功能区“绩效评价”一栏中的“自检”，应出现一个中文窗口。")
        sheet.write_string(3, 0, "应显示的内容")
        sheet.write_string(3, 1, "实际显示")
        for row, (expected, formula) in enumerate(FIRST_CHECKS, _FIRST_CHECK_ROW - 1):
            sheet.write_string(row, 0, expected)
            sheet.write_formula(row, 1, formula, None, NOT_CALCULATED)

    return _book(FIRST_CHECK_SHEET, "初次验证", write)


def _book(sheet_name: str, title: str, write: Callable[[Worksheet], None]) -> bytes:
    """Return a workbook of one sheet; the same content always gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "default_format_properties": {**_FONT}}
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.calc_on_load = False
    workbook.calc_id = _CALCULATION_ID
    workbook.set_properties({"title": title, "created": _CREATED})
    write(workbook.add_worksheet(sheet_name))
    workbook.close()
    return stream.getvalue()
