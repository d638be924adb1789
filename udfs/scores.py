"""Scores: from a value and a rule to points, always within 0 … the points of the row.

A comparison with a standard is made on exact decimals, so float noise never costs a step.
Every function answers #N/A for an empty argument, #VALUE! for text that is no number or no
known choice, #NUM! for what cannot be (negative points, counts or steps).
"""

from decimal import Decimal
from typing import Optional

from udfs.blocks import cells
from udfs.choices import Direction, StepRounding, native_is
from udfs.errors import CellError, NotANumber
from udfs.numbers import clamp, divide, to_decimal
from udfs.parameters import choice, count, points, ratio
from udfs.registry import ArgumentKind, Category, Parameter, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN, PROJECT_MEASURES_2020, PUBLISHED_SCORES_2018
from udfs.values import Block, Scalar

FULL_POINTS = points(
    "points", Text("分值", "Points"), Text("该指标的分值，不能为负数。", "Points of the row.")
)
RATE = ratio("rate", Text("指标值", "Rate"), Text("指标值，以比率填写。", "Value as a ratio."))

# The distance to the standard that counts against the value, in the host's own functions.
NATIVE_GAP = (
    f"MAX(0,IF({native_is('{direction}', Direction.AT_MOST)},{{rate}}-{{standard}},"
    f"IF({native_is('{direction}', Direction.AT_LEAST)},{{standard}}-{{rate}},"
    f"IF({native_is('{direction}', Direction.EQUAL)},ABS({{rate}}-{{standard}}),"
    f"ABS({{rate}})-{{standard}}))))"
)
# Rounded before it is counted, because the host's floats know no exact step.
NATIVE_STEPS = f"ROUND({NATIVE_GAP}/{{step}},9)"


@worksheet_function(
    "PERF_SCORE_STEP",
    category=Category.SCORES,
    title=Text("按步扣分", "Score by steps"),
    help=Text(
        "达到标准得满分；未达到的，每差一步扣一定分数，扣完为止。默认只计整步，不足一步不扣。",
        "Full points when the standard holds, else a deduction for every whole step missed.",
    ),
    parameters=(
        RATE,
        FULL_POINTS,
        choice(
            "direction",
            Text("方向", "Direction"),
            Text(
                '"<="不高于标准，">="不低于标准，"="等于标准，"abs<="绝对值不高于标准。',
                '"<=" at most, ">=" at least, "=" equal, "abs<=" absolute value at most.',
            ),
        ),
        ratio("standard", Text("标准", "Standard"), Text("得满分的标准值。", "For full points.")),
        ratio(
            "step",
            Text("步长", "Step"),
            Text("一步的大小，如0.01为1个百分点；须大于0。", "Size of a step, such as 0.01."),
        ),
        points(
            "deduct",
            Text("每步扣分", "Deduction"),
            Text("每差一步扣的分数，不能为负数。", "Points lost for every step."),
        ),
        choice(
            "rounding",
            Text("计步方法", "Rounding"),
            Text(
                '"floor"只计整步（默认），"ceil"不足一步按一步计，"exact"按比例计。',
                '"floor" whole steps (default), "ceil" a part is a step, "exact" in proportion.',
            ),
            default="floor",
        ),
    ),
    unit=Unit.POINTS,
    clause=PUBLISHED_SCORES_2018,
    native=(
        f'MAX(0,{{points}}-{{deduct}}*IF({{rounding}}="floor",INT({NATIVE_STEPS}),'
        f'IF({{rounding}}="ceil",ROUNDUP({NATIVE_STEPS},0),{NATIVE_GAP}/{{step}})))'
    ),
)
def score_step(  # noqa: PLR0913  # the seven cells that the rule is written in
    rate: Decimal,
    full: Decimal,
    direction: str,
    standard: Decimal,
    step: Decimal,
    deduct: Decimal,
    rounding: str,
) -> Decimal:
    """Return full points less `deduct` for every step by which the standard is missed."""
    if step <= 0:
        raise NotANumber(CellError.NUM)
    gap = Direction.read(direction).gap(rate, standard)
    return clamp(full - deduct * StepRounding.read(rounding).count(gap / step), full)


@worksheet_function(
    "PERF_SCORE_RATIO",
    category=Category.SCORES,
    title=Text("按比例得分", "Score in proportion"),
    help=Text(
        "得分＝分值×（指标值÷目标值），最高为分值；指标值低于下限的不得分。",
        "Points times rate over target, at most the points; none below the floor.",
    ),
    parameters=(
        RATE,
        FULL_POINTS,
        ratio(
            "target",
            Text("目标值", "Target"),
            Text("得满分的值，默认1（100%）。", "Value for full points; 1 when left out."),
            default=1,
        ),
        ratio(
            "floor",
            Text("下限", "Floor"),
            Text("低于此值不得分，默认0。", "No points below this; 0 when left out."),
            default=0,
        ),
    ),
    unit=Unit.POINTS,
    clause=PROJECT_MEASURES_2020,
    native="IF({rate}<{floor},0,MAX(0,{points}*MIN({rate}/{target},1)))",
)
def score_ratio(rate: Decimal, full: Decimal, target: Decimal, floor: Decimal) -> Decimal:
    """Return the share of full points that the rate has of its target."""
    if target < 0:
        raise NotANumber(CellError.NUM)
    share = divide(rate, target)
    return Decimal(0) if rate < floor else clamp(full * share, full)


