"""Whether Calc is ready to work with the toolkit, as plain findings: for `doctor` to join.

The button 自检 answers the same questions from inside LibreOffice, and looks at the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import xltoolkit.hosts.calc.office_program as office
from xltoolkit.health import Finding, Severity, good
from xltoolkit.hosts.calc.findings import version_finding
from xltoolkit.hosts.calc.installation import installed_version, user_profile
from xltoolkit.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

_PYTHON_PARTS = ("pythonloader.py", "libpythonloaderlo.so", "pythonloaderlo.dll")
_EXTENSION = "LibreOffice扩展"
_INSTALL = "请运行“xltoolkit install calc”"


def calc_findings(profile: Path | None = None) -> tuple[Finding, ...]:
    """Return what was found of LibreOffice, its Python and our extension.

    Args:
        profile: The user's profile of LibreOffice; the usual place if None.
    """
    program = office.find_office()
    if program is None:
        return (
            Finding(
                Severity.WARNING,
                "LibreOffice",
                "没有安装，不影响命令行和Excel",
                "需要在Calc中使用的，请安装LibreOffice 7.0以上版本",
            ),
        )
    return (
        version_finding(office.office_version(program)),
        _python(program),
        _extension(profile or user_profile()),
    )


def _python(program: Path) -> Finding:
    """Look for the part of LibreOffice that runs Python; Linux packages it apart."""
    name = "LibreOffice的Python组件"
    folder = program.resolve().parent
    if any((folder / part).exists() for part in _PYTHON_PARTS):
        return good(name, "已安装")
    return Finding(
        Severity.ERROR, name, f"在“{folder}”中没有找到", "请安装（Debian、Ubuntu上为python3-uno）"
    )


def _extension(profile: Path) -> Finding:
    version = installed_version(profile)
    if version is None:
        return Finding(Severity.WARNING, _EXTENSION, "当前用户没有安装", _INSTALL)
    if version != VERSION:
        return Finding(
            Severity.WARNING, _EXTENSION, f"装的是{version}，本工具是{VERSION}", _INSTALL
        )
    return good(_EXTENSION, f"已安装，版本{version}")
