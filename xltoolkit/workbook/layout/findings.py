"""The sheet 现场发现: what auditors found, one row a matter."""

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.sheet_names import FINDINGS

FINDING_LIST = ListLayout(
    id="findings",
    sheet=FINDINGS,
    title="现场发现",
    first_row=5,
    prepared=60,
    columns=(
        Column("id", "编号", 8, Kind.ID, hint="每行一个编号，不重复；编号是整改跟踪的依据。"),
        Column("group", "问题分组", 13, Kind.CHOICE, hint="归入的分组，见“参数”。"),
        Column("title", "问题", 20, Kind.PARAGRAPH, hint="一句话的题目，如“报销附件不全”。"),
        Column("fact", "事实", 46, Kind.PARAGRAPH, hint="时间、事项、金额写清楚，以句号结束。"),
        Column("amount", "涉及金额", 11, Kind.MONEY, hint="万元；没有的留空。"),
        Column("basis", "依据", 22, Kind.PARAGRAPH, hint="违反的制度或合同，写全称。"),
        Column("office", "责任单位", 12),
        Column("evidence", "底稿编号", 10),
        Column(
            "indicator",
            "对应指标",
            18,
            Kind.CHOICE,
            hint="按例扣分的三级指标；选后例数计入该指标。",
        ),
        Column("cases", "例数", 7, Kind.COUNT, hint="计入扣分的例数。"),
        Column("advice", "建议", 30, Kind.PARAGRAPH, Role.INPUT, hint="留空则用系统拟稿。"),
        Column("sample", "抽查样本", 14),
        Column("voucher", "凭证号", 18, Kind.PARAGRAPH),
        Column("finder", "发现人", 9),
        Column("reviewer", "复核人", 9),
        Column("note", "备注", 18, Kind.PARAGRAPH),
        Column("source", "来源", 30, Kind.PARAGRAPH),
        Column("kind", "规则类型", 10, Kind.TEXT, Role.FOLDED),
    ),
)
