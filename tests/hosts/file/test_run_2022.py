"""The 2022 case in a workbook: what the cells of 问题清单 and 评价结论 say after a run.

What they should say is the judgement of a practitioner (tests/evaluation, tests/seeds); here it
must stand in the file, where an office program that knows nothing of us shows it.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.judged_books import CASE, Book, Row, judged_book, new_book
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.sheet_names import ISSUES, VERDICT
from xltoolkit.workbook.layout.verdict import VERDICT_HEADS, VERDICT_RATES
from xltoolkit.workbook.located import locate_list

TESTS = Path(__file__).parents[2]


def read(name: str) -> Any:
    return yaml.safe_load((TESTS / name).read_text(encoding="utf-8"))


EXPECTED = read("evaluation/issues_2022.yaml")
VERDICT_EXPECTED = read("evaluation/verdict_2022.yaml")
RAISED_BY = read("seeds/rows_of_2022.yaml")
GROUP_SIZES = [4, 2, 5, 2, 2]
AUDITED = 7


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return one judged workbook that no test changes."""
    return new_book(tmp_path_factory.mktemp("2022"), judged_book(CASE))


@pytest.fixture(scope="module")
def listed(book: Book) -> list[Row]:
    return book.rows(ISSUE_LIST)


@pytest.fixture(scope="module")
def printed(listed: list[Row]) -> list[Row]:
    return [row for row in listed if row["row_kind"] == "issue"]


def test_the_fifteen_rows_stand_under_the_five_headings(listed: list[Row]) -> None:
    signs = [(row["row_kind"], row["number"]) for row in listed[:20]]
    expected: list[tuple[str, object]] = []
    number = 0
    for ordinal, (title, size) in enumerate(zip(EXPECTED["groups"], GROUP_SIZES, strict=True)):
        expected.append(("heading", f"（{'一二三四五'[ordinal]}）{title}"))
        expected += [("issue", each) for each in range(number + 1, number + size + 1)]
        number += size
    assert signs == expected


@pytest.mark.parametrize("row", RAISED_BY, ids=lambda row: f"row {row['row']}")
def test_each_row_says_what_raised_it(printed: list[Row], row: dict[str, Any]) -> None:
    shown = printed[row["row"] - 1]
    expected = EXPECTED["printed"][row["row"] - 1]
    by_rule = f":{row['raised_by']}"
    key = str(shown["key"])
    assert key == row["raised_by"] or key.endswith(by_rule) or key.startswith(row["raised_by"])
    assert (shown["text"], shown["origin"]) == (expected["text"], expected["origin"])
    assert (shown["basis"], shown["nature"]) == (expected["basis"], "问题")
    advice = str(shown["advice"])
    if row["advice"]:
        numbers = [line[:3] for line in advice.split("\n")]
        assert numbers == row["advice"]
    else:
        assert advice.startswith("系统拟稿：")


def test_every_row_leads_to_the_cell_that_it_rests_on(book: Book, listed: list[Row]) -> None:
    content = book.content()
    for row in listed:
        if row["key"]:
            assert row["link"] == "查看"
            sheet, _, cell = str(row["link_target"]).removeprefix("#").partition("!")
            assert sheet.strip("'") in content.sheets
            assert cell[0].isalpha()
        else:
            assert (row["link"], row["link_target"]) == ("", None)


def test_hints_and_open_questions_stand_behind_and_are_not_printed(
    book: Book, listed: list[Row]
) -> None:
    for kind, expected in (
        ("hint", [row["text"] for row in EXPECTED["hints"]]),
        ("to_verify", EXPECTED["to_verify"]),
    ):
        assert [row["text"] for row in listed if row["row_kind"] == kind] == expected
    first, last = 5, 5 + len(RAISED_BY) + len(GROUP_SIZES) - 1
    assert locate_list(book.content(), ISSUE_LIST).rows.start == first
    assert book.print_area(ISSUES) == f"$A$1:$G${last}"


@pytest.mark.parametrize("words", EXPECTED["never_said"])
def test_what_must_not_be_raised_stands_in_no_row(listed: list[Row], words: str) -> None:
    said = [
        f"{row['title']}{row['text']}{row['basis']}"
        for row in listed
        if row["row_kind"] != "heading"
    ]
    assert [text for text in said if words in text] == []


