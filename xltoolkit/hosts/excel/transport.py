"""The module in VBA that reaches Python: xlwings' own, taken from the installed package.

It is taken when a file is built, so that the library that it names and the installed Python
package are always of one version. Its licence (BSD, 3 clauses) asks for the notice at its head,
which stays where it is. Nothing of xlwings PRO is used.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel.ribbon import Tab

MODULE_NAME = "xlwings"
PROJECT = "xltoolkit"
"""What the settings are found by: the sheet `xltoolkit.conf`, never a setting of other projects."""

NOTICE = "'xlwings is distributed under a BSD 3-clause license."

_FILE = "xlwings.bas"
_ATTRIBUTE = "Attribute VB_Name"
# Its functions are for our modules, not for the list of functions that staff see.
_OPTION = "Option Private Module"
_OWN_PROJECT = (
    'Public Const PROJECT_NAME As String = "xlwings"',
    f'Public Const PROJECT_NAME As String = "{PROJECT}"',
)
# A button of the add-in works on the workbook in front. Settings still come from the add-in alone:
# those of a workbook could name any program to be started.
_BOOK_IN_FRONT = (
    '"xlwings._xlwindows"), "BOOK_CALLER", ThisWorkbook',
    '"xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook',
)


class UnknownTransport(UserError):
    """The installed xlwings looks otherwise than the one that this was written for."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"已安装的xlwings与本工具不配套（{found}），不能写出带函数和按钮的文件："
            "请重新安装本工具及其依赖后再试。"
        )


def transport_source(tab: Tab) -> str:
    """Return the source of the module `xlwings` for a workbook of its own or for the add-in.

    Raises:
        UnknownTransport: A line that must be adapted is not there exactly once, or the module is
            of another version than the package.
    """
    lines = package_folder().joinpath(_FILE).read_text(encoding="ascii").splitlines()
    source = "\n".join(line for line in lines if not line.startswith(_ATTRIBUTE))
    _require_once(source, f'XLWINGS_VERSION As String = "{version("xlwings")}"')
    _require_once(source, NOTICE)
    source = _replaced(source, *_OWN_PROJECT)
    if tab is Tab.ADD_IN:
        source = _replaced(source, *_BOOK_IN_FRONT)
    return f"{_OPTION}\n{source}\n"


def package_folder() -> Path:
    """Return the folder of the installed xlwings, without importing it: that takes long."""
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise UnknownTransport("没有安装")
    return Path(found.origin).parent


def _replaced(source: str, old: str, new: str) -> str:
    _require_once(source, old)
    return source.replace(old, new)


def _require_once(source: str, text: str) -> None:
    found = source.count(text)
    if found != 1:
        raise UnknownTransport(f"版本{version('xlwings')}，“{text}”出现{found}次")
