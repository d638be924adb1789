"""The button 导出报告: a Word report beside the saved workbook."""

from pathlib import Path
from typing import Any

import uno

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.actions import REPORT
from xltoolkit.hosts.calc.inside.dialogs import Progress
from xltoolkit.hosts.calc.inside.outside_toolkit import export_report


def report(document: Any) -> str:
    """Write the report of a document as it is saved, and return what people are told.

    Raises:
        UserError: the document is not saved, or no report could be written.
    """
    path = _saved_file(document)
    progress = Progress(document, REPORT.title, 1)
    try:
        progress.step("生成Word文件")
        return export_report(path)
    finally:
        progress.end()


def _saved_file(document: Any) -> Path:
    """Return the file that holds all that the document shows."""
    url: str = document.URL
    if not url or document.isModified():
        raise UserError(
            "工作簿有未保存的改动，报告只取已保存的内容，没有导出：请先保存，再按按钮。"
        )
    if not url.startswith("file:"):
        raise UserError(f"工作簿不在本机（{url}），没有导出：请另存到本机后再试。")
    return Path(uno.fileUrlToSystemPath(url))
