"""Criteria of conditional sums, and text that shows a number."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies

from tests.support.cells import read_cell
from xltoolkit.hosts.file.criteria import criterion
from xltoolkit.hosts.file.number_text import number_in

CASES = yaml.safe_load(Path(__file__).with_name("criteria_cases.yaml").read_text(encoding="utf-8"))
CELLS = [read_cell(cell) for cell in CASES["cells"]]


@pytest.mark.parametrize("case", CASES["criteria"], ids=lambda case: case["name"])
def test_criterion(case: dict[str, Any]) -> None:
    passes = criterion(read_cell(case["criterion"]))

    assert [place for place, cell in enumerate(CELLS, 1) if passes(cell)] == case["passes"]


@pytest.mark.parametrize("case", CASES["number_texts"], ids=lambda case: case["name"])
def test_number_in_text(case: dict[str, Any]) -> None:
    assert number_in(case["text"]) == case["number"]


@given(strategies.text(alphabet="ab*?~", max_size=8), strategies.text(alphabet="abc", max_size=8))
def test_equal_and_unequal_never_pass_the_same_text(pattern: str, text: str) -> None:
    if pattern:
        assert criterion(f"={pattern}")(text) != criterion(f"<>{pattern}")(text)


@given(strategies.text(alphabet="ab", min_size=1, max_size=6))
def test_stars_around_a_text_find_it_anywhere(text: str) -> None:
    assert criterion(f"*{text}*")(f"x{text}y")
    assert criterion("?" * len(text))(text)
    assert not criterion("?" * (len(text) + 1))(text)


def test_many_stars_take_no_longer_than_length_times_signs() -> None:
    # A matcher that tries every way would not come back from this.
    assert not criterion("*a" * 40 + "b")("a" * 400)
