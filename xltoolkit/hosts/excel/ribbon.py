"""The ribbon tab: one table of buttons gives its XML and the callbacks in VBA."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE_NAME = "PerfRibbon"


@dataclass(frozen=True)
class Button:
    """A button of the tab.

    Attributes:
        action: Name of the function in `xltoolkit.hosts.excel.actions` that it runs.
        label: What stands on it.
        screentip: The bold line that appears under the mouse.
        supertip: What it does, in one or two sentences.
        image: One of Office's own icons (imageMso).
        large: Whether it takes the height of the ribbon.
    """

    action: str
    label: str
    screentip: str
    supertip: str
    image: str
    large: bool = False

    @property
    def key(self) -> str:
        """The action in the form of names in VBA and XML: `run_all` is `RunAll`."""
        return "".join(word.capitalize() for word in self.action.split("_"))


@dataclass(frozen=True)
class Group:
    """Buttons that stand together."""

    key: str
    label: str
    buttons: tuple[Button, ...]


GROUPS = (
    Group(
        "Evaluation",
        "评价",
        (
            Button(
                "regenerate",
                "生成问题清单和评价结论",
                "生成问题清单和评价结论",
                "按现有数据重新写出这两张表，可以反复使用；手工填写和改写的内容都保留。",
                "RefreshAll",
                large=True,
            ),
            Button(
                "check_entries",
                "检查录入",
                "检查录入",
                "列出填得不对的单元格，给出原值和建议值；不改动任何内容。",
                "DataValidation",
                large=True,
            ),
            Button(
                "fill_data",
                "填充数据",
                "填充数据",
                "从案例文件或数据表（.yaml、.csv、.xlsx）填入本工作簿；已填的其他内容不动。",
                "ImportExcel",
            ),
            Button(
                "restore_last",
                "恢复上次",
                "恢复上次",
                "回到上一次写入之前的状态；现在的状态也会另存，可以再恢复回来。",
                "Undo",
            ),
            Button(
                "export_report",
                "导出报告",
                "导出评价报告",
                "把已保存的工作簿写成Word报告，放在同一文件夹；工作簿不改动。",
                "FileSaveAs",
            ),
        ),
    ),
    Group(
        "Support",
        "帮助",
        (
            Button(
                "self_check",
                "自检",
                "自检",
                "检查Python、加载项和安全设置，列出问题和解决办法。",
                "ErrorChecking",
            ),
            Button("open_help", "帮助", "帮助", "打开使用说明和常见问题。", "Help"),
        ),
    ),
)
BUTTONS = tuple(button for group in GROUPS for button in group.buttons)


class Tab(Enum):
    """The tab of a workbook of its own and that of the add-in, which may be shown side by side.

    Names differ too: with both open, Excel might run the callback of the other file.
    """

    BOOK = "PerfBook", "绩效评价"
    ADD_IN = "PerfAddIn", "绩效评价（加载项）"

    @property
    def prefix(self) -> str:
        """What stands before the name of every callback and control."""
        return self.value[0]

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self.value[1]

    def callback(self, button: Button) -> str:
        """The procedure in VBA that a button runs."""
        return f"{self.prefix}{button.key}"


def ribbon_xml(tab: Tab) -> bytes:
    """Return the part `customUI/customUI14.xml`."""
    root = etree.Element(f"{{{NAMESPACE}}}customUI", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # None is the default one
    tabs = _child(_child(root, "ribbon"), "tabs")
    drawn = _child(tabs, "tab", id=f"{tab.prefix}Tab", label=tab.label)
    for group in GROUPS:
        drawn_group = _child(drawn, "group", id=f"{tab.prefix}{group.key}", label=group.label)
        for button in group.buttons:
            _child(
                drawn_group,
                "button",
                id=f"{tab.prefix}{button.key}Button",
                label=button.label,
                screentip=button.screentip,
                supertip=button.supertip,
                imageMso=button.image,
                size="large" if button.large else "normal",
                onAction=tab.callback(button),
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def callback_source(tab: Tab) -> str:
    """Return the source of the module with a callback for every button."""
    lines = ["Option Explicit", "' Generated from the table of buttons."]
    for button in BUTTONS:
        lines += ["", *_callback(tab, button)]
    return "\n".join([*lines, "", *_PRESS]) + "\n"


def _callback(tab: Tab, button: Button) -> Iterator[str]:
    yield f"Public Sub {tab.callback(button)}(control As IRibbonControl)"
    yield f'    PerfPress "{button.action}"'
    yield "End Sub"


# Whatever goes wrong inside Python is told there; what arrives here is that Python is missing.
_PRESS = (
    "Private Sub PerfPress(ByVal action As String)",
    "    On Error GoTo failed",
    "    PerfRunAction action",
    "    Exit Sub",
    "failed:",
    "    PerfLastError = Err.Description",
    '    MsgBox PerfText("no_python") & vbCrLf & vbCrLf & PerfLastError, vbExclamation, PerfText("title")',
    "End Sub",
)
