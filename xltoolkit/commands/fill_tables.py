"""`xltoolkit fill` with a table: quantities, or published final accounts; its content tells."""

from collections.abc import Iterable
from pathlib import Path

from xltoolkit.catalogue import Catalogue, load_catalogue
from xltoolkit.commands.fill import change
from xltoolkit.commands.tables import read_sheets
from xltoolkit.imports.accounts_placing import Placement, place_accounts
from xltoolkit.imports.accounts_sheet import AccountSheet, holds_titles
from xltoolkit.imports.filling import plan_values
from xltoolkit.imports.final_accounts import read_final_accounts
from xltoolkit.imports.quantity_table import read_quantity_table
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.money_doubts import doubts
from xltoolkit.workbook.plan import SheetPlan
from xltoolkit.workbook.reading_data import read_entries


def fill_table(book: Path, data: Path, unit: str | None) -> None:
    """Put what a table says into a workbook and print what was converted or left out.

    Raises:
        UserError: table or workbook cannot be read, or the workbook cannot be written.
    """
    catalogue = load_catalogue()
    sheets = read_sheets(data)
    if holds_titles(sheets):
        _fill_accounts(book, sheets, catalogue, unit)
    else:
        _fill_quantities(book, sheets[0], catalogue, unit)


def _fill_accounts(
    book: Path, sheets: list[AccountSheet], catalogue: Catalogue, unit: str | None
) -> None:
    accounts = read_final_accounts(sheets, catalogue, unit)
    placed: list[Placement] = []

    def plan(content: WorkbookContent) -> tuple[SheetPlan, ...]:
        placement = place_accounts(accounts, content, catalogue, unit_is_sure=unit is not None)
        placed.append(placement)
        return placement.plans

    change(book, plan)
    (placement,) = placed
    _report(placement.count, placement.said, placement.problems)


def _fill_quantities(
    book: Path, sheet: AccountSheet, catalogue: Catalogue, unit: str | None
) -> None:
    table = read_quantity_table(sheet.rows, catalogue, unit)
    values = {quantity: item.value for quantity, item in table.items.items()}
    doubted: dict[str, str] = {}

    def plan(content: WorkbookContent) -> tuple[SheetPlan, ...]:
        if unit is None:
            doubted.update(doubts(values, read_entries(content, catalogue), catalogue))
        sure = {quantity: value for quantity, value in values.items() if quantity not in doubted}
        return plan_values(sure, catalogue, content)

    change(book, plan)
    known = catalogue.quantities_by_id()
    sentences = [
        f"{known[quantity].title}为{values[quantity]:.15g}万元，{reason}，金额单位可疑，未填入："
        "如以元为单位，请加 --unit 元；如确为万元，请加 --unit 万元。"
        for quantity, reason in doubted.items()
    ]
    _report(len(values) - len(doubted), table.converted, (*table.problems, *sentences))


def _report(count: int, said: Iterable[str], problems: Iterable[str]) -> None:
    problems = tuple(problems)
    for sentence in (*said, *problems):
        print(sentence)
    unplaced = f"，另有{len(problems)}处未填入，见上" if problems else ""
    print(f"已填入{count}个数{unplaced}。")
