"""Tables of published figures, row by row and beside each other."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from xltoolkit.errors import UserError
from xltoolkit.evaluation.published_tables import CLASSES, Judged, judge_table
from xltoolkit.imports.table_header import Row
from xltoolkit.imports.verification_table import read_verification_table

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "verification_tables.yaml").read_text(encoding="utf-8")
)
TITLES: Row = ["名称", "种类", "公布值", "分子", "分母", "分项", "整数精确"]
cells = st.text(alphabet="0123456789.,%‰()+-−元万人！!下降 ", max_size=12) | st.text(max_size=5)


def judged(*rows: Row) -> tuple[Judged, ...]:
    return judge_table(read_verification_table([TITLES, *rows]))


def row_of(case: dict[str, Any]) -> Row:
    numerator, denominator = case.get("of", ("", ""))
    name, parts = case.get("title", "某率"), case.get("parts", "")
    kind, exact = case.get("kind", ""), case.get("exact", "")
    return [name, kind, case["published"], str(numerator), str(denominator), parts, exact]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_figure_has_its_class_and_cause(case: dict[str, Any]) -> None:
    (result,) = judged(row_of(case))
    assert result.word == case["class"]
    cause = case.get("cause", "")
    assert result.cause.startswith(cause) if cause else result.cause == ""


def test_shares_that_were_interchanged_name_each_other() -> None:
    first, second = judged(
        ["接待占比", "", "69%", "0.53", "1.71", ""],
        ["公车占比", "", "31%", "1.18", "1.71", ""],
    )
    assert first.cause == "与第3行“公车占比”的公布数互换"
    assert second.cause == "与第2行“接待占比”的公布数互换"


def test_one_wrong_share_is_no_exchange() -> None:
    first, second = judged(
        ["接待占比", "", "69%", "0.53", "1.71", ""],
        ["公车占比", "", "69%", "1.18", "1.71", ""],
    )
    assert first.cause.startswith("公布的是1减该比率")
    assert second.word == "一致"


def test_a_share_in_the_place_of_a_completion_names_the_other_row() -> None:
    completion, share = judged(
        ["接待完成预算", "", "28.4%", "17.65", "21.20", ""],
        ["接待占比", "", "28.4%", "17.65", "62.07", ""],
    )
    assert completion.cause == "分母用了第3行“接待占比”的62.07（占比与完成率等混用）"
    assert (completion.word, share.word) == ("不一致", "一致")


def test_a_denominator_that_is_not_the_sum_of_its_parts_is_named() -> None:
    (result,) = judged(["占比", "", "50.00%", "50.00", "110.00", "60.00+40.00"])
    assert result.cause == "分母用了分项之和100，与所填分母110不等"


def test_english_headings_and_kinds_are_the_same() -> None:
    rows: list[Row] = [
        ["name", "kind", "published", "numerator", "denominator", "parts"],
        ["x", "rate", "50%", "1", "2", ""],
        ["y", "sum", "3", "", "", "1+2"],
    ]
    assert [each.word for each in judge_table(read_verification_table(rows))] == ["一致", "一致"]


def test_lines_above_the_header_and_blank_lines_do_not_shift_the_numbers() -> None:
    rows: list[Row] = [["公布的数"], [], TITLES, [], ["某率", "", "90%", "9", "0", ""]]
    (result,) = judge_table(read_verification_table(rows))
    assert result.cause.startswith("第5行“某率”的分母为0")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["名称", "数值"]], "没有找到表头"),
        ([TITLES], "表头下面没有要核对的数"),
    ],
)
def test_a_table_that_is_none_is_refused(rows: list[Row], sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        read_verification_table(rows)
    assert sentence in str(refusal.value)


def test_a_figure_split_by_its_separator_is_told() -> None:
    (result,) = judged(["总额", "合计", "3", "109.67", "", "", "", "1+2"])
    assert "像是被数字中的千分位逗号拆成了几格" in result.cause


@given(st.lists(st.lists(cells, max_size=8), min_size=1, max_size=4))
def test_no_cells_make_the_tool_fail(rows: list[list[str]]) -> None:
    for result in judged(["某率", "", "90%", "9", "10", ""], *rows):
        assert result.word in CLASSES
