"""The sheet 指标评分: indicators, totals by head, totals of the scheme, rates without points.

How many rows there are depends on the scheme; the builder places the lists.
"""

from typing import Tuple

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.sheet_names import SCORING

CUSTOM_ROWS = 10
CUSTOM_PREFIX = "custom_"
CUSTOM_HEAD = "自定义指标"
HEAD_ROWS = 10
UNSCORED_ROWS = 10

APPLICABLE = "是"
NOT_APPLICABLE = "不适用"
EVIDENCE_LACKING = "证据不足"
NO_PROJECT = "无此项目"
"""Chosen where there is no such project and the scheme then awards full points."""
PENDING = "待补"
"""Stands for the score of a row whose rule is not known."""

INPUT_COLUMNS: Tuple[str, ...] = ("input1", "input2", "input3", "input4")
SETTING_COLUMNS: Tuple[str, ...] = ("p1", "p2", "p3", "p4", "p5")
ITEM_COLUMNS: Tuple[str, ...] = tuple(f"item{number}" for number in range(1, 11))

INDICATOR_LIST = ListLayout(
    id="scoring",
    sheet=SCORING,
    title="指标评分",
    first_row=5,
    prepared=CUSTOM_ROWS,
    columns=(
        Column("level1", "一级指标", 9, Kind.PARAGRAPH, Role.RUN),
        Column("level2", "二级指标", 9, Kind.PARAGRAPH, Role.RUN),
        Column("level3", "三级指标", 15, Kind.PARAGRAPH, Role.RUN),
        Column("points", "分值", 6, Kind.POINTS, Role.RUN),
        Column("standard_text", "评分标准", 36, Kind.PARAGRAPH, Role.RUN),
        *(
            Column(column, f"数{number}", 10, Kind.NUMBER, Role.FORMULA)
            for number, column in enumerate(INPUT_COLUMNS, start=1)
        ),
        Column("value", "值", 9, Kind.NUMBER, Role.FORMULA),
        Column(
            "applicable",
            "适用",
            8,
            Kind.CHOICE,
            choices=(APPLICABLE, NOT_APPLICABLE, EVIDENCE_LACKING),
            hint="不适用的不计入可评分值；证据不足的计入可评，暂不得分。",
        ),
        Column("mark", "评分录入", 8, Kind.NUMBER, hint="评定的得分、等次，或按例扣分的例数。"),
        Column("reviewer", "评价人员", 8),
        Column("score", "得分", 8, Kind.POINTS, Role.FORMULA),
        Column("reason", "扣分原因", 36, Kind.PARAGRAPH, Role.FORMULA),
        Column("adjusted", "手工调整", 8, Kind.POINTS, hint="填替代得分，并写明理由。"),
        Column("adjustment_reason", "调整理由", 14, Kind.PARAGRAPH),
        Column("final_score", "定稿得分", 8, Kind.POINTS, Role.FORMULA),
        Column("evidence", "证据编号", 8, hint="所依据的工作底稿编号，如D-03。"),
        Column(
            "definition",
            "计算口径",
            20,
            Kind.PARAGRAPH,
            added=True,
            hint="有几种口径或指标二者择其一的，从下拉框选择；各口径的结果见“核对”的“口径对照”。",
        ),
        *(
            Column(column, f"要点或专家{number}", 8, Kind.CHOICE, Role.FOLDED, choices=("是", "否"))
            for number, column in enumerate(ITEM_COLUMNS, start=1)
        ),
        Column("shape", "评分方法", 10, Kind.TEXT, Role.FOLDED),
        *(
            Column(column, f"P{number}", 10, Kind.TEXT, Role.FOLDED)
            for number, column in enumerate(SETTING_COLUMNS, start=1)
        ),
        Column("source_mark", "规则来源", 20, Kind.TEXT, Role.FOLDED),
        Column("id", "指标编号", 18, Kind.ID, Role.HIDDEN),
        Column("function", "取值函数", 18, Kind.TEXT, Role.HIDDEN),
    ),
)
"""The columns A … T are printed; 要点 are the marks of checklist rows, or of the experts of a panel.
`value` of a deduction row is the count of cases, of a judgement the mark, of levels the word.
`score` is 不适用, 证据不足 or 待补 as text where the row is not scored for that reason, and #N/A
where something was not provided."""

UNSCORED_LIST = ListLayout(
    id="unscored",
    sheet=SCORING,
    title="不计分的比率",
    first_row=1,
    prepared=UNSCORED_ROWS,
    first_column=3,
    columns=(
        Column("name", "名称", 17, Kind.PARAGRAPH, Role.RUN),
        Column("direction", "方向", 7, Kind.TEXT, Role.RUN),
        Column("formula_text", "说明", 38, Kind.PARAGRAPH, Role.RUN),
        *(
            Column(column, f"数{number}", 10, Kind.NUMBER, Role.FORMULA)
            for number, column in enumerate(INPUT_COLUMNS, start=1)
        ),
        Column("value", "值", 11, Kind.RATIO, Role.FORMULA),
        Column("standard", "标准", 9, Kind.RATIO, Role.FORMULA),
        Column("id", "编号", 18, Kind.ID, Role.HIDDEN, at=INDICATOR_LIST.position("id")),
    ),
)

HEAD_LIST = ListLayout(
    id="heads",
    sheet=SCORING,
    title="分项合计",
    first_row=1,
    prepared=HEAD_ROWS,
    first_column=5,
    columns=(
        Column("name", "一级指标", 38, Kind.TEXT, Role.RUN),
        Column("points", "分值", 11, Kind.POINTS, Role.FORMULA),
        Column("scorable", "可评", 11, Kind.POINTS, Role.FORMULA, span=3),
        Column("scored", "已评", 11, Kind.POINTS, Role.FORMULA),
        Column("score", "得分", 11, Kind.POINTS, Role.FORMULA),
    ),
    key_column="name",
)


TOTAL_NAMES = {
    "满分": Kind.POINTS,
    "可评分值": Kind.POINTS,
    "已评分值": Kind.POINTS,
    "得分合计": Kind.POINTS,
    "折算得分": Kind.POINTS,
    "评价等级": Kind.TEXT,
}
"""The totals of the scheme by their defined names."""


def total_cells(row: int) -> Tuple[SingleCell, ...]:
    """Return the totals of the scheme, one below the other from this row on."""
    column = HEAD_LIST.position("points")
    return tuple(
        SingleCell(name, SCORING, row + offset, column, name, kind, Role.FORMULA)
        for offset, (name, kind) in enumerate(TOTAL_NAMES.items())
    )
