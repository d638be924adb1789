"""What a batch works with: its settings, one row for each file, and what a row says.

Everything here is plain data that can be pickled to another process or machine, and written as
JSON. Money is in 万元, ratios are fractions, None is what is not known.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class TaskConfig:
    """What every task of a batch is told.

    Attributes:
        now: The time of the batch; nothing else looks at a clock.
        write: Whether 问题清单 and 评价结论 are written into the workbooks too.
        seconds: How long one file may take.
        memory: Bytes that a worker may take for a file, where the system knows such a limit.
    """

    now: datetime
    write: bool = False
    seconds: float = 60.0
    memory: int = 2048 * MEBIBYTE


class FailureKind(Enum):
    """Why a file has no result."""

    REFUSED = "不能评价"
    TIMEOUT = "超时"
    MEMORY = "内存超限"
    CRASH = "进程崩溃"
    ERROR = "程序出错"


LASTING = (FailureKind.REFUSED, FailureKind.ERROR)
"""Failures that only another file can change; the others are tried again by the next start."""


@dataclass(frozen=True)
class Failure:
    """Why a file has no result: the kind, and a sentence with what can be done."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True)
class HeadScore:
    """The score of one level-1 head (一级指标)."""

    name: str
    points: float
    scorable: float
    scored: float
    score: float


@dataclass(frozen=True)
class IndicatorScore:
    """The score of one row of 指标评分; None where it has none, and `absence` says why."""

    indicator: str
    head: str
    name: str
    points: float
    score: float | None
    absence: str
    reason: str


@dataclass(frozen=True)
class Rate:
    """One rate of 三、主要指标; `of_scheme` tells the scheme's rates from the department's own.

    `result` is the value as 评价结论 prints it; `judgement` is 达标, 未达标, 无标准 or 未提供;
    `published` is the class against the published figure (一致, 截尾, …, 未公布).
    """

    indicator: str
    name: str
    of_scheme: bool
    value: float | None
    result: str
    standard: float | None
    judgement: str
    published: str


@dataclass(frozen=True)
class IssueFound:
    """One issue; `rule` is the code of the rule and empty for an auditor's finding without one."""

    key: str
    rule: str
    nature: str
    origin: str
    group: str
    title: str
    text: str
    amount: float | None
    points_lost: float | None


@dataclass(frozen=True)
class Department:
    """The result of one file: one department in one year under one scheme.

    Attributes:
        adjustments: Where standards, points or grades of the workbook differ from the scheme,
            in words. Scores under different standards are not compared.
        grade: Empty while points are missing; `open_grades` are then still possible.
        decided_score: 定稿得分, decided outside; `decided_grade` and `decided_basis` belong to it.
        amount: 评价金额.
        open_checks: Rows of 核对 that do not agree and are not resolved.
    """

    name: str
    year: int
    body: str
    stage: str
    scheme: str
    scheme_name: str
    scheme_version: str
    adjustments: tuple[str, ...]
    full: float
    scorable: float
    scored: float
    total: float
    normalised: float | None
    grade: str
    open_grades: tuple[str, ...]
    decided_score: float | None
    decided_grade: str
    decided_basis: str
    amount: float | None
    problems: int
    hints: int
    to_verify: int
    open_checks: int
    heads: tuple[HeadScore, ...]
    scores: tuple[IndicatorScore, ...]
    rates: tuple[Rate, ...]
    issues: tuple[IssueFound, ...]


@dataclass(frozen=True)
class Row:
    """What became of one file: a department, or a failure."""

    department: Department | None
    failure: Failure | None = None

    @classmethod
    def failed(cls, kind: FailureKind, reason: str) -> "Row":
        """Return the row of a file that has no result."""
        return cls(None, Failure(kind, reason))
