"""A workbook in a real window with a Chinese user interface, worked with mouse and keyboard."""

from pathlib import Path

import pytest

from tests.support.books import filled_book
from tests.support.calc_books import CalcBook
from tests.support.calc_window import CalcWindow, wait_for
from tests.support.judged_books import CASE
from udfs import FUNCTIONS
from xltoolkit.hosts.calc.actions import CHECK, REPORT, RUN
from xltoolkit.workbook.layout.sheet_names import ISSUES, VERDICT

TITLES = ("部门整体支出绩效评价问题清单（2022年度）", "部门整体支出绩效评价结论表（2022年度）")


def titles(book: CalcBook) -> tuple[object, object]:
    """Return the titles of the two sheets that a run writes."""
    return book.ask("shown", sheet=ISSUES, cell="A1"), book.ask("shown", sheet=VERDICT, cell="A1")


@pytest.mark.libreoffice
@pytest.mark.window
def test_the_buttons_work_under_a_mouse_and_undo_takes_a_run_back(tmp_path: Path) -> None:
    path = tmp_path / "评价工作簿.xlsx"
    path.write_bytes(filled_book(CASE))
    with CalcWindow(tmp_path / "office", path) as window:
        book = CalcBook(window.office, Path(window.path))
        before = titles(book)
        assert before != TITLES

        window.click(RUN.title)
        assert window.message().startswith("问题15条")
        window.confirm()
        assert titles(book) == TITLES
        assert book.ask("undo_titles") == [RUN.title]

        window.keys("ctrl+z")
        wait_for("undo", lambda: book.ask("undo_titles") == [])
        assert titles(book) == before

        window.keys("ctrl+y")
        wait_for("redo", lambda: book.ask("undo_titles") == [RUN.title])
        assert titles(book) == TITLES

        window.click(CHECK.title)
        assert window.message() == "录入检查通过，未发现问题。"
        window.confirm()

        book.ask("save")
        window.click(REPORT.title)
        assert window.message().startswith(f"已生成报告：{path.with_name('评价工作簿-报告.docx')}")
        window.confirm()

        for name, function in FUNCTIONS.items():
            shown = window.office.ask("wizard", function=name)
            assert shown["description"] == f"{function.title.zh}：{function.help.zh}"
            assert [each[:2] for each in shown["arguments"]] == [
                [parameter.title.zh, parameter.help.zh] for parameter in function.parameters
            ]
