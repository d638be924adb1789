"""Planning the sheet 问题清单."""

from dataclasses import dataclass
from typing import Dict, List, Mapping, Set, Tuple

from xltoolkit.evaluation.case import Cover
from xltoolkit.evaluation.issue import Findings
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.issue_rows import (
    OWNED_COLUMNS,
    WrittenRow,
    listed_rows,
    merge_issues,
    rows_in_use,
    written_rows,
)
from xltoolkit.workbook.layout.issues import (
    ISSUE_LIST,
    ISSUES_DEPARTMENT,
    ISSUES_SUMMARY,
    ISSUES_TITLE,
    ISSUES_UNIT,
    MANUAL_COLUMNS,
    PRINTED_COLUMNS,
    ROW_ISSUE,
)
from xltoolkit.workbook.located import LocatedList, locate_cell, locate_list
from xltoolkit.workbook.merging import ListedRow, MergedList
from xltoolkit.workbook.plan import PlannedValue, RowLook, SheetPlan
from xltoolkit.workbook.text_fit import LOWEST, row_height

HEADING_HEIGHT = 24.0
EMPTY_HEIGHT = LOWEST


@dataclass(frozen=True)
class IssuePlan:
    """The plan of 问题清单, the number of printed issues, and what changed on the sheet.

    `new_problems` counts the printed issues that were not printed before, `gone_problems` those
    printed before that no longer arise; one that is exempted now is neither.
    """

    sheet: SheetPlan
    problems: int
    new_problems: int
    gone_problems: int
    new: Tuple[str, ...]
    gone: Tuple[str, ...]
    changed: Tuple[str, ...]
    manual: Mapping[str, Mapping[str, PlannedValue]]
    texts: Mapping[str, Mapping[str, PlannedValue]]


def plan_issues(content: WorkbookContent, cover: Cover, findings: Findings) -> IssuePlan:
    """Plan the list anew, keeping what people typed.

    Raises:
        UserError: when the list's defined names are lost.
    """
    located = locate_list(content, ISSUE_LIST)
    listed = listed_rows(content, located)
    merged = merge_issues(listed, findings)
    rows = list(written_rows(findings, merged))
    used = rows_in_use(content, located)
    cells = _list_cells(located, rows, used)
    cells.update(_head_cells(content, cover, findings))
    last = located.rows.start + len(rows) - 1
    prepared = located.rows.stop - 1
    sheet = SheetPlan(
        sheet=located.sheet,
        cells=cells,
        rows={**{row: RowLook(EMPTY_HEIGHT) for row in used}, **_row_looks(located, rows)},
        grow_from=prepared if last > prepared else None,
        grow_to=last if last > prepared else None,
        print_last_row=located.rows.start + max(1, sum(row.printed for row in rows)) - 1,
    )
    before, now = _printed_before(content, located, used), {each.key for each in findings.problems}
    return IssuePlan(
        sheet=sheet,
        problems=len(now),
        new_problems=len(now - before),
        gone_problems=len(before - now - {each.key for each in findings.waived}),
        new=merged.new_keys,
        gone=merged.gone_keys,
        changed=_changed(listed, merged),
        manual={
            key: {column: value for column, value in row.manual.items() if value is not None}
            for key, row in merged.current.items()
        },
        texts={
            key: {each: text.shown for each, text in row.texts.items()}
            for key, row in merged.current.items()
        },
    )


def _printed_before(content: WorkbookContent, located: LocatedList, used: List[int]) -> Set[str]:
    """Return the keys of the issues that the list prints now."""
    printed = [row for row in used if located.value(content, row, "row_kind") == ROW_ISSUE]
    return {str(located.value(content, row, "key") or "") for row in printed} - {""}


def _list_cells(
    located: LocatedList, rows: List[WrittenRow], used: List[int]
) -> Dict[Address, PlannedValue]:
    """Every cell that a run owns, empty ones included: in the rows written and those in use."""
    written = dict(enumerate(rows, start=located.rows.start))
    cells: Dict[Address, PlannedValue] = {}
    for row in sorted({*written, *used}):
        values: Mapping[str, PlannedValue] = written[row].values if row in written else {}
        for column in OWNED_COLUMNS:
            value = values.get(column)
            cells[located.cell(row, column)] = None if value == "" else value
    return cells


def _head_cells(
    content: WorkbookContent, cover: Cover, findings: Findings
) -> Dict[Address, PlannedValue]:
    counts = (
        f"问题{len(findings.problems)}条，提示{len(findings.hints)}条，"
        f"待核实{len(findings.to_verify)}条"
    )
    if findings.waived:
        counts += f"，已豁免{len(findings.waived)}条"
    texts = {
        ISSUES_TITLE: f"部门整体支出绩效评价问题清单（{cover.year}年度）",
        ISSUES_DEPARTMENT: f"被评价单位：{cover.department}",
        ISSUES_UNIT: f"阶段：{cover.stage}　金额单位：万元",
        ISSUES_SUMMARY: counts,
    }
    return {locate_cell(content, cell).address: text for cell, text in texts.items()}


def _row_looks(located: LocatedList, rows: List[WrittenRow]) -> Dict[int, RowLook]:
    """Rows as high as their texts; the columns beside the print area count as well."""
    wrapped = [ISSUE_LIST.column(each) for each in (*PRINTED_COLUMNS[1:], *MANUAL_COLUMNS)]
    looks: Dict[int, RowLook] = {}
    for offset, row in enumerate(rows):
        texts = [
            (text, column.width)
            for column in wrapped
            for text in [row.values.get(column.id)]
            if isinstance(text, str)
        ]
        height = row_height(texts) if texts else HEADING_HEIGHT
        looks[located.rows.start + offset] = RowLook(height)
    return looks


def _changed(listed: List[ListedRow], merged: MergedList) -> Tuple[str, ...]:
    """The keys that stood on the sheet before and are worded differently now."""
    before = {row.key: row.bases for row in listed if row.key}
    return tuple(
        key
        for key, row in merged.current.items()
        if key in before and key not in merged.new_keys and _reworded(before[key], row.texts)
    )


def _reworded(bases: Mapping[str, str], texts: Mapping[str, object]) -> bool:
    return any(
        getattr(text, "newer", "") or bases.get(field, "") != getattr(text, "base", "")
        for field, text in texts.items()
    )
