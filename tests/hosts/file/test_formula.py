"""One formula without a workbook: answers and sentences."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cells import is_same, read_cell
from xltoolkit.hosts.file.formula import calculate_formula
from xltoolkit.hosts.file.formula_text import FormulaError

CASES = yaml.safe_load(Path(__file__).with_name("formula_cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["answered"], ids=lambda case: case["name"])
def test_answered(case: dict[str, Any]) -> None:
    found = calculate_formula(case["formula"])

    assert is_same(found, read_cell(case["result"])), found


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_refused(case: dict[str, Any]) -> None:
    with pytest.raises(FormulaError) as refusal:
        calculate_formula(case["formula"])

    assert case["says"] in str(refusal.value)
    assert str(refusal.value).endswith("。")


def test_a_formula_longer_than_excel_takes_is_refused() -> None:
    longest = "=" + "1" + "+1" * 10

    assert calculate_formula(longest) == 11
    with pytest.raises(FormulaError, match="超过Excel的上限8192个"):
        calculate_formula("=" + '"' + "a" * 8191 + '"')


@pytest.mark.parametrize("opening", ["(", "-", "ABS(", "IF(1,"])
def test_a_formula_nested_too_deep_is_refused_and_crashes_nothing(opening: str) -> None:
    depth = 8000 // (len(opening) + 1)
    closing = ")" if "(" in opening else ""

    with pytest.raises(FormulaError, match="嵌套太深"):
        calculate_formula("=" + opening * depth + "1" + closing * depth)
