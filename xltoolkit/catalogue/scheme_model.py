"""What a scoring scheme says: its rows, standards, rules and grade bands."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, Mapping, Optional, Tuple, Union

from xltoolkit.catalogue.source_model import SourceMark

Shape = Literal[
    "step",
    "bands",
    "ratio",
    "checklist",
    "deduct",
    "target",
    "judgement",
    "levels",
    "ordinal",
    "scale",
    "goals",
    "panel",
    "pending",
]
Direction = Literal["<=", ">=", "=", "abs<="]
StandardBasis = Literal["示范方案", "报告所列", "评分方案", "草稿方案", "自设方案"]
Applicability = Literal["optional", "always", "full"]
"""`optional` rows may be 不适用; a row that is `full` earns its points where there is no such
project, because the scheme says so."""


_LAST_MONTH, _LAST_DAY = 12, 31
"""What holds on the last day of a year counts for the evaluation of the year."""


@dataclass(frozen=True)
class ShapeFunction:
    """The worksheet function of a shape and how many of its arguments the sheet itself gives.

    The sheet gives the value or mark and the points or band table; the row's `p` are the
    function's other arguments, in their order.
    """

    function: str
    given: int


SHAPE_FUNCTIONS: Mapping[str, ShapeFunction] = {
    "step": ShapeFunction("PERF_SCORE_STEP", 2),
    "bands": ShapeFunction("PERF_SCORE_BANDS", 3),
    "ratio": ShapeFunction("PERF_SCORE_RATIO", 2),
    "checklist": ShapeFunction("PERF_SCORE_CHECKLIST", 2),
    "deduct": ShapeFunction("PERF_SCORE_DEDUCT", 2),
    "target": ShapeFunction("PERF_SCORE_TARGET", 2),
    "levels": ShapeFunction("PERF_SCORE_LEVELS", 2),
    "ordinal": ShapeFunction("PERF_SCORE_ORDINAL", 2),
    "scale": ShapeFunction("PERF_SCORE_SCALE", 3),
    "goals": ShapeFunction("PERF_SCORE_GOALS", 4),
    "panel": ShapeFunction("PERF_SCORE_PANEL", 2),
}
"""Every shape that computes its score. `judgement` is a typed score and has no function;
`pending` is a row whose rule is not known (待补): it is never scored."""

MARKED_SHAPES = frozenset(("judgement", "deduct", "checklist", "levels", "panel"))
"""Shapes that are scored from what evaluators enter; the others need a value."""


@dataclass(frozen=True)
class StandardReference:
    """A parameter of a score rule that is taken from a standard on 参数."""

    standard: str


RuleParameter = Union[float, str, StandardReference]


@dataclass(frozen=True)
class DatedValue:
    """The value that a standard has from a day on, and what says so."""

    since: dt.date
    value: float
    source: SourceMark


@dataclass(frozen=True)
class Standard:
    """A limit that a value is measured by; `value` is a fraction where `unit` is 比率.

    `dated` are values that replaced `value` on later days; the evaluation year selects.
    `basis` is the word printed behind it: it stands in the scheme or in an evaluated report.
    """

    id: str
    title: str
    value: float
    unit: str
    basis: StandardBasis
    defined_name: str
    source: SourceMark
    dated: Tuple[DatedValue, ...] = ()

    def as_of(self, year: int) -> "Standard":
        """Return the standard with the value that holds at the end of a year."""
        day = dt.date(year, _LAST_MONTH, _LAST_DAY)
        held = [each for each in self.dated if each.since <= day]
        if not held:
            return self
        latest = max(held, key=lambda each: each.since)
        return replace(self, value=latest.value, source=latest.source)


@dataclass(frozen=True)
class GradeBand:
    """A grade and the lowest score that earns it (closed below)."""

    lower: float
    name: str


@dataclass(frozen=True)
class Band:
    """Points for values up to `upper` (inclusive); the last band has no upper bound."""

    upper: Optional[float]
    points: float


@dataclass(frozen=True)
class Floor:
    """Points for values from `lower` (inclusive) up; the first floor may have no lower bound."""

    lower: Optional[float]
    points: float


@dataclass(frozen=True)
class Level:
    """A level that evaluators choose by name, and its points."""

    name: str
    points: float


@dataclass(frozen=True)
class ValueRule:
    """How an indicator's value is computed: a worksheet function of quantities, in its order."""

    function: str
    inputs: Tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One way to compute an indicator: a definition of its rate, or an alternative indicator.

    `p` are settings of its own; without them those of the row's score rule hold.
    """

    name: str
    value: ValueRule
    source: SourceMark
    p: Tuple[RuleParameter, ...] = ()
    note: Optional[str] = None


@dataclass(frozen=True)
class DefinitionChoice:
    """Which definitions of definitions.yaml a row offers; the first of `offered` holds."""

    rate: str
    offered: Tuple[str, ...]


@dataclass(frozen=True)
class ScoreRule:
    """How a value becomes a score.

    `p` are the function's arguments behind those that the sheet gives (see `ShapeFunction`),
    for example direction, standard, step, deduct, rounding of a step rule; of `ordinal` the
    points for none, within, beyond. `bands` (upper bounds) or `floors` (lower bounds) belong to
    the shape bands, with `lowest` where the rule says nothing of smaller values. `items` name
    what a checklist marks or a deduction counts, `item_points` what each item of a checklist
    is worth where that differs. `levels` belong to the shape levels, `experts` is the number
    of marks of a panel.
    """

    shape: Shape
    p: Tuple[RuleParameter, ...] = ()
    bands: Tuple[Band, ...] = ()
    floors: Tuple[Floor, ...] = ()
    lowest: Optional[float] = None
    items: Tuple[str, ...] = ()
    item_points: Tuple[float, ...] = ()
    levels: Tuple[Level, ...] = ()
    experts: int = 0


@dataclass(frozen=True)
class SchemeRow:
    """One scored indicator. A row without `value` is scored from the auditor's mark alone.

    `definitions` are the ways to compute the value among which a cell chooses; the first is the
    one that holds, unless the evaluator `must_choose` (二者择其一). `definition` says where in
    definitions.yaml they stand; reading a scheme fills them in, and `value` with the first.
    """

    id: str
    level1: str
    level2: str
    level3: str
    points: float
    standard_text: str
    score: ScoreRule
    source: SourceMark
    value: Optional[ValueRule] = None
    applicable: Applicability = "always"
    definition: Optional[DefinitionChoice] = None
    definitions: Tuple[Definition, ...] = ()
    must_choose: bool = False


@dataclass(frozen=True)
class UnscoredRate:
    """A rate that the verdict shows and judges beside the scored indicators."""

    id: str
    title: str
    value: ValueRule
    direction: Direction
    standard: str
    source: SourceMark


@dataclass(frozen=True)
class Scheme:
    """A table of indicators with weights. `full` is what the points of its rows add up to.

    `effective` has the keys `from` and `to`; an end that is None is open. Several versions of
    a scheme have one id. `coverage` says how much of it could be read in its sources.
    """

    id: str
    version: str
    name: str
    effective: Mapping[Literal["from", "to"], Optional[dt.date]]
    full: float
    source: SourceMark
    grade_bands: Tuple[GradeBand, ...]
    grade_source: SourceMark
    standards: Tuple[Standard, ...]
    rows: Tuple[SchemeRow, ...]
    unscored: Tuple[UnscoredRate, ...] = ()
    coverage: str = ""

    @property
    def unsupported(self) -> Tuple[SchemeRow, ...]:
        """The rows whose rule is unknown, or that no source supports.

        A scheme of one's own may have rows of its own. What it took over from a draft, from
        memory, waits for somebody to confirm it and to say so in the row.
        """
        supported = ["sourced", "derived"]
        if self.source.status == "own":
            supported.append("own")
        return tuple(
            row
            for row in self.rows
            if row.score.shape == "pending" or row.source.status not in supported
        )

    @property
    def is_draft(self) -> bool:
        """Whether the scheme is 草稿: it is not complete from what it claims to rest on."""
        return bool(self.unsupported)

    @property
    def printed_name(self) -> str:
        """The name with the word for a draft, as listing, cover and verdict print it."""
        return f"{self.name}（草稿，未核全）" if self.is_draft else self.name

    def holds_in(self, year: int) -> bool:
        """Whether the scheme is in force at the end of a year; in none that no calendar has."""
        if not dt.MINYEAR <= year <= dt.MAXYEAR:
            return False
        day = dt.date(year, _LAST_MONTH, _LAST_DAY)
        first, last = self.effective.get("from"), self.effective.get("to")
        return (first is None or first <= day) and (last is None or day <= last)

    def as_of(self, year: int) -> "Scheme":
        """Return the scheme with the standards that hold at the end of a year."""
        return replace(self, standards=tuple(each.as_of(year) for each in self.standards))
