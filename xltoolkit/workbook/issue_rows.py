"""The rows of 问题清单: as they stand on the sheet, and as a run writes them anew."""

from dataclasses import dataclass
from typing import Dict, Iterator, List, Mapping, Sequence, Tuple

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.evaluation.issue import Findings, Issue, IssueGroup
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.issues import (
    EDITABLE_TEXTS,
    ISSUE_LIST,
    MANUAL_COLUMNS,
    ROW_CLEARED,
    ROW_HEADING,
    ROW_HINT,
    ROW_ISSUE,
    ROW_NOTE,
    ROW_TO_VERIFY,
)
from xltoolkit.workbook.layout.model import Role
from xltoolkit.workbook.located import LocatedList
from xltoolkit.workbook.merging import (
    CellValue,
    ListedRow,
    MergedList,
    MergedRow,
    merge_rows,
)

TEXT_TITLES: Mapping[str, str] = {
    "title": "问题",
    "text": "具体情况",
    "basis": "依据",
    "office": "责任单位",
    "advice": "建议",
}
HINTS = "提示（评价组内部掌握，不印发）"
TO_VERIFY = "待核实（评价组内部掌握，不印发）"
WAIVED_ISSUES = "已豁免（不计数、不印发）"
CLEARED = "已消除（留有人工填写的内容，不印发）"
OWN = "自行添加的行（不计数、不印发；需要印发的请录入“现场发现”）"


@dataclass(frozen=True)
class WrittenRow:
    """A row to be written: the values of its columns by column id."""

    values: Mapping[str, CellValue]
    printed: bool


OWNED_COLUMNS = tuple(column.id for column in ISSUE_LIST.columns if column.role is not Role.FORMULA)
"""The columns that a run writes: all but those that the sheet computes."""


def rows_in_use(content: WorkbookContent, located: LocatedList) -> List[int]:
    """Give the rows of the list that hold anything, in order.

    What a person typed below the prepared rows belongs to the list as well: a list that grows
    would cover it.
    """
    owned = {located.columns[column] for column in OWNED_COLUMNS}
    return sorted(
        {
            row
            for (row, column), cell in content.sheets[located.sheet].items()
            if row >= located.rows.start and column in owned and cell.value not in (None, "")
        }
    )


def listed_rows(content: WorkbookContent, located: LocatedList) -> List[ListedRow]:
    """Read the rows of 问题清单 with what the tool and what people wrote into them."""
    return [_listed_row(content, located, row) for row in rows_in_use(content, located)]


def _listed_row(content: WorkbookContent, located: LocatedList, row: int) -> ListedRow:
    def value(column: str) -> Scalar:
        return located.value(content, row, column)

    return ListedRow(
        key=_text(value("key")),
        texts={field: _cell(value(field)) for field in EDITABLE_TEXTS},
        bases={field: _text(value(f"base_{field}")) for field in EDITABLE_TEXTS},
        manual={column: _cell(value(column)) for column in MANUAL_COLUMNS},
        gone=value("row_kind") == ROW_CLEARED,
    )


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else ""


def _cell(value: Scalar) -> CellValue:
    return value.value if isinstance(value, CellError) else value


def merge_issues(listed: Sequence[ListedRow], findings: Findings) -> MergedList:
    """Merge what stands on the sheet with the issues found now."""
    generated = {issue.key: _texts(issue) for issue in findings.everything}
    return merge_rows(listed, generated)


def _texts(issue: Issue) -> Dict[str, str]:
    return {
        "title": issue.title,
        "text": issue.text,
        "basis": issue.basis,
        "office": issue.office,
        "advice": issue.advice,
    }


def written_rows(findings: Findings, merged: MergedList) -> Iterator[WrittenRow]:
    """Give the rows in the order of the sheet: printed groups first, the rest behind them."""
    number = 0
    for ordinal, group in enumerate(findings.groups, start=1):
        yield _heading(ROW_HEADING, _group_heading(ordinal, group))
        for issue in group.issues:
            number += 1
            yield _issue_row(issue, merged.current[issue.key], ROW_ISSUE, number)
    for heading, kind, issues in (
        (HINTS, ROW_HINT, findings.hints),
        (TO_VERIFY, ROW_TO_VERIFY, findings.to_verify),
        (WAIVED_ISSUES, ROW_HINT, findings.waived),
    ):
        if issues:
            yield _heading(ROW_NOTE, heading)
        for issue in issues:
            yield _issue_row(issue, merged.current[issue.key], kind, None)
    for heading, kind, rows in (
        (CLEARED, ROW_CLEARED, merged.gone),
        (OWN, ROW_HINT, merged.own),  # ROW_CLEARED would strike a person's words out
    ):
        if rows:
            yield _heading(ROW_NOTE, heading)
        for row in rows:
            yield WrittenRow(_merged_values(row, kind), printed=False)


def _group_heading(ordinal: int, group: IssueGroup) -> str:
    return f"（{chinese_number(ordinal)}）{group.title}"


def chinese_number(number: int) -> str:
    """Write a number from 1 to 99 as Chinese headings do: 一, 十一, 二十."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
    return ten + (digits[ones] if ones or not tens else "")


def _heading(kind: str, text: str) -> WrittenRow:
    return WrittenRow({"number": text, "row_kind": kind}, printed=kind == ROW_HEADING)


def _issue_row(issue: Issue, row: MergedRow, kind: str, number: "int | None") -> WrittenRow:
    values = _merged_values(row, kind)
    values.update(
        number=None if number is None else float(number),
        amount=issue.amount,
        nature=issue.nature,
        origin=issue.origin,
        severity=issue.severity,
        points_lost=issue.points_lost,
        link_target=link_target(issue.place),
    )
    return WrittenRow(values, printed=kind == ROW_ISSUE)


def _merged_values(row: MergedRow, kind: str) -> Dict[str, CellValue]:
    values: Dict[str, CellValue] = {"key": row.key or None, "row_kind": kind, **row.manual}
    for field, text in row.texts.items():
        values[field] = text.shown
        values[f"base_{field}"] = text.base
        values[f"newer_{field}"] = text.newer
    values["mark"] = edited_mark(row.edited_fields) if row.key else ""
    return values


def edited_mark(fields: Tuple[str, ...]) -> str:
    """Say which generated texts a person has reworded."""
    return "已改：" + "、".join(TEXT_TITLES[field] for field in fields) if fields else ""


def link_target(place: CellPlace) -> str:
    """Write a cell as the target of a link inside the workbook."""
    sheet = place.sheet.replace("'", "''")
    return f"#'{sheet}'!{place.cell}"
