"""Rates of budget and money, as fractions (0.9125 is 91.25 %).

Amounts are in 万元 and counts in the unit of the thing counted; only their ratio matters,
so any unit will do as long as both have the same. Every function answers #N/A for an empty
argument, #VALUE! for text that is no number and #DIV/0! for a denominator of zero.
"""

from decimal import Decimal

from udfs.numbers import divide
from udfs.parameters import money, quotient, ratio
from udfs.registry import Category, Parameter, Text, Unit, worksheet_function
from udfs.sources import (
    FRAMEWORK_BY_ANALOGY,
    FRAMEWORK_FROM_MEMORY,
    FRAMEWORK_READ,
    HUBEI_FORM,
    HUNAN_FORM,
)

INITIAL_BUDGET = money(
    "initial",
    Text("年初预算", "Initial budget"),
    Text("年初批复预算数。", "Budget approved at the start of the year."),
)
ADDED_BUDGET = money(
    "added",
    Text("本年追加", "Added"),
    Text("本年追加预算净额，追减为负数。", "Net amount added in the year, negative when cut."),
)


quotient(
    "PERF_EXEC_RATE",
    Text("预算执行率", "Budget execution rate"),
    Text(
        "预算执行率＝决算支出÷全年预算（调整后预算）。",
        "Budget execution rate: outlay divided by the full-year (adjusted) budget.",
    ),
    HUBEI_FORM,
    money(
        "actual",
        Text("决算支出", "Outlay"),
        Text("本年决算支出数。", "Outlay of the year by the final accounts."),
    ),
    money(
        "budget",
        Text("全年预算", "Full-year budget"),
        Text(
            "全年预算数，即调整后预算；须与支出同口径。",
            "Full-year budget after adjustment, of the same scope as the outlay.",
        ),
    ),
)


@worksheet_function(
    "PERF_COMPLETION_RATE",
    category=Category.RATES,
    title=Text("预算完成率", "Budget completion rate"),
    help=Text(
        "预算完成率＝（上年结转＋年初预算＋本年追加－年末结余）÷（上年结转＋年初预算＋本年追加）。",
        "Completion rate: (carried in + initial + added - closing)"
        " / (carried in + initial + added).",
    ),
    parameters=(
        money(
            "carried_in",
            Text("上年结转", "Carried in"),
            Text("上年结转和结余数；没有的填0。", "Carry-over from last year; 0 if none."),
        ),
        INITIAL_BUDGET,
        ADDED_BUDGET,
        money(
            "closing",
            Text("年末结余", "Closing"),
            Text("年末结转和结余数。", "Carry-over at year end."),
        ),
    ),
    unit=Unit.RATIO,
    clause=HUNAN_FORM,
    native="({carried_in}+{initial}+{added}-{closing})/({carried_in}+{initial}+{added})",
)
def completion_rate(
    carried_in: Decimal, initial: Decimal, added: Decimal, closing: Decimal
) -> Decimal:
    """Return the share of the money available in the year that was used."""
    available = carried_in + initial + added
    return divide(available - closing, available)


quotient(
    "PERF_ADJUST_RATE",
    Text("预算调整率", "Budget adjustment rate"),
    Text(
        "预算调整率＝预算调整数÷基数，保留正负号；基数通常为年初预算数，口径须注明。",
        "Adjustment rate: adjustment divided by its base, sign kept; state the base.",
    ),
    FRAMEWORK_FROM_MEMORY,
    money(
        "adjustment",
        Text("预算调整数", "Adjustment"),
        Text("本年预算调整数，调增为正、调减为负。", "Adjustment, negative when cut."),
    ),
    money(
        "base",
        Text("基数", "Base"),
        Text("调整率的分母，通常为年初预算数。", "Denominator, as a rule the initial budget."),
    ),
)

quotient(
    "PERF_BUDGET_CONTROL_RATE",
    Text("预算控制率", "Budget control rate"),
    Text(
        "预算控制率＝本年追加预算÷年初预算。",
        "Budget control rate: amount added in the year divided by the initial budget.",
    ),
    HUNAN_FORM,
    ADDED_BUDGET,
    INITIAL_BUDGET,
)

