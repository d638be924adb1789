"""The sheet 参数: what a circular or the working group may change."""

from typing import Tuple

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.sheet_names import SETTINGS

MEMBER_SEPARATOR = "、"
"""Between the members of a group and between the answers of a piece of advice."""

STANDARD_LIST = ListLayout(
    id="standards",
    sheet=SETTINGS,
    title="评价标准",
    first_row=5,
    prepared=16,
    columns=(
        Column("title", "名称", 26),
        Column("value", "标准值", 12, Kind.RATIO),
        Column("unit", "单位", 9),
        Column("basis", "依据", 24, hint="印在标准后面的字，如示范方案、报告所列。"),
        Column("date", "修改日期", 14, Kind.DATE, hint="修改标准值时填写。"),
        Column("change_basis", "修改依据", 50, Kind.PARAGRAPH, hint="文件名称和文号。"),
        Column("id", "编号", 20, Kind.ID, Role.HIDDEN),
    ),
)

GRADE_LIST = ListLayout(
    id="grades",
    sheet=SETTINGS,
    title="等级表",
    first_row=STANDARD_LIST.last_row + 4,
    prepared=8,
    first_column=2,
    columns=(
        Column("lower", "下限（含）", 12, Kind.POINTS),
        Column("name", "等级", 9, Kind.CHOICE),
    ),
    key_column="name",
)

GRADE_TABLE = "等级表"
"""The defined name over both columns of the grades, as PERF_GRADE takes it."""

BAND_COLUMN = 9
BAND_ROWS = 10
"""Tables of bands stand right of the print area, each with so many prepared rows."""

TEMPLATE_MARK = "部门整体支出绩效评价工作簿"
TEMPLATE_VERSION_NOW = "2"
"""What the system cells say: the mark of our workbooks, and the version of the layout, raised
whenever a workbook of an older template could no longer be read."""

STEP_ROUNDINGS = {"floor": "只计整步", "ceil": "不足一步按一步计", "exact": "按比例计"}
"""How a part of a step counts, in the words of the sheet."""

_GROUPS_ROW = GRADE_LIST.last_row + 9

GROUP_LIST = ListLayout(
    id="groups",
    sheet=SETTINGS,
    title="问题分组",
    first_row=_GROUPS_ROW,
    prepared=20,
    columns=(
        Column("id", "分组", 26, Kind.ID, hint="简称，用于下拉框和计数，如“业务培训”。"),
        Column("title", "印在清单上的标题", 59, Kind.PARAGRAPH, span=4),
        Column(
            "members",
            "成员",
            50,
            Kind.PARAGRAPH,
            hint="规则代码、数据项的名称，指标、目标、调查或发现的编号，用顿号分开，按印出的顺序。",
        ),
    ),
)

ADVICE_LIST = ListLayout(
    id="advice",
    sheet=SETTINGS,
    title="报告的建议",
    first_row=GROUP_LIST.last_row + 4,
    prepared=20,
    columns=(
        Column("id", "序号", 26, Kind.ID, hint="如（一）。"),
        Column("text", "建议", 59, Kind.PARAGRAPH, span=4),
        Column(
            "answers", "对应的问题", 50, Kind.PARAGRAPH, hint="所答复的问题的编号，用顿号分开。"
        ),
    ),
)

SWITCHED_ON = "是"

RULE_LIST = ListLayout(
    id="rules",
    sheet=SETTINGS,
    title="经验值规则",
    first_row=ADVICE_LIST.last_row + 4,
    prepared=14,
    columns=(
        Column("title", "规则", 26, Kind.PARAGRAPH, Role.RUN),
        Column("value", "限值", 12, Kind.NUMBER, hint="评价组采用的限值；比率填小数或百分数。"),
        Column("unit", "单位", 9, Kind.TEXT, Role.RUN),
        Column("basis", "依据", 24, hint="印在限值后面的字，如评价方案、经验值。"),
        Column(
            "switch",
            "启用",
            14,
            Kind.CHOICE,
            choices=(SWITCHED_ON,),
            hint="选“是”后，按本行限值判断；留空为不启用。",
        ),
        Column("condition", "要求（不符的列为问题或提示）", 50, Kind.PARAGRAPH, Role.RUN),
        Column("id", "规则代码", 20, Kind.ID, Role.HIDDEN),
    ),
)
"""Rules that rest on a customary value without a source: off until the working group decides."""

_SINGLE_ROW = GRADE_LIST.last_row + 3


def _single(
    name: str, offset: int, title: str, kind: Kind = Kind.TEXT, hint: str = ""
) -> SingleCell:
    return SingleCell(name, SETTINGS, _SINGLE_ROW + offset, 2, title, kind, hint=hint)


STEP_ROUNDING = SingleCell(
    "计步方法",
    SETTINGS,
    _SINGLE_ROW,
    2,
    "计步方法",
    Kind.CHOICE,
    choices=tuple(STEP_ROUNDINGS.values()),
    hint="与标准的差距不足一步时怎样计算。",
)
DECIDED_SCORE = _single("定稿得分", 1, "定稿录入：得分", Kind.POINTS, "已公布或会议审定的得分。")
DECIDED_GRADE = _single("定稿等级", 2, "定稿录入：等级", hint="已公布或会议审定的等级。")
DECIDED_BASIS = _single("定稿依据", 3, "定稿录入：依据", hint="公布的报告或会议纪要。")

DECISIONS_NAME = "_decisions"
"""The defined name over the four cells from 计步方法 to 定稿依据."""

_SYSTEM_ROW = RULE_LIST.last_row + 3


def _system(name: str, offset: int, title: str) -> SingleCell:
    return SingleCell(name, SETTINGS, _SYSTEM_ROW + offset, 2, title, Kind.TEXT, Role.HIDDEN)


MARKER = _system("_perf_workbook", 0, "工作簿标记")
TEMPLATE_VERSION = _system("_template_version", 1, "模板版本")
SCHEME_ID = _system("_scheme", 2, "方案编号")
SCHEME_NAME = _system("_scheme_name", 3, "方案名称")
SCHEME_VERSION = _system("_scheme_version", 4, "方案版本")
RULE_SET = _system("_ruleset", 5, "规则集")
FINALISED = _system("_finalised", 6, "定稿锁定")
"""When the workbook was locked as 定稿; empty while it may be written. Workbooks that were made
before there was a lock have no such cell."""

SCHEME_TEXT = _system("_scheme_text", 7, "方案内容")
LONGEST_PIECE = 30000
"""The whole scheme as text, in as many cells as it needs (a cell holds 32767 characters). It
stands in the name's rows, not among the system cells: older workbooks have none."""

SYSTEM_CELLS: Tuple[SingleCell, ...] = (
    MARKER,
    TEMPLATE_VERSION,
    SCHEME_ID,
    SCHEME_NAME,
    SCHEME_VERSION,
    RULE_SET,
    FINALISED,
)
SETTING_CELLS: Tuple[SingleCell, ...] = (
    STEP_ROUNDING,
    DECIDED_SCORE,
    DECIDED_GRADE,
    DECIDED_BASIS,
    *SYSTEM_CELLS,
)
