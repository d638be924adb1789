"""The content of a case file: one department in one year, as staff or a report state it.

Money is in 万元, rates are fractions (0.925 is 92.5%), and what is not known is None or an
empty tuple, never 0. `group` names one of `CaseFile.groups` by its id. `source` quotes where
an entry comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal


class Direction(Enum):
    """Which side of its target an actual value should be on."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EXACTLY = "="


class Scope(Enum):
    """口径: which bodies a figure covers."""

    HEAD_OFFICE = "局机关"
    MUNICIPAL_LEVEL = "市本级"
    WHOLE_DEPARTMENT = "全部门"


class Respondents(Enum):
    """Whom a survey asked."""

    PUBLIC = "公众"
    STAFF = "内部人员"


class Stage(Enum):
    """How far the evaluation has come."""

    FIRST_DRAFT = "初稿"
    CONSULTATION_DRAFT = "征求意见稿"
    FINAL = "定稿"


@dataclass(frozen=True)
class DataItem:
    """The value of one quantity of the catalogue, in its unit; text where its kind is text."""

    value: float | str
    scope: Scope | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Target:
    """One row of 绩效目标; `change` is in fractions too (0.015 is 1.5个百分点).

    `target` is what the department set itself, `standard` what the evaluation demands. Where
    the scheme lets the department set goals with points of its own, `points` are those,
    `counts_for` the id of the scheme row that adds them up, and `rated` the share that a goal
    without figures was judged to have reached.
    """

    id: str
    name: str
    direction: Direction
    unit: str
    level1: str = ""
    level2: str = ""
    declared: str = ""
    target: float | None = None
    standard: float | None = None
    actual: float | None = None
    previous: float | None = None
    change: float | None = None
    reason: str = ""
    evidence: str = ""
    note: str = ""
    group: str = ""
    source: str = ""
    points: float | None = None
    counts_for: str | None = None
    rated: float | None = None


@dataclass(frozen=True)
class Task:
    """A key task of the year; `covered` says whether a target stands for it (None: unknown)."""

    name: str
    covered: bool | None = None


@dataclass(frozen=True)
class SurveyOption:
    """One answer of a questionnaire: how many chose it and what it is worth, from 0 to 1."""

    weight: float
    count: int
    label: str = ""


@dataclass(frozen=True)
class Survey:
    """One survey: either counted answers or, where only that is known, a published mean.

    `respondents_in_words` says for print whom exactly it asked, such as 窗口工作人员.
    """

    id: str
    name: str
    respondents: Respondents
    respondents_in_words: str = ""
    sent: int | None = None
    returned: int | None = None
    valid: int | None = None
    options: tuple[SurveyOption, ...] = ()
    mean: float | None = None
    standard: float | None = None
    method: str = ""
    note: str = ""
    group: str = ""
    source: str = ""


@dataclass(frozen=True)
class Finding:
    """One entry of 现场发现; `id` is its 编号 and `title` what the issue list calls it.

    `kind` is the code of the issue rule that words it, where one fits; `cases` counts towards
    the deduction row `indicator` of the scheme.
    """

    id: str
    group: str
    fact: str
    kind: str | None = None
    title: str = ""
    amount: float | None = None
    sample: str = ""
    voucher: str = ""
    basis: str = ""
    office: str = ""
    indicator: str | None = None
    cases: int | None = None
    evidence: str = ""
    finder: str = ""
    reviewer: str = ""
    advice: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Group:
    """One heading of the issue list, with what belongs under it in the order of print.

    A member is the code of an issue rule, or the id of a quantity, scheme row, target, survey
    or finding. `id` is the short name that counts use (采购管理2条).
    """

    id: str
    title: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class AdviceItem:
    """One piece of advice and what it answers, named as the members of a group are."""

    id: str
    text: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """What evaluators enter for one scheme row.

    One of: a score, a count of cases, the marks of a checklist, a level by its word, the scores
    of a panel. `applicable` is false for 不适用; the two words are states of their own. Beside
    these, `definition` chooses among the definitions of a rate.
    """

    score: float | None = None
    count: int | None = None
    marks: tuple[Literal["是", "否"], ...] = ()
    level: str | None = None
    scores: tuple[float, ...] = ()
    definition: str | None = None
    evidence: str = ""
    reviewer: str = ""
    applicable: bool | Literal["证据不足", "无此项目"] = True


@dataclass(frozen=True)
class PublishedRate:
    """A rate as printed; `id` is the rate of the scheme, target or survey that it is one of.

    `printed` keeps the digits of the publication. `numerator` and `denominator` are quantities
    from which it can be recomputed. `standard` is the one that the publication itself names.
    """

    id: str
    name: str
    value: float
    printed: str
    scope: Scope | None = None
    numerator: str | None = None
    denominator: str | None = None
    standard: float | None = None
    source: str = ""


@dataclass(frozen=True)
class PublishedSum:
    """A total that the publication splits into parts, all of them quantities."""

    name: str
    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """What a report already prints; read by 核对, 定稿录入 and tests, never by a calculation.

    `findings` is the number of findings that it counts, `sections` its chapter headings.
    """

    score: float | None = None
    grade: str | None = None
    source: str = ""
    rates: tuple[PublishedRate, ...] = ()
    sums: tuple[PublishedSum, ...] = ()
    findings: int | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseFile:
    """A whole case file; `data` holds the quantities by id, in the order of the file."""

    department: str
    year: int
    scheme: str
    data: Mapping[str, DataItem]
    body: str = ""
    stage: Stage | None = None
    profile: str = ""
    results: str = ""
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    survey: tuple[Survey, ...] = ()
    findings: tuple[Finding, ...] = ()
    groups: tuple[Group, ...] = ()
    advice: tuple[AdviceItem, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    published: Published = Published()
