"""The buttons of toolbar and menu: what each is called and which verb it sends.

Standard library only, Python 3.8.
"""

from dataclasses import dataclass

TOOLBAR_TITLE = "绩效评价"
TOOLBAR_TITLE_EN = "Performance evaluation"


@dataclass(frozen=True)
class Action:
    """A button: its verb, its titles, and the stem of its icon's file names."""

    verb: str
    title: str
    title_en: str


RUN = Action("run", "生成问题清单和评价结论", "Write issues and verdict")
CHECK = Action("check", "检查录入", "Check entries")
REPORT = Action("report", "导出报告", "Export report")
SELF_CHECK = Action("selfcheck", "自检", "Self-check")
HELP = Action("help", "帮助", "Help")

ACTIONS = (RUN, CHECK, REPORT, SELF_CHECK, HELP)
