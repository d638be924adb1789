"""The sheet 满意度: surveys, and below them the questions with their answers."""

from typing import Tuple

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.sheet_names import SATISFACTION

RESPONDENTS = ("公众", "内部人员")
PUBLIC = RESPONDENTS[0]
OPTIONS: Tuple[int, ...] = (1, 2, 3, 4, 5)

SURVEY_LIST = ListLayout(
    id="surveys",
    sheet=SATISFACTION,
    title="满意度调查",
    first_row=5,
    prepared=10,
    columns=(
        Column("id", "编号", 7, Kind.ID, hint="每项调查一个编号，不重复，如S01。"),
        Column("name", "调查名称", 28, Kind.PARAGRAPH),
        Column("respondents", "对象", 11, Kind.CHOICE, choices=RESPONDENTS),
        Column("respondents_in_words", "对象说明", 16, hint="印在问题里的对象，如“窗口工作人员”。"),
        Column("sent", "发放数", 10, Kind.COUNT, name="问卷发放数"),
        Column("returned", "收回数", 10, Kind.COUNT),
        Column("valid", "有效数", 10, Kind.COUNT, name="问卷有效数"),
        Column("questions", "题目数", 10, Kind.COUNT, name="问卷题目数"),
        Column(
            "mean",
            "公布的满意度",
            12,
            Kind.RATIO,
            hint="只公布了结果、没有各选项份数时填；否则留空，在下表填各选项份数。",
        ),
        Column("standard", "评价标准", 10, Kind.RATIO, hint="没有标准的留空。"),
        Column("satisfaction", "满意度", 10, Kind.RATIO, Role.FORMULA, name="满意度"),
        Column("public", "公众满意度", 11, Kind.RATIO, Role.FORMULA, name="公众满意度"),
        Column("method", "调查方法", 22, Kind.PARAGRAPH),
        Column("group", "问题分组", 12, Kind.CHOICE, hint="有问题时归入的分组，见“参数”。"),
        Column("note", "备注", 22, Kind.PARAGRAPH),
        Column("source", "来源", 24, Kind.PARAGRAPH),
    ),
)


def _options(prefix: str, title: str, kind: Kind) -> Tuple[Column, ...]:
    return tuple(Column(f"{prefix}{number}", f"{title}{number}", 9, kind) for number in OPTIONS)


QUESTION_LIST = ListLayout(
    id="questions",
    sheet=SATISFACTION,
    title="问卷题目和各选项份数",
    first_row=SURVEY_LIST.last_row + 4,
    prepared=20,
    columns=(
        Column("survey", "调查编号", 7, Kind.ID, hint="上表的编号；一项调查可有多道题。"),
        Column("question", "题目", 28, Kind.PARAGRAPH),
        *_options("count", "份数", Kind.COUNT),
        *_options("weight", "权重", Kind.RATIO),
        Column("satisfaction", "满意度", 10, Kind.RATIO, Role.FORMULA),
        Column("answers", "份数合计", 10, Kind.COUNT, Role.FORMULA),
        Column("weighted", "加权份数", 10, Kind.NUMBER, Role.FORMULA),
        *_options("label", "选项", Kind.TEXT),
    ),
    key_column="survey",
)
