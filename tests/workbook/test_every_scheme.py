"""Every scheme that ships: its workbook calculates, scores every boundary, and never too much."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.cases import CATALOGUE
from tests.support.rule_boundaries import SCORED_BY_VALUE, Boundary, boundaries
from tests.support.shaped_books import Marks, filled_case, row_of
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow
from xltoolkit.evaluation.case import Case
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.layout.scoring import ITEM_COLUMNS
from xltoolkit.workbook.template_files import template_path

SCHEMES = CATALOGUE.schemes
EACH = pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)


@cache
def book(scheme_id: str) -> bytes:
    return template_path(CATALOGUE.scheme(scheme_id)).read_bytes()


@EACH
def test_an_empty_workbook_scores_nothing_and_gives_no_grade(scheme: Scheme) -> None:
    case = filled_case(book(scheme.id), CATALOGUE, {}, {})

    assert case.totals.full == scheme.full
    assert (case.totals.scored, case.totals.total, case.totals.grade) == (0, 0, "")
    assert case.scheme_is_draft == scheme.is_draft
    assert len(case.indicators) == len(scheme.rows)


def scores_at(scheme: Scheme, values: dict[str, float]) -> dict[str, Scalar]:
    """Put values into the cells of 值, in place of their formulas, and read the scores."""
    session = Session(open_package(book(scheme.id)))
    content = session.content()
    value, score = content.area("_scoring_value"), content.area("_scoring_score")
    assert value is not None
    assert score is not None
    rows = {row_id: row_of(content, row_id) for row_id in values}
    cells = {(rows[row_id], value.left): number for row_id, number in values.items()}
    session.write({value.sheet: cells})
    content = session.content()
    return {row_id: content.value(score.sheet, row, score.left) for row_id, row in rows.items()}


def tried(scheme: Scheme) -> list[tuple[SchemeRow, list[Boundary]]]:
    rows = [row for row in scheme.rows if row.score.shape in SCORED_BY_VALUE]
    return [(row, boundaries(row, scheme)) for row in rows]


WITH_BOUNDARIES = [scheme for scheme in SCHEMES if tried(scheme)]


@pytest.mark.parametrize("scheme", WITH_BOUNDARIES, ids=lambda scheme: scheme.id)
def test_every_band_and_step_scores_as_its_data_say(scheme: Scheme) -> None:
    rows = tried(scheme)
    for place in range(max(len(pairs) for _, pairs in rows)):
        expected = {row.id: pairs[place] for row, pairs in rows if place < len(pairs)}
        scores = scores_at(scheme, {row_id: pair.value for row_id, pair in expected.items()})
        for row_id, pair in expected.items():
            wanted = CellError.NA if pair.score is None else pytest.approx(pair.score)
            assert scores[row_id] == wanted, (row_id, pair)


numbers = st.one_of(
    st.integers(-1000, 100_000).map(lambda cents: cents / 100),
    st.sampled_from([0, 1, -1, 1e9, 0.01]),
)


def any_mark(row: SchemeRow) -> st.SearchStrategy[dict[str, Scalar]]:
    """What evaluators may type into a row, sensible or not."""
    shape = row.score.shape
    if shape == "levels":
        return st.sampled_from([each.name for each in row.score.levels]).map(
            lambda word: {"mark": word}
        )
    if shape == "checklist":
        answers = st.lists(
            st.sampled_from(["是", "否"]),
            min_size=len(row.score.items),
            max_size=len(row.score.items),
        )
        return answers.map(lambda given: dict(zip(ITEM_COLUMNS, given, strict=False)))
    if shape == "deduct":
        return st.integers(0, 30).map(lambda count: {"mark": count})
    if shape == "judgement":
        return st.floats(0, row.points).map(lambda mark: {"mark": mark})
    return st.just({})


@st.composite
def any_filling(draw: st.DrawFn, scheme: Scheme) -> tuple[dict[str, Scalar], Marks]:
    quantities = CATALOGUE.quantities_by_id()
    used = {
        quantity
        for row in scheme.rows
        for value in (row.value, *(each.value for each in row.definitions))
        if value is not None
        for quantity in value.inputs
    }
    names = [quantities[each].defined_name for each in sorted(used)]
    typed: dict[str, Scalar] = {name: draw(numbers) for name in names}
    marks: dict[tuple[str, str], Scalar] = {}
    for row in scheme.rows:
        for column, value in draw(any_mark(row)).items():
            marks[row.id, column] = value
        if row.definitions:
            offered = [each.name for each in row.definitions]
            marks[row.id, "definition"] = draw(st.sampled_from(offered))
    return typed, marks


def assert_within_points(case: Case) -> None:
    for row in case.indicators:
        if isinstance(row.score, float):
            assert 0 <= row.score <= row.points, row
    assert 0 <= case.totals.total <= case.totals.scored <= case.totals.full


@EACH
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_filling_of_a_workbook_scores_outside_its_points(
    scheme: Scheme, data: st.DataObject
) -> None:
    typed, marks = data.draw(any_filling(scheme))

    assert_within_points(filled_case(book(scheme.id), CATALOGUE, typed, marks))


@EACH
def test_only_quotients_are_recomputed_from_two_names(scheme: Scheme) -> None:
    content = Session(open_package(book(scheme.id))).content()
    ids = content.area("_published_rates_id")
    assert ids is not None
    listed = {content.value(ids.sheet, row, ids.left) for row in ids.rows}
    changes = {
        row.id
        for row in scheme.rows
        if row.value is not None and row.value.function in ("PERF_CHANGE_RATE", "PERF_BALANCE")
    }

    assert not listed & changes
