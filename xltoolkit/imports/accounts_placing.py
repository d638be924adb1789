"""Published accounts into a workbook: what is compared with it before anything is planned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xltoolkit.catalogue import Catalogue
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Entry
from xltoolkit.imports.case_model import DataItem
from xltoolkit.imports.filling import plan_items
from xltoolkit.imports.final_accounts import FinalAccounts
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.cover import DEPARTMENT, YEAR
from xltoolkit.workbook.money_doubts import doubts
from xltoolkit.workbook.plan import SheetPlan
from xltoolkit.workbook.reading_data import read_entries


@dataclass(frozen=True)
class Placement:
    """Plans for the workbook, how many figures they fill, and what has to be said."""

    plans: tuple[SheetPlan, ...]
    count: int
    said: tuple[str, ...]
    problems: tuple[str, ...]


def place_accounts(
    accounts: FinalAccounts, content: WorkbookContent, catalogue: Catalogue, *, unit_is_sure: bool
) -> Placement:
    """Plan where the figures of published accounts go; scope and note of a cell stay.

    Raises:
        UserError: the accounts are of another year than the workbook, or a name is lost.
    """
    _refuse_other_year(accounts, content)
    entries = read_entries(content, catalogue)
    doubt = "" if unit_is_sure else _doubt(accounts, entries, catalogue)
    items = {quantity: item for quantity, item in accounts.items.items() if not doubt}
    return Placement(
        plans=plan_items(items, catalogue, content),
        count=len(items),
        said=(
            *_other_department(accounts, content),
            *accounts.said,
            *_replaced(items, entries, catalogue),
        ),
        problems=(*accounts.problems, *filter(None, [doubt])),
    )


def _refuse_other_year(accounts: FinalAccounts, content: WorkbookContent) -> None:
    year = cell_text(content, YEAR)
    if accounts.year is not None and year and year != str(accounts.year):
        raise UserError(
            f"决算表为{accounts.year}年度，工作簿的评价年度为{year}，未填入：请核对文件，"
            f"或在“{YEAR.sheet}”改正评价年度。"
        )


def _other_department(accounts: FinalAccounts, content: WorkbookContent) -> Iterator[str]:
    present = cell_text(content, DEPARTMENT)
    if accounts.department and present and accounts.department != present:
        yield f"决算表的部门为“{accounts.department}”，工作簿为“{present}”，请核对是否同一部门。"


def _doubt(accounts: FinalAccounts, entries: Mapping[str, Entry], catalogue: Catalogue) -> str:
    """Return why the unit of the accounts is doubted, empty where it is not.

    One doubtful figure is enough: the tables of a file come from one export.
    """
    values = {quantity: item.value for quantity, item in accounts.items.items()}
    known = catalogue.quantities_by_id()
    for quantity, reason in doubts(values, entries, catalogue).items():
        item = accounts.items[quantity]
        return (
            f"{item.source}的{known[quantity].title}为{item.value:.15g}万元，{reason}，金额单位可疑，"
            "决算表的数都未填入：如以元为单位，请加 --unit 元；如确为万元，请加 --unit 万元。"
        )
    return ""


def _replaced(
    items: Mapping[str, DataItem], entries: Mapping[str, Entry], catalogue: Catalogue
) -> Iterator[str]:
    known = catalogue.quantities_by_id()
    for quantity, item in items.items():
        present = entries[quantity]
        if present.value not in (None, item.value):
            shown = present.number
            before = present.value if shown is None else f"{shown:.15g}"
            yield (
                f"{present.place.sheet}!{present.place.cell}（{known[quantity].title}）"
                f"原填{before}，改为{item.value:.15g}。"
            )