@pytest.mark.parametrize("row_id", EXPECTED["never_raised"])
def test_what_is_in_order_has_no_row(listed: list[Row], row_id: str) -> None:
    assert [row["key"] for row in listed if str(row["key"]).endswith(f":{row_id}")] == []


def test_what_was_not_provided_is_one_row_not_dozens(listed: list[Row]) -> None:
    assert len([row for row in listed if "未提供" in str(row["text"])]) == 1


SENTENCES = [
    (name, text)
    for name, text in VERDICT_EXPECTED.items()
    if name not in ("rates", "title", "department", "body", "stage", "source")
]


@pytest.mark.parametrize(("name", "text"), SENTENCES, ids=[name for name, _ in SENTENCES])
def test_each_paragraph_of_the_verdict_stands_in_its_cell(book: Book, name: str, text: str) -> None:
    assert book.value(f"_verdict_{name}") == text
    assert book.value(f"_verdict_base_{name}") == text
    assert book.value(f"_verdict_mark_{name}") is None


def test_the_head_of_the_verdict(book: Book) -> None:
    head = {
        "_verdict_title": VERDICT_EXPECTED["title"],
        "_verdict_department": f"被评价单位：{VERDICT_EXPECTED['department']}",
        "_verdict_body": f"评价机构：{VERDICT_EXPECTED['body']}",
        "_verdict_stage": f"阶段：{VERDICT_EXPECTED['stage']}",
        "_verdict_unit": "金额单位：万元",
        "_verdict_hints": 4,
        "_verdict_to_verify": 5,
    }
    assert {name: book.value(name) for name in head} == head


def test_the_main_rates_are_the_lines_of_the_table(book: Book) -> None:
    lines = [[row[column.id] for column in VERDICT_RATES.columns] for row in rates(book)]
    assert sorted(map(str, lines)) == sorted(map(str, VERDICT_EXPECTED["rates"]))


def rates(book: Book) -> list[Row]:
    return book.rows(VERDICT_RATES)


def test_the_decided_score_stands_beside_a_trial_without_a_grade(book: Book) -> None:
    assert "88.92分　等级良（定稿录入" in str(book.value("_verdict_score_paragraph"))
    assert "不评定等级" in str(book.value("_verdict_trial_paragraph"))
    assert book.value("评价等级") == ""
    heads = book.rows(VERDICT_HEADS)
    assert sum(float(str(row["points"])) for row in heads) == 100
    assert [book.value(f"_verdict_total_{each}") for each in ("points", "scorable", "scored")] == [
        100,
        100,
        56,
    ]


def test_what_was_not_provided_goes_to_the_verdict_by_name(book: Book) -> None:
    unscored = str(book.value("_verdict_unscored_paragraph"))
    assert unscored.startswith("未评分的指标：未提供7项（")
    assert "在职人员控制率4分" in unscored


def test_no_cell_of_the_printed_sheets_shows_an_error(book: Book) -> None:
    for sheet in (ISSUES, VERDICT):
        assert "CellError" not in book.text_of(sheet)
        assert "#" not in "".join(
            line for line in book.text_of(sheet).split("\n") if not line.startswith("#'")
        )


def test_a_met_target_removes_exactly_one_issue(case_2022: Book) -> None:
    before = case_2022.printed_keys()

    case_2022.type("目标实际值", 10.0, row="T01")
    assert case_2022.value("目标完成率") == 1
    report = case_2022.run()

    assert before - case_2022.printed_keys() == {"B02:T01"}
    assert case_2022.printed_keys() < before
    assert (report.outcome.plan.new, report.outcome.plan.gone) == ((), ("B02:T01",))
    assert "共5类14条" in str(case_2022.value("_verdict_issues_paragraph"))
    assert case_2022.value("_verdict_to_verify") == 5


def test_clearing_the_findings_removes_exactly_the_seven_rows_of_auditors(case_2022: Book) -> None:
    audited = {row["key"] for row in case_2022.issues("issue") if row["origin"] == "录"}
    before = case_2022.printed_keys()
    content = case_2022.content()
    located = locate_list(content, FINDING_LIST)

    case_2022.write(
        {
            located.sheet: {
                located.cell(row, column.id): None
                for row in located.rows
                for column in FINDING_LIST.columns
            }
        }
    )
    case_2022.run()

    assert len(audited) == AUDITED
    assert before - case_2022.printed_keys() == audited
    assert len(case_2022.printed_keys()) == len(before) - AUDITED
