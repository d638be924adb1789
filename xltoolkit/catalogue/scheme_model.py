"""What a scoring scheme says: its rows, standards, rules and grade bands."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, Mapping, Optional, Tuple, Union

from xltoolkit.catalogue.source_model import SourceMark

Shape = Literal["step", "bands", "ratio", "checklist", "deduct", "target", "judgement"]
Direction = Literal["<=", ">=", "=", "abs<="]
StandardBasis = Literal["示范方案", "报告所列"]


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
    "bands": ShapeFunction("PERF_SCORE_BANDS", 2),
    "ratio": ShapeFunction("PERF_SCORE_RATIO", 2),
    "checklist": ShapeFunction("PERF_SCORE_CHECKLIST", 2),
    "deduct": ShapeFunction("PERF_SCORE_DEDUCT", 2),
    "target": ShapeFunction("PERF_SCORE_TARGET", 2),
}
"""Every shape that computes its score; `judgement` is a typed score and has no function."""


@dataclass(frozen=True)
class StandardReference:
    """A parameter of a score rule that is taken from a standard on 参数."""

    standard: str


RuleParameter = Union[float, str, StandardReference]


@dataclass(frozen=True)
class Standard:
    """A limit that a value is measured by; `value` is a fraction where `unit` is 比率.

    `basis` is the word printed behind it: it stands in the scheme or in an evaluated report.
    """

    id: str
    title: str
    value: float
    unit: str
    basis: StandardBasis
    defined_name: str
    source: SourceMark


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
class ValueRule:
    """How an indicator's value is computed: a worksheet function of quantities, in its order."""

    function: str
    inputs: Tuple[str, ...]


@dataclass(frozen=True)
class ScoreRule:
    """How a value becomes a score.

    `p` are the function's arguments behind those that the sheet gives (see `ShapeFunction`),
    for example direction, standard, step, deduct, rounding of a step rule. `bands` belong to
    the shape bands, `items` name what a checklist marks or what a deduction counts.
    """

    shape: Shape
    p: Tuple[RuleParameter, ...] = ()
    bands: Tuple[Band, ...] = ()
    items: Tuple[str, ...] = ()


@dataclass(frozen=True)
class SchemeRow:
    """One scored indicator. A row without `value` is scored from the auditor's mark alone."""

    id: str
    level1: str
    level2: str
    level3: str
    points: float
    standard_text: str
    score: ScoreRule
    source: SourceMark
    value: Optional[ValueRule] = None
    applicable: Literal["optional", "always"] = "always"


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

    `effective` has the keys `from` and `to`; an end that is None is open.
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
