"""A case: one department in one year, as the cells of its workbook say it.

The workbook has already computed every rate, score and total; nothing here computes them a
second time. Money is in 万元, ratios are fractions, an empty cell is None and an error value
stays an error value. Every row knows the cell that a reader should look at.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Mapping, Optional, Tuple, Union

from udfs.errors import CellError

Value = Union[None, float, str, CellError]


@dataclass(frozen=True)
class CellPlace:
    """A cell of the workbook: sheet name and address such as "F12"."""

    sheet: str
    cell: str


class Absence(Enum):
    """Why a row has no score; none of them is 0. 待补 is the scheme's own gap, not the case's."""

    NOT_PROVIDED = "未提供"
    NOT_APPLICABLE = "不适用"
    EVIDENCE_LACKING = "证据不足"
    RULE_MISSING = "评分标准待补"


@dataclass(frozen=True)
class Entry:
    """One input cell of 基础数据, filled or empty. `scope` is its 口径, empty when not stated."""

    quantity: str
    value: Value
    place: CellPlace
    scope: str = ""
    source: str = ""
    note: str = ""

    @property
    def number(self) -> Optional[float]:
        """The value when it is a number."""
        return as_number(self.value)


@dataclass(frozen=True)
class Standard:
    """A standard on 参数: its present value and the word printed behind it (示范方案, 报告所列)."""

    id: str
    title: str
    value: Value
    basis: str
    place: CellPlace


@dataclass(frozen=True)
class Indicator:
    """One row of 指标评分, or a rate that is shown and judged but not scored (points is 0).

    `inputs` are the evidence cells 数1 … 数4; `settings` the rule's P1 … P5 as they stand on
    the sheet; `standard` and `direction` are those of a step rule, or of the unscored rate, and
    None where the row states no standard. `score` is 得分, `final_score` what all sums use
    (手工调整 where typed, else 得分). `definition` is the one in use where the row offers several.
    """

    id: str
    level1: str
    level2: str
    name: str
    points: float
    function: str
    input_ids: Tuple[str, ...]
    inputs: Tuple[Value, ...]
    value: Value
    shape: str
    settings: Tuple[Value, ...]
    direction: Optional[str]
    standard: Optional[float]
    standard_basis: str
    score: Value
    final_score: Value
    reason: str
    place: CellPlace
    absence: Optional[Absence] = None
    mark: Value = None
    evidence: str = ""
    reviewer: str = ""
    adjusted: Optional[float] = None
    adjustment_reason: str = ""
    definition: str = ""


@dataclass(frozen=True)
class Target:
    """One row of 绩效目标. `change` is against last year, in fractions for ratios."""

    id: str
    name: str
    direction: str
    unit: str
    place: CellPlace
    target: Optional[float] = None
    standard: Optional[float] = None
    actual: Optional[float] = None
    previous: Optional[float] = None
    change: Optional[float] = None
    completion: Optional[float] = None
    note: str = ""
    group: str = ""


@dataclass(frozen=True)
class Task:
    """A key task of the year; `covered` is 是否纳入绩效目标, None where not stated."""

    name: str
    covered: Optional[bool]
    place: CellPlace


@dataclass(frozen=True)
class Survey:
    """One survey of 公众 or 内部人员; `respondents_in_words` says for print whom exactly.

    `published_mean` says that only a mean is known, not the answers.
    """

    id: str
    name: str
    respondents: str
    satisfaction: Optional[float]
    place: CellPlace
    published_mean: bool = False
    sent: Optional[float] = None
    returned: Optional[float] = None
    valid: Optional[float] = None
    standard: Optional[float] = None
    respondents_in_words: str = ""
    note: str = ""
    group: str = ""


@dataclass(frozen=True)
class Finding:
    """One entry of 现场发现; `id` is its 编号, `kind` the code of an issue rule or empty."""

    id: str
    fact: str
    place: CellPlace
    title: str = ""
    kind: str = ""
    group: str = ""
    amount: Optional[float] = None
    basis: str = ""
    office: str = ""
    indicator: str = ""
    cases: Optional[float] = None
    evidence: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Check:
    """One row of 核对. `category` is identity, rate, sum or count; `verdict` the class or 平/符合/不平.

    A published rate has the id of its indicator, target or survey; `published` and `recomputed`
    are fractions, `verdict` is one of 一致, 截尾, 输入舍入, 不一致, 不可复算, 未公布, `standard`
    is the one that the publication names. `resolved` is what staff typed in 已解决.
    """

    id: str
    title: str
    category: str
    published: Optional[float]
    recomputed: Optional[float]
    difference: Optional[float]
    verdict: str
    place: CellPlace
    resolved: bool = False
    treatment: str = ""
    standard: Optional[float] = None


@dataclass(frozen=True)
class Group:
    """A heading of 问题清单 from 参数, in order; members are rule codes, quantity or row ids."""

    id: str
    title: str
    members: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """One piece of advice and the finding ids, row ids or rule codes that it answers."""

    id: str
    text: str
    answers: Tuple[str, ...] = ()


@dataclass(frozen=True)
class GradeBand:
    """A grade and its lower bound, as they stand on 参数."""

    lower: float
    name: str


@dataclass(frozen=True)
class Decision:
    """定稿录入: a score and grade decided outside the tool, with its basis."""

    score: Optional[float]
    grade: str
    basis: str


@dataclass(frozen=True)
class Totals:
    """The totals of 指标评分 as its cells hold them; `grade` is empty while it is open."""

    full: float
    scorable: float
    scored: float
    total: float
    normalised: Value
    grade: str


@dataclass(frozen=True)
class Head:
    """The totals of one level-1 head: points, points that can be and were scored, score."""

    name: str
    points: float
    scorable: float
    scored: float
    score: float


@dataclass(frozen=True)
class Cover:
    """The sheet 封面: who is evaluated, by whom, how far."""

    department: str
    year: int
    body: str
    stage: str
    lead: str = ""
    reviewer: str = ""
    leader: str = ""
    profile: str = ""
    results: str = ""


@dataclass(frozen=True)
class Waiver:
    """豁免 of an issue, by its key, with the reason and the name of who decided it."""

    key: str
    reason: str
    name: str
    place: CellPlace


@dataclass(frozen=True)
class RuleSetting:
    """What 参数 says of a rule that rests on a customary value: whether it counts, and its limit.

    `basis` is what is printed behind the limit.
    """

    code: str
    is_on: bool
    limit: Value
    basis: str
    place: CellPlace


@dataclass(frozen=True)
class Tamper:
    """A way in which the workbook differs from its template.

    `kind` is one of the catalogue's `Tampering`; `what` names the column, cell or sheet and
    `places` are all its cells; `present` is the formula that stands in the first of them now.
    """

    kind: str
    id: str
    what: str
    places: Tuple[CellPlace, ...]
    present: str = ""


@dataclass(frozen=True)
class Case:
    """All that issues and verdict are made from.

    `own_advice` holds, by the keys of issues, what a person wrote into 建议 of 问题清单.
    """

    cover: Cover
    scheme: str
    scheme_name: str
    scheme_version: str
    entries: Mapping[str, Entry]
    standards: Tuple[Standard, ...]
    indicators: Tuple[Indicator, ...]
    unscored: Tuple[Indicator, ...]
    targets: Tuple[Target, ...]
    tasks: Tuple[Task, ...]
    surveys: Tuple[Survey, ...]
    findings: Tuple[Finding, ...]
    checks: Tuple[Check, ...]
    groups: Tuple[Group, ...]
    advice: Tuple[Advice, ...]
    grade_bands: Tuple[GradeBand, ...]
    heads: Tuple[Head, ...]
    totals: Totals
    decision: Optional[Decision]
    published_findings: Optional[float]
    fingerprint: str
    scheme_is_draft: bool = False
    waivers: Tuple[Waiver, ...] = ()
    rule_settings: Tuple[RuleSetting, ...] = ()
    tampering: Tuple[Tamper, ...] = ()
    own_advice: Mapping[str, str] = field(default_factory=dict)

    @property
    def waived(self) -> Tuple[str, ...]:
        """The keys of the issues with 豁免."""
        return tuple(waiver.key for waiver in self.waivers)

    def number(self, quantity: str) -> Optional[float]:
        """The number entered for a quantity, or None where there is none."""
        entry = self.entries.get(quantity)
        return None if entry is None else entry.number


def as_number(value: Value) -> Optional[float]:
    """The value when it is a number (truth values are not)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return None
