"""The law of a run on 问题清单: whatever staff do to the list, no typed word is lost.

Staff type, reword, sort, insert, delete and copy rows while issues come and go and change their
wording. What must hold is checked at each run against the sheet as it stood right before.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.support.judgements import (
    HINT,
    PROBLEM,
    TO_VERIFY,
    sample_case,
    sample_findings,
    sample_issue,
    sample_stamp,
    sample_verdict,
)
from tests.support.worksheets import (
    apply_plan,
    copy_row,
    delete_row,
    fresh_workbook,
    insert_row,
    order_rows,
    type_into,
)
from udfs.values import Scalar
from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.issue_rows import TEXT_TITLES, chinese_number
from xltoolkit.workbook.layout.issues import (
    EDITABLE_TEXTS,
    ISSUE_LIST,
    MANUAL_COLUMNS,
    ROW_HEADING,
    ROW_ISSUE,
    WAIVED,
)
from xltoolkit.workbook.layout.sheet_names import ISSUES
from xltoolkit.workbook.located import LocatedList, locate_list
from xltoolkit.workbook.plan import RunPlan
from xltoolkit.workbook.planning import plan_run

PREPARED = 14
"""Few prepared rows, so that lists grow past them often."""

BELOW = 3
"""Rows below the prepared ones in which staff type as well."""

NATURES = {
    "A:1": (PROBLEM, "甲"),
    "A:2": (PROBLEM, "甲"),
    "B:1": (PROBLEM, "乙"),
    "现场1": (PROBLEM, "乙"),
    "C:1": (HINT, "甲"),
    "D:1": (TO_VERIFY, "乙"),
}
UNLOCKED = (*EDITABLE_TEXTS, *MANUAL_COLUMNS)

KEYS = st.sampled_from(sorted(NATURES))
POSITIONS = st.integers(min_value=0, max_value=40)
OFTEN = 20
"""Of the positions, how many mean the row of an issue."""

KEY_COLUMN = ISSUE_LIST.position("key")
COLUMNS = st.sampled_from(UNLOCKED)


@dataclass(frozen=True)
class Row:
    """A row of the sheet with the values of its columns."""

    place: int
    values: dict[str, Scalar]

    @property
    def key(self) -> str:
        return str(self.values["key"] or "")

    def typed(self) -> Iterator[tuple[str, Scalar]]:
        """Give the columns with words of a person: manual ones, and texts unlike their base."""
        for column in UNLOCKED:
            value = self.values[column]
            if value is not None and value != self.values.get(f"base_{column}"):
                yield column, value


class Sheet:
    """问题清单 as it stands: its rows that hold anything, from the first of the list on."""

    def __init__(self, content: WorkbookContent) -> None:
        self.content = content
        self.located: LocatedList = locate_list(content, ISSUE_LIST)
        last = max((row for row, _ in content.sheets[ISSUES]), default=0)
        rows = [self._row(row) for row in range(self.located.rows.start, last + 1)]
        self.rows = [row for row in rows if any(each is not None for each in row.values.values())]
        self.keys = [row.key for row in self.rows if row.key]
        counts = Counter(self.keys)
        self.by_key = {row.key: row for row in self.rows if row.key and counts[row.key] == 1}

    def _row(self, row: int) -> Row:
        columns = ISSUE_LIST.columns
        return Row(row, {c.id: self.located.value(self.content, row, c.id) for c in columns})

    def waived(self) -> set[str]:
        entries: dict[str, Scalar] = {}
        for row in self.rows:
            if row.key and row.values["waived"] is not None:
                entries.setdefault(row.key, row.values["waived"])
        return {key for key, entry in entries.items() if entry == WAIVED}

    def above(self) -> dict[tuple[int, int], Scalar]:
        """Give the cells between the head of the sheet and the list."""
        rows = range(ISSUE_LIST.first_row, self.located.rows.start)
        cells = self.content.sheets[ISSUES].items()
        return {place: cell.value for place, cell in cells if place[0] in rows}


class EditedList(RuleBasedStateMachine):
    """Staff and the tool at work on one list."""

    @initialize()
    def start(self) -> None:
        self.content = fresh_workbook(PREPARED)
        self.wordings = dict.fromkeys(NATURES, 0)
        self.present = set(NATURES)
        self.words = 0
        self.run()

    def teardown(self) -> None:
        self.run()  # the last edits count as well

    @rule(position=POSITIONS, column=COLUMNS, numeric=st.booleans())
    def type_words(self, position: int, column: str, numeric: bool) -> None:  # noqa: FBT001  # drawn
        self.words += 1
        self._type(position, column, 1000.5 + self.words if numeric else f"手写{self.words}")

    @rule(position=POSITIONS, column=st.sampled_from(EDITABLE_TEXTS))
    def add_words_to_a_text(self, position: int, column: str) -> None:
        self.words += 1
        self._type(position, column, f"{self._read(position, column) or ''}补充{self.words}")

    @rule(position=POSITIONS, column=COLUMNS)
    def empty_a_cell(self, position: int, column: str) -> None:
        self._type(position, column, None)

    @rule(position=POSITIONS, column=st.sampled_from(EDITABLE_TEXTS))
    def accept_the_newer_wording(self, position: int, column: str) -> None:
        newer = self._read(position, f"newer_{column}")
        if newer is not None:
            self._type(position, column, newer)

    @rule(position=POSITIONS)
    def waive(self, position: int) -> None:
        self._type(position, "waived", WAIVED)

    @rule(position=POSITIONS)
    def insert_an_empty_row(self, position: int) -> None:
        self.content = insert_row(self.content, ISSUES, self._place(position))

    @precondition(lambda self: len(self._rows()) > 1)
    @rule(position=POSITIONS)
    def delete_a_row(self, position: int) -> None:
        self.content = delete_row(self.content, ISSUES, self._place(position))

    @rule(source=POSITIONS, place=POSITIONS, column=COLUMNS, edited=st.booleans())
    def copy_a_row(self, source: int, place: int, column: str, edited: bool) -> None:  # noqa: FBT001  # drawn
        target = self._place(place)
        self.content = copy_row(self.content, ISSUES, self._place(source), target)
        if edited:
            self.words += 1
            cell = target, ISSUE_LIST.position(column)
            self.content = type_into(self.content, ISSUES, cell, f"手写{self.words}")

    @rule(column=st.sampled_from(["title", "key", "remark", "number"]), falling=st.booleans())
    def sort(self, column: str, falling: bool) -> None:  # noqa: FBT001  # drawn
        located = locate_list(self.content, ISSUE_LIST)

        def rank(row: int) -> tuple[bool, str]:
            value = located.value(self.content, row, column)
            return (value is None) is not falling, str(value)

        order = sorted(located.rows, key=rank, reverse=falling)
        self.content = order_rows(self.content, ISSUES, located.rows.start, order)

    @rule(key=KEYS)
    def issue_comes_or_goes(self, key: str) -> None:
        self.present = self.present ^ {key}

    @rule(keys=st.sets(KEYS, min_size=1))
    def wordings_change(self, keys: set[str]) -> None:
        for key in keys:
            self.wordings[key] += 1

    @rule()
    def run(self) -> None:
        before = Sheet(self.content)
        findings = self._judge(before.waived())
        plan = self._plan(findings, "2024-03-01")
        self.content = apply_plan(self.content, plan)
        after = Sheet(self.content)
        self._check_words(before, after)
        self._check_keys_and_texts(before, after, findings)
        self._check_order(after, findings, plan)
        again = self._plan(self._judge(after.waived()), "2024-03-02")
        assert again.sheets == ()

    def _check_words(self, before: Sheet, after: Sheet) -> None:
        standing = {typed for row in after.rows for typed in _cells(row)}
        for row in before.rows:
            for column, value in row.typed():
                assert (column, value) in standing
                if row.key in before.by_key:
                    assert after.by_key[row.key].values[column] == value
        assert after.above() == before.above()

    def _check_keys_and_texts(self, before: Sheet, after: Sheet, findings: Findings) -> None:
        assert len(after.by_key) == len(after.keys)
        assert {each.key for each in findings.everything} <= set(after.keys)
        for issue in findings.everything:
            row = after.by_key[issue.key]
            old = before.by_key.get(issue.key)
            marked = [title for title in TEXT_TITLES.values() if title in str(row.values["mark"])]
            for field, title in TEXT_TITLES.items():
                generated = getattr(issue, field) or None
                shown, base = row.values[field], row.values[f"base_{field}"]
                if old is not None and _is_untouched(old, field):
                    assert (shown, base) == (generated, generated)
                assert (title in marked) == (shown != base)
                assert shown == generated or title in marked
                assert row.values[f"newer_{field}"] == (None if generated == base else generated)
        assert not any(row.values["mark"] for row in after.rows if not row.key)
        typed_before = {row.key for row in before.rows if row.key and any(row.typed())}
        gone = set(after.keys) - {each.key for each in findings.everything}
        assert gone <= typed_before

    def _check_order(self, after: Sheet, findings: Findings, plan: RunPlan) -> None:
        printed = list(_printed_numbers(findings))
        rows = after.rows
        kinds = (ROW_HEADING, ROW_ISSUE)
        assert [row.values["number"] for row in rows[: len(printed)]] == printed
        assert all(row.values["row_kind"] in kinds for row in rows[: len(printed)])
        assert not any(row.values["row_kind"] in kinds for row in rows[len(printed) :])
        problems = [row.key for row in rows if row.values["row_kind"] == ROW_ISSUE]
        assert problems == [issue.key for issue in findings.problems]
        start = after.located.rows.start
        assert [row.place for row in rows] == list(range(start, start + len(rows)))
        assert len(rows) <= len(after.located.rows)
        if plan.sheets:
            assert plan.sheets[0].print_last_row == start + max(1, len(printed)) - 1

    def _judge(self, waived: set[str]) -> Findings:
        return sample_findings([self._issue(key) for key in NATURES if key in self.present], waived)

    def _issue(self, key: str) -> Issue:
        nature, group = NATURES[key]
        wording = self.wordings[key] % 3  # old wordings come back
        return sample_issue(key, "" if not wording else f"，第{wording}稿", nature, group)

    def _plan(self, findings: Findings, time: str) -> RunPlan:
        stamp = sample_stamp(time)
        return plan_run(self.content, sample_case(), findings, sample_verdict(), stamp)

    def _rows(self) -> range:
        return locate_list(self.content, ISSUE_LIST).rows

    def _place(self, position: int) -> int:
        """Turn what was drawn into a row: often one of an issue, else any, also below the list."""
        rows = self._rows()
        issues = [row for row in rows if self.content.value(ISSUES, row, KEY_COLUMN)]
        if issues and position < OFTEN:
            return issues[position % len(issues)]
        return rows.start + position % (len(rows) + BELOW)

    def _type(self, position: int, column: str, value: Scalar) -> None:
        place = self._place(position), ISSUE_LIST.position(column)
        self.content = type_into(self.content, ISSUES, place, value)

    def _read(self, position: int, column: str) -> Scalar:
        return self.content.value(ISSUES, self._place(position), ISSUE_LIST.position(column))


def _cells(row: Row) -> Iterator[tuple[str, Scalar]]:
    for column in UNLOCKED:
        yield column, row.values[column]


def _is_untouched(row: Row, field: str) -> bool:
    return row.values[field] is None or row.values[field] == row.values[f"base_{field}"]


def _printed_numbers(findings: Findings) -> Iterator[Scalar]:
    number = 0
    for ordinal, group in enumerate(findings.groups, start=1):
        yield f"（{chinese_number(ordinal)}）{group.title}"
        for _ in group.issues:
            number += 1
            yield number


TestEditedList = EditedList.TestCase
TestEditedList.settings = settings(max_examples=500, stateful_step_count=20, deadline=None)
