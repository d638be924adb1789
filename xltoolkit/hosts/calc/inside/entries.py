"""The button 检查录入: what is wrong with the entries of the document in front."""

from typing import Any

from xltoolkit.hosts.calc.inside.reading import content_to_judge
from xltoolkit.workbook.input_problem import ERROR
from xltoolkit.workbook.running import inspect

SHOWN = 15  # a message box grows with its text, and a screen is only so high


def check_entries(document: Any) -> str:
    """Return what is wrong with the entries, one line each.

    Raises:
        UserError: the document is none of ours or has lost a part.
    """
    if not document.isAutomaticCalculationEnabled():
        document.calculate()
    problems = inspect(content_to_judge(document))
    if not problems:
        return "录入检查通过，未发现问题。"
    errors = sum(problem.severity == ERROR for problem in problems)
    lines = [f"【{problem.severity}】{problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"……其余{len(problems) - SHOWN}处，改正后请再次检查。")
    return "\n".join([f"共{len(problems)}处，其中错误{errors}处。", *lines])
