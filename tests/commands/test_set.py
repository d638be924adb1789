"""`xltoolkit set`: what is typed goes into input cells as it is, and nowhere else."""

from pathlib import Path

import pytest

from tests.support.command_line import Answer, command_here
from tests.support.judged_books import CASE, Book, judged_book, new_book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return new_book(tmp_path, judged_book(CASE))


def set_in(book: Book, *assignments: str) -> Answer:
    return command_here("set", book.path.name, *assignments, folder=book.path.parent)


@pytest.mark.parametrize(
    ("assignment", "name", "value"),
    [
        ("决算支出=100", "决算支出", 100.0),
        ("决算支出=-1.5", "决算支出", -1.5),
        ("决算支出=1e3", "决算支出", 1000.0),
        ("基础数据!E6=7", "决算支出", 7.0),
        ("决算支出=", "决算支出", None),
        ("被评价单位=某 局", "被评价单位", "某 局"),
    ],
)
def test_a_value_is_typed_as_it_is(
    book: Book, assignment: str, name: str, value: float | str | None
) -> None:
    answer = set_in(book, assignment)

    done = "已清空1个单元格。\n" if value is None else "已填入1个单元格。\n"
    assert (answer.code, answer.output) == (0, done)
    assert book.value(name) == value


@pytest.mark.parametrize(
    "typed", ["2,592.10", "2592.10万元", "１２", "1_000", "nan", "inf", "1e999"]
)
def test_what_is_no_plain_number_stays_text_and_is_doubted_at_once(book: Book, typed: str) -> None:
    answer = set_in(book, f"决算支出={typed}")

    assert (answer.code, book.value("决算支出")) == (0, typed)
    assert answer.output.startswith(f"【错误】基础数据!E6现为“{typed}”")
    assert answer.output.endswith("已填入1个单元格。\n")


@pytest.mark.parametrize(
    ("assignments", "sentence"),
    [
        (["指标评分!A1=文字"], "指标评分!A1不是录入单元格"),
        (["评价结论!A1=1"], "评价结论!A1不是录入单元格"),
        (["_ruleset=1"], "_ruleset不是录入单元格"),
        (["绩效目标!J9999=3"], "绩效目标!J9999不是录入单元格"),
        (["绩效目标!ZZ5=1"], "绩效目标!ZZ5不是录入单元格"),
        (["得分合计=90"], "得分合计是公式单元格"),
        (["绩效目标!J5:J6=1"], "“绩效目标!J5:J6”不止一个单元格"),
        (["基础数据!B0=1"], "工作簿中没有“基础数据!B0”这个位置"),
        (["基础数据!XFE5=1"], "工作簿中没有“基础数据!XFE5”这个位置"),
        (["基础数据!B1048577=1"], "工作簿中没有“基础数据!B1048577”这个位置"),
        (["没有的名称=1"], "工作簿中没有“没有的名称”这个位置"),
        (["决算支出"], "“决算支出”不是“位置=值”的写法"),
        (["决算支出=1", "基础数据!E6=2"], "“决算支出”和“基础数据!E6”是同一个单元格"),
    ],
)
def test_a_place_that_is_no_input_cell_changes_nothing(
    book: Book, assignments: list[str], sentence: str
) -> None:
    before = book.path.read_bytes()

    answer = set_in(book, *assignments)

    assert (answer.code, answer.output) == (1, "")
    assert answer.problems.startswith(sentence)
    assert book.path.read_bytes() == before
