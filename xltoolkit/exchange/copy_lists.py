"""Which lists colleagues fill in their copies, and how a row of theirs is recognised again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from udfs.values import Scalar
from xltoolkit.workbook.cell_reading import as_text
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.checks import CHECK_LISTS, RATE_LIST, SUM_LIST
from xltoolkit.workbook.layout.cover import COVER_CELLS
from xltoolkit.workbook.layout.data import DATA_ROWS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import EDITABLE_TEXTS, ISSUE_LIST, MANUAL_COLUMNS
from xltoolkit.workbook.layout.model import ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import CUSTOM_PREFIX, INDICATOR_LIST
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    DECIDED_BASIS,
    DECIDED_GRADE,
    DECIDED_SCORE,
    GRADE_LIST,
    GROUP_LIST,
    STANDARD_LIST,
    STEP_ROUNDING,
)
from xltoolkit.workbook.layout.targets import TARGET_LIST, TASK_LIST
from xltoolkit.workbook.located import LocatedList, locate_list

OWN_ROW_COLUMNS = ("level1", "level2", "level3", "points", "standard_text")
"""What staff type into a row of their own of 指标评分; of the scheme's rows it is fixed."""


@dataclass(frozen=True)
class MergedListLayout:
    """A list that is merged: what identifies a row, what is typed, whether rows may be added.

    `edited` are columns whose text is a person's only where it differs from `base_…` beside it.
    """

    layout: ListLayout
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    grows: bool = False
    edited: tuple[str, ...] = ()


def _typed(layout: ListLayout) -> tuple[str, ...]:
    typed = (Role.INPUT, Role.FOLDED)
    return tuple(column.id for column in layout.columns if column.role in typed)


_TREATMENT = ("treatment", "handler", "resolved")
_FIXED_SCORING = ("shape", "p1", "p2", "p3", "p4", "p5", "source_mark")

MERGED_LISTS: tuple[MergedListLayout, ...] = (
    MergedListLayout(FINDING_LIST, ("id",), _typed(FINDING_LIST), grows=True),
    MergedListLayout(
        INDICATOR_LIST,
        ("id",),
        (
            *OWN_ROW_COLUMNS,
            *(column for column in _typed(INDICATOR_LIST) if column not in _FIXED_SCORING),
        ),
    ),
    MergedListLayout(SURVEY_LIST, ("id",), _typed(SURVEY_LIST), grows=True),
    MergedListLayout(QUESTION_LIST, ("survey", "question"), _typed(QUESTION_LIST), grows=True),
    MergedListLayout(
        ISSUE_LIST, ("key",), (*EDITABLE_TEXTS, *MANUAL_COLUMNS), edited=EDITABLE_TEXTS
    ),
    *(MergedListLayout(layout, ("id",), _TREATMENT) for layout in CHECK_LISTS),
)


def _but_treatment(layout: ListLayout) -> tuple[str, ...]:
    return tuple(column for column in _typed(layout) if column not in _TREATMENT)


COMPARED_LISTS: tuple[MergedListLayout, ...] = (
    MergedListLayout(DATA_ROWS, ("title",), ("scope", "source", "note")),
    MergedListLayout(INDICATOR_LIST, ("id",), _FIXED_SCORING),
    MergedListLayout(RATE_LIST, ("id",), _but_treatment(RATE_LIST)),
    MergedListLayout(SUM_LIST, ("id",), _but_treatment(SUM_LIST)),
    MergedListLayout(GRADE_LIST, ("name",), _typed(GRADE_LIST)),
    MergedListLayout(TARGET_LIST, ("id",), _typed(TARGET_LIST)),
    MergedListLayout(TASK_LIST, ("name",), _typed(TASK_LIST)),
    MergedListLayout(STANDARD_LIST, ("id",), _typed(STANDARD_LIST)),
    MergedListLayout(GROUP_LIST, ("id",), _typed(GROUP_LIST)),
    MergedListLayout(ADVICE_LIST, ("id",), _typed(ADVICE_LIST)),
)
"""Lists that one hand keeps: a copy that differs is told of, never merged."""

COMPARED_CELLS: tuple[SingleCell, ...] = (
    *COVER_CELLS,
    STEP_ROUNDING,
    DECIDED_SCORE,
    DECIDED_GRADE,
    DECIDED_BASIS,
)


@dataclass(frozen=True)
class KeyedRow:
    """A row of a list with what identifies it."""

    key: tuple[str, ...]
    row: int


class KeyedList:
    """A list of one workbook, its rows found by their keys."""

    def __init__(self, content: WorkbookContent, merged: MergedListLayout) -> None:
        self.content = content
        self.merged = merged
        self.located: LocatedList = locate_list(content, merged.layout)
        self.rows: dict[tuple[str, ...], int] = {}
        self.repeated: list[KeyedRow] = []
        for keyed in self._keyed_rows():
            if keyed.key in self.rows:
                self.repeated.append(keyed)
            else:
                self.rows[keyed.key] = keyed.row

    def value(self, key: tuple[str, ...], column: str) -> Scalar:
        """Return what stands in a column of a row, None where there is no such row."""
        row = self.rows.get(key)
        if row is None or not self._belongs(key, column):
            return None
        if column in self.merged.edited and not self._is_reworded(row, column):
            return None
        return self.located.value(self.content, row, column)

    def free_rows(self) -> Iterator[int]:
        """Give the prepared rows that hold nothing typed."""
        used = set(self.located.filled_rows(self.content, *self.merged.columns))
        yield from (row for row in self.located.rows if row not in used)

    def typed(self, row: int) -> tuple[Scalar, ...]:
        """Return everything that is typed in a row."""
        return tuple(
            self.located.value(self.content, row, column) for column in self.merged.columns
        )

    def unkeyed_rows(self) -> Iterator[int]:
        """Give the rows that hold something typed and lack what would identify them."""
        for row in self.located.filled_rows(self.content, *self.merged.columns):
            if not all(self._key(row)):
                yield row

    def _keyed_rows(self) -> Iterator[KeyedRow]:
        for row in self.located.rows:
            key = self._key(row)
            if all(key):
                yield KeyedRow(key, row)

    def _key(self, row: int) -> tuple[str, ...]:
        return tuple(
            as_text(self.located.value(self.content, row, each)) for each in self.merged.keys
        )

    def _belongs(self, key: tuple[str, ...], column: str) -> bool:
        """Whether a column is typed in this row: most of 指标评分 is so in own rows only."""
        is_own_only = self.merged.layout is INDICATOR_LIST and column in OWN_ROW_COLUMNS
        return not is_own_only or key[0].startswith(CUSTOM_PREFIX)

    def _is_reworded(self, row: int, column: str) -> bool:
        text = self.located.value(self.content, row, column)
        return text != self.located.value(self.content, row, f"base_{column}")
