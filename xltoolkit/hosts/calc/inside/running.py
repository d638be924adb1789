"""The button 生成问题清单和评价结论: judge the document in front and write what was found."""

from typing import Any

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.actions import RUN
from xltoolkit.hosts.calc.inside.changes import mark_unchanged
from xltoolkit.hosts.calc.inside.dialogs import Progress
from xltoolkit.hosts.calc.inside.reading import content_to_judge
from xltoolkit.hosts.calc.inside.writing import OneUndoStep, apply_plans, restamp
from xltoolkit.workbook.run_summary import summary
from xltoolkit.workbook.running import judge, stamp_after

HOST = "LibreOffice"
_STEPS = 4


def run(document: Any, time: str) -> str:
    """Write 问题清单 and 评价结论 anew as one step of undo; an unchanged case changes nothing.

    Raises:
        UserError: the document cannot be read or written; it is as it was.
    """
    if document.isReadonly():
        raise UserError(
            "工作簿是以只读方式打开的（可能正被他人使用），不能写入，未作任何改动："
            "请另存一份，或待对方关闭后重新打开再试。"
        )
    progress = Progress(document, RUN.title, _STEPS)
    try:
        return _run(document, time, progress)
    finally:
        progress.end()


def _run(document: Any, time: str, progress: Progress) -> str:
    was_changed = document.isModified()
    progress.step("重新计算")
    document.calculateAll()
    progress.step("读取并判断")
    content = content_to_judge(document)
    outcome = judge(content, HOST, time)
    if not outcome.plan.sheets:
        if not was_changed:
            mark_unchanged(document)
        return summary(outcome, written=False)
    progress.step("写入")
    with OneUndoStep(document, RUN.title):
        apply_plans(document, content, outcome.plan.sheets)
        progress.step("核对")
        document.calculate()
        written = content_to_judge(document)
        stamped = stamp_after(written, outcome)
        if stamped:
            restamp(document, written, stamped)
    return f"{summary(outcome, written=True)}\n请保存工作簿；如需撤回，按一次“撤销”（Ctrl+Z）即可。"
