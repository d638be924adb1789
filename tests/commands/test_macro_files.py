"""Commands that write workbooks with functions and buttons for Excel."""

from pathlib import Path

from tests.hosts.file.packages import inflated
from tests.support.cases import CATALOGUE
from tests.support.command_line import command
from tests.support.judged_books import CASE, judged_book
from xltoolkit.commands.new_book import template, template_with_macros
from xltoolkit.hosts.excel.bundle import VBA_PART, add_in, macro_workbook
from xltoolkit.hosts.excel.places import ADD_IN_NAME
from xltoolkit.hosts.excel.plain_books import first_check


def test_a_bundle_holds_the_template_the_add_in_and_the_first_check(tmp_path: Path) -> None:
    answer = command("bundle", "excel", "-o", "夹/Excel文件", folder=tmp_path)

    folder = tmp_path / "夹" / "Excel文件"
    assert (answer.code, answer.problems) == (0, "")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert files == {
        **{
            f"绩效评价工作簿_{scheme.id}.xlsm": template_with_macros(scheme.id)
            for scheme in CATALOGUE.schemes
            if not scheme.is_draft
        },
        ADD_IN_NAME: add_in(),
        "初次验证.xlsm": macro_workbook(first_check()),
    }
    assert set(answer.output.splitlines()) == {str(Path("夹/Excel文件") / name) for name in files}


def test_a_second_bundle_replaces_the_first_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "excel").mkdir()
    (tmp_path / "excel" / "我的.xlsm").write_bytes(b"mine")
    (tmp_path / "excel" / ADD_IN_NAME).write_bytes(b"old")

    assert command("bundle", "excel", folder=tmp_path).code == 0
    assert (tmp_path / "excel" / ADD_IN_NAME).read_bytes() == add_in()
    assert (tmp_path / "excel" / "我的.xlsm").read_bytes() == b"mine"


def test_a_new_workbook_has_macros_where_its_name_says_so(tmp_path: Path) -> None:
    for name in ("a.xlsm", "B.XLSM", "c.xlsx"):
        assert command("new", name, folder=tmp_path).code == 0

    assert (tmp_path / "a.xlsm").read_bytes() == template_with_macros("five_heads")
    assert (tmp_path / "B.XLSM").read_bytes() == template_with_macros("five_heads")
    assert (tmp_path / "c.xlsx").read_bytes() == template("five_heads")


def test_a_filled_workbook_is_given_macros_and_stays(tmp_path: Path) -> None:
    filled = judged_book(CASE)
    (tmp_path / "旧.xlsx").write_bytes(filled)

    answer = command("new", "新.xlsm", "--from", "旧.xlsx", folder=tmp_path)

    assert (answer.code, answer.output) == (0, "已新建：新.xlsm\n")
    assert (tmp_path / "旧.xlsx").read_bytes() == filled
    assert (tmp_path / "新.xlsm").read_bytes() == macro_workbook(filled)
    assert "无变化" in command("run", "新.xlsm", folder=tmp_path).output


def test_the_demo_leaves_one_workbook_with_macros(tmp_path: Path) -> None:
    answer = command("demo", "-o", "演示", "--format", "xlsm", folder=tmp_path)

    assert answer.code == 0
    (book,) = (tmp_path / "演示").iterdir()
    assert book.suffix == ".xlsm"
    assert VBA_PART in inflated(book.read_bytes())
    assert str(Path("演示") / book.name) in answer.output
