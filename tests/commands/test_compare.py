"""`xltoolkit compare A B`: what was entered, what the rules say, and what came out of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.books import filled_book
from tests.support.command_line import Answer, command
from tests.support.judged_books import CASE, SAMPLE, Book, judged_book
from xltoolkit.workbook.compared_cells import without_own_row
from xltoolkit.workbook.layout.issues import ISSUE_LIST


@pytest.fixture
def books(tmp_path: Path) -> Path:
    (tmp_path / "甲.xlsx").write_bytes(judged_book(SAMPLE))
    (tmp_path / "乙.xlsx").write_bytes(judged_book(SAMPLE))
    return tmp_path


def assign(folder: Path, *assignments: str) -> None:
    assert command("set", "乙.xlsx", *assignments, folder=folder).code == 0


def compared(folder: Path) -> dict[str, Any]:
    answer = command("compare", "甲.xlsx", "乙.xlsx", "--json", folder=folder)
    assert (answer.code, answer.problems) == (0, "")
    found: dict[str, Any] = json.loads(answer.output)
    return found


def printed(folder: Path) -> Answer:
    return command("compare", "甲.xlsx", "乙.xlsx", folder=folder)


def texts(issues: list[Mapping[str, str]]) -> list[str]:
    return [issue["text"] for issue in issues]


def change_cell(path: Path, sheet: str, find: str, value: str | float) -> None:
    """Type into the cell that a defined name stands for, as an office program does."""
    book = openpyxl.load_workbook(path)
    reference = book.defined_names[find].attr_text.partition("!")[2].replace("$", "")
    book[sheet][reference.partition(":")[0]] = value
    book.save(path)


def test_equal_workbooks_differ_in_nothing(books: Path) -> None:
    found = compared(books)
    for part in ("warnings", "inputs", "rules", "formulas", "scores", "carried"):
        assert found[part] == []
    assert found["issues"] == {"new": [], "gone": [], "changed": []}
    assert (
        printed(books).output.splitlines()[-1] == "两份工作簿的数据、规则、公式、得分和问题都相同。"
    )


def test_a_changed_input_shows_with_what_follows_from_it(books: Path) -> None:
    assign(books, "三公决算=9999")
    found = compared(books)
    assert [(each["title"], each["after"]) for each in found["inputs"]] == [
        ("“三公”经费决算数", 9999)
    ]
    assert found["inputs"][0]["cell_before"] == found["inputs"][0]["cell_after"]
    assert any(each["name"] == "“三公”经费控制率" for each in found["scores"])
    assert any("“三公”经费预算" in text for text in texts(found["issues"]["new"]))
    assert found["formulas"] == []
    output = printed(books).output
    assert "录入的数据（1处）" in output
    assert "9999.00" in output


def test_an_exempted_issue_is_shown(books: Path) -> None:
    later = Book(books / "乙.xlsx")
    issue = later.issues("issue")[0]
    for column, value in (("waived", "是"), ("waiver_reason", "金额小"), ("waived_by", "组长")):
        later.type(ISSUE_LIST.name(column), value, row=str(issue["key"]))

    (change,) = [
        each for each in compared(books)["issues"]["changed"] if each["key"] == issue["key"]
    ]
    assert (change["before"]["waived"], change["after"]["waived"]) == (False, True)
    assert "乙【问题，已豁免】" in printed(books).output


def test_the_other_way_round_the_new_issue_is_gone(books: Path) -> None:
    assign(books, "三公决算=9999")
    forwards = compared(books)["issues"]
    (books / "甲.xlsx").rename(books / "丙.xlsx")
    (books / "乙.xlsx").rename(books / "甲.xlsx")
    (books / "丙.xlsx").rename(books / "乙.xlsx")
    backwards = compared(books)["issues"]
    assert texts(forwards["new"]) == texts(backwards["gone"])
    assert texts(forwards["gone"]) == texts(backwards["new"])


def test_a_changed_standard_is_a_rule(books: Path) -> None:
    change_cell(books / "乙.xlsx", "参数", "_standards_value", 0.5)
    found = compared(books)
    assert [each["after"] for each in found["rules"]] == [0.5]
    assert found["inputs"] == []


def test_a_formula_that_was_typed_over_shows(books: Path) -> None:
    change_cell(books / "乙.xlsx", "指标评分", "_scoring_final_score", 1.5)
    (change,) = compared(books)["formulas"]
    assert change["before"].startswith("=")
    assert change["after"] == 1.5


def test_another_formula_shows_with_both_texts(books: Path) -> None:
    change_cell(books / "乙.xlsx", "指标评分", "_scoring_final_score", "=1+1")
    (change,) = compared(books)["formulas"]
    assert change["after"] == "=1+1"


def test_a_row_that_one_workbook_lacks_is_one_change(books: Path) -> None:
    book = openpyxl.load_workbook(books / "乙.xlsx")
    area = book.defined_names["_findings_id"].attr_text.partition("!")[2].replace("$", "")
    last = area.partition(":")[2]
    book["现场发现"][last] = "F99"
    row = book["现场发现"][last].row
    fact = book.defined_names["_findings_fact"].attr_text.partition("!")[2].replace("$", "")
    book["现场发现"][f"{fact.partition(':')[0].rstrip('0123456789')}{row}"] = "新的发现"
    book.save(books / "乙.xlsx")
    (change,) = compared(books)["inputs"]
    assert change["title"].startswith("F99 新的发现")
    assert (change["cell_before"], change["before"]) == (None, None)


def test_another_department_and_an_earlier_year_are_warned_of(books: Path) -> None:
    (books / "甲.xlsx").write_bytes(judged_book(CASE))
    assign(books, "评价年度=2021")
    first, *_, last = compared(books)["warnings"]
    assert first.startswith("两份工作簿不是同一部门")
    assert "顺序似乎颠倒" in last


def test_last_years_figures_are_held_against_last_years_workbook(books: Path) -> None:
    (books / "甲.xlsx").write_bytes(filled_book(SAMPLE))
    year = int(openpyxl.load_workbook(books / "甲.xlsx")["封面"]["C6"].value)
    assign(books, f"评价年度={year + 1}", "上年三公决算=12.34", "上年末结转结余=5.67")
    carried = {each["title"]: each for each in compared(books)["carried"]}
    assert carried["上年“三公”经费决算数"]["after"] == 12.34
    assert carried["上年末结转和结余"]["after"] == 5.67
    assert "上年数与上年工作簿不一致" in printed(books).output


def test_a_workbook_that_cannot_be_judged_is_named(books: Path) -> None:
    command("new", "空.xlsx", folder=books)
    answer = command("compare", "甲.xlsx", "空.xlsx", folder=books)
    assert (answer.code, answer.output) == (1, "")
    assert answer.problems.startswith("“空.xlsx”：封面的“评价年度”现为“空”")


def test_comparing_writes_nothing(books: Path) -> None:
    before = [(books / name).read_bytes() for name in ("甲.xlsx", "乙.xlsx")]
    compared(books)
    assert [(books / name).read_bytes() for name in ("甲.xlsx", "乙.xlsx")] == before
    assert not (books / ".xltoolkit").exists()


@pytest.mark.parametrize(
    ("formula", "row", "expected"),
    [
        ("IF(ISBLANK(F12),NA(),F12)", 12, "IF(ISBLANK(F#),NA(),F#)"),
        ("SUM(F$12:F20)", 12, "SUM(F$#:F20)"),
        ("F5*12+F12", 12, "F5*12+F#"),
        ("PERF_X(F112)", 12, "PERF_X(F112)"),
        ('IF(A1="",1,2)', 1, 'IF(A#="",1,2)'),
    ],
)
def test_a_formula_is_compared_without_its_own_row(formula: str, row: int, expected: str) -> None:
    assert without_own_row(formula, row) == expected
