"""What a comparison of departments says, as plain data; `comparing.py` finds it."""

from collections.abc import Mapping
from dataclasses import dataclass

from xltoolkit.batch.doubles import CHOOSING

FEWEST_FOR_QUARTILES = 4
FEWEST_FOR_OUTLIERS = 8
"""Fewer departments than these have no quartiles, and no outliers; our own choice."""

FENCE = 1.5
"""How many interquartile ranges beyond a quartile a value stands apart (Tukey's fences)."""

COMPARING = (
    (
        "只有年度、评分方案、版本和评分参数（标准值、分值、计分方法、等级线）都相同的部门才放在一组比较；"
        "各组的排名、分布和离群值互不相干。"
    ),
    (
        "排名按工作簿内指标计算的折算得分，四舍五入到两位小数，同分同名次；可评的分值没有全部评完的"
        "不排名，列在“未排名”。定稿录入的得分另列，不参加排名。"
    ),
    CHOOSING,
    (
        "得分率＝得分÷分值。四分位数与Excel的QUARTILE.INC相同，"
        f"少于{FEWEST_FOR_QUARTILES}个部门不计算。"
    ),
    (
        f"离群值是低于下四分位数或高于上四分位数{FENCE:g}倍四分位距以外的值，只供核对线索，"
        f"不等于有问题；少于{FEWEST_FOR_OUTLIERS}个部门不判断。"
    ),
    "涉及金额是各条问题金额相加，同一笔资金可能在几条问题中出现。",
)
"""How the comparison is made, for the workbook and the page."""


@dataclass(frozen=True)
class Ranked:
    """A department in the ranking of its group.

    `heads` is the rate of points earned (得分率) by head, None where the head is not fully scored.
    """

    rank: int
    file: str
    department: str
    score: float
    grade: str
    heads: Mapping[str, float | None]
    amount: float | None
    problems: int
    open_checks: int
    stage: str
    decided: str
    doubled: bool


@dataclass(frozen=True)
class Unranked:
    """A department that was evaluated but cannot be ranked, and why."""

    file: str
    department: str
    problems: int
    why: str
    doubled: bool


@dataclass(frozen=True)
class Spread:
    """How a score is spread over a group: five points and the mean.

    `kind` is 总分, 一级指标 or 指标. A score of 总分 is in points, the others are rates.
    Quartiles are None for fewer than FEWEST_FOR_QUARTILES values.
    """

    kind: str
    name: str
    count: int
    lowest: float
    first: float | None
    median: float
    third: float | None
    highest: float
    mean: float


@dataclass(frozen=True)
class Frequent:
    """An issue that departments of a group share, by the rule that found it.

    `examples` are the titles that it has most often.
    """

    rule: str
    title: str
    examples: str
    departments: int
    share: float
    issues: int
    amount: float | None
    points_lost: float | None


@dataclass(frozen=True)
class Outlier:
    """A value that stands apart from its group, with the fences that it lies beyond."""

    file: str
    department: str
    name: str
    value: str
    median: str
    low: str
    high: str
    side: str
    distance: float


@dataclass(frozen=True)
class Group:
    """Departments that were measured alike, and what comparing them shows.

    `repeated` are further files of departments that count already: nothing else includes them.
    """

    title: str
    year: int
    scheme_name: str
    heads: tuple[str, ...]
    ranking: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]
    repeated: tuple[Unranked, ...]
    grades: tuple[tuple[str, int], ...]
    spreads: tuple[Spread, ...]
    frequent: tuple[Frequent, ...]
    outliers: tuple[Outlier, ...]

    @property
    def size(self) -> int:
        """How many departments the group has, each counted once."""
        return len(self.ranking) + len(self.unranked)


@dataclass(frozen=True)
class FailedFile:
    """A file without a result."""

    file: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Comparison:
    """All groups of a batch, its failures, and sentences that a reader must know first."""

    groups: tuple[Group, ...]
    failures: tuple[FailedFile, ...]
    warnings: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many files have a result."""
        return sum(group.size + len(group.repeated) for group in self.groups)

    @property
    def ranked(self) -> int:
        """How many departments are ranked, each once in its group."""
        return sum(len(group.ranking) for group in self.groups)

    @property
    def unranked(self) -> int:
        """How many departments have points missing."""
        return sum(len(group.unranked) for group in self.groups)

    @property
    def repeated(self) -> int:
        """How many files are of departments that another file stands for."""
        return sum(len(group.repeated) for group in self.groups)