@worksheet_function(
    "PERF_SCORE_DEDUCT",
    category=Category.SCORES,
    title=Text("按例扣分", "Score by cases"),
    help=Text(
        "得分＝分值－例数×每例扣分，扣完为止。",
        "Points less a deduction for every case found, not below 0.",
    ),
    parameters=(
        FULL_POINTS,
        count(
            "count",
            Text("例数", "Cases"),
            Text("发现的例数，没有的填0，不能为负数。", "Cases found; 0 when there are none."),
        ),
        points(
            "each_case",
            Text("每例扣分", "Deduction"),
            Text("每例扣的分数，不能为负数。", "Points lost for every case."),
        ),
    ),
    unit=Unit.POINTS,
    clause=OWN_DESIGN,
    native="MAX({points}-{count}*{each_case},0)",
)
def score_deduct(full: Decimal, cases: Decimal, each_case: Decimal) -> Decimal:
    """Return full points less `each_case` for every case."""
    return clamp(full - cases * each_case, full)


@worksheet_function(
    "PERF_SCORE_CHECKLIST",
    category=Category.SCORES,
    title=Text("逐项核对得分", "Score of a checklist"),
    help=Text(
        "各要点平分分值（或按要点分值），符合的（1、是、√）得分；有空白的尚未核对完，为#N/A。",
        "A share of the points for every mark of 1 or yes; #N/A while a mark is empty.",
    ),
    parameters=(
        FULL_POINTS,
        Parameter(
            "marks",
            Text("核对结果", "Marks"),
            Text("各要点的核对结果：1或0，是或否，√或×。", "1 or 0, yes or no for every item."),
            Unit.TEXT,
            kind=ArgumentKind.RANGE,
        ),
        Parameter(
            "weights",
            Text("要点分值", "Weights"),
            Text(
                "各要点的分值，合计等于分值；省略的各要点平分。",
                "Points of each item, adding up to the points; equal shares when left out.",
            ),
            Unit.POINTS,
            kind=ArgumentKind.RANGE_OR_OMITTED,
            optional=True,
        ),
    ),
    unit=Unit.POINTS,
    clause=OWN_DESIGN,
    native=(
        "IF(COUNTBLANK({marks})>0,NA(),MIN({points},"
        'SUMPRODUCT((({marks}=1)+({marks}="是")+({marks}="√"))*{weights})))'
    ),
    native_without_range=(
        "IF(COUNTBLANK({marks})>0,NA(),"
        '{points}*(COUNTIF({marks},1)+COUNTIF({marks},"是")+COUNTIF({marks},"√"))/COUNTA({marks}))'
    ),
)
def score_checklist(full: Decimal, marks: Block, weights: Optional[Block]) -> Decimal:
    """Return what the items marked as met earn.

    An empty mark is #N/A (not checked yet), other text #VALUE!, other numbers #NUM!. Weights
    of another number are #VALUE!, those that do not add up to the points #NUM!.
    """
    met = [_is_met(mark) for mark in cells(marks)]
    if weights is None:
        return full * sum(met) / len(met)
    shares = [to_decimal(cell) for cell in cells(weights)]
    if len(shares) != len(met):
        raise NotANumber(CellError.VALUE)
    if sum(shares) != full or min(shares) < 0:
        raise NotANumber(CellError.NUM)
    return sum((share for share, is_met in zip(shares, met) if is_met), Decimal(0))


def _is_met(mark: Scalar) -> bool:
    if mark is None:
        raise NotANumber(CellError.NA)
    if isinstance(mark, CellError):
        raise NotANumber(mark)
    if isinstance(mark, str):
        words = {"是": True, "√": True, "1": True, "否": False, "×": False, "0": False}
        if mark.strip() not in words:
            raise NotANumber(CellError.VALUE)
        return words[mark.strip()]
    if mark not in (0, 1):
        raise NotANumber(CellError.NUM)
    return bool(mark)


@worksheet_function(
    "PERF_SCORE_TARGET",
    category=Category.SCORES,
    title=Text("按目标得分", "Score of a target"),
    help=Text(
        "完成目标得满分；未完成的按比例得分：不足目标的按实际÷目标，超过上限的按目标÷实际。",
        "Full points when the target is reached, else in proportion to how near it came.",
    ),
    parameters=(
        Parameter(
            "actual",
            Text("实际值", "Actual"),
            Text("实际完成值，与目标值同单位。", "Actual value."),
            Unit.NUMBER,
        ),
        Parameter("target", Text("目标值", "Target"), Text("绩效目标值。", "Target."), Unit.NUMBER),
        FULL_POINTS,
        choice(
            "direction",
            Text("方向", "Direction"),
            Text(
                '">="不低于目标（默认），"<="不高于目标，"="等于目标。',
                '">=" at least (default), "<=" at most, "=" exactly.',
            ),
            default=">=",
        ),
    ),
    unit=Unit.POINTS,
    clause=PROJECT_MEASURES_2020,
    native=(
        f"IF({{actual}}<{{target}},IF({native_is('{direction}', Direction.AT_MOST)},{{points}},"
        f"MAX(0,{{points}}*{{actual}}/{{target}})),"
        f"IF({{actual}}>{{target}},IF({native_is('{direction}', Direction.AT_LEAST)},{{points}},"
        f"{{points}}*{{target}}/{{actual}}),{{points}}))"
    ),
)
def score_target(actual: Decimal, target: Decimal, full: Decimal, direction: str) -> Decimal:
    """Return full points for a target reached, else a share of them.

    The share is the smaller of actual and target over the larger. A missed target below zero
    has no share: #NUM!. The direction "abs<=" is #VALUE!.
    """
    wanted = Direction.read(direction)
    if wanted is Direction.ABSOLUTE_AT_MOST:
        raise NotANumber(CellError.VALUE)
    if not wanted.gap(actual, target):
        return full
    if target < 0:
        raise NotANumber(CellError.NUM)
    too_little = actual < target
    share = divide(actual, target) if too_little else divide(target, actual)
    return clamp(full * share, full)
