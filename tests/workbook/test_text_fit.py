"""Row heights that fit wrapped text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from xltoolkit.workbook.text_fit import HIGHEST, LOWEST, lines_needed, row_height, text_width

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "text_fit.yaml").read_text(encoding="utf-8")
)
TEXTS = st.text(alphabet="预算执行率：a1 .\n", max_size=300)
WIDTHS = st.floats(min_value=1, max_value=100)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_text_takes_the_lines_of_the_case(case: dict[str, Any]) -> None:
    assert lines_needed(case["text"], case["width"]) == case["lines"]


@given(text=TEXTS, more=TEXTS, width=WIDTHS)
def test_more_text_never_lowers_a_row(text: str, more: str, width: float) -> None:
    assert row_height([(text + more, width)]) >= row_height([(text, width)])


@given(text=TEXTS, width=WIDTHS, room=st.floats(min_value=0, max_value=50))
def test_wider_column_never_needs_more_lines(text: str, width: float, room: float) -> None:
    assert lines_needed(text, width + room) <= lines_needed(text, width)


@given(texts=st.lists(st.tuples(TEXTS, WIDTHS), max_size=4))
def test_height_stays_within_its_limits_and_fits_every_text(
    texts: list[tuple[str, float]],
) -> None:
    height = row_height(texts)
    assert LOWEST <= height <= HIGHEST
    assert all(height >= row_height([each]) for each in texts)


def test_row_without_text_is_as_high_as_one_line() -> None:
    assert row_height([]) == row_height([("甲", 20.0)]) == LOWEST


def test_two_lines_are_higher_than_one() -> None:
    assert row_height([("甲\n乙", 20.0)]) > row_height([("甲", 20.0)])


def test_very_long_text_is_as_high_as_a_row_can_be() -> None:
    assert row_height([("预算" * 5000, 20.0)]) == HIGHEST == 409.0


def test_chinese_counts_double() -> None:
    assert text_width("预算") == text_width("abcd") == 4
