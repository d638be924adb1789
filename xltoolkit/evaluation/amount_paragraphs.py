"""一、评价金额: what was evaluated, and how that follows from the final accounts."""

from decimal import Decimal
from typing import List, Optional, Tuple

from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.exact import plain_float
from xltoolkit.evaluation.fields import number_of, text_of
from xltoolkit.evaluation.wording import money

TOTAL = "eval_amount"
OUTLAY = "spend_total"
OTHER = "eval_other"
TRANSFERRED = "transferred_out"
RECEIVER = "transferred_out_receiver"
AMOUNT_LACKING = "本次绩效评价金额未提供。"
NOT_RECONCILED = "未提供，不能调节。"
"""How the reconciliation ends where it cannot be made."""
_WAY_BEGINS = "由"
"""How a note begins that tells by whom and to whom the other amount was paid."""


def amount_paragraph(case: Case) -> str:
    """The evaluated amount and its parts; parts of nothing are left out."""
    total = number_of(case, TOTAL)
    if total is None:
        return AMOUNT_LACKING
    parts = (
        ("基本支出", number_of(case, "eval_basic")),
        ("项目支出", number_of(case, "eval_project")),
        (_other_in_words(case), number_of(case, OTHER)),
    )
    listed = "；".join(f"{words}{_money(amount)}万元" for words, amount in parts if amount)
    described = f"，其中：{listed}" if listed else ""
    return f"本次绩效评价金额总计{_money(total)}万元{described}。"


def reconciliation(case: Case) -> str:
    """From the outlay of the final accounts to the evaluated amount; what is left is 待说明."""
    total, outlay = number_of(case, TOTAL), number_of(case, OUTLAY)
    if total is None or outlay is None:
        missing = "评价金额" if total is None else "决算支出"
        return f"口径调节：{missing}{NOT_RECONCILED}"
    other = number_of(case, OTHER) or Decimal(0)
    steps: List[Tuple[str, Decimal]] = [
        ("直拨" if _is_transferred(case) else "其他", other),
        ("待说明", total - outlay - other),
    ]
    written = "".join(_step(name, amount) for name, amount in steps if amount)
    return f"口径调节：决算支出 {_money(outlay)}{written} ＝ {_money(total)}"


def _step(name: str, amount: Decimal) -> str:
    sign = "＋" if amount > 0 else "－"
    return f" {sign}{name} {_money(abs(amount))}"


def _other_in_words(case: Case) -> str:
    """What the amount beside the department's own outlay is, as far as the data say it.

    A note beside the amount that tells the whole way of the money, 由…拨入…再转拨…, is printed.
    """
    entry = case.entries.get(OTHER)
    way = "" if entry is None else entry.note.strip().rstrip("。")
    if way.startswith(_WAY_BEGINS):
        return way
    receiver = text_of(case, RECEIVER)
    if receiver is not None and _is_transferred(case):
        return f"由财政直接拨入{receiver}"
    return "其他"


def _is_transferred(case: Case) -> bool:
    """Whether the other part of the evaluated amount is the money paid past the department."""
    other = number_of(case, OTHER)
    return other is not None and other == number_of(case, TRANSFERRED)


def _money(amount: Optional[Decimal]) -> str:
    number = plain_float(amount)
    return "" if number is None else money(number)
