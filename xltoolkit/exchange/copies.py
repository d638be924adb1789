"""Merge the copies of a team into one workbook: what goes in, and what a person must decide.

Rows meet by their ids. A value of a copy goes in where the workbook holds nothing, or still
what it held when the copies were handed out; whatever else differs stands in a table, side by
side, and the workbook keeps its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.exchange.cell_merge import Decision, in_words, is_empty, merge_cell, plain
from xltoolkit.exchange.copy_comparing import compared_cells, compared_list
from xltoolkit.exchange.copy_deletions import deleted_rows
from xltoolkit.exchange.copy_lists import (
    COMPARED_LISTS,
    MERGED_LISTS,
    KeyedList,
    MergedListLayout,
)
from xltoolkit.exchange.difference import Difference
from xltoolkit.exchange.paragraph_merge import merge_paragraphs
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.plan import PlannedValue, SheetPlan

DIFFERS = "各人填写不同，工作簿保留原内容"
SAME_ID = "同一编号的内容不同，该行未并入：请把其中一份改用新编号，再合并一次"
UNKNOWN_ROW = "工作簿中没有这一行，未并入"
GONE_FROM_BOOK = "工作簿已删去这一行，副本却有改动，未并入：需要的，请在工作簿中重新录入"
NO_ID = "该行没有编号，未并入：请在副本中补上编号，再合并一次"
REPEATED_ID = "副本中编号重复，该行未并入：请改用新编号，再合并一次"


@dataclass
class TeamMerge:
    """What a merge writes and what it leaves to a person."""

    plans: list[SheetPlan] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


def merge_copies(
    book: WorkbookContent,
    base: WorkbookContent,
    copies: Mapping[str, WorkbookContent],
    catalogue: Catalogue,
) -> TeamMerge:
    """Plan the merge of copies into a workbook of the same scheme.

    Args:
        book: The workbook.
        base: What it was when the copies were handed out; the empty template where nobody kept it.
        copies: The copies by name.
        catalogue: Names the cells of 基础数据.
    """
    merge = TeamMerge()
    for layout in MERGED_LISTS:
        _ListMerge(layout, book, base, copies, merge).run()
    _merge_verdict(book, base, copies, merge)
    merge.differences += deleted_rows(book, base, copies)
    for layout in COMPARED_LISTS:
        merge.differences += compared_list(layout, book, base, copies)
    merge.differences += compared_cells(book, base, copies, catalogue)
    return merge


def _merge_verdict(
    book: WorkbookContent,
    base: WorkbookContent,
    copies: Mapping[str, WorkbookContent],
    merge: TeamMerge,
) -> None:
    """Merge the reworded paragraphs of 评价结论."""
    cells: dict[str, dict[Address, PlannedValue]] = {}
    for each in merge_paragraphs(book, base, copies):
        sheet = each.place.sheet
        if each.merged.decision is Decision.TAKE:
            cells.setdefault(sheet, {})[each.place.address] = each.merged.value
            merge.taken[sheet] += 1
        else:
            place = f"{sheet}!{each.place.cell}"
            offers = each.merged.offers or {}
            merge.differences.append(
                Difference(sheet, each.title, "段落", place, each.present, offers, DIFFERS)
            )
    merge.plans += [SheetPlan(sheet, written, {}) for sheet, written in cells.items()]


@dataclass(frozen=True)
class _Where:
    """A cell of a list: key of the row, id of the column, address where there is one."""

    key: tuple[str, ...]
    column: str
    place: str = ""


class _ListMerge:
    """The merge of one list."""

    def __init__(
        self,
        layout: MergedListLayout,
        book: WorkbookContent,
        base: WorkbookContent,
        copies: Mapping[str, WorkbookContent],
        merge: TeamMerge,
    ) -> None:
        self._layout = layout
        self._book = KeyedList(book, layout)
        self._base = KeyedList(base, layout)
        self._copies = {name: KeyedList(content, layout) for name, content in copies.items()}
        self._merge = merge
        self._cells: dict[Address, PlannedValue] = {}
        self._free = list(self._book.free_rows())
        self._last = self._book.located.rows.stop - 1

    def run(self) -> None:
        """Merge rows that the workbook has, add those that only copies have."""
        for key in self._book.rows:
            self._merge_row(key)
        new = dict.fromkeys(key for each in self._copies.values() for key in each.rows)
        for key in new:
            if key not in self._book.rows:
                self._new_row(key)
        for name, copied in self._copies.items():
            self._rows_apart(name, copied)
        self._plan()

    def _offers(self, key: tuple[str, ...], column: str) -> dict[str, Scalar]:
        return {name: each.value(key, column) for name, each in self._copies.items()}

    def _merge_row(self, key: tuple[str, ...]) -> None:
        located = self._book.located
        row = self._book.rows[key]
        for column in self._layout.columns:
            if column in self._layout.keys:
                continue
            present = self._book.value(key, column)
            merged = merge_cell(present, self._base.value(key, column), self._offers(key, column))
            if merged.decision is Decision.TAKE:
                self._cells[located.cell(row, column)] = merged.value
                self._merge.taken[located.sheet] += 1
            elif merged.decision is Decision.CONFLICT:
                place = located.place(row, column)
                # Of a text that nobody has reworded here, the tool's own stands in the cell.
                shown = located.value(self._book.content, row, column)
                self._differ(_Where(key, column, place), shown, merged.offers or {}, DIFFERS)

    def _new_row(self, key: tuple[str, ...]) -> None:
        """Add a row that only copies have, where they agree on it and the list may grow."""
        columns = {column: self._offers(key, column) for column in self._layout.columns}
        merged = {
            column: merge_cell(None, self._base.value(key, column), offers)
            for column, offers in columns.items()
        }
        why = "" if self._layout.grows else UNKNOWN_ROW
        if self._layout.grows and key in self._base.rows:
            why = GONE_FROM_BOOK  # where nobody has changed it, it stays deleted
        if any(each.decision is Decision.CONFLICT for each in merged.values()):
            why = why or SAME_ID
        if why:
            for column, each in merged.items():
                if each.offers and column not in self._layout.keys:
                    self._differ(_Where(key, column), None, each.offers, why)
            return
        row = self._next_row()
        located = self._book.located
        for column, each in merged.items():
            if each.decision is Decision.TAKE:
                self._cells[located.cell(row, column)] = each.value
        self._merge.added[located.sheet] += 1

    def _rows_apart(self, name: str, copied: KeyedList) -> None:
        """Tell of rows of a copy that cannot be recognised."""
        book = self._book
        ours = {book.typed(row) for row in book.unkeyed_rows()}
        repeated = [each.row for each in copied.repeated]
        nameless = [row for row in copied.unkeyed_rows() if copied.typed(row) not in ours]
        for rows, why in ((repeated, REPEATED_ID), (nameless, NO_ID)):
            for row in rows:
                for column in self._layout.columns:
                    value = copied.located.value(copied.content, row, column)
                    if not is_empty(value) and not self._is_generated(copied, row, column):
                        place = f"{name}：{copied.located.place(row, column)}"
                        self._differ(_Where((place,), column), None, {name: plain(value)}, why)

    def _is_generated(self, copied: KeyedList, row: int, column: str) -> bool:
        """Whether a text of a repeated row is the tool's own."""
        if column not in self._layout.edited:
            return False
        base = copied.located.value(copied.content, row, f"base_{column}")
        return copied.located.value(copied.content, row, column) == base

    def _next_row(self) -> int:
        if self._free:
            return self._free.pop(0)
        self._last += 1
        return self._last

    def _differ(
        self,
        where: _Where,
        present: Scalar,
        offers: Mapping[str, PlannedValue],
        why: str,
    ) -> None:
        column = self._layout.layout.column(where.column)
        told = {name: in_words(value, column.kind) for name, value in offers.items()}
        sheet = self._book.located.sheet
        row = "，".join(where.key)
        self._merge.differences.append(
            Difference(
                sheet, row, column.title, where.place, in_words(present, column.kind), told, why
            )
        )

    def _plan(self) -> None:
        if not self._cells:
            return
        prepared = self._book.located.rows.stop - 1
        grows = self._last > prepared
        self._merge.plans.append(
            SheetPlan(
                sheet=self._book.located.sheet,
                cells=self._cells,
                rows={},
                grow_from=prepared if grows else None,
                grow_to=self._last if grows else None,
            )
        )
