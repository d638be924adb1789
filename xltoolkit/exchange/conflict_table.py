"""The table of what a merge leaves to a person: every value of every copy, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from udfs.numbers import SIGNIFICANT_DIGITS
from xltoolkit.exchange.difference import Difference
from xltoolkit.exchange.tables_out import OutColumn, OutTable, table_bytes
from xltoolkit.workbook.plan import PlannedValue

NOTHING = "（空）"


def conflict_table(
    title: str, book: str, copies: Sequence[str], differences: Sequence[Difference]
) -> bytes:
    """Return the table as a workbook.

    Args:
        title: Its heading.
        book: The name of the workbook, whose value stands first.
        copies: The names of the copies, in the order of their columns.
        differences: What to show.
    """
    columns = (
        OutColumn("number", "序号", 6, look="centre"),
        OutColumn("sheet", "工作表", 11, look="centre"),
        OutColumn("place", "位置", 14, look="centre"),
        OutColumn("row", "行", 20),
        OutColumn("column", "栏目", 14),
        OutColumn("present", f"工作簿保留：{book}", 30),
        *(OutColumn(f"copy{position}", name, 30) for position, name in enumerate(copies, start=1)),
        OutColumn("why", "说明", 26),
        OutColumn("decision", "处理意见", 20, filled=True),
    )
    rows = [
        _row(number, difference, copies) for number, difference in enumerate(differences, start=1)
    ]
    table = OutTable(
        title,
        left=f"共{len(rows)}处",
        right="",
        columns=columns,
        rows=rows,
        marks={"kind": "conflicts"},
        filled_by="评价组",
    )
    return table_bytes(table)


def _row(number: int, difference: Difference, copies: Sequence[str]) -> dict[str, PlannedValue]:
    row: dict[str, PlannedValue] = {
        "number": float(number),
        "sheet": difference.sheet,
        "place": difference.place,
        "row": difference.row,
        "column": difference.column,
        "present": shown(difference.present),
        "why": difference.why,
    }
    for position, name in enumerate(copies, start=1):
        if name in difference.offers:
            row[f"copy{position}"] = shown(difference.offers[name])
    return row


def shown(value: PlannedValue) -> str:
    """Write a value for a table that people read."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        return format(value, f".{SIGNIFICANT_DIGITS}g")
    return str(value)
