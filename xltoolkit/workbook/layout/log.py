"""The sheet 运行记录: one row for each run that wrote something."""

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.sheet_names import LOG

RUN_LOG = ListLayout(
    id="log",
    sheet=LOG,
    title="运行记录",
    first_row=4,
    prepared=200,
    columns=(
        Column("time", "时间", 20, Kind.TEXT, Role.RUN),
        Column("host", "运行方式", 12, Kind.TEXT, Role.RUN),
        Column("version", "工具版本", 10, Kind.TEXT, Role.RUN),
        Column("ruleset", "规则集", 22, Kind.TEXT, Role.RUN),
        Column("fingerprint", "数据指纹", 15, Kind.TEXT, Role.RUN),
        Column("problems", "问题", 7, Kind.COUNT, Role.RUN),
        Column("hints", "提示", 7, Kind.COUNT, Role.RUN),
        Column("to_verify", "待核实", 8, Kind.COUNT, Role.RUN),
        Column("new", "新增", 30, Kind.PARAGRAPH, Role.RUN),
        Column("gone", "消除", 30, Kind.PARAGRAPH, Role.RUN),
        Column("changed", "变化", 30, Kind.PARAGRAPH, Role.RUN),
        Column("score", "得分", 9, Kind.POINTS, Role.RUN),
        Column("grade", "等级", 8, Kind.TEXT, Role.RUN),
    ),
    key_column="time",
)
