"""Totals over score columns, and rounding.

A row without a score (未提供, 不适用, 证据不足, an error, text, an empty cell) is left out of
the totals; it is never taken for zero.
"""

from decimal import Decimal

from udfs.blocks import cell_pairs, is_number, numbers
from udfs.errors import CellError, NotANumber
from udfs.numbers import round_half_up, to_decimal
from udfs.registry import ArgumentKind, Category, Parameter, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN
from udfs.values import Block

# The host's own sum over the numbers of a range that holds errors and text as well.
NATIVE_NUMBERS = '"<1E+300"'

SCORES = Parameter(
    "scores",
    Text("得分", "Scores"),
    Text("得分所在区域；错误值、文字、空白视为未评。", "Range; errors, text, empty are unscored."),
    Unit.POINTS,
    kind=ArgumentKind.RANGE,
)


@worksheet_function(
    "PERF_TOTAL",
    category=Category.TOTALS,
    title=Text("得分合计", "Total score"),
    help=Text(
        "区域中数值的合计；错误值、文字和空白是未评，不计入。",
        "Sum of the numbers of a range; errors, text and empty cells are unscored.",
    ),
    parameters=(SCORES,),
    unit=Unit.POINTS,
    clause=OWN_DESIGN,
    native=f"SUMIF({{scores}},{NATIVE_NUMBERS})",
)
def total(scores: Block) -> Decimal:
    """Return the sum of the numbers of a range; 0 when there is none."""
    return sum(numbers(scores), Decimal(0))


@worksheet_function(
    "PERF_SCORED",
    category=Category.TOTALS,
    title=Text("已评分值", "Points scored"),
    help=Text(
        "已有得分的各行分值合计；两个区域形状须相同，得分为负或超过分值的为#NUM!。",
        "Sum of the points of the rows that have a score; two equal ranges.",
    ),
    parameters=(
        Parameter(
            "points",
            Text("分值", "Points"),
            Text("各行分值所在区域。", "Range of the points of the rows."),
            Unit.POINTS,
            kind=ArgumentKind.RANGE,
        ),
        SCORES,
    ),
    unit=Unit.POINTS,
    clause=OWN_DESIGN,
    native=f"SUMIFS({{points}},{{scores}},{NATIVE_NUMBERS})",
)
def scored(points: Block, scores: Block) -> Decimal:
    """Return the points of the rows whose score is a number.

    A score below 0 or above its points is #NUM!; a scored row without points is #N/A.
    """
    reached = Decimal(0)
    for points_cell, score_cell in cell_pairs(points, scores):
        if not is_number(score_cell):
            continue
        full = to_decimal(points_cell)
        if not 0 <= to_decimal(score_cell) <= full:
            raise NotANumber(CellError.NUM)
        reached += full
    return reached


@worksheet_function(
    "PERF_MEAN",
    category=Category.TOTALS,
    title=Text("平均值", "Mean"),
    help=Text(
        "区域中数值的平均；错误值、文字和空白不计入，没有数值的为#N/A。",
        "Mean of the numbers of a range; errors, text and empty cells are left out.",
    ),
    parameters=(
        Parameter(
            "values",
            Text("数值", "Values"),
            Text("求平均的区域。", "Range of the values."),
            Unit.NUMBER,
            kind=ArgumentKind.RANGE,
        ),
    ),
    unit=Unit.NUMBER,
    clause=OWN_DESIGN,
    native=f"IF(COUNT({{values}})=0,NA(),AVERAGEIF({{values}},{NATIVE_NUMBERS}))",
)
def mean(values: Block) -> Decimal:
    """Return the mean of the numbers of a range; #N/A when there is none."""
    found = numbers(values)
    if not found:
        raise NotANumber(CellError.NA)
    return sum(found, Decimal(0)) / len(found)


@worksheet_function(
    "PERF_ROUND",
    category=Category.TOTALS,
    title=Text("四舍五入", "Round half up"),
    help=Text(
        "四舍五入到指定小数位；恰为一半的向远离0的方向进位。",
        "Round to a number of decimals, a half away from zero.",
    ),
    parameters=(
        Parameter("x", Text("数值", "Number"), Text("要舍入的数。", "Number."), Unit.NUMBER),
        Parameter(
            "digits",
            Text("小数位数", "Decimals"),
            Text("保留的小数位数；小数部分略去。", "Number of decimals, a whole number."),
            Unit.NUMBER,
        ),
    ),
    unit=Unit.NUMBER,
    clause=OWN_DESIGN,
    native="ROUND({x},{digits})",
)
def round_number(x: Decimal, digits: Decimal) -> Decimal:
    """Return the number rounded half away from zero."""
    return round_half_up(x, int(digits))
