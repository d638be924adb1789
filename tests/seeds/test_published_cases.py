"""Every figure of the published cases comes out as its record says, without a false alarm."""

from collections import Counter
from pathlib import Path

import pytest

from scripts.published_cases import FOLDER, Comparison, compared

FILES = sorted(FOLDER.glob("*.json"))
EVERYTHING = [each for file in FILES for each in compared(file)]

# What a mistake of the publication must be called, by the start of its cause.
CAUSES = {
    "三公完成预算": "公布的是1减该比率（节约率",
    "接待完成预算": "公布的是1减该比率（节约率",
    "接待占比": "与第5行“公车占比”的公布数互换",
    "公车占比": "与第4行“接待占比”的公布数互换",
    "较上年下降(印)": "基数用错",
    "2016合计(文)": "分项之和2363与公布的合计2364不符，相差1",
    "三公分项": "分项之和24.78与公布的合计24.86不符，相差0.08",
    "总分(印100)": "分项之和110与公布的合计100不符，相差-10",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_figure_is_classed_as_its_record_says(file: Path) -> None:
    assert [each for each in compared(file) if each.found != each.recorded] == []


def test_the_cases_hold_figures_of_every_class() -> None:
    counts = Counter(each.found for each in EVERYTHING)
    assert counts == {"一致": 106, "输入舍入": 4, "截尾": 1, "不一致": 10}


@pytest.mark.parametrize(
    "figure",
    [each for each in EVERYTHING if each.found == "不一致"],
    ids=lambda figure: figure.name,
)
def test_a_mistake_has_its_name_where_one_is_known(figure: Comparison) -> None:
    known = CAUSES.get(figure.name)
    assert figure.cause.startswith(known) if known else figure.cause == ""


def test_a_figure_that_is_no_mistake_has_no_cause() -> None:
    assert [each for each in EVERYTHING if each.found != "不一致" and each.cause] == []