quotient(
    "PERF_CONTROL_RATE",
    Text("经费控制率", "Expense control rate"),
    Text(
        "“三公”经费、公用经费等控制率＝实际支出÷预算数。",
        "Control rate of an expense, such as the three public ones: actual / budget.",
    ),
    FRAMEWORK_FROM_MEMORY,
    money(
        "actual",
        Text("实际支出", "Actual"),
        Text("该项经费的实际支出。", "Actual expense."),
    ),
    money(
        "budget",
        Text("预算数", "Budget"),
        Text("该项经费的预算数。", "Budget of the expense."),
    ),
)


@worksheet_function(
    "PERF_CHANGE_RATE",
    category=Category.RATES,
    title=Text("变动率", "Rate of change"),
    help=Text(
        "变动率＝（本年数－上年数）÷上年数；增长为正，下降为负。",
        "Rate of change: (current - previous) / previous; negative for a decrease.",
    ),
    parameters=(
        Parameter(
            "current",
            Text("本年数", "Current"),
            Text("本年数，与上年数同口径。", "Figure of this year."),
            Unit.NUMBER,
        ),
        Parameter(
            "previous",
            Text("上年数", "Previous"),
            Text("上年数；为0时得不出变动率。", "Figure of last year; not 0."),
            Unit.NUMBER,
        ),
    ),
    unit=Unit.RATIO,
    clause=FRAMEWORK_BY_ANALOGY,
    native="({current}-{previous})/{previous}",
)
def change_rate(current: Decimal, previous: Decimal) -> Decimal:
    """Return the change from the previous year as a share of it."""
    return divide(current - previous, previous)


quotient(
    "PERF_PROCURE_RATE",
    Text("政府采购执行率", "Procurement execution rate"),
    Text(
        "政府采购执行率＝实际政府采购金额÷政府采购预算数。",
        "Procurement execution rate: actual procurement divided by its budget.",
    ),
    FRAMEWORK_FROM_MEMORY,
    money(
        "actual",
        Text("实际采购", "Actual procurement"),
        Text("实际采购金额；成交额或支付额，口径须注明。", "Contracted or paid; state which."),
    ),
    money(
        "budget",
        Text("采购预算", "Procurement budget"),
        Text("政府采购预算数。", "Budget of government procurement."),
    ),
)

quotient(
    "PERF_CARRYOVER_RATE",
    Text("结转结余率", "Carry-over rate"),
    Text(
        "结转结余率＝年末结转结余总额÷支出预算数。",
        "Carry-over rate: carry-over at year end divided by the spending budget.",
    ),
    FRAMEWORK_FROM_MEMORY,
    money(
        "carryover",
        Text("结转结余", "Carry-over"),
        Text("年末结转结余总额。", "Carry-over at year end."),
    ),
    money(
        "budget",
        Text("支出预算", "Spending budget"),
        Text("支出预算数。", "Spending budget of the year."),
    ),
)

quotient(
    "PERF_PROGRESS_RATE",
    Text("支付进度率", "Payment progress rate"),
    Text(
        "支付进度率＝实际支付进度÷既定支付进度。",
        "Payment progress rate: actual progress divided by planned progress.",
    ),
    FRAMEWORK_FROM_MEMORY,
    ratio(
        "actual",
        Text("实际支付进度", "Actual progress"),
        Text("实际支付进度，以比率填写。", "Actual payment progress as a ratio."),
    ),
    ratio(
        "planned",
        Text("既定支付进度", "Planned progress"),
        Text("既定支付进度，以比率填写。", "Planned payment progress as a ratio."),
    ),
)

quotient(
    "PERF_KEY_SPEND_RATE",
    Text("重点支出安排率", "Key spending rate"),
    Text(
        "重点支出安排率＝重点项目支出预算÷项目支出预算总额。",
        "Key spending rate: budget of key projects divided by that of all projects.",
    ),
    FRAMEWORK_READ,
    money(
        "key",
        Text("重点项目支出", "Key projects"),
        Text("重点项目支出预算数。", "Budget of the key projects."),
    ),
    money(
        "total",
        Text("项目总支出", "All projects"),
        Text("项目支出预算总额。", "Budget of all projects."),
    ),
)
