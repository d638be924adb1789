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
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.issues import ISSUE_LIST, MANUAL_COLUMNS
from xltoolkit.workbook.plan import PlannedValue, SheetPlan

KEPT = "工作簿已有不同的内容，保留原内容"
UNKNOWN_ISSUE = "工作簿的问题清单中没有这一条，未并入"
WITHOUT_KEY = "自行添加的行，没有对应的问题，未并入"
TWICE = "同一条问题在表中出现两次，以第一次为准"

_ISSUE_ROWS = MergedListLayout(ISSUE_LIST, ("key",), MANUAL_COLUMNS)


@dataclass(frozen=True)
class ReturnedRow:
    """A row that came back: its key and place; by column of 问题清单 what it says, and said.

    `sent` is what the columns held when the table went out.
    """

    key: str
    place: str
    values: dict[str, PlannedValue]
    sent: dict[str, PlannedValue]


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
    sent = {key: values for key, _, values in _rows(content, kind, "_out_sent_", name)}
    for key, row, values in _rows(content, kind, "_out_", name):
        if any(not is_empty(value) for value in values.values()):
            yield ReturnedRow(
                key,
                f"{name}：第{row}行",
                dict(answer_in_words(values)),
                dict(answer_in_words(sent.get(key, {}))),
            )


def _rows(
    content: WorkbookContent, kind: TableKind, prefix: str, name: str
) -> Iterator[tuple[str, int, dict[str, Scalar]]]:
    """Give key, row and the yellow cells of each row under the names with a prefix."""
    keys = content.area(f"{prefix}key")
    columns = {column: content.area(f"{prefix}{column}") for column in kind.returned}
    if keys is None or None in columns.values():
        raise UserError(
            f"“{name}”的栏目有缺失，无法辨认，未作任何改动：请把内容粘贴回重新导出的表。"
        )
    for row in keys.rows:
        key = content.value(keys.sheet, row, keys.left)
        values: dict[str, Scalar] = {
            column: content.value(area.sheet, row, area.left)
            for column, area in columns.items()
            if area is not None
        }
        yield "" if key is None else str(key), row, values


def merge_answers(book: WorkbookContent, rows: Iterator[ReturnedRow], name: str) -> Answers:
    """Plan what goes into the manual columns.

    A cell that still holds what went out takes the answer; one that says something else by now
    is kept, and both stand side by side.
    """
    issues = KeyedList(book, _ISSUE_ROWS)
    answers = Answers()
    cells: dict[Address, PlannedValue] = {}
    seen: set[str] = set()
    for returned in rows:
        row = issues.rows.get((returned.key,))
        why = _why_not(returned.key, row, seen)
        seen.add(returned.key)
        for column, value in returned.values.items():
            present = issues.value((returned.key,), column)
            merged = merge_cell(present, returned.sent.get(column), {name: value})
            if merged.decision is Decision.TAKE and row is not None and not why:
                cells[issues.located.cell(row, column)] = merged.value
                answers.taken += 1
            elif merged.decision is not Decision.KEEP:
                differing = _difference(issues, returned, column, name, why or KEPT)
                answers.differences.append(differing)
    if cells:
        answers.plan = SheetPlan(issues.located.sheet, cells, {})
    return answers


def _difference(
    issues: KeyedList, returned: ReturnedRow, column: str, name: str, why: str
) -> Difference:
    row = issues.rows.get((returned.key,))
    told = ISSUE_LIST.column(column)
    return Difference(
        sheet=issues.located.sheet,
        row=returned.key or returned.place,
        column=told.title,
        place="" if row is None else issues.located.place(row, column),
        present=in_words(issues.value((returned.key,), column), told.kind),
        offers={name: in_words(returned.values[column], told.kind)},
        why=why,
    )


def _why_not(key: str, row: int | None, seen: set[str]) -> str:
    if not key:
        return WITHOUT_KEY
    if row is None:
        return UNKNOWN_ISSUE
    return TWICE if key in seen else ""
