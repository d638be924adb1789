"""What the gate refuses and what it lets pass."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from xltoolkit.hosts.file.gate import DefinedNames, check_formula

CASES = yaml.safe_load(Path(__file__).with_name("gate_cases.yaml").read_text(encoding="utf-8"))
NAMES = DefinedNames(cells=frozenset({"决算支出"}), ranges=frozenset({"重点"}))


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_refused(case: dict[str, Any]) -> None:
    assert [refusal.subject for refusal in check_formula(case["formula"])] == case["subjects"]


@pytest.mark.parametrize("case", CASES["accepted"], ids=lambda case: case["name"])
def test_accepted(case: dict[str, Any]) -> None:
    assert check_formula(case["formula"]) == ()


def test_the_equals_sign_may_be_left_out() -> None:
    assert check_formula("SUM(A1:A3)") == ()


def test_a_name_of_a_cell_is_one_value_and_a_name_of_a_range_is_several() -> None:
    assert check_formula("=LEN(决算支出)", NAMES) == ()
    assert [refusal.subject for refusal in check_formula("=LEN(重点)", NAMES)] == ["LEN"]
    assert check_formula("=SUM(重点)", NAMES) == ()


def test_a_name_that_nobody_defined_is_refused_by_name() -> None:
    (refusal,) = check_formula("=SUM(没有)", NAMES)

    assert refusal.sentence.startswith("引用的名称“没有”没有定义")


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("=ROUND(A1)", "函数ROUND需要2个参数，现有1个，请改正"),
        ("=LEFT(A1,1,2)", "函数LEFT需要1至2个参数，现有3个，请改正"),
        ("=COUNTIFS(A1:A2)", "函数COUNTIFS需要至少2个、成对重复的参数，现有1个，请改正"),
        ("=VLOKUP(1,A1:B2,2)", "用了函数VLOKUP，它不在本工具核对过的函数之列，是否应为VLOOKUP"),
        ("=PERF_EXEC_RATE(1)", "PERF_EXEC_RATE 至少需要2个参数，现有1个，请补齐"),
        ("=LEN(A1:A2)", "函数LEN的第1个参数是多个单元格，结果可能有误，请改用单个单元格"),
        ("=TODAY()", "不能使用函数TODAY：结果随日期变化，请直接填写日期"),
    ],
)
def test_the_sentence_names_the_fault_and_the_remedy(formula: str, sentence: str) -> None:
    assert [refusal.sentence for refusal in check_formula(formula)] == [sentence]
