"""The sheet 核对: identities, published rates and sums against recomputed ones, and a summary."""

from typing import Tuple

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.scoring import INPUT_COLUMNS, SETTING_COLUMNS
from xltoolkit.workbook.layout.sheet_names import CHECKS

BALANCED, UNBALANCED = "平", "不平"
WITHIN = "符合"
"""What an identity that only sets a limit says when it holds."""
NOT_PROVIDED = "未提供"
AGREES, DISAGREES = "一致", "不一致"
NOT_PUBLISHED = "未公布"
NOT_RECOMPUTABLE = "不可复算"
RESOLVED = "是"

PART_COLUMNS: Tuple[str, ...] = ("part1", "part2", "part3", "part4", "part5")

_TREATMENT = (
    Column("treatment", "处理意见", 26, Kind.PARAGRAPH),
    Column("handler", "处理人", 10),
    Column("resolved", "已解决", 8, Kind.CHOICE, choices=(RESOLVED,)),
)

IDENTITY_LIST = ListLayout(
    id="identities",
    sheet=CHECKS,
    title="勾稽关系",
    first_row=6,
    prepared=1,
    columns=(
        Column("id", "编号", 10, Kind.ID, Role.RUN),
        Column("title", "勾稽关系", 46, Kind.PARAGRAPH, Role.RUN),
        Column("left", "左边", 12, Kind.MONEY, Role.FORMULA),
        Column("right", "右边", 12, Kind.MONEY, Role.FORMULA),
        Column("difference", "差额", 11, Kind.MONEY, Role.FORMULA),
        Column("verdict", "结论", 11, Kind.CHOICE, Role.FORMULA),
        *_TREATMENT,
        Column("open", "待处理", 8, Kind.COUNT, Role.HIDDEN),
    ),
)
"""`prepared` is the number of identities of the catalogue that say what is an error."""

RATE_LIST = ListLayout(
    id="published_rates",
    sheet=CHECKS,
    title="公布的比率",
    first_row=1,
    prepared=20,
    columns=(
        Column("number", "序号", 10, Kind.ID, Role.RUN),
        Column("name", "名称", 46, Kind.PARAGRAPH),
        Column("published", "公布值", 12, Kind.RATIO, hint="照公布的百分数填，如92.50%。"),
        Column("recomputed", "复算值", 12, Kind.RATIO, Role.FORMULA),
        Column("difference", "差额", 11, Kind.RATIO, Role.FORMULA),
        Column("verdict", "结论", 11, Kind.CHOICE, Role.FORMULA),
        *_TREATMENT,
        Column("id", "对应编号", 18, Kind.ID, hint="指标、绩效目标或满意度调查的编号，如T01。"),
        Column("numerator", "分子", 18, Kind.TEXT, hint="“基础数据”中单元格的名称，如决算支出。"),
        Column("denominator", "分母", 18, Kind.TEXT, hint="“基础数据”中单元格的名称。"),
        Column("digits", "小数位", 8, Kind.COUNT, hint="公布的百分数有几位小数。"),
        Column("standard", "公布的标准", 11, Kind.RATIO),
        Column("scope", "口径", 10),
        Column("source", "来源", 30, Kind.PARAGRAPH),
        Column("above", "分子数", 12, Kind.NUMBER, Role.HIDDEN),
        Column("below", "分母数", 12, Kind.NUMBER, Role.HIDDEN),
        Column("open", "待处理", 8, Kind.COUNT, Role.HIDDEN),
    ),
)
"""The rates of the scheme stand there from the start; further rows take targets and surveys."""

SUM_LIST = ListLayout(
    id="published_sums",
    sheet=CHECKS,
    title="公布的合计",
    first_row=1,
    prepared=10,
    columns=(
        Column("id", "编号", 10, Kind.ID, Role.RUN),
        Column("name", "名称", 46, Kind.PARAGRAPH),
        Column("total_value", "合计数", 12, Kind.MONEY, Role.FORMULA),
        Column("sum_of_parts", "分项之和", 12, Kind.MONEY, Role.FORMULA),
        Column("difference", "差额", 11, Kind.MONEY, Role.FORMULA),
        Column("verdict", "结论", 11, Kind.CHOICE, Role.FORMULA),
        *_TREATMENT,
        Column("total", "合计", 18, Kind.TEXT, hint="“基础数据”中单元格的名称，如决算支出。"),
        *(
            Column(column, f"分项{number}", 18, Kind.TEXT)
            for number, column in enumerate(PART_COLUMNS, start=1)
        ),
        Column("open", "待处理", 8, Kind.COUNT, Role.HIDDEN),
    ),
)

COUNT_LIST = ListLayout(
    id="published_counts",
    sheet=CHECKS,
    title="公布的问题数",
    first_row=1,
    prepared=1,
    columns=(
        Column("id", "编号", 10, Kind.ID, Role.RUN),
        Column("name", "名称", 46, Kind.PARAGRAPH, Role.RUN),
        Column("published", "公布数", 12, Kind.COUNT, name="公布问题数"),
        Column("recomputed", "问题清单", 12, Kind.COUNT, Role.FORMULA),
        Column("difference", "差额", 11, Kind.COUNT, Role.FORMULA),
        Column("verdict", "结论", 11, Kind.CHOICE, Role.FORMULA),
        *_TREATMENT,
        Column("open", "待处理", 8, Kind.COUNT, Role.HIDDEN),
    ),
)

DEFINITION_LIST = ListLayout(
    id="definitions",
    sheet=CHECKS,
    title="口径对照",
    first_row=1,
    prepared=1,
    columns=(
        Column("id", "编号", 10, Kind.ID, Role.RUN),
        Column("name", "指标与口径", 46, Kind.PARAGRAPH, Role.RUN),
        Column("value", "结果", 12, Kind.RATIO, Role.FORMULA),
        Column("score", "按此得分", 12, Kind.POINTS, Role.FORMULA),
        Column("total", "得分合计", 11, Kind.POINTS, Role.FORMULA),
        Column("used", "采用", 11, Kind.CHOICE, Role.FORMULA),
        Column("note", "说明", 26, Kind.PARAGRAPH, Role.RUN),
        Column("source_mark", "来源", 10, Kind.TEXT, Role.RUN),
        *(
            Column(column, f"数{number}", 12, Kind.NUMBER, Role.FORMULA, at=9 + number)
            for number, column in enumerate(INPUT_COLUMNS, start=1)
        ),
        *(
            Column(column, f"P{number}", 10, Kind.TEXT, Role.FORMULA, at=13 + number)
            for number, column in enumerate(SETTING_COLUMNS, start=1)
        ),
    ),
    added=True,
)
"""Every definition of the rates of which a row of 指标评分 offers several: its result, the score
that it gives, and 得分合计 if it were the one in use."""

CHECK_LISTS = (IDENTITY_LIST, RATE_LIST, SUM_LIST, COUNT_LIST)

OPEN_CHECKS = SingleCell("待处理核对数", CHECKS, 3, 3, "待处理的核对项", Kind.COUNT, Role.FORMULA)
SELF_CHECKS = ("check_points", "check_heads", "check_scores", "check_normalised")
"""Defined names of cells that must be TRUE: the points add up to 满分, the heads add up to the
totals, no score is negative or above its points, and 折算得分 is within 0 … 满分."""
