"""Published scores, in the cells of the scheme that the publication prints."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cases import CATALOGUE
from tests.support.shaped_books import indicators_of
from udfs.numbers import percent, to_decimal
from xltoolkit.commands.new_book import book_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("published_scores.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_cells_give_the_published_scores(case: dict[str, Any]) -> None:
    scheme = CATALOGUE.scheme(case["scheme"], year=case["year"])
    typed = {"评价年度": case["year"], **case["typed"]}

    rows = indicators_of(book_of(scheme), CATALOGUE, typed, {})

    for expected in case["scores"]:
        row = rows[expected["row"]]
        assert isinstance(row.value, float)
        assert percent(to_decimal(row.value)) == expected["value"]
        assert row.score == pytest.approx(expected["score"])


def test_three_scores_of_the_unit_of_2018_are_published() -> None:
    published = [each for each in CASES[0]["scores"] if each["published"]]
    assert [each["score"] for each in published] == [8, 0, 8]
