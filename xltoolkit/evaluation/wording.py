"""How figures and lists are written in official Chinese.

Money has two decimals without separators, percentages two decimals (standards without trailing
zeros), numbers no space before their unit. Figures are rounded here, half up, and nowhere else.
"""

from decimal import Context, localcontext
from typing import Iterable, Mapping, Optional, Sequence

from xltoolkit.catalogue.wording import FieldKind, FieldValue, render, written
from xltoolkit.evaluation.case import CellPlace

RATIO = "比率"
"""The unit of a row whose values are fractions."""

DASH = "–"
"""What a column prints where there is nothing to say."""

NOT_PROVIDED = "未提供"

# A cell may hold 1E+308; its digits and two decimals have to fit.
_ANY_CELL = Context(prec=400)


def sentence(
    template: str, kinds: Mapping[str, FieldKind], values: Mapping[str, FieldValue]
) -> Optional[str]:
    """Render a wording of the catalogue; None when a field that it must have is empty."""
    with localcontext(_ANY_CELL):
        return render(template, kinds, values)


def figure(value: FieldValue, kind: FieldKind) -> str:
    """Write one figure."""
    with localcontext(_ANY_CELL):
        return written(value, kind)


def money(amount: float) -> str:
    """Write an amount of 万元 without its unit: 12.50."""
    return figure(amount, "money")


def number(value: float) -> str:
    """Write a number with up to two decimals: 86.25, 100."""
    return figure(value, "number")


def measured(value: float, unit: str) -> FieldValue:
    """A value for a wording: a ratio as it is, anything else with its unit."""
    return value if unit == RATIO else (value, unit)


def full_measured(value: float, unit: str) -> str:
    """Write a value: ratios as percentages with two decimals, 91.25%; else 24分钟."""
    return figure(measured(value, unit), "percent")


def short_measured(value: float, unit: str) -> str:
    """Write a standard: ratios as percentages without trailing zeros, 95%; else 30分钟."""
    return figure(measured(value, unit), "short_percent")


def labelled(text: str, label: str) -> str:
    """Put whose standard it is behind a standard: 95%（报告所列）."""
    return f"{text}（{label}）" if label else text


def enumerated(names: Iterable[str]) -> str:
    """Write a list of names: 甲、乙、丙."""
    return "、".join(names)


MOST_CELLS = 8
"""So many cells are named one by one; a reader finds the rest beside them."""


def cells_in_words(places: Sequence[CellPlace]) -> str:
    """Write which cells are meant, those of one sheet: 指标评分!N6、N7等12处."""
    named = enumerated(place.cell for place in places[:MOST_CELLS])
    rest = f"等{len(places)}处" if len(places) > MOST_CELLS else ""
    return f"{places[0].sheet}!{named}{rest}"


def numbered_items(numbers: Iterable[int]) -> str:
    """Write which items of a numbered list are meant: 第1、2、4项."""
    return f"第{enumerated(str(each) for each in numbers)}项"
