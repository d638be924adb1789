"""A data file that somebody brings: a case file, or a table of quantities; where its data go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xltoolkit.catalogue import load_catalogue
from xltoolkit.errors import UserError
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile
from xltoolkit.imports.csv_rows import read_csv_rows
from xltoolkit.imports.filling import plan_filling, plan_values
from xltoolkit.imports.quantity_table import QuantityTable, read_quantity_table
from xltoolkit.imports.table_header import Row
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.plan import SheetPlan

CASE_SUFFIXES = (".yaml", ".yml")
TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")

ReadRows = Callable[[Path], Sequence[Row]]
"""Reads the rows of the first sheet of a workbook that somebody else made."""


@dataclass(frozen=True)
class DataFile:
    """What a data file holds, before it is known where the cells of the workbook stand.

    `remarks` are sentences on values that were converted or cannot be placed, `done` says what
    has been filled in once it is, and `plan` finds the cells.
    """

    remarks: tuple[str, ...]
    done: str
    plan: Callable[[WorkbookContent], tuple[SheetPlan, ...]]


def read_data_file(path: Path, unit: str | None, read_rows: ReadRows) -> DataFile:
    """Read a case file, or a table of quantities (CSV, or the first sheet of a workbook).

    Raises:
        UserError: the file is missing, of another kind, or cannot be read.
    """
    if not path.exists():
        raise UserError(f"找不到数据文件“{path}”，请检查文件名和所在文件夹。")
    if path.suffix.lower() in CASE_SUFFIXES:
        case = read_case_file(path)
        return DataFile(
            (), f"已填入“{path.name}”的数据。", lambda content: fill_case(case, content)
        )
    return _table(_read_table(path, unit, read_rows))


def fill_case(case: CaseFile, content: WorkbookContent) -> tuple[SheetPlan, ...]:
    """Plan where the data of a case file go."""
    catalogue = load_catalogue()
    return plan_filling(case, catalogue, catalogue.scheme(case.scheme), content)


def _table(table: QuantityTable) -> DataFile:
    values = {quantity: item.value for quantity, item in table.items.items()}
    unplaced = f"，另有{len(table.problems)}处未填入，见上" if table.problems else ""
    return DataFile(
        remarks=(*table.converted, *table.problems),
        done=f"已填入{len(values)}个数{unplaced}。",
        plan=lambda content: plan_values(values, load_catalogue(), content),
    )


def _read_table(path: Path, unit: str | None, read_rows: ReadRows) -> QuantityTable:
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return read_quantity_table(read_csv_rows(path), load_catalogue(), unit)
    if suffix in WORKBOOK_SUFFIXES:
        return read_quantity_table(read_rows(path), load_catalogue(), unit)
    raise UserError(
        f"“{path.name}”不是能读取的数据文件，请提供 .yaml 案例文件，或 .csv、.xlsx 数据表。"
    )
