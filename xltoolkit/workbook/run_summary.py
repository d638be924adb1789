"""What a run tells at its end, the same in every host. Standard library only, Python 3.8."""

from xltoolkit.workbook.running import Outcome

NOTHING_NEW = "无变化：工作簿与上次生成的结果一致，未写入。"


def summary(outcome: Outcome, *, written: bool) -> str:
    """Say in one sentence what a run has changed."""
    if not written:
        return NOTHING_NEW
    findings, plan = outcome.findings, outcome.plan
    waived = f"已豁免{len(findings.waived)}条，" if findings.waived else ""
    return (
        f"问题{len(findings.problems)}条（新增{plan.new_problems}，消除{plan.gone_problems}），{waived}"
        f"提示{len(findings.hints)}条，待核实{len(findings.to_verify)}项。"
    )
