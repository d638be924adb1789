"""The sheet 问题清单: printed columns, columns beside the print area, hidden columns."""

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.sheet_names import ISSUES

EDITABLE_TEXTS = ("title", "text", "basis", "office", "advice")
"""The generated columns that staff may reword; `base_…` holds what was last generated and
`newer_…` the present wording of the tool where it differs from a reworded text."""

MANUAL_COLUMNS = (
    "feedback",
    "adoption",
    "measures",
    "deadline",
    "status",
    "waived",
    "waiver_reason",
    "waived_by",
    "remark",
)

ROW_HEADING = "heading"
ROW_ISSUE = "issue"
ROW_NOTE = "note"
ROW_HINT = "hint"
ROW_TO_VERIFY = "to_verify"
ROW_CLEARED = "cleared"
"""Kinds of rows (column `row_kind`): a printed heading of a group, a printed issue; then not
printed: a heading such as 待核实 (note), a hint, an open question, an issue that is gone but
carries manual text (已消除). The kind sets the look by conditional formats."""

WAIVED = "是"

_PRINTED = (
    Column("number", "序号", 6, Kind.COUNT, Role.RUN),
    Column("title", "问题", 19, Kind.PARAGRAPH, Role.RUN),
    Column("text", "具体情况", 46, Kind.PARAGRAPH, Role.RUN),
    Column("amount", "涉及金额", 11, Kind.MONEY, Role.RUN),
    Column("basis", "依据", 22, Kind.PARAGRAPH, Role.RUN),
    Column("office", "责任单位", 13, Kind.PARAGRAPH, Role.RUN),
    Column("advice", "建议", 36, Kind.PARAGRAPH, Role.RUN),
)

_BESIDE = (
    Column("mark", "改动", 10, Kind.TEXT, Role.SIDE),
    Column("nature", "性质", 8, Kind.TEXT, Role.SIDE),
    Column("origin", "来源", 6, Kind.TEXT, Role.SIDE),
    Column("link", "查看", 7, Kind.LINK, Role.FORMULA),
    Column("severity", "程度", 6, Kind.TEXT, Role.SIDE),
    Column("points_lost", "扣分", 7, Kind.POINTS, Role.SIDE),
    Column("key", "编号", 16, Kind.ID, Role.SIDE),
)

_MANUAL = (
    Column("feedback", "单位反馈意见", 24, Kind.PARAGRAPH, Role.MANUAL),
    Column(
        "adoption",
        "采纳情况",
        10,
        Kind.CHOICE,
        Role.MANUAL,
        choices=("采纳", "部分采纳", "未采纳"),
        hint="对单位反馈意见的采纳情况。",
    ),
    Column("measures", "整改措施", 24, Kind.PARAGRAPH, Role.MANUAL),
    Column("deadline", "整改期限", 12, Kind.DATE, Role.MANUAL, hint="填日期，如2023-12-31。"),
    Column(
        "status",
        "整改状态",
        10,
        Kind.CHOICE,
        Role.MANUAL,
        choices=("未整改", "整改中", "已整改", "长期坚持"),
    ),
    Column(
        "waived",
        "豁免",
        7,
        Kind.CHOICE,
        Role.MANUAL,
        choices=(WAIVED,),
        hint="选“是”后，本行不再印发，也不计数；请同时填写豁免理由和豁免人。",
    ),
    Column("waiver_reason", "豁免理由", 24, Kind.PARAGRAPH, Role.MANUAL),
    Column("waived_by", "豁免人", 10, Kind.TEXT, Role.MANUAL, hint="决定豁免的人的姓名。"),
    Column("remark", "备注", 20, Kind.PARAGRAPH, Role.MANUAL),
)

_TEXT_TITLES = ("问题", "具体情况", "依据", "责任单位", "建议")

_NEWER = tuple(
    Column(f"newer_{text}", f"系统新表述：{title}", 24, Kind.PARAGRAPH, Role.FOLDED)
    for text, title in zip(EDITABLE_TEXTS, _TEXT_TITLES)
)

_HIDDEN = (
    Column("link_target", "链接地址", 10, Kind.TEXT, Role.HIDDEN),
    Column("row_kind", "行类型", 10, Kind.TEXT, Role.HIDDEN),
    *(
        Column(f"base_{text}", f"上次生成：{title}", 10, Kind.PARAGRAPH, Role.HIDDEN)
        for text, title in zip(EDITABLE_TEXTS, _TEXT_TITLES)
    ),
)

ISSUE_LIST = ListLayout(
    id="issues",
    sheet=ISSUES,
    title="问题清单",
    first_row=5,
    prepared=300,
    columns=(*_PRINTED, *_BESIDE, *_MANUAL, *_NEWER, *_HIDDEN),
    key_column="key",
)

PRINTED_COLUMNS = tuple(column.id for column in _PRINTED)

ISSUES_TITLE = SingleCell("_issues_heading", ISSUES, 1, 1, "标题", Kind.TEXT, Role.RUN)
ISSUES_DEPARTMENT = SingleCell("_issues_department", ISSUES, 2, 1, "单位", Kind.TEXT, Role.RUN)
ISSUES_UNIT = SingleCell("_issues_unit", ISSUES, 2, 7, "单位和阶段", Kind.TEXT, Role.RUN)
ISSUES_SUMMARY = SingleCell("_issues_summary", ISSUES, 2, 8, "汇总", Kind.TEXT, Role.SIDE)

ISSUE_CELLS = (ISSUES_TITLE, ISSUES_DEPARTMENT, ISSUES_UNIT, ISSUES_SUMMARY)
"""Texts that a run writes: the title, 被评价单位：… (left), 阶段：… 金额单位：万元 (right),
and one sentence beside the print area (问题15条，提示3条，待核实5条)."""
