"""Published final accounts of a fictional department, as bureaus publish them.

Nine tables, titles and headers in merged cells, 元 or 万元, with the numbers of either
generation: “三公” is 公开07 up to 2021 and 公开09 from 2022.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Figures = Mapping[str, Decimal]
Cell = str | int | float | None
Rows = list[list[Cell]]

AMOUNTS = {
    key: Decimal(value)
    for key, value in {
        "appropriation": "1850.25",
        "other_income": "49.75",
        "income": "1900.00",
        "surplus_used": "12.30",
        "carry_in": "87.70",
        "spend": "1934.567891",
        "allocated": "5.00",
        "carry_out": "60.432109",
        "basic": "1234.567891",
        "project": "700.00",
        "wage": "801.50",
        "household": "63.25",
        "goods": "339.80",
        "capital": "6.20",
        "abroad_budget": "3.00",
        "car_buy_budget": "18.00",
        "car_run_budget": "9.60",
        "reception_budget": "4.40",
        "abroad": "0.00",
        "car_buy": "17.88",
        "car_run": "8.05",
        "reception": "1.92",
    }.items()
}


@dataclass(frozen=True)
class Accounts:
    """How the accounts are published."""

    year: int = 2022
    unit: str = "万元"
    department: str = "虚构示例局"
    amounts: Figures = field(default_factory=lambda: dict(AMOUNTS))

    @property
    def order(self) -> tuple[str, ...]:
        """The last three tables in the order of the year."""
        last = ("fund", "capital", "three_public")
        return last if self.year >= 2022 else ("three_public", "fund", "capital")

    def amount(self, key: str) -> float:
        """Return an amount in the unit that the accounts are published in."""
        amount: Decimal = self.amounts[key]
        return float(amount if self.unit == "万元" else round(amount * 10000, 2))

    def total(self, *keys: str) -> float:
        """Return a sum of amounts."""
        amounts = (Decimal(repr(self.amount(key))) for key in keys)
        return float(sum(amounts, Decimal(0)))


def write_accounts(path: Path, accounts: Accounts) -> Path:
    """Write the nine tables as a workbook, one sheet each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    tables = {
        "totals": _totals,
        "income": _income,
        "spending": _spending,
        "appropriation": _appropriation,
        "general": _general,
        "basic": _basic,
        "three_public": _three_public,
        "fund": _fund,
        "capital": _capital,
    }
    order = ("totals", "income", "spending", "appropriation", "general", "basic", *accounts.order)
    for number, key in enumerate(order, start=1):
        sheet = book.create_sheet(f"GK{number:02d}")
        title, header, merged, rows = tables[key](accounts)
        _write(sheet, accounts, number, title, (header, merged, rows))
    book.save(path)
    return path


Table = tuple[str, Rows, Sequence[str], Rows]


