"""What 问题清单 and 评价结论 show, in the words that people left there.

A report quotes the sheets, not what the tool would write: whoever reworded a text finds it in
the report as it stands. Only what is meant for the working group is left out (see `outgoing`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from udfs.values import Scalar
from xltoolkit.report.outgoing import basis_in_words, standard_in_words
from xltoolkit.workbook.cell_reading import ListReader, RowReader, cell_text
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.issues import ISSUE_LIST, MANUAL_COLUMNS, ROW_HEADING, ROW_ISSUE
from xltoolkit.workbook.layout.verdict import PARAGRAPHS, VERDICT_RATES


@dataclass(frozen=True)
class ShownIssue:
    """A printed row of 问题清单; `amount` is in 万元, `manual` holds the columns beside it."""

    key: str
    number: int
    title: str
    text: str
    amount: float | None
    basis: str
    office: str
    advice: str
    manual: dict[str, Scalar]


@dataclass(frozen=True)
class ShownGroup:
    """A printed heading, as （一）预算管理, with the issues under it."""

    heading: str
    issues: tuple[ShownIssue, ...]


@dataclass(frozen=True)
class ShownRate:
    """A line of 三、主要指标."""

    name: str
    calculation: str
    result: str
    standard: str
    judgement: str
    published: str


def shown_groups(content: WorkbookContent) -> tuple[ShownGroup, ...]:
    """Return what 问题清单 prints, in its order."""
    groups: list[tuple[str, list[ShownIssue]]] = []
    for row in ListReader(content, ISSUE_LIST).all_rows():
        kind = row.text("row_kind")
        if kind == ROW_HEADING:
            groups.append((row.text("number"), []))
        elif kind == ROW_ISSUE:
            if not groups:
                groups.append(("", []))
            groups[-1][1].append(_issue(row))
    return tuple(ShownGroup(heading, tuple(issues)) for heading, issues in groups if issues)


def _issue(row: RowReader) -> ShownIssue:
    return ShownIssue(
        key=row.text("key"),
        number=int(row.number("number") or 0),
        title=row.text("title"),
        text=row.text("text"),
        amount=row.number("amount"),
        basis=basis_in_words(row.text("basis")),
        office=row.text("office"),
        advice=row.text("advice"),
        manual={column: row.cell(column) for column in MANUAL_COLUMNS},
    )


def shown_paragraphs(content: WorkbookContent) -> dict[str, str]:
    """Return the paragraphs of 评价结论 by their ids, empty where the sheet shows none."""
    return {paragraph.id: cell_text(content, paragraph.text) for paragraph in PARAGRAPHS}


def shown_rates(content: WorkbookContent) -> Iterator[ShownRate]:
    """Return the lines of 三、主要指标."""
    columns = [column.id for column in VERDICT_RATES.columns]
    for row in ListReader(content, VERDICT_RATES).filled_rows():
        line = ShownRate(**{column: row.text(column) for column in columns})
        yield replace(line, standard=standard_in_words(line.standard))
