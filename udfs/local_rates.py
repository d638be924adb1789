"""Rates that local forms or this tool define beside those of the common framework.

Amounts are in 万元. Every function answers #N/A for an empty argument, #VALUE! for text that is
no number and #DIV/0! for a base of zero.
"""

from decimal import Decimal

from udfs.numbers import divide
from udfs.parameters import money
from udfs.rates import INITIAL_BUDGET
from udfs.registry import Category, Text, Unit, worksheet_function
from udfs.sources import OWN_DESIGN, SHAANXI_FROM_MEMORY


@worksheet_function(
    "PERF_ADJUST_NET_RATE",
    category=Category.RATES,
    title=Text("预算净调整率", "Net adjustment rate"),
    help=Text(
        "预算净调整率＝（全年预算－基数）÷基数，基数＝年初预算－不经本部门的直拨资金。",
        "Net adjustment rate: (full-year budget - base) / base, base = initial - transferred.",
    ),
    parameters=(
        money(
            "final",
            Text("全年预算", "Full-year budget"),
            Text("全年预算数，不含直拨资金。", "Adjusted budget without the transfer."),
        ),
        INITIAL_BUDGET,
        money(
            "transferred",
            Text("直拨资金", "Transferred"),
            Text(
                "年初预算中由财政直拨其他单位的资金；没有的填0。",
                "Part of the initial budget that is paid to others directly; 0 if none.",
            ),
        ),
    ),
    unit=Unit.RATIO,
    clause=OWN_DESIGN,
    native="({final}-({initial}-{transferred}))/({initial}-{transferred})",
)
def adjust_net_rate(final: Decimal, initial: Decimal, transferred: Decimal) -> Decimal:
    """Return the net change from an initial budget of the same scope, sign kept."""
    base = initial - transferred
    return divide(final - base, base)


@worksheet_function(
    "PERF_PERIOD_RATE",
    category=Category.RATES,
    title=Text("阶段支出进度率", "Spending progress of a period"),
    help=Text(
        "支出进度率＝阶段支出÷（上年结转＋年初预算＋阶段内调整）。",
        "Progress of a period: spent / (carried in + initial budget + adjusted so far).",
    ),
    parameters=(
        money(
            "spent",
            Text("阶段支出", "Spent"),
            Text("半年或前三季度的支出数。", "Outlay of the period."),
        ),
        money(
            "carried_in",
            Text("上年结转", "Carried in"),
            Text("上年结转和结余数；没有的填0。", "Carry-over from last year; 0 if none."),
        ),
        INITIAL_BUDGET,
        money(
            "adjusted",
            Text("阶段内调整", "Adjusted"),
            Text("阶段内的预算调整净额，调减为负数。", "Net adjustment of the period."),
        ),
    ),
    unit=Unit.RATIO,
    clause=SHAANXI_FROM_MEMORY,
    native="{spent}/({carried_in}+{initial}+{adjusted})",
)
def period_rate(
    spent: Decimal, carried_in: Decimal, initial: Decimal, adjusted: Decimal
) -> Decimal:
    """Return the share of the money available in a period that was spent."""
    return divide(spent, carried_in + initial + adjusted)


@worksheet_function(
    "PERF_ACCURACY_GAP",
    category=Category.RATES,
    title=Text("预决算差异率", "Gap between budget and outcome"),
    help=Text(
        "预决算差异率＝｜决算数÷预算数－1｜，不分多少。",
        "Absolute difference between outcome and budget as a share of the budget.",
    ),
    parameters=(
        money("actual", Text("决算数", "Outcome"), Text("决算数。", "Final amount.")),
        money("budget", Text("预算数", "Budget"), Text("预算数。", "Budgeted amount.")),
    ),
    unit=Unit.RATIO,
    clause=SHAANXI_FROM_MEMORY,
    native="ABS({actual}/{budget}-1)",
)
def accuracy_gap(actual: Decimal, budget: Decimal) -> Decimal:
    """Return by how much an outcome differs from its budget, as a share of it."""
    return abs(divide(actual, budget) - 1)
