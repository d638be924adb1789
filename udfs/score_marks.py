"""Scores from what evaluators enter: levels, the panel's marks, goals, another body's score.

Every function answers #N/A for an empty argument, #VALUE! for text that is no number or no
known word, #NUM! for what cannot be (a mark above the points, a negative amount).
"""

from decimal import Decimal
from typing import Dict

from udfs.blocks import cells, two_columns
from udfs.errors import CellError, NotANumber
from udfs.numbers import clamp, divide, to_decimal
from udfs.parameters import count, money, points
from udfs.registry import ArgumentKind, Category, Parameter, Reading, Text, Unit, worksheet_function
from udfs.scores import FULL_POINTS
from udfs.sources import (
    HUBEI_GOALS,
    HUNAN_LEVELS_FROM_MEMORY,
    PANEL_SUMMARY,
    YUEYANG_FORM,
)
from udfs.values import Block


@worksheet_function(
    "PERF_SCORE_LEVELS",
    category=Category.SCORES,
    title=Text("按等次得分", "Score by levels"),
    help=Text(
        "按评定的等次得分；等次表中没有的等次为#VALUE!。",
        "Points of the level that was chosen; #VALUE! for a level that is not in the table.",
    ),
    parameters=(
        Parameter(
            "level",
            Text("等次", "Level"),
            Text("评定的等次，须与等次表的文字相同。", "The level, worded as in the table."),
            Unit.TEXT,
            reading=Reading.TEXT,
        ),
        Parameter(
            "levels",
            Text("等次表", "Levels"),
            Text("两列区域：等次、得分。", "Two columns: level, points."),
            Unit.TEXT,
            kind=ArgumentKind.RANGE,
        ),
    ),
    unit=Unit.POINTS,
    clause=HUNAN_LEVELS_FROM_MEMORY,
    native="INDEX({levels},MATCH({level},INDEX({levels},0,1),0),2)",
)
def score_levels(level: str, levels: Block) -> Decimal:
    """Return the points of a level. An empty table is #N/A, a level that stands twice #NUM!."""
    table: Dict[str, Decimal] = {}
    for name, earned in two_columns(levels):
        if not isinstance(name, str):
            to_decimal(name)  # an empty cell or an error is told as itself
            raise NotANumber(CellError.VALUE)
        number = to_decimal(earned)
        if number < 0 or name.strip() in table:
            raise NotANumber(CellError.NUM)
        table[name.strip()] = number
    if not table:
        raise NotANumber(CellError.NA)
    if level not in table:
        raise NotANumber(CellError.VALUE)
    return table[level]


@worksheet_function(
    "PERF_SCORE_ORDINAL",
    category=Category.SCORES,
    title=Text("按情形得分", "Score by cases"),
    help=Text(
        "比较两个数得分：没有的（为0）、不超过比较数的、超过比较数的，各得规定的分数。",
        "Points for none (0), for up to the reference, and for above the reference.",
    ),
    parameters=(
        money(
            "amount",
            Text("数额", "Amount"),
            Text("被比较的数，如年末结转结余；不能为负数。", "The amount; not negative."),
        ),
        money(
            "reference",
            Text("比较数", "Reference"),
            Text("与之比较的数，如年初结转结余。", "What it is compared with."),
        ),
        points("none", Text("没有的得分", "None"), Text("数额为0时的得分。", "Points for 0.")),
        points(
            "within",
            Text("不超过的得分", "Within"),
            Text("数额不超过比较数时的得分。", "Points up to the reference, itself included."),
        ),
        points(
            "beyond",
            Text("超过的得分", "Beyond"),
            Text("数额超过比较数时的得分。", "Points above the reference."),
        ),
    ),
    unit=Unit.POINTS,
    clause=YUEYANG_FORM,
    native="IF({amount}=0,{none},IF({amount}<={reference},{within},{beyond}))",
)
def score_ordinal(
    amount: Decimal, reference: Decimal, none: Decimal, within: Decimal, beyond: Decimal
) -> Decimal:
    """Return the points of the case that holds; a negative amount is #NUM!."""
    if amount < 0:
        raise NotANumber(CellError.NUM)
    if not amount:
        return none
    return within if amount <= reference else beyond


