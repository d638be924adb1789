"""What `xltoolkit doctor` and the button 自检 find out about a machine, as plain data.

Each host declares what may be wrong as `Trouble`s; the title of one is a heading of docs/faq.md
(tested), so that a user finds it there word by word.
"""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding matters."""

    GOOD = "正常"
    WARNING = "提醒"
    ERROR = "错误"
    NOT_HERE = "不适用"


@dataclass(frozen=True)
class Finding:
    """What was found about one subject, and what to do about it."""

    severity: Severity
    title: str
    detail: str = ""
    remedy: str = ""

    @property
    def is_trouble(self) -> bool:
        """Whether the user has to do something."""
        return self.severity in (Severity.WARNING, Severity.ERROR)

    def __str__(self) -> str:
        """Return the line that users see."""
        detail = f"（{self.detail}）" if self.detail else ""
        remedy = f"：{self.remedy}" if self.remedy else ""
        return f"【{self.severity.value}】{self.title}{detail}{remedy}"


@dataclass(frozen=True)
class Trouble:
    """Something that may be wrong: `title` says what, `remedy` how to mend it."""

    severity: Severity
    title: str
    remedy: str

    def found(self, detail: str = "") -> Finding:
        """Return the finding; `detail` names the place or the value."""
        return Finding(self.severity, self.title, detail, self.remedy)


def good(subject: str, detail: str = "") -> Finding:
    """Return the finding that a subject is in order."""
    return Finding(Severity.GOOD, subject, detail)


def not_here(subject: str, why: str) -> Finding:
    """Return the finding that a subject cannot be examined on this machine."""
    return Finding(Severity.NOT_HERE, subject, why)
