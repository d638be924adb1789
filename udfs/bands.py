"""Tables of bands: the points of a band, and the grade of a score."""

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import List, Optional, Tuple

from udfs.blocks import two_columns
from udfs.errors import CellError, NotANumber
from udfs.numbers import to_decimal
from udfs.parameters import choice, ratio
from udfs.registry import ArgumentKind, Category, Parameter, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN, PROJECT_MEASURES_2020
from udfs.values import Block


class Closed(Enum):
    """Which bound belongs to its band."""

    UPPER = "upper"
    LOWER = "lower"

    @classmethod
    def read(cls, text: str) -> "Closed":
        """Read the word; any other text is #VALUE!."""
        try:
            return cls(text.lower())
        except ValueError:
            raise NotANumber(CellError.VALUE) from None


@dataclass(frozen=True)
class Band:
    """Values between two bounds earn `points`; `closed` says which bound is included."""

    low: Optional[Decimal]
    high: Optional[Decimal]
    points: Decimal
    closed: Closed = Closed.UPPER

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in the band."""
        if self.closed is Closed.LOWER:
            return (self.low is None or value >= self.low) and (
                self.high is None or value < self.high
            )
        return (self.low is None or value > self.low) and (self.high is None or value <= self.high)


def read_bands(table: Block, closed: Closed = Closed.UPPER) -> List[Band]:
    """Read a table of bounds and points: upper bounds, or lower ones where these are included.

    Empty rows are skipped. An empty table is #N/A. Bounds that do not ascend, an empty bound
    but in the outermost row (the last of upper, the first of lower ones) and negative points
    are #NUM!.
    """
    rows = two_columns(table)
    if not rows:
        raise NotANumber(CellError.NA)
    open_row = 0 if closed is Closed.LOWER else len(rows) - 1
    bounds: List[Optional[Decimal]] = []
    earned: List[Decimal] = []
    for position, (cell, worth) in enumerate(rows):
        if cell is None and position != open_row:
            raise NotANumber(CellError.NUM)
        bound, points = None if cell is None else to_decimal(cell), to_decimal(worth)
        before = bounds[-1] if bounds else None
        if points < 0 or (before is not None and bound is not None and bound <= before):
            raise NotANumber(CellError.NUM)
        bounds.append(bound)
        earned.append(points)
    lows, highs = [None, *bounds[:-1]], bounds
    if closed is Closed.LOWER:
        lows, highs = bounds, [*bounds[1:], None]
    return [Band(low, high, points, closed) for low, high, points in zip(lows, highs, earned)]


def band_of(value: Decimal, table: Block, closed: str = Closed.UPPER.value) -> Band:
    """Find the band of a value; a value beyond the outermost bound is #N/A."""
    for band in read_bands(table, Closed.read(closed)):
        if band.holds(value):
            return band
    raise NotANumber(CellError.NA)


BANDS = Parameter(
    "bands",
    Text("分档表", "Bands"),
    Text(
        "两列区域：上限（含，从小到大，最后一档可空）、得分；含下限时第一列为下限，第一档可空。",
        "Two columns: upper bound (ascending, the last may be empty), points; or lower bounds.",
    ),
    Unit.NUMBER,
    kind=ArgumentKind.RANGE,
)
CLOSED = choice(
    "closed",
    Text("含哪一端", "Closed"),
    Text(
        '"upper"第一列为上限，含上限（默认）；"lower"第一列为下限，含下限。',
        '"upper": upper bounds, included (default); "lower": lower bounds, included.',
    ),
    default=Closed.UPPER.value,
)


# The row of the band that holds a value, in the host's own functions.
NATIVE_ROW = (
    'IF({closed}="lower",COUNTIF(INDEX({bands},0,1),"<="&{rate})'
    "+IF(ISBLANK(INDEX({bands},1,1)),1,0),"
    'COUNTIF(INDEX({bands},0,1),"<"&{rate})+1)'
)
_NATIVE_POINTS = f"INDEX({{bands}},{NATIVE_ROW},2)"