@worksheet_function(
    "PERF_SCORE_SCALE",
    category=Category.SCORES,
    title=Text("按考核得分折算", "Score of another body"),
    help=Text(
        "把其他考核的得分折算成本指标的得分：分值×考核得分÷考核满分。",
        "The score that another body gave, scaled to the points of the row.",
    ),
    parameters=(
        points(
            "score",
            Text("考核得分", "Score given"),
            Text("其他部门考核的得分，不超过满分。", "The score of the other body."),
        ),
        points("full", Text("考核满分", "Full score"), Text("该项考核的满分。", "Its full score.")),
        FULL_POINTS,
    ),
    unit=Unit.POINTS,
    clause=HUNAN_LEVELS_FROM_MEMORY,
    native="{points}*{score}/{full}",
)
def score_scale(score: Decimal, full: Decimal, of_row: Decimal) -> Decimal:
    """Return the share of the row's points; a score above the full score is #NUM!."""
    share = divide(score, full)
    if share > 1:
        raise NotANumber(CellError.NUM)
    return clamp(of_row * share, of_row)


@worksheet_function(
    "PERF_SCORE_PANEL",
    category=Category.SCORES,
    title=Text("专家评分平均", "Mean of a panel"),
    help=Text(
        "各位专家评分的平均数；有一位未评的为#N/A，超出0至分值的为#NUM!。",
        "Mean of the experts' marks; #N/A while one is missing, #NUM! outside 0 to the points.",
    ),
    parameters=(
        FULL_POINTS,
        Parameter(
            "marks",
            Text("专家评分", "Marks"),
            Text("每位专家一格的评分区域。", "One cell for the mark of each expert."),
            Unit.POINTS,
            kind=ArgumentKind.RANGE,
        ),
    ),
    unit=Unit.POINTS,
    clause=PANEL_SUMMARY,
    native="MIN({points},AVERAGE({marks}))",
)
def score_panel(full: Decimal, marks: Block) -> Decimal:
    """Return the mean of all marks; text is #VALUE!."""
    given = [to_decimal(mark) for mark in cells(marks)]
    if any(not 0 <= mark <= full for mark in given):
        raise NotANumber(CellError.NUM)
    return sum(given, Decimal(0)) / len(given)


@worksheet_function(
    "PERF_SCORE_GOALS",
    category=Category.SCORES,
    title=Text("自设目标合计得分", "Score of own goals"),
    help=Text(
        "本指标下各项自设目标的得分之和；目标分值之和不等于本指标分值、或还有目标未评的为#N/A。",
        "Sum over own goals; #N/A unless their points add up and all of them are scored.",
    ),
    parameters=(
        FULL_POINTS,
        points(
            "assigned",
            Text("已分配分值", "Assigned"),
            Text("各项自设目标的分值之和。", "Points of the goals, added up."),
        ),
        points(
            "earned",
            Text("目标得分", "Earned"),
            Text("各项自设目标的得分之和。", "Scores of the goals, added up."),
        ),
        count(
            "unscored",
            Text("未评目标数", "Unscored"),
            Text("有分值而没有得分的目标数。", "Goals with points and without a score."),
        ),
    ),
    unit=Unit.POINTS,
    clause=HUBEI_GOALS,
    native="IF(OR({unscored}>0,ROUND({assigned}-{points},6)<>0),NA(),MIN({earned},{points}))",
)
def score_goals(full: Decimal, assigned: Decimal, earned: Decimal, unscored: Decimal) -> Decimal:
    """Return what the goals earned together, once all of them have points and scores.

    More earned than assigned is #NUM!.
    """
    if unscored or assigned != full:
        raise NotANumber(CellError.NA)
    if earned > full:
        raise NotANumber(CellError.NUM)
    return earned
