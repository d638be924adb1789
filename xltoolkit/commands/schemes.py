"""`xltoolkit schemes`: what a scoring scheme says, and whether it is sound."""

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.catalogue.source_model import SourceMark

MARKS = {
    "sourced": "已核对",
    "derived": "推算",
    "memory": "据记忆",
    "own": "自拟",
    "quoted": "报告所列",
}


def show(identifier: str, *, as_json: bool) -> None:
    """Print all schemes, or one with its rows."""
    catalogue = load_catalogue()
    schemes = catalogue.schemes if not identifier else (catalogue.scheme(identifier),)
    if as_json:
        print(json.dumps([_plain(scheme) for scheme in schemes], ensure_ascii=False, indent=2))
    elif identifier:
        _print_rows(schemes[0])
    else:
        _print_list(schemes)


def _plain(scheme: Scheme) -> dict[str, Any]:
    """Turn a scheme into what JSON knows; dates as 2022-01-31."""
    described = dataclasses.asdict(scheme)
    described["effective"] = {
        end: day.isoformat() if isinstance(day, dt.date) else None
        for end, day in scheme.effective.items()
    }
    return described


def _print_list(schemes: tuple[Scheme, ...]) -> None:
    table = Table("编号", "版本", "名称", "满分", "指标", "来源")
    for scheme in schemes:
        table.add_row(
            scheme.id,
            scheme.version,
            scheme.name,
            f"{scheme.full:g}",
            f"{len(scheme.rows)}项",
            _mark(scheme.source),
        )
    Console().print(table)


def _print_rows(scheme: Scheme) -> None:
    table = Table(title=f"{scheme.name}（{scheme.id}）")
    # Chinese has no blanks to break a line at, so lines are folded where they end.
    table.add_column("指标", overflow="fold", min_width=16)
    table.add_column("分值", justify="right", no_wrap=True)
    table.add_column("评分标准", overflow="fold")
    table.add_column("来源", no_wrap=True)
    head = ""
    for row in scheme.rows:
        if row.level1 != head:
            head = row.level1
            points = sum(other.points for other in scheme.rows if other.level1 == head)
            table.add_section()
            table.add_row(f"[bold]{head}[/bold]", f"[bold]{points:g}[/bold]", "", "")
        table.add_row(row.level3, f"{row.points:g}", row.standard_text, _mark(row.source))
    grades = "、".join(f"{band.name}≥{band.lower:g}" for band in scheme.grade_bands)
    table.caption = f"满分{scheme.full:g}分；等级：{grades}（{_mark(scheme.grade_source)}）"
    Console().print(table)


def _mark(source: SourceMark) -> str:
    return MARKS[source.status]


def lint(files: list[Path]) -> bool:
    """Print every problem of the given scheme files, or of the whole catalogue; True if any."""
    from xltoolkit.catalogue import lint as linter  # noqa: PLC0415  # brings pydantic with it
    from xltoolkit.catalogue.load import load_files, load_scheme  # noqa: PLC0415  # likewise

    if files:
        catalogue = load_catalogue()
        problems = tuple(
            problem
            for file in files
            for problem in linter.lint_scheme(
                load_scheme(file, catalogue.rates), catalogue.quantities_by_id()
            )
        )
    else:
        problems = linter.lint(load_files())
    for problem in problems:
        print(problem)
    print(f"发现{len(problems)}处问题。" if problems else "未发现问题。")
    return bool(problems)