@worksheet_function(
    "PERF_SCORE_BANDS",
    category=Category.SCORES,
    title=Text("分档得分", "Score by bands"),
    help=Text(
        "按指标值所在的档次得分；不在任何一档的为#N/A。",
        "Points of the band that holds the value; #N/A outside all bands.",
    ),
    parameters=(
        ratio("rate", Text("指标值", "Rate"), Text("指标值，以比率填写。", "Value as a ratio.")),
        BANDS,
        CLOSED,
    ),
    unit=Unit.POINTS,
    clause=OWN_DESIGN,
    native=f'IF({_NATIVE_POINTS}="",NA(),{_NATIVE_POINTS})',
)
def score_bands(rate: Decimal, bands: Block, closed: str) -> Decimal:
    """Return the points of the band that holds the value."""
    return band_of(rate, bands, closed).points


@dataclass(frozen=True)
class GradeScale:
    """Grades by their lower bounds, highest first; a bound belongs to its own grade."""

    bounds: Tuple[Tuple[Decimal, str], ...]
    highest: Optional[Decimal] = None

    def described(self, separator: str) -> str:
        """Name the grades with their lower bounds."""
        return separator.join(f"{name}≥{lower}" for lower, name in self.bounds)

    def grade(self, score: Decimal) -> str:
        """Return the grade of a score; a score outside the scale is #NUM!."""
        if self.highest is not None and score > self.highest:
            raise NotANumber(CellError.NUM)
        for lower, name in self.bounds:
            if score >= lower:
                return name
        raise NotANumber(CellError.NUM)


def _scale(bounds: List[Tuple[Decimal, str]], highest: Optional[Decimal] = None) -> GradeScale:
    return GradeScale(tuple(sorted(bounds, key=lambda bound: bound[0], reverse=True)), highest)


def _default_scale() -> GradeScale:
    """Read the usual scale from its data file, where its source is stated too."""
    data = json.loads(Path(__file__).with_name("grades.json").read_text(encoding="utf-8"))
    bounds = [(Decimal(str(band["lower"])), band["grade"]) for band in data["bands"]]
    return _scale(bounds, Decimal(str(data["highest"])))


DEFAULT_SCALE = _default_scale()


def _native_default() -> str:
    formula = f'"{DEFAULT_SCALE.bounds[-1][1]}"'
    for lower, name in reversed(DEFAULT_SCALE.bounds[:-1]):
        formula = f'IF({{score}}>={lower},"{name}",{formula})'
    return formula


def read_scale(table: Block) -> GradeScale:
    """Read a table of lower bounds and names.

    An empty table or name is #N/A, a bound that stands twice #NUM!, a name that is no text
    #VALUE!.
    """
    bounds: List[Tuple[Decimal, str]] = []
    for lower, name in two_columns(table):
        if name is None:
            raise NotANumber(CellError.NA)
        if isinstance(name, CellError):
            raise NotANumber(name)
        if not isinstance(name, str):
            raise NotANumber(CellError.VALUE)
        bounds.append((to_decimal(lower), name))
    if not bounds:
        raise NotANumber(CellError.NA)
    if len({lower for lower, _ in bounds}) < len(bounds):
        raise NotANumber(CellError.NUM)
    return _scale(bounds)


@worksheet_function(
    "PERF_GRADE",
    category=Category.TOTALS,
    title=Text("评价等级", "Grade"),
    help=Text(
        f"按得分定等级，达到下限即入该等级；默认{DEFAULT_SCALE.described('、')}。",
        f"Grade of a score, lower bounds included; by default {DEFAULT_SCALE.described(', ')}.",
    ),
    parameters=(
        Parameter(
            "score",
            Text("得分", "Score"),
            Text("总得分；默认等级表按百分制。", "Total score, out of 100 by default."),
            Unit.POINTS,
        ),
        Parameter(
            "bands",
            Text("等级表", "Scale"),
            Text("两列区域：下限、等级名称；可省略。", "Two columns: lower bound, name; optional."),
            Unit.POINTS,
            kind=ArgumentKind.RANGE_OR_OMITTED,
            optional=True,
        ),
    ),
    unit=Unit.TEXT,
    clause=PROJECT_MEASURES_2020,
    native=(
        "INDEX(INDEX({bands},0,2),MATCH(LARGE(INDEX({bands},0,1),"
        'COUNTIF(INDEX({bands},0,1),">"&{score})+1),INDEX({bands},0,1),0))'
    ),
    native_without_range=_native_default(),
)
def grade(score: Decimal, bands: Optional[Block]) -> str:
    """Return the grade of a score on the usual scale or on the one given."""
    scale = DEFAULT_SCALE if bands is None else read_scale(bands)
    return scale.grade(score)
