"""A rate states its definition; a cell chooses among several, and all of them stand on 核对."""

from pathlib import Path

import pytest

from tests.support.cases import CATALOGUE
from tests.support.judged_books import CASE, Book, judged_book, new_book
from tests.support.shaped_books import filled_session, row_of
from udfs.values import Scalar
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.layout.checks import DEFINITION_LIST
from xltoolkit.workbook.reading import read_case

PUBLISHED, NET, CORRECTED = (
    definition.name
    for definition in next(
        row for row in CATALOGUE.scheme("five_heads").rows if row.id == "adjust_rate"
    ).definitions
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return new_book(tmp_path_factory.mktemp("definitions"), judged_book(CASE))


def after_choosing(book: Book, name: str) -> Session:
    session = Session(open_package(Path(book.path).read_bytes()))
    content = session.content()
    area = content.area("_scoring_definition")
    assert area is not None
    place = row_of(content, "adjust_rate"), area.left
    session.write({area.sheet: {place: name}})
    return session


def test_the_three_definitions_of_the_adjustment_stand_side_by_side(book: Book) -> None:
    rows = book.rows(DEFINITION_LIST)

    shown = {str(row["name"]).partition("：")[0].split()[-1]: row for row in rows}
    assert {name: round(float(str(row["value"])), 4) for name, row in shown.items()} == {
        "公布口径": 0.2128,
        "净额口径": -0.0534,
        "剔除直拨口径": 0.4353,
    }
    assert [row["used"] for row in rows] == ["采用", "", ""]
    assert [row["score"] for row in rows] == pytest.approx([0.8, 4, 0])


def test_the_total_that_another_definition_gives_stands_beside_it(book: Book) -> None:
    rows = book.rows(DEFINITION_LIST)
    total = read_case(book.content(), CATALOGUE).totals.total

    assert [row["total"] for row in rows] == pytest.approx([total, total + 3.2, total - 0.8])


@pytest.mark.parametrize(
    ("name", "value", "score"),
    [(PUBLISHED, 0.2128, 0.8), (NET, -0.0534, 4), (CORRECTED, 0.4353, 0)],
)
def test_the_cell_of_the_row_chooses(book: Book, name: str, value: float, score: float) -> None:
    case = read_case(after_choosing(book, name).content(), CATALOGUE)
    row = next(each for each in case.indicators if each.id == "adjust_rate")

    assert isinstance(row.value, float)
    assert round(row.value, 4) == value
    assert row.score == pytest.approx(score)
    assert row.definition == name


def test_the_issue_states_the_definition_in_use_and_its_amount(book: Book) -> None:
    case = read_case(after_choosing(book, CORRECTED).content(), CATALOGUE)
    issues = find_issues(case, CATALOGUE).problems
    text = next(each.text for each in issues if each.rule == "E03")

    assert text == f"2022年度预算调整943.04万元，调整率43.53%，大于5%的标准（{CORRECTED}）。"


def test_by_the_net_definition_the_issue_names_the_net_amount(book: Book) -> None:
    case = read_case(after_choosing(book, NET).content(), CATALOGUE)
    issues = find_issues(case, CATALOGUE).problems
    texts = [each.text for each in issues if each.rule == "E03"]

    # 5.34 % is above 5 % too, but no whole point: an issue without points lost.
    assert texts == [f"2022年度预算调整-175.26万元，调整率-5.34%，大于5%的标准（{NET}）。"]


def test_a_row_without_a_choice_states_its_only_formula(book: Book) -> None:
    content = book.content()
    area = content.area("_scoring_definition")
    assert area is not None
    shown = {
        row_id: content.value(area.sheet, row_of(content, row_id), area.left)
        for row_id in ("exec_rate", "staff_control_rate", "task_completion")
    }

    assert shown == {
        "exec_rate": "决算支出÷全年预算",
        "staff_control_rate": "在职人数÷编制数",
        "task_completion": "平均值：目标完成率",
    }


def test_every_definition_states_its_base_and_its_source() -> None:
    for rate in CATALOGUE.rates:
        for each in rate.definitions:
            definition = each.definition
            assert "：" in definition.name
            assert "," not in definition.name  # it separates the words of a drop-down
            if definition.source.status == "sourced":
                assert definition.source.address


def test_a_choice_that_is_emptied_leaves_the_rate_open(book: Book) -> None:
    session = filled_session(Path(book.path).read_bytes(), {}, emptied())
    case = read_case(session.content(), CATALOGUE)
    row = next(each for each in case.indicators if each.id == "adjust_rate")

    assert row.final_score is not None
    assert not isinstance(row.final_score, float)


def emptied() -> dict[tuple[str, str], Scalar]:
    return {("adjust_rate", "definition"): None}
