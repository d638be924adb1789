"""A data file that somebody brings, and where its data go.

It is a case file, a table of quantities, or published final accounts: a table tells by what
stands in it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xltoolkit.catalogue import Catalogue, load_catalogue
from xltoolkit.errors import UserError
from xltoolkit.imports.accounts_placing import place_accounts
from xltoolkit.imports.accounts_sheet import AccountSheet, is_accounts
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile
from xltoolkit.imports.csv_rows import read_csv_rows
from xltoolkit.imports.filling import plan_filling, plan_items
from xltoolkit.imports.final_accounts import read_final_accounts
from xltoolkit.imports.quantity_table import read_quantity_table
from xltoolkit.imports.table_header import Row, find_header
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.cover import DEPARTMENT, YEAR
from xltoolkit.workbook.layout.sheet_names import ISSUES, SCORING, VERDICT
from xltoolkit.workbook.money_doubts import doubts
from xltoolkit.workbook.plan import SheetPlan
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.reading_data import read_entries

CASE_SUFFIXES = (".yaml", ".yml")
TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et")

UNCHANGED = "无变化：文件中的数据与工作簿一致，未写入。"
NOTHING_FILLED = "没有可以填入的数，工作簿未作改动：请按上面的提示改正数据文件后再试。"

ReadSheets = Callable[[Path], Iterable[tuple[str, Sequence[Row]]]]
"""Reads the sheets of a workbook that somebody else made: each name with its rows."""


@dataclass(frozen=True)
class Filling:
    """Where the data of a file go in one workbook.

    `remarks` are sentences on values that were converted or cannot be placed, and `done` says
    what has been filled in once it is, or why nothing is.
    """

    plans: tuple[SheetPlan, ...]
    remarks: tuple[str, ...]
    done: str

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the file can be filled in."""
        return not self.plans


Plan = Callable[[WorkbookContent], Filling]


def read_data_file(path: Path, unit: str | None, read_sheets: ReadSheets) -> Plan:
    """Read a data file; what is returned finds the cells of a workbook for its data.

    Raises:
        UserError: the file is missing, of another kind, or cannot be read.
    """
    if not path.exists():
        raise UserError(f"找不到数据文件“{path}”，请检查文件名和所在文件夹。")
    if path.suffix.lower() in CASE_SUFFIXES:
        done = f"已填入“{path.name}”的数据。"
        return lambda content: Filling(_case_of(path, content), (), done)
    sheets = _read_table(path, read_sheets)
    if {SCORING, ISSUES, VERDICT} <= {sheet.name for sheet in sheets}:
        raise UserError(
            f"“{path.name}”是评价工作簿，不是数据文件：合并组员的副本请用“xltoolkit merge”。"
        )
    catalogue = load_catalogue()
    if any(is_accounts(sheet) for sheet in sheets):
        return _accounts(sheets, catalogue, unit)
    tables = [sheet for sheet in sheets if find_header(sheet.rows) is not None]
    return _quantities(tables or sheets[:1], catalogue, unit)


def _case_of(path: Path, content: WorkbookContent) -> tuple[SheetPlan, ...]:
    """Read a case file under the scheme of the workbook, which may be one of one's own."""
    scheme = recognise(content, load_catalogue())
    return fill_case(read_case_file(path, scheme=scheme), content)


def fill_case(case: CaseFile, content: WorkbookContent) -> tuple[SheetPlan, ...]:
    """Plan where the data of a case file go."""
    catalogue = load_catalogue()
    _refuse_other_case(case, content)
    return plan_filling(case, catalogue, recognise(content, catalogue), content)


def _refuse_other_case(case: CaseFile, content: WorkbookContent) -> None:
    """Refuse to mix what a workbook holds already with another department or year."""
    for cell, given in ((DEPARTMENT, case.department), (YEAR, str(case.year))):
        present = cell_text(content, cell)
        if present and present != given:
            raise UserError(
                f"数据文件的{cell.title}为“{given}”，工作簿为“{present}”，未填入："
                f"请核对文件，或新建工作簿，或在“{cell.sheet}”改正{cell.title}。"
            )


def _read_table(path: Path, read_sheets: ReadSheets) -> list[AccountSheet]:
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return [AccountSheet(path.stem, read_csv_rows(path))]
    if suffix in WORKBOOK_SUFFIXES:
        return [AccountSheet(name, rows) for name, rows in read_sheets(path)]
    raise UserError(
        f"“{path.name}”不是能读取的数据文件，请提供 .yaml 案例文件，"
        "或 .csv、.xlsx、.xls 的数据表、决算公开表。"
    )


def _accounts(sheets: list[AccountSheet], catalogue: Catalogue, unit: str | None) -> Plan:
    accounts = read_final_accounts(sheets, catalogue, unit)

    def plan(content: WorkbookContent) -> Filling:
        placed = place_accounts(accounts, content, catalogue, unit_is_sure=unit is not None)
        return _filling(placed.plans, placed.count, placed.said, placed.problems)

    return plan


def _quantities(sheets: list[AccountSheet], catalogue: Catalogue, unit: str | None) -> Plan:
    """Read the first sheet that is a table of quantities, and say that others are one too."""
    first, *others = sheets
    table = read_quantity_table(first.rows, catalogue, unit)
    unread = [
        f"工作表“{sheet.name}”也像数据表，未读取，只读了“{first.name}”：需要的请单独存成文件再填。"
        for sheet in others
    ]
    known = catalogue.quantities_by_id()

    def plan(content: WorkbookContent) -> Filling:
        doubted: dict[str, str] = {}
        if unit is None:
            values = {quantity: item.value for quantity, item in table.items.items()}
            doubted = doubts(values, read_entries(content, catalogue), catalogue)
        sure = {each: item for each, item in table.items.items() if each not in doubted}
        sentences = [
            f"{known[quantity].title}为{table.items[quantity].value:.15g}万元，{reason}，金额单位可疑，未填入："
            "如以元为单位，请加 --unit 元；如确为万元，请加 --unit 万元。"
            for quantity, reason in doubted.items()
        ]
        plans = plan_items(sure, catalogue, content)
        return _filling(plans, len(sure), table.converted, (*table.problems, *sentences, *unread))

    return plan


def _filling(
    plans: tuple[SheetPlan, ...], count: int, said: Iterable[str], problems: Sequence[str]
) -> Filling:
    if count == 0:
        return Filling((), (*said, *problems), NOTHING_FILLED)
    unplaced = f"，另有{len(problems)}处未填入，见上" if problems else ""
    return Filling(plans, (*said, *problems), f"已填入{count}个数{unplaced}。")
