"""The button 自检: whether the toolkit works on this machine and in this document."""

import platform
from typing import Any

from udfs import FUNCTIONS
from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.health import Finding, Severity, good
from xltoolkit.hosts.calc.actions import REPORT
from xltoolkit.hosts.calc.findings import in_words, version_finding
from xltoolkit.hosts.calc.inside.outside_toolkit import toolkit_command
from xltoolkit.hosts.calc.inside.reading import read_content
from xltoolkit.version import VERSION
from xltoolkit.workbook.content import WorkbookContent, address
from xltoolkit.workbook.structure import refuse_lost_parts


def self_check(context: Any, document: Any) -> str:
    """Return the findings of all checks, one line each."""
    content = read_content(document)
    findings = [
        good("扩展", f"已安装，版本{VERSION}，绩效函数{len(FUNCTIONS)}个"),
        version_finding(_office_version(context)),
        good("Python", platform.python_version()),
        _report(),
        _functions(content),
        _automatic(document),
        _structure(content),
    ]
    return in_words(findings)


def _report() -> Finding:
    """Look for what the button 导出报告 needs and the others do not."""
    try:
        return good(REPORT.title, f"由“{toolkit_command()[0]}”生成")
    except UserError as problem:
        return Finding(Severity.WARNING, REPORT.title, remedy=str(problem).rstrip("。"))


def _office_version(context: Any) -> str:
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    setting = _named_value("nodepath", "/org.openoffice.Setup/Product")
    product = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (setting,)
    )
    return str(product.getPropertyValue("ooSetupVersionAboutBox"))


def _named_value(name: str, value: str) -> Any:
    import uno  # noqa: PLC0415 - only the bridge inside LibreOffice has it

    structure = uno.createUnoStruct("com.sun.star.beans.NamedValue")
    structure.Name, structure.Value = name, value
    return structure


def _functions(content: WorkbookContent) -> Finding:
    """Look for formulas whose functions are unknown: they show #NAME?."""
    unknown = [
        f"{title}!{address(*place)}"
        for title, cells in content.sheets.items()
        for place, cell in cells.items()
        if cell.formula is not None and cell.value is CellError.NAME
    ]
    name = "本工作簿的公式"
    if not unknown:
        return good(name, "函数都能识别")
    return Finding(
        Severity.ERROR,
        name,
        f"{unknown[0]}等{len(unknown)}处显示#NAME?",
        "请关闭后重新打开工作簿；仍然如此的，请核对这些公式的函数名",
    )


def _automatic(document: Any) -> Finding:
    if document.isAutomaticCalculationEnabled():
        return good("自动计算", "已打开")
    return Finding(
        Severity.WARNING,
        "自动计算",
        "已关闭，改动数据后结果不会更新",
        "请在“数据－计算”中打开“自动计算”",
    )


def _structure(content: WorkbookContent) -> Finding:
    name = "本工作簿"
    try:
        refuse_lost_parts(content)
    except UserError as problem:
        return Finding(Severity.ERROR, name, str(problem).rstrip("。"))
    return good(name, "是本工具的评价工作簿，各表和名称齐全")
