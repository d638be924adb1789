"""Tables of bands: the points of a band, and the grade of a score."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import List, Optional, Tuple

from udfs.blocks import two_columns
from udfs.errors import CellError, NotANumber
from udfs.numbers import to_decimal
from udfs.parameters import ratio
from udfs.registry import ArgumentKind, Category, Parameter, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN, PROJECT_MEASURES_2020
from udfs.values import Block


@dataclass(frozen=True)
class Band:
    """Values above `above` and up to `up_to`, the upper bound included, earn `points`."""

    above: Optional[Decimal]
    up_to: Optional[Decimal]
    points: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in the band."""
        return (self.above is None or value > self.above) and (
            self.up_to is None or value <= self.up_to
        )


def read_bands(table: Block) -> List[Band]:
    """Read a table of upper bounds and points; empty rows are skipped.

    An empty table is #N/A. Bounds that do not ascend, an empty bound before the last row
    and negative points are #NUM!.
    """
    rows = two_columns(table)
    if not rows:
        raise NotANumber(CellError.NA)
    bands: List[Band] = []
    above: Optional[Decimal] = None
    for bound, earned in rows:
        open_ended = bound is None and len(bands) == len(rows) - 1
        if bound is None and not open_ended:
            raise NotANumber(CellError.NUM)
        up_to = None if open_ended else to_decimal(bound)
        points = to_decimal(earned)
        if points < 0 or (above is not None and up_to is not None and up_to <= above):
            raise NotANumber(CellError.NUM)
        bands.append(Band(above, up_to, points))
        above = up_to
    return bands


def band_of(value: Decimal, table: Block) -> Band:
    """Find the band of a value; a value above the last bound is #N/A."""
    for band in read_bands(table):
        if band.holds(value):
            return band
    raise NotANumber(CellError.NA)


BANDS = Parameter(
    "bands",
    Text("分档表", "Bands"),
    Text(
        "两列区域：上限（含，从小到大，最后一档可空）、得分。",
        "Two columns: upper bound (inclusive, ascending, the last may be empty), points.",
    ),
    Unit.NUMBER,
    kind=ArgumentKind.RANGE,
)


@worksheet_function(
    "PERF_SCORE_BANDS",
    category=Category.SCORES,
    title=Text("分档得分", "Score by bands"),
    help=Text(
        "按指标值所在的档次得分；高于最后一档上限的为#N/A。",
        "Points of the band that holds the value; #N/A above the last bound.",
    ),
    parameters=(
        ratio("rate", Text("指标值", "Rate"), Text("指标值，以比率填写。", "Value as a ratio.")),
        BANDS,
    ),
    unit=Unit.POINTS,
    clause=OWN_DESIGN,
    native=(
        'IF(INDEX({bands},COUNTIF(INDEX({bands},0,1),"<"&{rate})+1,2)="",NA(),'
        'INDEX({bands},COUNTIF(INDEX({bands},0,1),"<"&{rate})+1,2))'
    ),
)
def score_bands(rate: Decimal, bands: Block) -> Decimal:
    """Return the points of the band that holds the value."""
    return band_of(rate, bands).points


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
