"""Numbers as people type them: what is read, what is said about it, what is left alone."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from xltoolkit.workbook.typed_numbers import UNIT_WORDS, UnitWord, read_typed_number, unit_word

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "typed_numbers.yaml").read_text(encoding="utf-8")
)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
amounts = st.decimals(-(10**12), 10**12, allow_nan=False, places=2)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_typed_is_read_without_a_guess(case: dict[str, Any]) -> None:
    typed = read_typed_number(case["text"])
    if case.get("not_a_number"):
        assert typed is None
        return
    assert typed is not None
    expected = case["value"]
    assert typed.value == (None if expected is None else Decimal(expected))
    assert list(typed.conversions) == case.get("conversions", [])


@given(amounts, st.sampled_from(UNIT_WORDS))
def test_a_number_survives_its_print_with_separators_and_unit(
    amount: Decimal, unit: UnitWord
) -> None:
    typed = read_typed_number(f"{amount:,}{unit.text}")
    assert typed is not None
    assert typed.value == amount * unit.factor
    assert typed.unit == unit


@given(amounts)
def test_full_width_characters_change_nothing(amount: Decimal) -> None:
    typed = read_typed_number(f"{amount:,}".translate(FULL_WIDTH))
    assert typed is not None
    assert typed.value == amount


@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read_typed_number(text)


def test_a_unit_is_found_by_its_full_width_spelling_too() -> None:
    percent = unit_word(" ％ ")
    assert percent is not None
    assert percent.factor == Decimal("0.01")


def test_an_unknown_unit_is_none() -> None:
    assert unit_word("公斤") is None
