"""`xltoolkit fill BOOK ACCOUNTS`: published final accounts, .xlsx and old .xls, into a workbook."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.support.command_line import command
from tests.support.final_accounts import AMOUNTS, Accounts, write_accounts
from tests.support.judged_books import Book
from tests.support.libreoffice import convert
from xltoolkit.commands.new_book import template
from xltoolkit.resources import folder
from xltoolkit.workbook.layout.data import DATA_ROWS

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "评价.xlsx"
    path.write_bytes(template("five_heads"))
    return path


def cell(book: Path, name: str) -> object:
    content = openpyxl.load_workbook(book, data_only=True)
    sheet, _, address = content.defined_names[name].attr_text.partition("!")
    return content[sheet.strip("'")][address.replace("$", "")].value


def test_accounts_fill_the_workbook(book: Path) -> None:
    write_accounts(book.parent / "决算.xlsx", Accounts(unit="元"))
    answer = command("fill", book.name, "决算.xlsx", folder=book.parent)
    assert answer.code == 0
    assert answer.output.splitlines()[-1] == "已填入26个数。"
    assert cell(book, "决算支出") == pytest.approx(1934.567891, abs=1e-12)
    assert cell(book, "三公决算") == pytest.approx(27.85)


@needs_libreoffice
def test_an_old_workbook_gives_the_same_cells(book: Path) -> None:
    source = write_accounts(book.parent / "决算.xlsx", Accounts(year=2021, unit="元"))
    old = convert(source, "xls", book.parent / "旧")
    assert command("fill", book.name, old, folder=book.parent).code == 0
    assert cell(book, "决算支出") == pytest.approx(1934.567891, abs=1e-12)
    assert cell(book, "人员经费决算") == pytest.approx(864.75)


def test_a_damaged_old_workbook_is_one_sentence(book: Path) -> None:
    stream = "Workbook".encode("utf-16-le")
    (book.parent / "坏.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream * 100)
    answer = command("fill", book.name, "坏.xls", folder=book.parent)
    assert (answer.code, answer.output) == (1, "")
    assert answer.problems.strip() == (
        "“坏.xls”不能读取（旧版 .xls 已损坏或有密码）："
        "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”再试。"
    )


def test_accounts_of_another_year_are_refused(book: Path) -> None:
    path = write_accounts(book.parent / "决算.xlsx", Accounts())
    accounts = openpyxl.load_workbook(path)
    accounts["GK01"]["A1"] = "2021年度收入支出决算总表"
    accounts.save(path)
    command("set", book.name, "评价年度=2022", folder=book.parent)
    before = book.read_bytes()
    answer = command("fill", book.name, "决算.xlsx", folder=book.parent)
    assert answer.code == 1
    assert answer.problems.startswith("决算表为2021年度，工作簿的评价年度为2022，未填入")
    assert book.read_bytes() == before


def test_another_department_is_said(book: Path) -> None:
    write_accounts(book.parent / "决算.xlsx", Accounts())
    command("set", book.name, "被评价单位=另一示例局", folder=book.parent)
    answer = command("fill", book.name, "决算.xlsx", folder=book.parent)
    assert "决算表的部门为“虚构示例局”，工作簿为“另一示例局”，请核对是否同一部门。" in answer.output


def test_figures_that_change_what_was_typed_are_said(book: Path) -> None:
    write_accounts(book.parent / "决算.xlsx", Accounts())
    command("set", book.name, "决算支出=1900", folder=book.parent)
    answer = command("fill", book.name, "决算.xlsx", folder=book.parent)
    assert "（本年支出合计）原填1900，改为1934.567891。" in answer.output


def test_yuan_under_the_heading_of_ten_thousand_is_recognised(book: Path) -> None:
    """The column was pasted in 元 from an export, the heading still says 万元."""
    amounts = {key: amount * 10000 for key, amount in AMOUNTS.items()}
    write_accounts(book.parent / "决算.xlsx", Accounts(amounts=amounts))
    answer = command("fill", book.name, "决算.xlsx", folder=book.parent)
    assert "的本年收入合计为19000000万元，达到1000000万元，不像一个部门的金额" in answer.output
    assert answer.code == 1
    assert answer.problems == (
        "没有可以填入的数，工作簿未作改动：请按上面的提示改正数据文件后再试。\n"
    )
    assert cell(book, "决算支出") is None
    assert command("fill", book.name, "决算.xlsx", "--unit", "元", folder=book.parent).code == 0
    assert cell(book, "决算支出") == pytest.approx(1934.567891, abs=1e-12)


def test_yuan_of_a_small_department_shows_beside_its_budget(book: Path) -> None:
    amounts = {key: amount * 100 for key, amount in AMOUNTS.items()}
    write_accounts(book.parent / "决算.xlsx", Accounts(amounts=amounts))
    command("set", book.name, "年初预算=17", folder=book.parent)
    answer = command("fill", book.name, "决算.xlsx", folder=book.parent)
    assert "约为已填的年初预算数17万元的一万倍，金额单位可疑，决算表的数都未填入" in answer.output
    assert cell(book, "决算支出") is None


def test_yuan_in_a_table_of_quantities_is_recognised(book: Path) -> None:
    table = "名称,数值,单位\n年初预算,1700,万元\n决算支出,19345678.91,万元\n"
    (book.parent / "数据.csv").write_text(table, encoding="utf-8")
    answer = command("fill", book.name, "数据.csv", folder=book.parent)
    assert "本年支出合计为19345678.91万元，达到1000000万元，不像一个部门的金额" in answer.output
    assert "已填入1个数，另有1处未填入，见上。" in answer.output
    assert cell(book, "决算支出") is None


def test_what_a_table_says_beside_a_value_goes_beside_it(book: Path) -> None:
    (book.parent / "数.csv").write_text(
        "名称,数值,单位,口径,来源,备注\n"
        "决算支出,1900,万元,局机关,决算公开表第3页,含年中追加\n"
        "全年预算,2000,万元,,,\n",
        encoding="utf-8",
    )
    answer = command("fill", book.name, "数.csv", folder=book.parent)

    assert answer.output == "已填入2个数。\n"
    row = next(row for row in Book(book).rows(DATA_ROWS) if row["actual"] == 1900)
    assert [row[f"{kind}_actual"] for kind in ("scope", "source", "note")] == [
        "局机关",
        "决算公开表第3页",
        "含年中追加",
    ]
    again = command("fill", book.name, "数.csv", folder=book.parent)
    assert again.output == "无变化：文件中的数据与工作簿一致，未写入。\n"


def test_a_case_file_of_another_department_is_refused(book: Path) -> None:
    command("set", book.name, "被评价单位=另一示例局", folder=book.parent)
    before = book.read_bytes()

    answer = command(
        "fill", book.name, folder("seeds") / "sample_department.yaml", folder=book.parent
    )

    assert answer.code == 1
    assert "，工作簿为“另一示例局”，未填入：请核对文件" in answer.problems
    assert book.read_bytes() == before


def test_a_workbook_of_ours_is_no_table(book: Path) -> None:
    (book.parent / "副本.xlsx").write_bytes(book.read_bytes())

    answer = command("fill", book.name, "副本.xlsx", folder=book.parent)

    assert (answer.code, answer.output) == (1, "")
    assert answer.problems == (
        "“副本.xlsx”是评价工作簿，不是数据文件：合并组员的副本请用“xltoolkit merge”。\n"
    )
