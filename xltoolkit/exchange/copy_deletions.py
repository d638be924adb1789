"""Rows that somebody deleted in a copy: the workbook keeps them, and a person is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xltoolkit.exchange.copy_lists import (
    COMPARED_LISTS,
    MERGED_LISTS,
    KeyedList,
    MergedListLayout,
)
from xltoolkit.exchange.difference import WHOLE_ROW, Difference
from xltoolkit.workbook.cell_reading import ListReader
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.log import RUN_LOG

DELETED = "（已删除）"
DELETED_ROW = "副本中删去了这一行，工作簿保留：确需删除的，请在工作簿中删除"
_BETWEEN_KEYS = "、"
"""What the log writes between the keys of issues."""


def deleted_rows(
    book: WorkbookContent, base: WorkbookContent, copies: Mapping[str, WorkbookContent]
) -> Iterator[Difference]:
    """Tell of rows that the workbook has and a copy had.

    A copy had a row that stood in what was handed out, and a finding that its own 问题清单 or
    运行记录 names; of any other row nobody can tell whether it came into the workbook later.
    """
    known = {name: _findings_known(content) for name, content in copies.items()}
    for layout in (*(each for each in MERGED_LISTS if each.grows), *COMPARED_LISTS):
        ours, before = KeyedList(book, layout), KeyedList(base, layout)
        theirs = {name: KeyedList(content, layout) for name, content in copies.items()}
        is_of_findings = layout.layout is FINDING_LIST
        for key in ours.rows:
            lacking = [
                name
                for name, copied in theirs.items()
                if key not in copied.rows
                and (key in before.rows or (is_of_findings and key[0] in known[name]))
            ]
            if lacking:
                yield _difference(ours, layout, key, lacking)


def _findings_known(copy: WorkbookContent) -> frozenset[str]:
    """Return the numbers of findings that a copy has listed as issues, now or before."""
    keys = {row.text("key") for row in ListReader(copy, ISSUE_LIST).all_rows()}
    for row in ListReader(copy, RUN_LOG).all_rows():
        for column in ("new", "gone", "changed"):
            keys.update(row.text(column).split(_BETWEEN_KEYS))
    return frozenset(keys - {""})


def _difference(
    ours: KeyedList, layout: MergedListLayout, key: tuple[str, ...], lacking: list[str]
) -> Difference:
    row = ours.rows[key]
    texts = [value for value in ours.typed(row) if isinstance(value, str)]
    return Difference(
        sheet=ours.located.sheet,
        row="，".join(key),
        column=WHOLE_ROW,
        place=ours.located.place(row, layout.keys[0]),
        present=max(texts, key=len, default=None),
        offers=dict.fromkeys(lacking, DELETED),
        why=DELETED_ROW,
    )
