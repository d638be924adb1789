"""What a check of the installation says, and the checks that both sides share.

Standard library only, Python 3.8: the button 自检 and the command line use it.
"""

from typing import Iterable

from xltoolkit.health import Finding, Severity, good

OLDEST_LIBREOFFICE = "7.0"
"""The extension declares it, and LibreOffice refuses to install into anything older."""
PROVEN_LIBREOFFICE = "7.4"
"""The only version that the project's tests have run on."""


def in_words(findings: Iterable[Finding]) -> str:
    """Return findings as lines, and what they come to."""
    known = list(findings)
    wrong = sum(finding.severity is Severity.ERROR for finding in known)
    result = f"有{wrong}项错误，请按提示处理。" if wrong else "自检通过。"
    return "\n".join([*map(str, known), result])


def version_finding(version: str) -> Finding:
    """Judge a version of LibreOffice such as 7.4.7.2."""
    name = "LibreOffice"
    if version_key(version) < version_key(OLDEST_LIBREOFFICE):
        return Finding(
            Severity.ERROR,
            name,
            f"版本{version or '未知'}过旧",
            f"请安装{OLDEST_LIBREOFFICE}以上版本，建议{PROVEN_LIBREOFFICE}以上",
        )
    return good(name, f"版本{version}")


def version_key(version: str) -> "tuple[int, ...]":
    """Return the leading numbers of a version, to compare it by."""
    numbers = []
    for part in version.split("."):
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)
