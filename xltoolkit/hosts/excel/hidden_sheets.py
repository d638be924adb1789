"""The two hidden sheets of a file with macros: settings of xlwings, and texts in Chinese.

Macros hold ASCII only, so what they show in Chinese stands in cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from udfs import FUNCTIONS
from udfs.registry import Function
from xltoolkit.hosts.excel.transport import PROJECT
from xltoolkit.hosts.file.cell_xml import Content, cell_xml
from xltoolkit.hosts.file.references import address
from xltoolkit.hosts.file.xml_source import start_tag

SERVED_MODULE = "xltoolkit.hosts.excel.udf_module"
INTERPRETER = r"%LOCALAPPDATA%\xltoolkit\python\pythonw.exe"

SETTINGS = {
    "INTERPRETER_WIN": INTERPRETER,
    "UDF MODULES": SERVED_MODULE,
    # One Python serves functions and buttons, and is started only once.
    "USE UDF SERVER": "True",
    # A Python file beside a workbook that came by mail must never be run.
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    # A setting that stands here, even empty, is not looked for in files beside the workbook.
    "PYTHONPATH": "",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "LICENSE_KEY": "",
    "ONEDRIVE_CONSUMER_WIN": "",
    "ONEDRIVE_COMMERCIAL_WIN": "",
    "SHAREPOINT_WIN": "",
    "DEBUG UDFS": "False",
    "SHOW CONSOLE": "False",
    "SHOW_ERROR_POPUPS": "True",
    "TEMP DIR": "%TEMP%",
}
"""What xlwings reads, by its own names for it."""

MESSAGES = {
    "title": "绩效评价",
    "no_python": (
        "没有连上Python，这次什么也没有做，工作簿未作改动："
        "请关闭Excel，重新运行安装程序后再试；"
        "仍不行的，请把下面的英文提示告诉单位的电脑管理员。"
    ),
}
"""What the macros themselves tell, by the key that `PerfText` is given."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class HiddenSheet:
    """A sheet that staff never see: its name, the module in VBA that belongs to it, its rows."""

    name: str
    code_name: str
    rows: tuple[tuple[str, ...], ...]

    def xml(self) -> bytes:
        """Return the part of the sheet."""
        last = address((len(self.rows), max(map(len, self.rows))))
        return b"".join(
            (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
                start_tag("worksheet", [("xmlns", _MAIN)]),
                start_tag("sheetPr", [("codeName", self.code_name)], empty=True),
                start_tag("dimension", [("ref", f"A1:{last}")], empty=True),
                b"<sheetData>",
                *(_row_xml(number, row) for number, row in enumerate(self.rows, 1)),
                b"</sheetData></worksheet>",
            )
        )


def hidden_sheets() -> tuple[HiddenSheet, ...]:
    """Return the sheets in the order in which they stand behind the others."""
    return (
        HiddenSheet(f"{PROJECT}.conf", "PerfSettings", tuple(SETTINGS.items())),
        HiddenSheet(f"{PROJECT}.text", "PerfHelp", (*MESSAGES.items(), *function_help())),
    )


def function_help(functions: Mapping[str, Function] = FUNCTIONS) -> Iterator[tuple[str, ...]]:
    """Return a row for each function: name, category, help, and the help of each argument."""
    for function in functions.values():
        yield (
            function.name,
            f"{MESSAGES['title']}·{function.category.value}",
            f"{function.title.zh}：{function.help.zh}",
            *(f"{each.title.zh}：{each.help.zh}" for each in function.parameters),
        )


def _row_xml(number: int, row: Sequence[str]) -> bytes:
    cells = (
        cell_xml("", [("r", address((number, column)))], Content(text))
        for column, text in enumerate(row, 1)
        if text
    )
    return start_tag("row", [("r", str(number))]) + b"".join(cells) + b"</row>"
