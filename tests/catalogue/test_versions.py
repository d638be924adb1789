"""Versions of schemes and standards by date: the evaluation year selects, a workbook keeps its own."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.support.cases import CATALOGUE
from tests.support.shaped_books import indicators_of, with_scheme
from xltoolkit.catalogue.compiled import scheme_from_json, scheme_to_json
from xltoolkit.catalogue.scheme_model import DatedValue, Scheme
from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.errors import UserError
from xltoolkit.workbook.template import build_template

FIRST = CATALOGUE.scheme("five_heads")
OLD: Scheme = replace(FIRST, effective={"from": dt.date(2022, 1, 1), "to": dt.date(2023, 12, 31)})
NEW: Scheme = replace(
    FIRST,
    version="2.0",
    effective={"from": dt.date(2024, 1, 1), "to": None},
    standards=tuple(
        replace(each, value=0.8) if each.id == "exec_rate" else each for each in FIRST.standards
    ),
)
BOTH = replace(CATALOGUE, schemes=(OLD, NEW))


@pytest.mark.parametrize("year", [-1, 0, 10_000, 20_233])
def test_a_year_that_no_calendar_has_has_no_scheme(year: int) -> None:
    assert not FIRST.holds_in(year)


@pytest.mark.parametrize(
    ("year", "version"), [(2022, "1.0"), (2023, "1.0"), (2024, "2.0"), (2030, "2.0")]
)
def test_the_evaluation_year_selects_the_version(year: int, version: str) -> None:
    assert BOTH.scheme("five_heads", year=year).version == version


def test_without_a_year_the_latest_version_is_taken() -> None:
    assert BOTH.scheme("five_heads").version == "2.0"


def test_a_year_without_a_version_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UserError) as refusal:
        BOTH.scheme("five_heads", year=2021)
    assert str(refusal.value) == (
        "方案“five_heads”没有适用于2021年度的版本，现有第1.0版（2022-01-01至2023-12-31）、"
        "第2.0版（2024-01-01至今），请选用其中之一。"
    )


@pytest.mark.parametrize(("year", "value"), [(2022, 0.95), (2023, 0.95), (2024, 0.9), (2026, 0.85)])
def test_a_standard_has_the_value_of_the_end_of_the_year(year: int, value: float) -> None:
    mark = SourceMark("own")
    standard = replace(
        FIRST.standards[2],
        dated=(
            DatedValue(dt.date(2024, 12, 31), 0.9, mark),
            DatedValue(dt.date(2026, 1, 1), 0.85, mark),
        ),
    )
    assert standard.as_of(year).value == value


def test_a_workbook_made_by_the_first_version_scores_by_it_when_there_is_a_second() -> None:
    made_then = build_template(with_scheme(OLD), OLD)
    typed = {"决算支出": 850, "全年预算": 1000}

    rows = indicators_of(made_then, BOTH, typed, {})

    assert (rows["exec_rate"].standard, rows["exec_rate"].score) == (0.95, 3)

    made_now = build_template(BOTH, NEW)
    rows = indicators_of(made_now, BOTH, {**typed, "评价年度": 2024}, {})

    assert (rows["exec_rate"].standard, rows["exec_rate"].score) == (0.8, 8)


def test_a_workbook_scores_by_its_own_rules_though_the_catalogue_knows_them_no_more() -> None:
    made_then = build_template(with_scheme(OLD), OLD)
    only_new = replace(CATALOGUE, schemes=(NEW,))

    rows = indicators_of(made_then, only_new, {"决算支出": 850, "全年预算": 1000}, {})

    assert rows["exec_rate"].score == 3


@pytest.mark.parametrize("scheme", CATALOGUE.schemes, ids=lambda scheme: scheme.id)
def test_a_scheme_goes_into_a_workbook_and_comes_back_the_same(scheme: Scheme) -> None:
    assert scheme_from_json(scheme_to_json(scheme)) == scheme


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"id": 1}', "不是方案"])
def test_what_is_no_scheme_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a scheme|Expecting value"):
        scheme_from_json(text)
