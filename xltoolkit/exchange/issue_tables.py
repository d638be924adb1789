"""Two tables of the printed issues: 征求意见稿 for the department's answer, 整改台账 for its work.

Only issues that are printed go out; hints, open questions, points and keys of the working group
stay inside, but for the hidden key by which an answer finds its issue again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from udfs.values import Scalar
from xltoolkit.evaluation.case import Cover
from xltoolkit.evaluation.wording import enumerated
from xltoolkit.exchange.cell_merge import plain
from xltoolkit.exchange.tables_out import OutColumn, OutTable
from xltoolkit.exchange.text_dates import as_date
from xltoolkit.report.advising import is_draft
from xltoolkit.report.marks import LITERAL_MARKS
from xltoolkit.report.numbering import without_number
from xltoolkit.report.shown import ShownGroup, ShownIssue
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.plan import PlannedValue

ANSWERS = ("认可", "部分认可", "不认可")
STATES = ISSUE_LIST.column("status").choices
FINISHED = ("已整改", "长期坚持")
_NO_STATE = "未填状态"

_ISSUE = (
    OutColumn("number", "序号", 6, look="centre"),
    OutColumn("title", "问题", 18),
    OutColumn("text", "具体情况", 40),
    OutColumn("amount", "涉及金额\n（万元）", 11, look="money"),
)
CONSULTATION_COLUMNS = (
    *_ISSUE,
    OutColumn("basis", "依据", 20),
    OutColumn("advice", "建议", 26),
    OutColumn("answer", "是否认可", 10, filled=True, choices=ANSWERS, look="centre"),
    OutColumn("feedback", "反馈意见（附佐证材料名称）", 32, filled=True),
    OutColumn("measures", "拟采取的整改措施", 26, filled=True),
    OutColumn("deadline", "整改期限", 12, filled=True, look="date", hint="填日期，如2023-12-31。"),
)
LEDGER_COLUMNS = (
    *_ISSUE,
    OutColumn("office", "责任单位", 14),
    OutColumn("advice", "建议", 26),
    OutColumn("measures", "整改措施", 28, filled=True),
    OutColumn("deadline", "整改期限", 12, filled=True, look="date", hint="填日期，如2023-12-31。"),
    OutColumn("status", "整改状态", 11, filled=True, choices=STATES, look="centre"),
    OutColumn("remark", "整改结果和佐证材料", 28, filled=True),
)


@dataclass(frozen=True)
class TableKind:
    """A kind of table that goes out: its title, which columns come back, the notes below it."""

    id: str
    title: str
    columns: tuple[OutColumn, ...]
    notes: tuple[str, ...]

    @property
    def returned(self) -> tuple[str, ...]:
        """The columns that the reader fills."""
        return tuple(column.id for column in self.columns if column.filled)


CONSULTATION = TableKind(
    "consultation",
    "绩效评价问题清单（征求意见稿）",
    CONSULTATION_COLUMNS,
    (
        "请逐条填写是否认可和反馈意见；不认可或部分认可的，请写明理由并附佐证材料。",
        "填写人：　　　　　　　　　单位负责人：　　　　　　　　　（单位盖章）　　　　　年　　月　　日",
    ),
)
LEDGER = TableKind(
    "ledger",
    "绩效评价问题整改台账",
    LEDGER_COLUMNS,
    ("整改期限已过、状态不是“已整改”“长期坚持”的行，以红字显示。",),
)
REPLY_BY = "反馈截止日期：　　　　年　　月　　日"
"""Whoever sends the table out fills it in."""

TABLE_KINDS: Mapping[str, TableKind] = {kind.id: kind for kind in (CONSULTATION, LEDGER)}


def consultation(cover: Cover, groups: Sequence[ShownGroup], version: str) -> OutTable:
    """Return the table that asks a department for its answer."""
    return _table(CONSULTATION, cover, groups, _Extras(version, to_fill=REPLY_BY))


def ledger(cover: Cover, groups: Sequence[ShownGroup], version: str) -> OutTable:
    """Return the ledger of rectification; what is overdue and not done is red."""
    issues = [issue for group in groups for issue in group.issues]
    letters = {column.id: _letter(position) for position, column in enumerate(LEDGER_COLUMNS, 1)}
    extras = _Extras(
        version,
        warning=overdue_formula(letters["deadline"], letters["status"]),
        summary=_summary(issues),
    )
    return _table(LEDGER, cover, groups, extras)


@dataclass(frozen=True)
class _Extras:
    version: str
    warning: str = ""
    summary: str = ""
    to_fill: str = ""


def _table(
    kind: TableKind, cover: Cover, groups: Sequence[ShownGroup], extras: _Extras
) -> OutTable:
    return OutTable(
        title=f"{cover.year}年度{kind.title}",
        left=f"被评价单位：{cover.department}",
        right=extras.summary or f"评价机构：{cover.body}",
        columns=kind.columns,
        rows=[_row(kind, issue) for group in groups for issue in group.issues],
        marks={
            "kind": kind.id,
            "department": cover.department,
            "year": float(cover.year),
            "version": extras.version,
        },
        notes=kind.notes,
        warning=extras.warning,
        to_fill=extras.to_fill,
    )


def _row(kind: TableKind, issue: ShownIssue) -> dict[str, PlannedValue]:
    values: dict[str, PlannedValue] = {
        "key": issue.key,
        "number": float(issue.number),
        "title": issue.title,
        "text": issue.text,
        "amount": issue.amount,
        "basis": _stated(issue.basis),
        "office": issue.office,
        "advice": "" if is_draft(issue) else _advice(issue.advice),
    }
    if kind is LEDGER:
        values.update({column: plain(issue.manual[column]) for column in kind.returned})
        values["deadline"] = as_date(values["deadline"])
    return values


def _stated(basis: str) -> str:
    """Return a basis without the words that ask the working group for one."""
    mark = LITERAL_MARKS[0]
    lines = basis.replace(f"（{mark}）", "").splitlines()
    return "\n".join(line for line in lines if line.strip() != mark)


def _advice(text: str) -> str:
    """Return advice without the numbers that it has in the report: here they count nothing."""
    return "\n".join(without_number(line) for line in text.splitlines())


def overdue_formula(deadline: str, state: str) -> str:
    """Return the formula over {row} of what is overdue, by the letters of the two columns."""
    undone = ",".join(f'${state}{{row}}<>"{word}"' for word in FINISHED)
    return f'=AND(${deadline}{{row}}<>"",{_day(deadline)}<TODAY(),{undone})'


def _day(deadline: str) -> str:
    """Return the formula of a deadline's day; a text that is no date is never overdue."""
    cell = f"${deadline}{{row}}"
    written = cell
    for mark, dash in (("年", "-"), ("月", "-"), (".", "-"), ("/", "-"), ("日", "")):
        # What else is read as a date depends on the language of the program.
        written = f'SUBSTITUTE({written},"{mark}","{dash}")'
    return f"IF(ISTEXT({cell}),IFERROR(DATEVALUE({written}),TODAY()),{cell})"


def _summary(issues: Sequence[ShownIssue]) -> str:
    states = Counter(_state(issue.manual["status"]) for issue in issues)
    listed = [f"{state}{states[state]}条" for state in (*STATES, _NO_STATE) if states[state]]
    return f"共{len(issues)}条：{enumerated(listed)}"


def _state(value: Scalar) -> str:
    return value if value in STATES else _NO_STATE


def _letter(position: int) -> str:
    """Return the letter of a column of the table; column A holds the hidden keys."""
    return chr(ord("A") + position)


def answer_in_words(values: Mapping[str, Scalar]) -> Iterator[tuple[str, PlannedValue]]:
    """Turn a returned row into the manual columns of 问题清单.

    是否认可 and the opinion become one text, 单位反馈意见.
    """
    answer, opinion = (_text(values.get(column)) for column in ("answer", "feedback"))
    feedback = "：".join(part for part in (answer, opinion) if part)
    for column, value in values.items():
        if column not in ("answer", "feedback"):
            yield column, plain(value)
    if feedback:
        yield "feedback", feedback


def _text(value: Scalar) -> str:
    return "" if value is None else str(value).strip()
