"""Planning the sheet 评价结论."""

from dataclasses import dataclass
from typing import Dict, Tuple

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.evaluation.case import Head
from xltoolkit.evaluation.rate_lines import MISSED
from xltoolkit.evaluation.verdict_model import RateLine, Verdict
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.checks import DISAGREES
from xltoolkit.workbook.layout.model import SingleCell
from xltoolkit.workbook.layout.sheet_names import CHECKS, TARGETS
from xltoolkit.workbook.layout.verdict import (
    HINT_COUNT,
    PARAGRAPH_WIDTH,
    PARAGRAPHS,
    REPORT_TEXT,
    STAMPED_FINGERPRINT,
    STAMPED_TIME,
    TO_VERIFY_COUNT,
    VERDICT_BODY,
    VERDICT_DEPARTMENT,
    VERDICT_HEADS,
    VERDICT_RATES,
    VERDICT_STAGE,
    VERDICT_STAMP,
    VERDICT_TITLE,
    VERDICT_TOTALS,
    VERDICT_UNIT,
    Paragraph,
)
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.merging import CellValue, merge_text
from xltoolkit.workbook.plan import PlannedValue, RowLook, SheetPlan
from xltoolkit.workbook.text_fit import row_height

REWORDED = "已改"
TABLE_ROW_HEIGHT = 20.0


@dataclass(frozen=True)
class Stamp:
    """What a run says of itself: time as text, host, versions, and the data that it saw."""

    time: str
    host: str
    version: str
    ruleset: str
    fingerprint: str

    @property
    def line(self) -> str:
        """The printed line at the foot of the verdict."""
        return (
            f"绩效评价工具{self.version}生成　规则集{self.ruleset}　"
            f"数据指纹{self.fingerprint}　时间{self.time}"
        )


@dataclass
class _Draft:
    """The cells and rows of a plan while it is being written."""

    content: WorkbookContent
    cells: Dict[Address, PlannedValue]
    rows: Dict[int, RowLook]

    def put(self, cell: SingleCell, value: PlannedValue) -> Address:
        """Plan a single cell and return where it stands."""
        address = locate_cell(self.content, cell).address
        self.cells[address] = None if value == "" else value
        return address

    def read(self, cell: SingleCell) -> CellValue:
        """Read what stands in a single cell."""
        located = locate_cell(self.content, cell)
        return _plain(self.content.value(located.sheet, located.row, located.column))


def plan_verdict(content: WorkbookContent, verdict: Verdict, stamp: Stamp) -> SheetPlan:
    """Plan the verdict anew, keeping the paragraphs that people have reworded.

    Raises:
        UserError: when a defined name of the sheet is lost.
    """
    draft = _Draft(content, {}, {})
    _head(draft, verdict)
    shown = [
        _paragraph(draft, paragraph, str(getattr(verdict, paragraph.id)))
        for paragraph in PARAGRAPHS
    ]
    if content.area(REPORT_TEXT.name) is not None:  # workbooks of before have no such cell
        draft.put(REPORT_TEXT, "\n".join(text for text in shown if text))
    _heads_table(draft, verdict)
    _rates_table(draft, verdict)
    draft.put(HINT_COUNT, float(verdict.hints))
    draft.put(TO_VERIFY_COUNT, float(verdict.to_verify))
    draft.put(STAMPED_FINGERPRINT, stamp.fingerprint)
    draft.put(STAMPED_TIME, stamp.time)
    draft.put(VERDICT_STAMP, stamp.line)
    sheet = locate_cell(content, VERDICT_TITLE).sheet
    return SheetPlan(sheet, draft.cells, draft.rows)


def restamped(content: WorkbookContent, stamp: Stamp) -> Dict[str, Dict[Address, PlannedValue]]:
    """The cells, by sheet, that name the fingerprint of the data.

    A run moves rows of 问题清单, and with them the waivers that the fingerprint covers; a host
    writes these cells once more when it has calculated what the run wrote.
    """
    texts = {STAMPED_FINGERPRINT: stamp.fingerprint, VERDICT_STAMP: stamp.line}
    cells: Dict[str, Dict[Address, PlannedValue]] = {}
    for cell, text in texts.items():
        located = locate_cell(content, cell)
        cells.setdefault(located.sheet, {})[located.address] = text
    return cells


def stamp_cells(content: WorkbookContent) -> Tuple[Address, ...]:
    """The cells that say when a run was: two equal runs differ in these alone."""
    cells = (STAMPED_TIME, VERDICT_STAMP)
    return tuple(locate_cell(content, cell).address for cell in cells)


