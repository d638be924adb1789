"""Plan what of a table that came back goes into 问题清单, and list whatever does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xltoolkit.exchange.cell_merge import Decision, in_words, merge_cell, plain
from xltoolkit.exchange.copy_lists import KeyedList, MergedListLayout
from xltoolkit.exchange.difference import WHOLE_ROW, Difference
from xltoolkit.exchange.issue_tables import TableKind
from xltoolkit.exchange.returned_reading import ReturnedRow, ReturnedTable
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.issues import ISSUE_LIST, MANUAL_COLUMNS
from xltoolkit.workbook.plan import PlannedValue, SheetPlan

KEPT = "工作簿已有不同的内容，保留原内容"
UNKNOWN_ISSUE = "工作簿的问题清单中没有这一条，未并入"
WITHOUT_KEY = "自行添加的行，没有对应的问题，未并入"
TWICE = "同一条问题在表中出现两次，以第一次为准"
CHANGED_TEXT = "单位改动了不由其填写的内容，未并入，请核对"
BESIDE = "写在表格栏目以外，未并入"
UNREAD = "公式没有算出的值，或是错误值，未并入：请改填文字或数字"
ROW_GONE = "退回的表中没有这一条，请向单位核实"
NO_ROW = "（没有这一行）"

_ISSUE_ROWS = MergedListLayout(ISSUE_LIST, ("key",), MANUAL_COLUMNS)


@dataclass
class Answers:
    """What goes into the workbook, and what does not."""

    plan: SheetPlan | None = None
    taken: int = 0
    differences: list[Difference] = field(default_factory=list)


def merge_answers(
    book: WorkbookContent, table: ReturnedTable, kind: TableKind, name: str
) -> Answers:
    """Plan what goes into the manual columns.

    A cell that still holds what went out takes the answer; one that says something else by now
    is kept, and both stand side by side. Whatever else the department wrote is listed.

    Args:
        book: The workbook.
        table: The table that came back.
        kind: What kind of table it is.
        name: The name of its file.
    """
    return _AnswerMerge(book, kind, name).run(table)


class _AnswerMerge:
    """The merge of one table."""

    def __init__(self, book: WorkbookContent, kind: TableKind, name: str) -> None:
        self._book, self._name = book, name
        self._issues = KeyedList(book, _ISSUE_ROWS)
        self._titles = {column.id: _one_line(column.title) for column in kind.columns}
        self._answers = Answers()
        self._cells: dict[Address, PlannedValue] = {}
        self._seen: set[str] = set()

    def run(self, table: ReturnedTable) -> Answers:
        """Go through the rows."""
        for returned in table.rows():
            self._row(returned)
        self._answers.differences += self._missing(table)
        if self._cells:
            self._answers.plan = SheetPlan(self._issues.located.sheet, self._cells, {})
        return self._answers

    def _row(self, returned: ReturnedRow) -> None:
        row = self._row_of(returned.key)
        why = _why_not(returned.key, row, self._seen)
        self._seen.add(returned.key)
        for column, value in returned.values.items():
            present = self._issues.value((returned.key,), column)
            merged = merge_cell(present, returned.sent.get(column), {self._name: value})
            if merged.decision is Decision.TAKE and row is not None and not why:
                self._cells[self._issues.located.cell(row, column)] = merged.value
                self._answers.taken += 1
            elif merged.decision is not Decision.KEEP:
                self._answers.differences.append(self._answer(returned, column, why or KEPT))
        self._answers.differences += self._rest(returned, why)

    def _row_of(self, key: str) -> int | None:
        return self._issues.rows.get((key,))

    def _answer(self, returned: ReturnedRow, column: str, why: str) -> Difference:
        """Tell of an answer that does not go in."""
        row = self._row_of(returned.key)
        told = ISSUE_LIST.column(column)
        return Difference(
            sheet=self._issues.located.sheet,
            row=returned.key or returned.place,
            column=told.title,
            place="" if row is None else self._issues.located.place(row, column),
            present=in_words(self._issues.value((returned.key,), column), told.kind),
            offers={self._name: in_words(returned.values[column], told.kind)},
            why=why,
        )

    def _rest(self, returned: ReturnedRow, why: str) -> Iterator[Difference]:
        """Tell of everything in a row that is no answer."""
        others = why if why and not returned.is_ours else CHANGED_TEXT
        yield from self._cells_of(returned, returned.others, others)
        yield from self._cells_of(returned, returned.unread, UNREAD)
        for letters, value in returned.beside.items():
            yield self._difference(returned, f"{letters}列", value, BESIDE)

    def _cells_of(
        self, returned: ReturnedRow, values: Mapping[str, PlannedValue], why: str
    ) -> Iterator[Difference]:
        row = self._row_of(returned.key)
        for column in self._titles:
            if column in values:
                present = (
                    None
                    if row is None or column not in self._issues.located.columns
                    else plain(self._issues.located.value(self._book, row, column))
                )
                yield self._difference(returned, self._titles[column], values[column], why, present)

    def _difference(
        self,
        returned: ReturnedRow,
        title: str,
        value: PlannedValue,
        why: str,
        present: PlannedValue = None,
    ) -> Difference:
        return Difference(
            sheet=self._issues.located.sheet,
            row=returned.key,
            column=title,
            place=returned.place,
            present=present,
            offers={self._name: value},
            why=why,
        )

    def _missing(self, table: ReturnedTable) -> Iterator[Difference]:
        """Tell of issues that went out and did not come back."""
        located = self._issues.located
        for key in table.missing_keys():
            row = self._row_of(key)
            if row is not None:
                yield Difference(
                    sheet=located.sheet,
                    row=key,
                    column=WHOLE_ROW,
                    place=located.place(row, "title"),
                    present=plain(located.value(self._book, row, "title")),
                    offers={self._name: NO_ROW},
                    why=ROW_GONE,
                )


def _why_not(key: str, row: int | None, seen: set[str]) -> str:
    if not key:
        return WITHOUT_KEY
    if row is None:
        return UNKNOWN_ISSUE
    return TWICE if key in seen else ""


def _one_line(title: str) -> str:
    return "".join(title.split())
