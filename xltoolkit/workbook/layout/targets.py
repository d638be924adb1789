"""The sheet 绩效目标: targets, and below them the key tasks of the year."""

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.sheet_names import TARGETS

DIRECTIONS = (">=", "<=", "=")
RATIO_UNIT = "比率"
COVERED, NOT_COVERED = "是", "否"

TARGET_LIST = ListLayout(
    id="targets",
    sheet=TARGETS,
    title="绩效目标",
    first_row=5,
    prepared=30,
    columns=(
        Column("id", "编号", 7, Kind.ID, hint="每行一个编号，不重复，如T01。"),
        Column("level1", "一级指标", 9),
        Column("level2", "二级指标", 9),
        Column("name", "三级指标", 20, Kind.PARAGRAPH),
        Column("declared", "申报的指标值", 17, Kind.PARAGRAPH, hint="照抄申报表的文字。"),
        Column(
            "direction",
            "方向",
            6,
            Kind.CHOICE,
            name="目标方向",
            choices=DIRECTIONS,
            hint=">= 越高越好，<= 越低越好，= 恰好等于。",
        ),
        Column("unit", "单位", 6, hint="填比率、个、期、分钟等；比率以小数或百分数填写。"),
        Column("target", "目标值", 9, Kind.NUMBER, name="目标值", hint="单位自己申报的目标值。"),
        Column("standard", "评价标准", 9, Kind.NUMBER, hint="评价要求达到的标准，没有的留空。"),
        Column("actual", "实际值", 9, Kind.NUMBER, name="目标实际值"),
        Column("previous", "上年值", 9, Kind.NUMBER),
        Column(
            "published_change",
            "公布的变化",
            9,
            Kind.RATIO,
            hint="只公布比上年变化、未公布上年值时填；下降填负数，1.69个百分点填1.69%。",
        ),
        Column("change", "比上年", 9, Kind.NUMBER, Role.FORMULA),
        Column("completion", "完成率", 9, Kind.RATIO, Role.FORMULA, name="目标完成率"),
        Column("reason", "偏差原因", 16, Kind.PARAGRAPH),
        Column("evidence", "佐证编号", 9),
        Column("group", "问题分组", 11, Kind.CHOICE, hint="有问题时归入的分组，见“参数”。"),
        Column("note", "备注", 16, Kind.PARAGRAPH, hint="可写进问题描述的补充说明。"),
        Column("source", "来源", 24, Kind.PARAGRAPH),
        Column(
            "points",
            "目标分值",
            8,
            Kind.POINTS,
            added=True,
            hint="方案由部门自设目标分值的才填；计入同一指标的各目标分值之和应等于该指标分值。",
        ),
        Column(
            "counts_for",
            "计入指标",
            16,
            Kind.CHOICE,
            added=True,
            hint="本目标计入“指标评分”的哪个指标。",
        ),
        Column(
            "rated",
            "定性评定",
            9,
            Kind.RATIO,
            added=True,
            hint="定性目标没有目标值和实际值的，在此填评定的完成程度，如85%。",
        ),
        Column("score", "目标得分", 9, Kind.POINTS, Role.FORMULA, added=True),
        Column("unscored", "未评", 6, Kind.COUNT, Role.HIDDEN, added=True),
    ),
)
"""目标分值 to 未评 are used by schemes in which a department sets its own goals with points."""

TASK_LIST = ListLayout(
    id="tasks",
    sheet=TARGETS,
    title="年初重点工作",
    first_row=TARGET_LIST.last_row + 4,
    prepared=20,
    first_column=4,
    columns=(
        Column("name", "重点工作", 20, Kind.PARAGRAPH),
        Column(
            "covered",
            "是否纳入绩效目标",
            17,
            Kind.CHOICE,
            choices=(COVERED, NOT_COVERED),
            hint="不清楚的留空。",
        ),
    ),
    key_column="name",
)
