"""What a run says at its end: problems alone are counted as new or gone, exemptions are named."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from tests.support.judged_books import CASE, Book, judged_book, new_book
from xltoolkit.commands.run_text import print_outcome
from xltoolkit.workbook.run_summary import summary


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return new_book(tmp_path, judged_book(CASE))


def said(book: Book) -> str:
    report = book.run()
    return summary(report.outcome, written=report.written)


def printed(book: Book) -> str:
    stream = io.StringIO()
    print_outcome(Console(file=stream, width=400), book.run().outcome)
    return stream.getvalue()


def test_two_new_findings_are_two_new_problems(book: Book) -> None:
    book.write({"现场发现": {(12, 1): "F21", (12, 4): "甲。", (13, 1): "F22", (13, 4): "乙。"}})
    assert said(book).startswith("问题17条（新增2，消除0），提示")


def test_what_is_exempted_is_neither_new_nor_gone_and_is_named(book: Book) -> None:
    for key in ("F05", "F06"):
        book.type("_issues_waived", "是", row=key)
    assert said(book).startswith("问题13条（新增0，消除0），已豁免2条，提示")
    book.type("_issues_waived", None, row="F05")
    assert said(book).startswith("问题14条（新增1，消除0），已豁免1条，提示")


def test_the_terminal_prints_what_stands_on_the_sheets(book: Book) -> None:
    theirs = str(book.issue("F05")["text"])
    amount = str(book.value("_verdict_amount_paragraph"))
    assert theirs in printed(book)
    book.type("_issues_text", "评价组改写的情况。", row="F05")
    book.type("_verdict_amount_paragraph", "评价组改写的金额。")
    for _ in range(2):  # where nothing is written any more, too
        text = printed(book)
        assert "评价组改写的情况。" in text
        assert "评价组改写的金额。" in text
        assert theirs not in text
        assert amount not in text


def lacking_advice(book: Book) -> set[str]:
    """Return the numbers that the hint names."""
    hint = next(str(row["text"]) for row in book.issues("hint") if "无对应建议" in str(row["text"]))
    return set(hint.partition("第")[2].partition("项")[0].split("、"))


def test_advice_that_a_person_wrote_is_no_lack_of_advice(book: Book) -> None:
    key, number = next(
        (str(row["key"]), f"{row['number']:g}")
        for row in book.issues("issue")
        if str(row["advice"]).startswith("系统拟稿")
    )
    before = lacking_advice(book)
    book.type("_issues_advice", "限期整改。", row=key)
    book.run()
    assert lacking_advice(book) == before - {number}
    assert number in before
    assert "无变化" in said(book)
