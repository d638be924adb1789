"""Money in 元 under a heading of 万元: about ten thousand times too large."""

import pytest

from xltoolkit.catalogue import load_catalogue
from xltoolkit.evaluation.case import CellPlace, Entry
from xltoolkit.workbook.money_doubts import doubtful_entries, doubts, is_ten_thousand_times

PLACE = CellPlace("基础数据", "E6")


def entries(**values: float) -> dict[str, Entry]:
    return {quantity: Entry(quantity, value, PLACE) for quantity, value in values.items()}


@pytest.mark.parametrize(
    ("larger", "smaller", "expected"),
    [
        (10_000, 1, True),
        (3_000, 1, True),
        (2_999, 1, False),
        (30_000, 1, True),
        (30_001, 1, False),
        (9_999, 0.9999, False),
        (1, 10_000, False),
        (-10_000, 1, True),
        (5, 0, False),
    ],
)
def test_two_amounts_are_told_apart_by_their_ratio(
    larger: float,
    smaller: float,
    expected: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    assert is_ten_thousand_times(larger, smaller) is expected


def test_of_two_figures_of_a_line_the_larger_is_doubted() -> None:
    found = list(doubtful_entries(entries(tp_budget=30.0, tp_spend=295_800.0), load_catalogue()))
    assert [(entry.quantity, reason) for entry, reason in found] == [
        ("tp_spend", "约为已填的“三公”经费预算数30万元的一万倍")
    ]


def test_figures_of_two_lines_are_not_compared() -> None:
    assert not list(
        doubtful_entries(entries(tp_budget=30.0, spend_total=295_800.0), load_catalogue())
    )


def test_a_new_value_may_be_too_small_for_what_is_entered() -> None:
    found = doubts({"tp_spend": 29.58}, entries(tp_budget=339_800.0), load_catalogue())
    assert found == {"tp_spend": "约为已填的“三公”经费预算数339800万元的一万分之一"}


def test_a_count_is_no_money() -> None:
    assert doubts({"staff_actual": 5_000_000.0}, {}, load_catalogue()) == {}
