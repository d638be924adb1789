"""The result of a run in the terminal: rates, issues by group, open questions, the verdict."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.evaluation.verdict_model import Verdict
from xltoolkit.workbook.issue_rows import chinese_number
from xltoolkit.workbook.running import Outcome

GOOD, BAD, OPEN = "green", "red", "yellow"
COLOURS = {"达标": GOOD, "未达标": BAD, "一致": GOOD, "不一致": BAD, "截尾": OPEN, "输入舍入": OPEN}


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print what a run found, for people."""
    console.print(_rates(outcome.verdict))
    _print_issues(console, outcome.findings)
    _print_verdict(console, outcome.verdict)


def _rates(verdict: Verdict) -> Table:
    table = Table(title="主要指标", title_justify="left", title_style="bold")
    for heading in ("指标", "计算", "结果", "标准", "判断", "与公布数"):
        table.add_column(heading, overflow="fold")
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


def _print_issues(console: Console, findings: Findings) -> None:
    console.print(f"\n[bold]问题清单[/bold]（共{len(findings.problems)}条）")
    number = 0
    for ordinal, group in enumerate(findings.groups, start=1):
        console.print(f"[bold]（{chinese_number(ordinal)}）{escape(group.title)}[/bold]")
        for issue in group.issues:
            number += 1
            _print_issue(console, f"{number:>3}", issue)
    for title, issues in (("提示", findings.hints), ("待核实", findings.to_verify)):
        if issues:
            console.print(f"\n[bold]{title}[/bold]（{len(issues)}条，不印发）")
        for issue in issues:
            _print_issue(console, "  -", issue)


def _print_issue(console: Console, label: str, issue: Issue) -> None:
    console.print(f"{label} [dim]【{issue.origin}】[/dim]{escape(issue.text)}")


def _print_verdict(console: Console, verdict: Verdict) -> None:
    console.print("\n[bold]评价结论[/bold]")
    for paragraph in (verdict.amount_paragraph, verdict.score_paragraph, verdict.trial_paragraph):
        if paragraph:
            console.print(escape(paragraph))
