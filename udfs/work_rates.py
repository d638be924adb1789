"""Rates of staff, assets, tasks and satisfaction, as fractions (0.9 is 90 %).

Every function answers #N/A for an empty argument, #VALUE! for text that is no number,
#NUM! for a negative count and #DIV/0! for a denominator of zero.
"""

from decimal import Decimal

from udfs.blocks import cell_pairs
from udfs.errors import CellError, NotANumber
from udfs.numbers import divide, to_decimal
from udfs.parameters import count, money, quotient, ratio
from udfs.registry import ArgumentKind, Category, Parameter, Text, Unit, worksheet_function
from udfs.sources import FRAMEWORK_FROM_MEMORY, FRAMEWORK_READ, OWN_DESIGN
from udfs.values import Block

PLANNED_TASKS = count(
    "planned",
    Text("计划数", "Planned"),
    Text("计划工作数，不能为负数。", "Tasks planned; not negative."),
)


quotient(
    "PERF_STAFF_RATE",
    Text("在职人员控制率", "Staff control rate"),
    Text(
        "在职人员控制率＝在职人员数÷编制数。",
        "Staff control rate: staff on post divided by the establishment.",
    ),
    FRAMEWORK_READ,
    count(
        "on_post",
        Text("在职人员数", "Staff on post"),
        Text("年末实有在职人数，不能为负数。", "Staff on post at year end; not negative."),
    ),
    count(
        "quota",
        Text("编制数", "Establishment"),
        Text("核定编制数，不能为负数。", "Posts of the establishment; not negative."),
    ),
)

quotient(
    "PERF_ASSET_USE_RATE",
    Text("固定资产利用率", "Fixed asset use rate"),
    Text(
        "固定资产利用率＝在用固定资产总额÷全部固定资产总额（按原值）。",
        "Asset use rate: fixed assets in use divided by all fixed assets, at cost.",
    ),
    FRAMEWORK_FROM_MEMORY,
    money(
        "in_use",
        Text("在用资产", "Assets in use"),
        Text("在用固定资产原值。", "Fixed assets in use, at cost."),
    ),
    money(
        "total",
        Text("全部资产", "All assets"),
        Text("全部固定资产原值。", "All fixed assets, at cost."),
    ),
)

quotient(
    "PERF_DONE_RATE",
    Text("实际完成率", "Completion of tasks"),
    Text(
        "实际完成率＝实际完成工作数÷计划工作数。",
        "Completion of tasks: tasks done divided by tasks planned.",
    ),
    FRAMEWORK_FROM_MEMORY,
    count(
        "done",
        Text("完成数", "Done"),
        Text("实际完成工作数，不能为负数。", "Tasks done; not negative."),
    ),
    PLANNED_TASKS,
)

quotient(
    "PERF_ON_TIME_RATE",
    Text("完成及时率", "Timeliness rate"),
    Text(
        "完成及时率＝及时完成工作数÷计划工作数。",
        "Timeliness: tasks done on time divided by tasks planned.",
    ),
    FRAMEWORK_FROM_MEMORY,
    count(
        "on_time",
        Text("及时完成数", "Done on time"),
        Text("及时完成工作数，不能为负数。", "Tasks done on time; not negative."),
    ),
    PLANNED_TASKS,
)

quotient(
    "PERF_QUALITY_RATE",
    Text("质量达标率", "Quality rate"),
    Text(
        "质量达标率＝质量达标工作数÷计划工作数。",
        "Quality rate: tasks of the required quality divided by tasks planned.",
    ),
    FRAMEWORK_FROM_MEMORY,
    count(
        "qualified",
        Text("达标数", "Up to standard"),
        Text("质量达标工作数，不能为负数。", "Tasks up to standard; not negative."),
    ),
    PLANNED_TASKS,
)


quotient(
    "PERF_EXTERNAL_RATE",
    Text("考核得分率", "Share of another body's score"),
    Text(
        "考核得分率＝其他部门考核得分÷考核满分。",
        "Score that another body gave divided by its full score.",
    ),
    OWN_DESIGN,
    count(
        "score",
        Text("考核得分", "Score given"),
        Text("其他部门考核的得分。", "The score of the other body."),
    ),
    count("full", Text("考核满分", "Full score"), Text("该项考核的满分。", "Its full score.")),
)


@worksheet_function(
    "PERF_POINT_CHANGE",
    category=Category.RATES,
    title=Text("百分点变化", "Change in percentage points"),
    help=Text(
        "两个比率之差；0.0169表示上升1.69个百分点。",
        "Difference of two ratios; 0.0169 means 1.69 percentage points up.",
    ),
    parameters=(
        ratio(
            "current",
            Text("本年比率", "Current"),
            Text("本年比率。", "Ratio of this year."),
        ),
        ratio(
            "previous",
            Text("上年比率", "Previous"),
            Text("上年比率。", "Ratio of last year."),
        ),
    ),
    unit=Unit.RATIO,
    clause=OWN_DESIGN,
    native="{current}-{previous}",
)
def point_change(current: Decimal, previous: Decimal) -> Decimal:
    """Return the difference of two ratios."""
    return current - previous


@worksheet_function(
    "PERF_SATISFACTION",
    category=Category.RATES,
    title=Text("满意度", "Satisfaction"),
    help=Text(
        "满意度＝Σ（各选项份数×权重）÷Σ份数；两个区域形状须相同，空白份数按没有人选计。",
        "Satisfaction: sum of counts times weights over the sum of counts; two equal ranges.",
    ),
    parameters=(
        Parameter(
            "counts",
            Text("各选项份数", "Counts"),
            Text("每个选项的有效答卷数所在区域。", "Range of the answers to each option."),
            Unit.COUNT,
            kind=ArgumentKind.RANGE,
        ),
        Parameter(
            "weights",
            Text("各选项权重", "Weights"),
            Text("每个选项的权重（0到1）所在区域。", "Range of the weights, from 0 to 1."),
            Unit.RATIO,
            kind=ArgumentKind.RANGE,
        ),
    ),
    unit=Unit.RATIO,
    clause=OWN_DESIGN,
    native="IF(COUNT({counts})=0,NA(),SUMPRODUCT({counts},{weights})/SUM({counts}))",
)
def satisfaction(counts: Block, weights: Block) -> Decimal:
    """Return the weighted mean of a survey's options.

    An option without a count was chosen by nobody, but a survey without any count is #N/A.
    A count without a weight is #N/A, a negative count or a weight
    outside 0 … 1 #NUM!, unequal ranges #VALUE!.
    """
    answers = [pair for pair in cell_pairs(counts, weights) if pair[0] is not None]
    if not answers:
        raise NotANumber(CellError.NA)
    total = Decimal(0)
    weighted = Decimal(0)
    for count_cell, weight_cell in answers:
        answered = to_decimal(count_cell)
        if answered < 0:
            raise NotANumber(CellError.NUM)
        weight = to_decimal(weight_cell)
        if not 0 <= weight <= 1:
            raise NotANumber(CellError.NUM)
        total += answered
        weighted += answered * weight
    return divide(weighted, total)
