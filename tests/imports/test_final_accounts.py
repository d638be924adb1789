"""Published final accounts: found by title, in either numbering and unit, nothing guessed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.final_accounts import AMOUNTS, Accounts, write_accounts
from xltoolkit.catalogue import load_catalogue
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.foreign_sheets import foreign_sheets
from xltoolkit.imports.accounts_model import account_tables
from xltoolkit.imports.accounts_sheet import AccountSheet, is_accounts
from xltoolkit.imports.final_accounts import FinalAccounts, read_final_accounts

EXPECTED = {
    "income_total": "1900",
    "income_fiscal": "1850.25",
    "other_income_actual": "49.75",
    "use_nonfiscal_surplus": "12.3",
    "carry_in": "87.7",
    "carry_out": "60.432109",
    "surplus_alloc": "5",
    "spend_total": "1934.567891",
    "spend_basic": "1234.567891",
    "spend_project": "700",
    "spend_personnel": "864.75",
    "spend_public": "346",
    "spend_wage": "801.5",
    "spend_goods": "339.8",
    "spend_household": "63.25",
    "spend_capital": "6.2",
    "tp_budget": "35",
    "tp_spend": "27.85",
    "abroad_budget": "3",
    "abroad_spend": "0",
    "car_buy_budget": "18",
    "car_buy_spend": "17.88",
    "car_run_budget": "9.6",
    "car_run_spend": "8.05",
    "reception_budget": "4.4",
    "reception_spend": "1.92",
}

Change = Callable[[Workbook], None]


def read(path: Path, unit: str | None = None) -> FinalAccounts:
    return read_final_accounts(
        [AccountSheet(*each) for each in foreign_sheets(path)], load_catalogue(), unit
    )


def values(accounts: FinalAccounts) -> dict[str, Decimal]:
    return {key: Decimal(repr(item.value)) for key, item in accounts.items.items()}


def expected() -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in EXPECTED.items()}


def changed(path: Path, change: Change, accounts: Accounts | None = None) -> FinalAccounts:
    """Write accounts, change the workbook by hand, and read it."""
    write_accounts(path / "决算.xlsx", accounts or Accounts())
    book = openpyxl.load_workbook(path / "决算.xlsx")
    change(book)
    book.save(path / "决算.xlsx")
    return read(path / "决算.xlsx")


@pytest.mark.parametrize("year", [2021, 2022])
@pytest.mark.parametrize("unit", ["元", "万元"])
def test_both_numberings_and_both_units_give_the_same_figures(
    year: int, unit: str, tmp_path: Path
) -> None:
    accounts = read(write_accounts(tmp_path / "决算.xlsx", Accounts(year=year, unit=unit)))
    assert values(accounts) == expected()
    assert accounts.problems == ()
    assert accounts.department == "虚构示例局"


def test_every_figure_says_its_table_its_cell_and_its_unit(tmp_path: Path) -> None:
    items = read(write_accounts(tmp_path / "决算.xlsx", Accounts(unit="元"))).items
    assert items["spend_basic"].source == "《支出决算表》（GK03!D7，元）"
    items = read(write_accounts(tmp_path / "决算.xlsx", Accounts(year=2021))).items
    assert items["tp_spend"].source == "《财政拨款“三公”经费支出决算表》（GK07!G8）"


def test_amounts_in_yuan_are_converted_and_it_is_said(tmp_path: Path) -> None:
    said = read(write_accounts(tmp_path / "决算.xlsx", Accounts(unit="元"))).said
    assert said[0].endswith("以元为单位，已由元换算为万元（÷10000）。")
    assert said[0].startswith("《收入支出决算总表》《收入决算表》《支出决算表》")


def _rename(title: str) -> Change:
    def change(book: Workbook) -> None:
        book["GK03"]["A1"] = title

    return change


@pytest.mark.parametrize(
    "title",
    [
        "2022年度支出决算表",
        "支 出 决 算 表",
        "附表3：支出决算表",
        "支出决算表（公开03表）",
        "虚构局2022年度支出决算表",
    ],
)
def test_a_title_is_found_however_it_is_set(title: str, tmp_path: Path) -> None:
    assert "spend_basic" in changed(tmp_path, _rename(title)).items


@pytest.mark.parametrize(
    "title", ["项目支出决算表", "一般公共预算财政拨款支出决算表（一）", "支出决算说明"]
)
def test_a_longer_title_is_another_table(title: str, tmp_path: Path) -> None:
    assert "spend_basic" not in changed(tmp_path, _rename(title)).items


def _without_unit(book: Workbook) -> None:
    for sheet in book:
        row = sheet[3]
        row[len(row) - 1].value = None


def test_a_table_without_a_unit_is_not_read(tmp_path: Path) -> None:
    accounts = changed(tmp_path, _without_unit)
    assert accounts.items == {}
    assert accounts.problems[0] == (
        "《收入支出决算总表》没有写金额单位，未读取，请在表头上方补写“金额单位：元”或“金额单位：万元”，"
        "或加 --unit 元（万元）。"
    )


def test_the_unit_that_the_user_names_holds_for_all_tables(tmp_path: Path) -> None:
    path = write_accounts(tmp_path / "决算.xlsx", Accounts(unit="元"))
    book = openpyxl.load_workbook(path)
    _without_unit(book)
    book.save(path)
    assert values(read(path, "元")) == expected()


def _one_table_in_another_unit(book: Workbook) -> None:
    for sheet in (book["GK02"], book["GK03"]):
        row = sheet[3]
        row[len(row) - 1].value = "金额单位：元"


def test_two_tables_that_differ_by_ten_thousand_are_told(tmp_path: Path) -> None:
    accounts = changed(tmp_path, _one_table_in_another_unit)
    assert "spend_total" not in accounts.items
    told = [each for each in accounts.problems if "本年支出合计" in each]
    assert told == [
        (
            "《支出决算表》C7（本年支出合计）为0.1934567891万元，而《收入支出决算总表》（GK01!F10）"
            "为1934.567891万元，都未填入，请核对：两者约差一万倍，疑有一张表的金额单位写错。"
        )
    ]


def _sheet_named(name: str, change: Callable[[Worksheet], None]) -> Change:
    return lambda book: change(book[name])


def _set(cell: str, value: str | float | None) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "quantity", "problem"),
    [
        (
            "GK01", "F10", 1934.5, "spend_total",
            ("《支出决算表》C7（本年支出合计）为1934.567891万元，而《收入支出决算总表》（GK01!F10）"
            "为1934.5万元，都未填入，请核对。"),
        ),
        (
            "GK01", "A12", "年初结余", "carry_in",
            "《收入支出决算总表》的年初结转和结余没有找到，未填入：表中应有“年初结转和结余”行、“决算数”栏。",
        ),
        (
            "GK03", "D4", "基本", "spend_basic",
            "《支出决算表》的基本支出决算数没有找到，未填入：表中应有“合计”行、“基本支出”栏。",
        ),
        (
            "GK03", "D7", "见附件", "spend_basic",
            "《支出决算表》D7（基本支出决算数）的“见附件”不是数字，未填入，请改正。",
        ),
        (
            "GK04", "A8", "本年收入合计", "income_fiscal",
            None,
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_reported(
    sheet: str, cell: str, value: str | float, quantity: str, problem: str | None, tmp_path: Path
) -> None:
    accounts = changed(tmp_path, _sheet_named(sheet, _set(cell, value)))
    if problem is None:  # the same line twice with one value is no contradiction
        assert quantity in accounts.items
        return
    assert quantity not in accounts.items
    assert problem in accounts.problems


def test_an_empty_cell_stays_empty(tmp_path: Path) -> None:
    accounts = changed(tmp_path, _sheet_named("GK01", _set("F11", None)))
    assert "surplus_alloc" not in accounts.items
    assert accounts.problems == ()


def test_a_blank_figure_does_not_take_its_neighbour(tmp_path: Path) -> None:
    accounts = changed(tmp_path, _sheet_named("GK01", _set("C11", None)))
    assert "use_nonfiscal_surplus" not in accounts.items
    assert accounts.items["surplus_alloc"].value == 5


def test_amounts_typed_as_text_are_read(tmp_path: Path) -> None:
    accounts = changed(tmp_path, _sheet_named("GK01", _set("C10", "1,900.00")))
    assert values(accounts) == expected()


def test_budget_columns_are_taken_where_they_are_published(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for column, title, value in (("G", "年初预算数", 1700.0), ("H", "全年预算数", 2000.0)):
            sheet[f"{column}5"] = title
            sheet[f"{column}10"] = value

    items = changed(tmp_path, _sheet_named("GK01", change)).items
    assert (items["budget_initial"].value, items["budget_final"].value) == (1700.0, 2000.0)


def test_a_missing_table_and_a_foreign_sheet_are_named(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.remove(book["GK03"])
        book.create_sheet("说明")["A1"] = "情况说明"

    problems = changed(tmp_path, change).problems
    assert "工作表“说明”没有能识别的决算表表名，未读取。" in problems
    assert "没有找到《支出决算表》，其中的数未填入。" in problems


def test_a_table_that_stands_there_twice_is_not_taken(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.copy_worksheet(book["GK03"]).title = "GK03-2"

    accounts = changed(tmp_path, change)
    assert "spend_basic" not in accounts.items
    assert "《支出决算表》在工作表“GK03”、“GK03-2”中都有，未读取，请只留一张。" in accounts.problems


def test_tables_of_two_years_are_refused(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["GK01"]["A1"] = "2022年度收入支出决算总表"
        book["GK03"]["A1"] = "2021年度支出决算表"

    with pytest.raises(UserError) as refusal:
        changed(tmp_path, change)
    assert "各张决算表的年度不同" in str(refusal.value)


def test_every_figure_of_the_data_is_a_quantity_and_every_mark_is_there() -> None:
    known, file = load_catalogue().quantities_by_id(), account_tables()
    for table in file.tables:
        assert table.source in file.marks
        assert [each.quantity for each in table.figures if each.quantity not in known] == []


def test_a_table_of_quantities_is_no_published_account() -> None:
    assert not is_accounts(AccountSheet("数据", [["名称", "数值"], ["决算支出", 1.0]]))
    assert is_accounts(AccountSheet("收入支出决算总表", [["项目", "行次", "决算数"]]))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("数据", [["名称", "数值", "来源"], ["决算支出", 1.0, "支出决算表"]]),
        ("数据", [["名称", "数值", "来源"], ["决算支出", None, "2022年度公开表：支出决算表"]]),
        ("支出决算表", [["名称", "数值"], ["决算支出", 1.0]]),
        ("支出决算表", [["项目", "年初预算", "决算数", "来源"], ["支出合计", 1.0, 2.0, "表1"]]),
    ],
)
def test_a_table_of_quantities_may_name_a_published_one(
    name: str, rows: list[list[str | float | None]]
) -> None:
    assert not is_accounts(AccountSheet(name, rows))


def test_the_contents_of_a_book_are_passed_over(tmp_path: Path) -> None:
    def add_contents(book: Workbook) -> None:
        contents = book.create_sheet("目录", 0)
        for number, table in enumerate(account_tables().tables, start=1):
            contents.append([number, table.title, f"公开{number:02}表"])

    with_contents = changed(tmp_path, add_contents)
    assert values(with_contents) == expected()
    assert not any("目录" in problem for problem in with_contents.problems)


def test_a_unit_of_the_user_against_the_one_above_a_table_is_said(tmp_path: Path) -> None:
    path = write_accounts(tmp_path / "决算.xlsx", Accounts())
    said = read(path, "元").said
    assert said[0].endswith("上写的金额单位是万元，已按 --unit 元读取，请核对。")
    assert not any("请核对" in each for each in read(path, "万元").said)


def test_the_amounts_of_the_support_file_balance() -> None:
    income = sum(AMOUNTS[key] for key in ("income", "surplus_used", "carry_in"))
    assert income == sum(AMOUNTS[key] for key in ("spend", "allocated", "carry_out"))
    assert AMOUNTS["basic"] + AMOUNTS["project"] == AMOUNTS["spend"]
    assert replace(Accounts(), unit="元").amount("spend") == 19345678.91


words = st.sampled_from(
    [
        "收入支出决算总表",
        "财政拨款“三公”经费支出决算表",
        "金额单位：元",
        "单位：美元",
        "2022年度",
        "项目",
        "金额",
        "决算数",
        "预算数",
        "合计",
        "栏次",
        "本年支出合计",
        "结余分配",
        "（一）",
        "、",
        "1",
        "—",
    ]
)
cells = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=4) | words


@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_no_cells_make_the_reader_fail(rows: list[list[str | int | float | None]]) -> None:
    sheets = [AccountSheet("收入支出决算总表", rows), AccountSheet("三公", rows)]
    try:
        accounts = read_final_accounts(sheets, load_catalogue(), None)
    except UserError:
        return  # a unit that is not understood, or two years
    assert set(accounts.items) <= set(load_catalogue().quantities_by_id())
