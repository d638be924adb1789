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
        plain = [_plain(scheme) for scheme in schemes]
        print(json.dumps(plain, ensure_ascii=False, indent=2, default=_written_date))
    elif identifier:
        _print_rows(schemes[0])
    else:
        _print_list(schemes)


def _plain(scheme: Scheme) -> dict[str, Any]:
    """Describe a scheme for programs."""
    described = dataclasses.asdict(scheme)
    described["draft"] = scheme.is_draft
    return described


def _written_date(value: object) -> str:
    """Write a date as 2022-01-31."""
    assert isinstance(value, dt.date)
    return value.isoformat()


def _print_list(schemes: tuple[Scheme, ...]) -> None:
    offered = [scheme for scheme in schemes if not scheme.is_draft]
    drafts = [scheme for scheme in schemes if scheme.is_draft]
    table = _list_table("可选用的方案", "来源")
    for scheme in offered:
        table.add_row(*_cells(scheme), _mark(scheme.source))
    Console().print(table)
    if not drafts:
        return
    table = _list_table("草稿", "未核实")
    for scheme in drafts:
        rows = scheme.unsupported
        points = sum(row.points for row in rows)
        table.add_row(*_cells(scheme), f"{len(rows)}项{points:g}分")
    table.caption = "草稿的部分指标未经核实或评分标准待补，得分只供试算，不能作为正式评价依据。"
    Console().print(table)


def _list_table(title: str, last: str) -> Table:
    """Return a table of schemes; ids and names are never cut."""
    table = Table(title=title, title_justify="left")
    table.add_column("编号", no_wrap=True)
    table.add_column("版本", no_wrap=True)
    table.add_column("名称", overflow="fold")
    for heading in ("施行", "满分", "指标", last):
        table.add_column(heading, no_wrap=True)
    return table


def _cells(scheme: Scheme) -> tuple[str, ...]:
    first, last = scheme.effective.get("from"), scheme.effective.get("to")
    begin = "" if first is None else f"{first.year}"
    return (
        scheme.id,
        scheme.version,
        scheme.name,
        f"{begin}—{'' if last is None else last.year}",
        f"{scheme.full:g}",
        f"{len(scheme.rows)}项",
    )


def _print_rows(scheme: Scheme) -> None:
    table = Table(title=f"{scheme.printed_name}（{scheme.id}）")
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
        is_pending = row.score.shape == "pending"
        mark = "待补" if is_pending else _mark(row.source)
        table.add_row(row.level3, f"{row.points:g}", row.standard_text, mark)
    grades = "、".join(f"{band.name}≥{band.lower:g}" for band in scheme.grade_bands)
    about = f"满分{scheme.full:g}分；等级：{grades}（{_mark(scheme.grade_source)}）"
    table.caption = f"{about}。{scheme.coverage}" if scheme.coverage else about
    Console().print(table)


def _mark(source: SourceMark) -> str:
    return MARKS[source.status]


def lint(files: list[Path]) -> bool:
    """Print every problem of the given scheme files, or of the whole catalogue; True if any."""
    from xltoolkit.catalogue import lint as linter  # noqa: PLC0415  # brings pydantic with it
    from xltoolkit.catalogue.load import load_files  # noqa: PLC0415  # likewise
    from xltoolkit.commands.scheme_files import load_scheme_file  # noqa: PLC0415  # likewise

    if files:
        quantities = load_catalogue().quantities_by_id()
        loaded = [load_scheme_file(file) for file in files]
        problems = tuple(
            problem for each in loaded for problem in linter.lint_scheme(each, quantities)
        )
    else:
        problems = linter.lint(load_files())
    for problem in problems:
        print(problem)
    print(f"发现{len(problems)}处问题。" if problems else "未发现问题。")
    return bool(problems)
