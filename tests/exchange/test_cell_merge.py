"""What becomes of one cell, as cases and as laws."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from udfs.values import Scalar
from xltoolkit.exchange.cell_merge import Decision, in_words, is_empty, merge_cell
from xltoolkit.workbook.layout.model import Kind
from xltoolkit.workbook.planning import same_value

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cell_merges.yaml").read_text(encoding="utf-8")
)
VALUES: st.SearchStrategy[Scalar] = st.sampled_from([None, "", "甲", "乙", 0.0, 1.0, 2.0, True])
COPIES = st.dictionaries(st.sampled_from("ABC"), VALUES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_cell_becomes_what_the_case_says(case: dict[str, Any]) -> None:
    merged = merge_cell(case.get("present"), case.get("base"), case["copies"])
    assert merged.decision is Decision(case["decision"])
    if "value" in case:
        assert same_value(merged.value, case["value"])


@given(VALUES, VALUES, COPIES)
def test_nothing_that_was_said_anew_is_lost(
    present: Scalar, base: Scalar, copies: dict[str, Scalar]
) -> None:
    merged = merge_cell(present, base, copies)
    for name, value in copies.items():
        says_nothing = is_empty(value) or same_value(value, present) or same_value(value, base)
        assert says_nothing or name in (merged.offers or {})


@given(VALUES, VALUES, COPIES)
def test_only_an_untouched_cell_is_written(
    present: Scalar, base: Scalar, copies: dict[str, Scalar]
) -> None:
    merged = merge_cell(present, base, copies)
    if merged.decision is Decision.TAKE:
        assert is_empty(present) or same_value(present, base)


@given(VALUES, VALUES, COPIES)
def test_merging_again_changes_nothing(
    present: Scalar, base: Scalar, copies: dict[str, Scalar]
) -> None:
    merged = merge_cell(present, base, copies)
    if merged.decision is Decision.TAKE:
        assert merge_cell(merged.value, base, copies).decision is Decision.KEEP


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (45291.0, Kind.DATE, "2023-12-31"),
        ("下月", Kind.DATE, "下月"),
        (45291.0, Kind.MONEY, 45291.0),
    ],
)
def test_a_date_is_shown_as_a_date(value: Scalar, kind: Kind, shown: Scalar) -> None:
    assert in_words(value, kind) == shown
