"""The result of a run in the terminal: rates, issues by group, open questions, the verdict."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.evaluation.verdict_model import Verdict
from xltoolkit.workbook.issue_rows import chinese_number
from xltoolkit.workbook.plan import PlannedValue, RunPlan
from xltoolkit.workbook.running import Outcome

GOOD, BAD, OPEN = "green", "red", "yellow"
PRINTED_PARAGRAPHS = ("amount_paragraph", "score_paragraph", "trial_paragraph")
COLOURS = {"达标": GOOD, "未达标": BAD, "一致": GOOD, "不一致": BAD, "截尾": OPEN, "输入舍入": OPEN}


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print what a run found, for people, in the words that stand on the sheets."""
    console.print(_rates(outcome.verdict))
    _print_issues(console, outcome.findings, outcome.plan)
    _print_verdict(console, outcome.verdict, outcome.plan)


def _rates(verdict: Verdict) -> Table:
    table = Table(title="主要指标", title_justify="left", title_style="bold")
    for heading in ("指标", "计算", "结果", "标准", "判断", "与公布数"):
        # A figure that goes on in the next line is read as two.
        table.add_column(heading, overflow="fold", no_wrap=heading == "计算")
    for line in verdict.rates:
        table.add_row(
            escape(line.name),
            line.calculation,
            line.result,
            line.standard,
            _coloured(line.judgement),
            _coloured(line.published),
        )
    return table


def _coloured(word: str) -> Text:
    return Text(word, style=COLOURS.get(word, ""))


def _print_issues(console: Console, findings: Findings, plan: RunPlan) -> None:
    console.print(f"\n[bold]问题清单[/bold]（共{len(findings.problems)}条）")
    number = 0
    for ordinal, group in enumerate(findings.groups, start=1):
        console.print(f"[bold]（{chinese_number(ordinal)}）{escape(group.title)}[/bold]")
        rows = []
        for issue in group.issues:
            number += 1
            rows.append((str(number), issue))
        console.print(_issue_rows(rows, plan))
    for title, issues in (
        ("提示", findings.hints),
        ("待核实", findings.to_verify),
        ("已豁免", findings.waived),
    ):
        if issues:
            console.print(f"\n[bold]{title}[/bold]（{len(issues)}条，不印发）")
            console.print(_issue_rows([("-", issue) for issue in issues], plan))


def _issue_rows(rows: list[tuple[str, Issue]], plan: RunPlan) -> Table:
    """Set issues as a grid, so that a long sentence goes on below its own beginning."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", min_width=3, no_wrap=True)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, issue in rows:
        text = plan.texts.get(issue.key, {}).get("text", issue.text)
        grid.add_row(label, f"【{issue.origin}】", escape(_shown(text)))
    return grid


def _print_verdict(console: Console, verdict: Verdict, plan: RunPlan) -> None:
    console.print("\n[bold]评价结论[/bold]")
    for paragraph in PRINTED_PARAGRAPHS:
        text = _shown(plan.paragraphs.get(paragraph, getattr(verdict, paragraph)))
        if text:
            console.print(Text(text, overflow="fold"))


def _shown(text: PlannedValue) -> str:
    return "" if text is None else str(text)