def _write(
    sheet: Worksheet,
    accounts: Accounts,
    number: int,
    title: str,
    table: tuple[Rows, Sequence[str], Rows],
) -> None:
    header, merged, rows = table
    width = max(len(row) for row in (*header, *rows))
    sheet.append([title])
    sheet.append([*[None] * (width - 1), f"公开{number:02d}表"])
    sheet.append(
        [f"部门：{accounts.department}", *[None] * (width - 2), f"金额单位：{accounts.unit}"]
    )
    for row in (*header, *rows):
        sheet.append(row)
    sheet.append([f"注：本表反映部门{accounts.year}年度的收支情况。"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    for area in merged:
        sheet.merge_cells(area)


def _totals(accounts: Accounts) -> Table:
    amount = accounts.amount
    header: Rows = [
        ["收入", None, None, "支出", None, None],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["栏次", None, 1, "栏次", None, 2],
    ]
    total = accounts.total("income", "surplus_used", "carry_in")
    rows: Rows = [
        [
            "一、一般公共预算财政拨款收入",
            1,
            amount("appropriation"),
            "一、一般公共服务支出",
            31,
            amount("spend"),
        ],
        ["二、政府性基金预算财政拨款收入", 2, None, "二、外交支出", 32, None],
        ["八、其他收入", 8, amount("other_income"), "八、社会保障和就业支出", 38, None],
        ["本年收入合计", 27, amount("income"), "本年支出合计", 57, amount("spend")],
        ["使用非财政拨款结余", 28, amount("surplus_used"), "结余分配", 58, amount("allocated")],
        ["年初结转和结余", 29, amount("carry_in"), "年末结转和结余", 59, amount("carry_out")],
        ["总计", 30, total, "总计", 60, total],
    ]
    return "收入支出决算总表", header, ("A4:C4", "D4:F4"), rows


def _income(accounts: Accounts) -> Table:
    amount = accounts.amount
    header: Rows = [
        [
            "项目",
            None,
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ],
        ["功能分类科目编码", "科目名称", *[None] * 7],
        ["栏次", None, 1, 2, 3, 4, 5, 6, 7],
    ]
    line = [
        amount("income"),
        amount("appropriation"),
        None,
        None,
        None,
        None,
        amount("other_income"),
    ]
    rows: Rows = [["合计", None, *line], ["201", "一般公共服务支出", *line]]
    areas = ("A4:B4", *(f"{column}4:{column}5" for column in "CDEFGHI"), "A6:B6", "A7:B7")
    return "收入决算表", header, areas, rows


def _spending(accounts: Accounts) -> Table:
    amount = accounts.amount
    header: Rows = [
        [
            "项目",
            None,
            "本年支出合计",
            "基本支出",
            "项目支出",
            "上缴上级支出",
            "经营支出",
            "对附属单位补助支出",
        ],
        ["功能分类科目编码", "科目名称", *[None] * 6],
        ["栏次", None, 1, 2, 3, 4, 5, 6],
    ]
    line = [amount("spend"), amount("basic"), amount("project"), None, None, None]
    rows: Rows = [["合计", None, *line], ["201", "一般公共服务支出", *line]]
    areas = ("A4:B4", *(f"{column}4:{column}5" for column in "CDEFGH"), "A6:B6", "A7:B7")
    return "支出决算表", header, areas, rows


def _appropriation(accounts: Accounts) -> Table:
    amount = accounts.amount
    header: Rows = [
        ["收入", None, None, "支出", *[None] * 5],
        ["项目", "行次", "金额", "项目", "行次", "金额", None, None, None],
        [
            *[None] * 5,
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政拨款",
            "国有资本经营预算财政拨款",
        ],
        ["栏次", None, 1, "栏次", None, 2, 3, 4, 5],
    ]
    own = amount("appropriation")
    rows: Rows = [
        ["一、一般公共预算财政拨款", 1, own, "一、一般公共服务支出", 33, own, own, None, None],
        ["本年收入合计", 27, own, "本年支出合计", 59, own, own, None, None],
        ["年初财政拨款结转和结余", 28, None, "年末财政拨款结转和结余", 60, None, None, None, None],
        ["总计", 32, own, "总计", 64, own, own, None, None],
    ]
    areas = ("A4:C4", "D4:I4", "F5:I5", *(f"{column}5:{column}6" for column in "ABCDE"))
    return "财政拨款收入支出决算总表", header, areas, rows


def _general(accounts: Accounts) -> Table:
    amount = accounts.amount
    header: Rows = [
        ["项目", None, "本年支出", None, None],
        ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        ["栏次", None, 1, 2, 3],
    ]
    rows: Rows = [["合计", None, amount("appropriation"), 1.0, 2.0]]
    return "一般公共预算财政拨款支出决算表", header, ("A4:B4", "C4:E4"), rows


def _basic(accounts: Accounts) -> Table:
    amount = accounts.amount
    header: Rows = [
        ["人员经费", None, None, "公用经费", *[None] * 5],
        [
            "科目编码",
            "科目名称",
            "决算数",
            "科目编码",
            "科目名称",
            "决算数",
            "科目编码",
            "科目名称",
            "决算数",
        ],
    ]
    rows: Rows = [
        [
            "301",
            "工资福利支出",
            amount("wage"),
            "302",
            "商品和服务支出",
            amount("goods"),
            "310",
            "资本性支出",
            amount("capital"),
        ],
        [
            "30101",
            "基本工资",
            amount("wage"),
            "30201",
            "办公费",
            amount("goods"),
            "31002",
            "办公设备购置",
            amount("capital"),
        ],
        ["303", "对个人和家庭的补助", amount("household"), *[None] * 6],
        [
            "人员经费合计",
            None,
            accounts.total("wage", "household"),
            "公用经费合计",
            None,
            None,
            None,
            None,
            accounts.total("goods", "capital"),
        ],
    ]
    return (
        "一般公共预算财政拨款基本支出决算明细表",
        header,
        ("A4:C4", "D4:I4", "A9:B9", "D9:H9"),
        rows,
    )


def _three_public(accounts: Accounts) -> Table:
    kinds = ("abroad", "car_buy", "car_run", "reception")
    line: list[Cell] = []
    for suffix in ("_budget", ""):
        keys = [f"{kind}{suffix}" for kind in kinds]
        abroad, buy, run, reception = (accounts.amount(key) for key in keys)
        cars = accounts.total(keys[1], keys[2])
        line += [accounts.total(*keys), abroad, cars, buy, run, reception]
    second: list[Cell] = [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        None,
        None,
        "公务接待费",
    ]
    third: list[Cell] = [None, None, "小计", "公务用车购置费", "公务用车运行维护费", None]
    header: Rows = [
        ["预算数", *[None] * 5, "决算数", *[None] * 5],
        second * 2,
        third * 2,
        list(range(1, 13)),
    ]
    areas = ("A4:F4", "G4:L4", "C5:E5", "I5:K5", *(f"{each}5:{each}6" for each in "ABFGHL"))
    return "财政拨款“三公”经费支出决算表", header, areas, [line]


def _fund(_: Accounts) -> Table:
    header: Rows = [["项目", None, "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"]]
    rows: Rows = [["合计", None, None, None, None, None]]
    return "政府性基金预算财政拨款收入支出决算表", header, ("A4:B4",), rows


def _capital(_: Accounts) -> Table:
    header: Rows = [["项目", None, "本年支出", "基本支出", "项目支出"]]
    return (
        "国有资本经营预算财政拨款支出决算表",
        header,
        ("A4:B4",),
        [["合计", None, None, None, None]],
    )
