"""The sheet 封面: what the evaluation is about, and how far it has come."""

from dataclasses import replace

from xltoolkit.workbook.layout.model import Kind, SingleCell
from xltoolkit.workbook.layout.sheet_names import COVER

STAGES = ("初稿", "征求意见稿", "定稿")
VALUE_COLUMN = 3
FIRST_FIELD_ROW = 5


def _field(offset: int, title: str, kind: Kind = Kind.TEXT, hint: str = "") -> SingleCell:
    return SingleCell(title, COVER, FIRST_FIELD_ROW + offset, VALUE_COLUMN, title, kind, hint=hint)


DEPARTMENT = _field(0, "被评价单位", hint="填单位全称。")
YEAR = _field(1, "评价年度", Kind.COUNT, hint="填四位年份，如2022。")
BODY = _field(2, "评价机构", hint="填评价机构或评价工作组的全称。")
STAGE = replace(_field(3, "评价阶段", Kind.CHOICE, hint="从下拉框选择。"), choices=STAGES)
LEAD = _field(4, "主评人")
REVIEWER = _field(5, "复核人")
LEADER = _field(6, "组长")
PROFILE = _field(7, "单位概况", Kind.PARAGRAPH, hint="单位职能、机构、人员等。")
RESULTS = _field(8, "主要成果", Kind.PARAGRAPH, hint="本年度履职的主要成果。")

COVER_NOTE = "_cover_note"
"""The defined name of the sentence on what to do when macros are blocked."""

COVER_CELLS = (DEPARTMENT, YEAR, BODY, STAGE, LEAD, REVIEWER, LEADER, PROFILE, RESULTS)
