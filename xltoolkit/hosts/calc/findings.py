"""What a check of the installation reports, as plain data; and checks that both sides share.

Standard library only, Python 3.8: the button 自检 and the command line use it.
"""

from dataclasses import dataclass
from typing import Iterable

OLDEST_LIBREOFFICE = "7.0"
"""The extension declares it, and LibreOffice refuses to install into anything older."""
PROVEN_LIBREOFFICE = "7.4"
"""The only version that the project's tests have run on."""

GOOD, DOUBTFUL, BAD = "正常", "提醒", "错误"


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    `state` is 正常, 提醒 or 错误; `sentence` says what was found; `remedy` what to do, empty where
    nothing is to be done.
    """

    name: str
    state: str
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return the line that users see."""
        remedy = f"：{self.remedy}" if self.remedy else ""
        return f"【{self.state}】{self.name}：{self.sentence}{remedy}。"


def in_words(findings: Iterable[Finding]) -> str:
    """Return findings as lines, and what they come to."""
    known = list(findings)
    wrong = sum(finding.state == BAD for finding in known)
    result = f"有{wrong}项错误，请按提示处理。" if wrong else "自检通过。"
    return "\n".join([*map(str, known), result])


def version_finding(version: str) -> Finding:
    """Judge a version of LibreOffice such as 7.4.7.2."""
    name = "LibreOffice"
    if version_key(version) < version_key(OLDEST_LIBREOFFICE):
        return Finding(
            name,
            BAD,
            f"版本{version or '未知'}过旧",
            f"请安装{OLDEST_LIBREOFFICE}以上版本，建议{PROVEN_LIBREOFFICE}以上",
        )
    return Finding(name, GOOD, f"版本{version}")


def version_key(version: str) -> "tuple[int, ...]":
    """Return the leading numbers of a version, to compare it by."""
    numbers = []
    for part in version.split("."):
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)
