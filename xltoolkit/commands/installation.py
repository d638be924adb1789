"""`xltoolkit install`, `uninstall`, `doctor` and `bundle windows`."""

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from xltoolkit.commands.bundle import excel_files
from xltoolkit.health import Finding, Severity
from xltoolkit.hosts.calc.checks import calc_findings
from xltoolkit.hosts.excel.bundle import add_in
from xltoolkit.hosts.excel.doctor import examine
from xltoolkit.hosts.excel.installing import install_excel, refuse_elsewhere, uninstall_excel
from xltoolkit.hosts.excel.machine import this_machine
from xltoolkit.hosts.excel.places import ADD_IN_NAME, toolkit_folder
from xltoolkit.hosts.excel.windows_bundle import Parts, bundle_windows, collect_wheels

COLOURS = {
    Severity.GOOD: "green",
    Severity.WARNING: "yellow",
    Severity.ERROR: "red",
    Severity.NOT_HERE: "dim",
}

EXAMINATIONS: dict[str, Callable[[], tuple[Finding, ...]]] = {
    "Excel": lambda: examine(this_machine()),
    "LibreOffice Calc": calc_findings,
}
"""The hosts, and what examines this machine for each."""


def install(addin: Path | None) -> None:
    """Install the add-in of Excel for the present user."""
    refuse_elsewhere()
    target = install_excel(addin, add_in)
    print(f"已安装加载项：{target}")
    print("重新打开 Excel，功能区有“绩效评价（加载项）”选项卡即可使用。")


def uninstall() -> None:
    """Take the add-in of Excel away."""
    if uninstall_excel():
        print("已卸载加载项。工作簿、备份和日志没有删除。")
    else:
        print("没有安装过加载项，未作任何改动。")
    print(f"工具自带的 Python 在“{toolkit_folder()}”，关闭 Excel 后可以删除该文件夹。")


def doctor() -> bool:
    """Print what was found for every host; return whether one of them cannot work as it is."""
    console = Console(highlight=False)
    troubles = errors = 0
    for host, examination in EXAMINATIONS.items():
        console.print(f"[bold]{host}[/bold]")
        for finding in examination():
            console.print(f"[{COLOURS[finding.severity]}]{escape(str(finding))}[/]", soft_wrap=True)
            troubles += finding.is_trouble
            errors += finding.severity is Severity.ERROR
    console.print(f"发现{troubles}处问题。" if troubles else "未发现问题。")
    return errors > 0


def bundle(out: Path, python: Path | None) -> None:
    """Make the installation package for Windows."""
    books = excel_files()
    parts = Parts(addin=books.pop(ADD_IN_NAME), books=books)
    count = bundle_windows(out, parts, collect_wheels, python)
    megabytes = out.stat().st_size / 1_000_000
    print(f"已制作安装包：{out}（{count}个文件，{megabytes:.0f} MB）")
    if python is None:
        print(
            "安装包不含 Python：目标机器要有 Python 3.11（64位），或用 --python 带上嵌入式 Python。"
        )
