"""The sheet 评价结论: fixed sections on A4 portrait, side panel, hidden copies of paragraphs.

The print area is A:G. A paragraph stands in a merged range A:G and is written to its first
cell; a row that is not needed is hidden by the plan.
"""

from dataclasses import dataclass
from typing import Tuple

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.sheet_names import VERDICT

LAST_PRINTED_COLUMN = 7
PARAGRAPH_WIDTH = 96
"""Width of the merged range of a paragraph in characters of the standard font (a Chinese
character takes two); from it a plan reckons the height of the row."""

MARK_COLUMN = 9
NEWER_COLUMN = 10
COUNT_COLUMN = 12
BASE_COLUMN = 13


@dataclass(frozen=True)
class Paragraph:
    """An editable paragraph with its mark, the tool's newer wording, and the hidden base.

    `id` is the field of `Verdict` that it prints.
    """

    id: str
    row: int
    title: str

    @property
    def text(self) -> SingleCell:
        """The printed cell."""
        return self._cell(f"_verdict_{self.id}", 1, Role.RUN, self.title)

    @property
    def mark(self) -> SingleCell:
        """已改 where a person has reworded the paragraph."""
        return self._cell(f"_verdict_mark_{self.id}", MARK_COLUMN, Role.SIDE, "改动")

    @property
    def newer(self) -> SingleCell:
        """The tool's present wording where it differs from the base of a reworded one."""
        return self._cell(f"_verdict_newer_{self.id}", NEWER_COLUMN, Role.SIDE, "系统新表述")

    @property
    def base(self) -> SingleCell:
        """What was last generated."""
        return self._cell(f"_verdict_base_{self.id}", BASE_COLUMN, Role.HIDDEN, "上次生成")

    def _cell(self, name: str, column: int, role: Role, title: str) -> SingleCell:
        return SingleCell(name, VERDICT, self.row, column, title, Kind.PARAGRAPH, role)


def _printed(name: str, row: int, column: int, title: str) -> SingleCell:
    return SingleCell(name, VERDICT, row, column, title, Kind.TEXT, Role.RUN)


VERDICT_TITLE = _printed("_verdict_title", 1, 1, "标题")
VERDICT_DEPARTMENT = _printed("_verdict_department", 2, 1, "被评价单位")
VERDICT_BODY = _printed("_verdict_body", 2, 4, "评价机构")
VERDICT_STAGE = _printed("_verdict_stage", 3, 1, "阶段")
VERDICT_UNIT = _printed("_verdict_unit", 3, 4, "金额单位")
"""Each of the four is written with its label, such as 被评价单位：…"""

AMOUNT_ROW = 4
SCORE_ROW = 7
HEADS_HEADER_ROW = 10
CHART_ROWS = (23, 31)
RATES_ROW = 32
PROBLEMS_ROW = 54
CONCLUSION_ROW = 56
SIGNATURE_ROW = 58
STAMP_ROW = 61
"""Rows of the headings 一 to 五, of the chart, the signatures and the stamp."""

PARAGRAPHS: Tuple[Paragraph, ...] = (
    Paragraph("amount_paragraph", 5, "评价金额"),
    Paragraph("reconciliation", 6, "口径调节"),
    Paragraph("score_paragraph", 8, "评价得分"),
    Paragraph("trial_paragraph", 9, "试算"),
    Paragraph("unscored_paragraph", 22, "未评分"),
    Paragraph("issues_paragraph", 55, "主要问题"),
    Paragraph("conclusion", 57, "评价结论"),
)

VERDICT_HEADS = ListLayout(
    id="verdict_heads",
    sheet=VERDICT,
    title="分项得分",
    first_row=HEADS_HEADER_ROW + 1,
    prepared=10,
    columns=(
        Column("name", "评价内容", 20, Kind.TEXT, Role.RUN),
        Column("points", "分值", 19, Kind.POINTS, Role.RUN),
        Column("scorable", "可评", 9, Kind.POINTS, Role.RUN),
        Column("scored", "已评", 22, Kind.POINTS, Role.RUN),
        Column("score", "得分", 8, Kind.POINTS, Role.RUN),
        Column("rate", "得分率", 18, Kind.RATIO, Role.RUN, span=2),
    ),
    key_column="name",
)
"""`rate` is score ÷ scorable, empty where nothing can be scored. The chart shows it."""

VERDICT_TOTALS = tuple(
    SingleCell(
        f"_verdict_total_{column.id}",
        VERDICT,
        VERDICT_HEADS.last_row + 1,
        VERDICT_HEADS.position(column.id),
        f"合计：{column.title}",
        column.kind,
        Role.RUN,
    )
    for column in VERDICT_HEADS.columns[1:]
)
"""The row 合计 below the heads: points, scorable, scored, score, rate."""

VERDICT_RATES = ListLayout(
    id="verdict_rates",
    sheet=VERDICT,
    title="主要指标",
    first_row=RATES_ROW + 2,
    prepared=20,
    columns=(
        Column("name", "指标", 20, Kind.TEXT, Role.RUN),
        Column("calculation", "计算", 19, Kind.TEXT, Role.RUN),
        Column("result", "结果", 9, Kind.TEXT, Role.RUN),
        Column("standard", "标准", 22, Kind.TEXT, Role.RUN),
        Column("judgement", "判断", 8, Kind.TEXT, Role.RUN),
        Column("published", "与公布数", 18, Kind.TEXT, Role.RUN, span=2),
    ),
    key_column="name",
)
"""The texts of `RateLine`. 与公布数 spans the columns F:G; its text stands in F."""

VERDICT_STAMP = _printed("_verdict_stamp", STAMP_ROW, 1, "生成信息")
"""The printed line of versions, rule set, time and fingerprint."""


def _side(
    name: str, row: int, title: str, column: int = NEWER_COLUMN, role: Role = Role.SIDE
) -> SingleCell:
    return SingleCell(name, VERDICT, row, column, title, Kind.TEXT, role)


DATA_STATE = _side("数据状态", 1, "数据状态", role=Role.FORMULA)
FINGERPRINT = _side("_fingerprint", 2, "现在的数据指纹", role=Role.FORMULA)
STAMPED_FINGERPRINT = _side("_stamped_fingerprint", 3, "生成时的数据指纹")
STAMPED_TIME = _side("_stamped_time", 4, "生成时间")
TO_VERIFY_COUNT = _side("_verdict_to_verify", 3, "待核实（条）", COUNT_COLUMN)
HINT_COUNT = _side("_verdict_hints", 4, "提示（条）", COUNT_COLUMN)
REPORT_TEXT = _side("_verdict_report_text", 2, "复制为报告文字", COUNT_COLUMN)
"""Beside the print area, each with its title in the cell on its left. 数据状态 is 未变更
while the fingerprint of now equals the one of the last run."""

NOT_GENERATED = "尚未生成"
UNCHANGED = "未变更"
STALE = "数据已变更，请重新生成"

VERDICT_CELLS: Tuple[SingleCell, ...] = (
    VERDICT_TITLE,
    VERDICT_DEPARTMENT,
    VERDICT_BODY,
    VERDICT_STAGE,
    VERDICT_UNIT,
    *VERDICT_TOTALS,
    VERDICT_STAMP,
    DATA_STATE,
    FINGERPRINT,
    STAMPED_FINGERPRINT,
    STAMPED_TIME,
    TO_VERIFY_COUNT,
    HINT_COUNT,
    REPORT_TEXT,
    *(
        cell
        for paragraph in PARAGRAPHS
        for cell in (paragraph.text, paragraph.mark, paragraph.newer, paragraph.base)
    ),
)
