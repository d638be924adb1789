"""Read a table that came back, and plan what of it goes into 问题清单."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Cover
from xltoolkit.report.cell_merge import Decision, in_words, is_empty, merge_cell
from xltoolkit.report.copies import Difference, named_value
from xltoolkit.report.copy_lists import KeyedList, MergedListLayout
from xltoolkit.report.issue_tables import TABLE_KINDS, TableKind, answer_in_words
from xltoolkit.workbook.content import Address, WorkbookContent, address
from xltoolkit.workbook.layout.issues import ISSUE_LIST, MANUAL_COLUMNS
from xltoolkit.workbook.plan import PlannedValue, SheetPlan

KEPT = "工作簿已有不同的内容，保留原内容"
UNKNOWN_ISSUE = "工作簿的问题清单中没有这一条，未并入"
WITHOUT_KEY = "自行添加的行，没有对应的问题，未并入"
TWICE = "同一条问题在表中出现两次，以第一次为准"

_ISSUE_ROWS = MergedListLayout(ISSUE_LIST, ("key",), MANUAL_COLUMNS)


@dataclass(frozen=True)
class ReturnedRow:
    """A row that came back: its key, its place, what was filled in by column of 问题清单."""

    key: str
    place: str
    values: dict[str, PlannedValue]


@dataclass
class Answers:
    """What goes into the workbook, and what does not."""

    plan: SheetPlan | None = None
    taken: int = 0
    differences: list[Difference] = field(default_factory=list)


def table_kind(content: WorkbookContent, name: str, cover: Cover) -> TableKind:
    """Recognise a table that came back, and that it is this department's.

    Raises:
        UserError: it is none of ours, or of another department or year.
    """
    kind = TABLE_KINDS.get(str(named_value(content, "_out_mark_kind")))
    if kind is None:
        raise UserError(
            f"“{name}”不是本工具发出的征求意见稿或整改台账（没有标识），未作任何改动："
            "请选择单位退回的原表；内容抄在别处的，请粘贴回原表。"
        )
    department = named_value(content, "_out_mark_department")
    year = named_value(content, "_out_mark_year")
    if department != cover.department or year != cover.year:
        raise UserError(
            f"“{name}”是{department}{year:g}年度的表，工作簿是{cover.department}{cover.year}年度的，"
            "未作任何改动：请选择对应的表。"
            if isinstance(year, float)
            else f"“{name}”的标识已损坏，未作任何改动：请把内容粘贴回重新导出的表。"
        )
    return kind


def returned_rows(content: WorkbookContent, kind: TableKind, name: str) -> Iterator[ReturnedRow]:
    """Give the rows of a table in which something was filled in.

    Raises:
        UserError: a column of it is gone.
    """
    keys = content.area("_out_key")
    columns = {column: content.area(f"_out_{column}") for column in kind.returned}
    if keys is None or None in columns.values():
        raise UserError(
            f"“{name}”的栏目有缺失，无法辨认，未作任何改动：请把内容粘贴回重新导出的表。"
        )
    for row in keys.rows:
        values: dict[str, Scalar] = {
            column: content.value(area.sheet, row, area.left)
            for column, area in columns.items()
            if area is not None
        }
        if any(not is_empty(value) for value in values.values()):
            key = content.value(keys.sheet, row, keys.left)
            place = f"{name}：第{row}行"
            yield ReturnedRow("" if key is None else str(key), place, dict(answer_in_words(values)))


def merge_answers(book: WorkbookContent, rows: Iterator[ReturnedRow], name: str) -> Answers:
    """Plan what goes into the manual columns; a cell that says something else already is kept."""
    issues = KeyedList(book, _ISSUE_ROWS)
    answers = Answers()
    cells: dict[Address, PlannedValue] = {}
    seen: set[str] = set()
    for returned in rows:
        row = issues.rows.get((returned.key,))
        why = _why_not(returned.key, row, seen)
        seen.add(returned.key)
        for column, value in returned.values.items():
            at = (0, 0) if row is None else issues.located.cell(row, column)
            present = None if row is None else book.value(issues.located.sheet, *at)
            merged = merge_cell(present, None, {name: value})
            if merged.decision is Decision.KEEP:
                continue
            if not why and merged.decision is Decision.TAKE:
                cells[at] = merged.value
                answers.taken += 1
            else:
                place = "" if row is None else f"{issues.located.sheet}!{address(*at)}"
                told = ISSUE_LIST.column(column)
                answers.differences.append(
                    Difference(
                        issues.located.sheet,
                        returned.key or returned.place,
                        told.title,
                        place,
                        in_words(present, told.kind),
                        {name: in_words(value, told.kind)},
                        why or KEPT,
                    )
                )
    if cells:
        answers.plan = SheetPlan(issues.located.sheet, cells, {})
    return answers


def _why_not(key: str, row: int | None, seen: set[str]) -> str:
    if not key:
        return WITHOUT_KEY
    if row is None:
        return UNKNOWN_ISSUE
    return TWICE if key in seen else ""
