"""The verdict as plain data: what the sheet 评价结论 says."""

from dataclasses import dataclass
from typing import Optional, Tuple

from xltoolkit.evaluation.case import Head


@dataclass(frozen=True)
class RateLine:
    """One line of 三、主要指标, already in words.

    `calculation` as 73.00÷80.00, `result` as 91.25%, `standard` as
    ≥95%（示范方案）, `judgement` 达标, 未达标, 无标准 or 未提供, `published` one of 一致, 截尾,
    输入舍入, 不一致, 未公布, 公布值，不可复算, with a scope in brackets where one is stated.
    """

    id: str
    name: str
    calculation: str
    result: str
    standard: str
    judgement: str
    published: str


@dataclass(frozen=True)
class UnscoredRow:
    """A row of the scheme without a score and the word for why (未提供, 不适用, 证据不足)."""

    name: str
    points: float
    why: str


@dataclass(frozen=True)
class Verdict:
    """The verdict: paragraphs in official Chinese and the figures behind them.

    `grade` is the one that the scheme itself gives, None while it is not fully scored; then
    `grade_range` names the grades that the missing points leave open, worst first. A score
    decided outside stands in `decided_…` and in the paragraphs, and `source`, 得分来源, is then
    定稿录入 instead of 计算. Paragraphs are whole sentences; staff may edit them on the sheet.
    """

    title: str
    department: str
    body: str
    stage: str
    source: str
    full: float
    scorable: float
    scored: float
    total: float
    normalised: Optional[float]
    grade: Optional[str]
    grade_range: Tuple[str, ...]
    decided_score: Optional[float]
    decided_grade: str
    decided_basis: str
    heads: Tuple[Head, ...]
    unscored: Tuple[UnscoredRow, ...]
    amount_paragraph: str
    reconciliation: str
    score_paragraph: str
    trial_paragraph: str
    unscored_paragraph: str
    rates: Tuple[RateLine, ...]
    issues_paragraph: str
    conclusion: str
    hints: int
    to_verify: int
