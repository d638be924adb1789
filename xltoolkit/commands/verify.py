"""`xltoolkit verify`: published figures computed again from the figures they were made of."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from udfs.verification import DISAGREES
from xltoolkit.commands.run_text import COLOURS
from xltoolkit.errors import UserError
from xltoolkit.evaluation.published_figures import PublishedRate, PublishedSum, written
from xltoolkit.evaluation.published_tables import CLASSES, NOT_RECOMPUTABLE, Judged, judge_table
from xltoolkit.imports.csv_rows import read_csv_rows
from xltoolkit.imports.verification_table import has_verification_header, read_verification_table

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls")
UNKNOWN_CAUSE = "未找到原因"
KINDS = {PublishedRate: "比率", PublishedSum: "合计"}


def verify(path: Path, *, as_json: bool) -> None:
    """Print the class of every figure of a table, and the cause where one is found.

    Raises:
        UserError: the table cannot be read.
    """
    results = judge_file(path)
    if as_json:
        print(json.dumps([_described(each) for each in results], ensure_ascii=False, indent=1))
    else:
        _print(Console(highlight=False), results)


def judge_file(path: Path) -> tuple[Judged, ...]:
    """Return the class of every figure of a table.

    Raises:
        UserError: the table cannot be read.
    """
    if path.suffix.lower() in WORKBOOK_SUFFIXES:
        raise UserError(
            f"“{path.name}”是工作簿，其中的数不保留印出的小数位数："
            "请在表格程序中另存为“CSV UTF-8”后再核对。"
        )
    return judge_table(read_verification_table(read_csv_rows(path, has_verification_header)))


def _described(result: Judged) -> dict[str, Any]:
    recomputed = result.recomputed
    return {
        "name": result.row.name,
        "class": result.word,
        "recomputed": None if recomputed is None else float(recomputed),
        "cause": result.cause or None,
        "row": result.row.number,
        "published": result.row.published,
    }


def _print(console: Console, results: tuple[Judged, ...]) -> None:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("行", justify="right", no_wrap=True)
    table.add_column("名称", overflow="fold", ratio=3)
    table.add_column("种类", no_wrap=True)
    for heading in ("公布值", "复算值"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("结论", no_wrap=True)
    table.add_column("原因", overflow="fold", ratio=5)
    for result in results:
        table.add_row(
            str(result.row.number),
            Text(result.row.name),
            KINDS.get(type(result.row.content), ""),
            Text(result.row.published),
            _recomputed(result),
            Text(result.word, style=COLOURS.get(result.word, "yellow")),
            Text(result.cause or (UNKNOWN_CAUSE if result.word == DISAGREES else "")),
        )
    console.print(table)
    console.print(_counted(results))


def _recomputed(result: Judged) -> str:
    """Write what was computed: a rate as a percentage, with two decimals more than published."""
    if result.recomputed is None or result.printed is None:
        return ""
    is_percentage = isinstance(result.row.content, PublishedRate) or "%" in result.row.published
    if not is_percentage:
        return written(result.recomputed)
    places = max(2, _decimals(result.printed.step * 100) + 2)
    return f"{float(result.recomputed * 100):.{places}f}%"


def _decimals(step: Fraction) -> int:
    return max(0, len(written(step).partition(".")[2]))


def _counted(results: tuple[Judged, ...]) -> str:
    counts = {word: sum(each.word == word for each in results) for word in CLASSES}
    counted = "，".join(
        f"{word}{count}个" for word, count in counts.items() if count or word != NOT_RECOMPUTABLE
    )
    return f"共核对{len(results)}个数：{counted}。"