def _head(draft: _Draft, verdict: Verdict) -> None:
    draft.put(VERDICT_TITLE, verdict.title)
    draft.put(VERDICT_DEPARTMENT, f"被评价单位：{verdict.department}")
    draft.put(VERDICT_BODY, f"评价机构：{verdict.body}")
    draft.put(VERDICT_STAGE, f"阶段：{verdict.stage}")
    draft.put(VERDICT_UNIT, "金额单位：万元")


def _paragraph(draft: _Draft, paragraph: Paragraph, generated: str) -> str:
    """Write a paragraph by the three-way merge, and return what it shows.

    One without any text hides its row.
    """
    base = draft.read(paragraph.base)
    merged = merge_text(
        base if isinstance(base, str) else "", draft.read(paragraph.text), generated
    )
    row, _ = draft.put(paragraph.text, merged.shown)
    draft.put(paragraph.mark, REWORDED if merged.edited else "")
    draft.put(paragraph.newer, merged.newer)
    draft.put(paragraph.base, merged.base)
    shown = "" if merged.shown is None else str(merged.shown)
    height = row_height([(shown, PARAGRAPH_WIDTH)])
    draft.rows[row] = RowLook(height=height, hidden=not shown)
    return shown


def _heads_table(draft: _Draft, verdict: Verdict) -> None:
    located = locate_list(draft.content, VERDICT_HEADS)
    heads = _fitting_heads(verdict.heads, len(located.rows))
    for position, row in enumerate(located.rows):
        used = position < len(heads)
        values: Dict[str, PlannedValue] = {}
        if used:
            head = heads[position]
            values = {
                "name": head.name,
                "points": head.points,
                "scorable": head.scorable,
                "scored": head.scored,
                "score": head.score,
                "rate": _share(head.score, head.scorable) if head.scored else None,
            }
        for column in VERDICT_HEADS.columns:
            draft.cells[located.cell(row, column.id)] = values.get(column.id)
        draft.rows[row] = RowLook(height=TABLE_ROW_HEIGHT, hidden=not used)
    totals = (
        verdict.full,
        verdict.scorable,
        verdict.scored,
        verdict.total,
        _share(verdict.total, verdict.scorable),
    )
    for cell, value in zip(VERDICT_TOTALS, totals):
        draft.put(cell, value)


def _fitting_heads(heads: Tuple[Head, ...], capacity: int) -> Tuple[Head, ...]:
    """Return the heads that the table has room for; the last sums up those left out."""
    if len(heads) <= capacity:
        return heads
    shown, rest = heads[: capacity - 1], heads[capacity - 1 :]
    together = Head(
        name=f"其余{len(rest)}类",
        points=sum(head.points for head in rest),
        scorable=sum(head.scorable for head in rest),
        scored=sum(head.scored for head in rest),
        score=sum(head.score for head in rest),
    )
    return (*shown, together)


def _share(part: float, whole: float) -> PlannedValue:
    return part / whole if whole else None


def _rates_table(draft: _Draft, verdict: Verdict) -> None:
    located = locate_list(draft.content, VERDICT_RATES)
    lines = _fitting(verdict.rates, len(located.rows))
    for position, row in enumerate(located.rows):
        line = lines[position] if position < len(lines) else None
        for column in VERDICT_RATES.columns:
            text = None if line is None else getattr(line, column.id)
            draft.cells[located.cell(row, column.id)] = text or None
        texts = [
            (str(getattr(line, column.id)), column.width)
            for column in VERDICT_RATES.columns
            if line is not None
        ]
        height = max(TABLE_ROW_HEIGHT, row_height(texts))
        draft.rows[row] = RowLook(height=height, hidden=line is None)


def _fitting(lines: Tuple[RateLine, ...], capacity: int) -> Tuple[RateLine, ...]:
    """Return the lines that the page has room for; the last says how many are left out.

    What misses its standard or disagrees with what was published is never the first to go.
    """
    if len(lines) <= capacity:
        return lines
    places = sorted(range(len(lines)), key=lambda place: not _is_remarkable(lines[place]))
    shown = sorted(places[: capacity - 1])
    rest = RateLine(
        id="",
        name=f"其余{len(lines) - len(shown)}项",
        calculation=f"见“{TARGETS}”“{CHECKS}”",
        result="",
        standard="",
        judgement="",
        published="",
    )
    return (*(lines[place] for place in shown), rest)


def _is_remarkable(line: RateLine) -> bool:
    return line.judgement == MISSED or line.published.startswith(DISAGREES)


def _plain(value: Scalar) -> CellValue:
    return value.value if isinstance(value, CellError) else value
