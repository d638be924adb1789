"""`xltoolkit compare`: in what two workbooks differ, for people and for programs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.catalogue import load_catalogue
from xltoolkit.clock import now, printed_time
from xltoolkit.commands.printing import as_printed
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.evaluation.issue import Issue
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.run import HOST, open_session
from xltoolkit.workbook.comparing import (
    Change,
    ComparedBook,
    Comparison,
    ScoreChange,
    compare_books,
)
from xltoolkit.workbook.layout.model import Kind
from xltoolkit.workbook.running import judge

EMPTY = "（空）"
MISSING = "（无）"
LONGEST_TEXT = 60
"""Longer texts are cut in the terminal; as JSON they are whole."""


def compare(before: Path, after: Path, *, as_json: bool) -> None:
    """Print in what the second workbook differs from the first; neither is written.

    Raises:
        UserError: a workbook cannot be read or judged; the sentence names it.
    """
    books = [_judged(path) for path in (before, after)]
    comparison = compare_books(books[0], books[1], load_catalogue())
    if as_json:
        described = _described(comparison, (before, after), books)
        print(json.dumps(described, ensure_ascii=False, indent=2))
        return
    _print(Console(highlight=False), comparison, (before, after), books)


def _judged(path: Path) -> ComparedBook:
    package = open_file(path)
    try:
        content = open_session(package).content()
        return ComparedBook(content, judge(content, HOST, printed_time(now())))
    except UserError as problem:
        raise UserError(f"“{path.name}”：{problem}") from None


def _print(
    console: Console, comparison: Comparison, paths: Sequence[Path], books: Sequence[ComparedBook]
) -> None:
    for label, path, book in zip("甲乙", paths, books, strict=True):
        cover = book.outcome.case.cover
        said = f"{cover.department or '（未填单位）'} {cover.year}年度"
        console.print(f"{label}：{path}（{said}）", markup=False)
    for warning in comparison.warnings:
        console.print(Text(f"注意：{warning}", style="yellow"))
    _print_changes(console, "录入的数据", comparison.inputs)
    _print_changes(console, "规则和参数", comparison.rules)
    _print_changes(console, "公式", comparison.formulas)
    _print_scores(console, comparison.scores)
    _print_issues(console, comparison)
    _print_changes(console, "上年数与上年工作簿不一致", comparison.carried)
    if not any(_counts(comparison)):
        console.print("两份工作簿的数据、规则、公式、得分和问题都相同。")


def _counts(comparison: Comparison) -> tuple[int, ...]:
    return tuple(
        len(each)
        for each in (
            comparison.inputs,
            comparison.rules,
            comparison.formulas,
            comparison.scores,
            comparison.new_issues,
            comparison.gone_issues,
            comparison.changed_issues,
            comparison.carried,
        )
    )


def _table(*headings: str) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _print_changes(console: Console, title: str, changes: Sequence[Change]) -> None:
    if not changes:
        return
    console.print(f"\n[bold]{title}[/bold]（{len(changes)}处）")
    table = _table("位置", "名称", "甲", "乙")
    for change in changes:
        table.add_row(
            _place(change),
            escape(change.title),
            Text(_shown(change.before, change.kind, is_there=change.place_before is not None)),
            Text(_shown(change.after, change.kind, is_there=change.place_after is not None)),
        )
    console.print(table)


def _place(change: Change) -> str:
    places = [each for each in (change.place_before, change.place_after) if each is not None]
    if not places:
        return "参数"
    first, last = _written(places[0]), _written(places[-1])
    return first if first == last else f"{first} → {last}"


def _written(place: CellPlace) -> str:
    return f"{place.sheet}!{place.cell}"


def _shown(value: Scalar, kind: Kind, *, is_there: bool = True) -> str:
    """Write a value as its cell does."""
    if value is None or value == "":
        return EMPTY if is_there else MISSING
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if kind is Kind.MONEY:
            return f"{value:.2f}" if round(value, 2) == value else as_printed(value)
        if kind is Kind.RATIO:
            return f"{as_printed(round(value * 100, 10))}%"
    text = as_printed(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…（共{len(text)}字）"


def _print_scores(console: Console, scores: Sequence[ScoreChange]) -> None:
    if not scores:
        return
    console.print(f"\n[bold]得分[/bold]（{len(scores)}处）")
    table = _table("指标", "甲", "乙", "差")
    for each in scores:
        difference = _difference(each)
        table.add_row(
            escape(each.name),
            _score(each.before),
            _score(each.after),
            "" if difference is None else f"{difference:+.2f}",
        )
    console.print(table)


def _score(value: Scalar) -> str:
    if isinstance(value, CellError):
        return "未评"
    if isinstance(value, (int, float)):
        return f"{value:.2f}"
    return value or MISSING


def _difference(change: ScoreChange) -> float | None:
    numbers = [
        each
        for each in (change.before, change.after)
        if isinstance(each, (int, float)) and not isinstance(each, bool)
    ]
    return numbers[1] - numbers[0] if len(numbers) > 1 else None


def _print_issues(console: Console, comparison: Comparison) -> None:
    for title, issues in (
        ("新增的问题", comparison.new_issues),
        ("消除的问题", comparison.gone_issues),
    ):
        if issues:
            console.print(f"\n[bold]{title}[/bold]（{len(issues)}条）")
            for issue in issues:
                console.print(Text(f"【{issue.nature}】{issue.text}"))
    if comparison.changed_issues:
        console.print(f"\n[bold]变化的问题[/bold]（{len(comparison.changed_issues)}条）")
        for change in comparison.changed_issues:
            first = _nature(change.before, waived=change.waived_before)
            second = _nature(change.after, waived=change.waived_after)
            console.print(Text(f"甲【{first}】{change.before.text}", style="dim"))
            console.print(Text(f"乙【{second}】{change.after.text}"))


def _nature(issue: Issue, *, waived: bool) -> str:
    return f"{issue.nature}，已豁免" if waived else issue.nature


def _described(
    comparison: Comparison, paths: Sequence[Path], books: Sequence[ComparedBook]
) -> dict[str, Any]:
    before, after = (_book(*each) for each in zip(paths, books, strict=True))
    return {
        "before": before,
        "after": after,
        "warnings": list(comparison.warnings),
        "inputs": [_change(each) for each in comparison.inputs],
        "rules": [_change(each) for each in comparison.rules],
        "formulas": [_change(each) for each in comparison.formulas],
        "scores": [
            {
                "id": each.id or None,
                "name": each.name,
                "before": _plain(each.before),
                "after": _plain(each.after),
                "difference": _difference(each),
            }
            for each in comparison.scores
        ],
        "issues": {
            "new": [_issue(each) for each in comparison.new_issues],
            "gone": [_issue(each) for each in comparison.gone_issues],
            "changed": [
                {
                    "key": each.after.key,
                    "before": {**_issue(each.before), "waived": each.waived_before},
                    "after": {**_issue(each.after), "waived": each.waived_after},
                }
                for each in comparison.changed_issues
            ],
        },
        "carried": [_change(each) for each in comparison.carried],
    }


def _book(path: Path, book: ComparedBook) -> dict[str, Any]:
    case = book.outcome.case
    return {
        "file": path.name,
        "department": case.cover.department,
        "year": case.cover.year,
        "scheme": case.scheme,
        "scheme_version": case.scheme_version,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "title": change.title,
        "cell_before": None if change.place_before is None else _written(change.place_before),
        "cell_after": None if change.place_after is None else _written(change.place_after),
        "before": _plain(change.before),
        "after": _plain(change.after),
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "key": issue.key,
        "nature": issue.nature,
        "title": issue.title,
        "text": issue.text,
        "cell": _written(issue.place),
    }


def _plain(value: Scalar) -> object:
    return str(value) if isinstance(value, CellError) else value
