"""The comparison workbook: what `对比.xlsx` shows, sheet by sheet.

Names come from the evaluated files, so every text is written as a text: what begins with `=`, `+`,
`-` or `@` never becomes a formula, and nothing becomes a link by its looks.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import xlsxwriter

from xltoolkit.batch.book_sheet import (
    AMOUNT,
    CENTRED,
    COUNT,
    LINK,
    PERCENT,
    POINTS,
    TEXT,
    Column,
    TableSheet,
    Value,
)
from xltoolkit.batch.comparison import (
    COMPARING,
    FEWEST_FOR_OUTLIERS,
    Comparison,
    Group,
    Spread,
)
from xltoolkit.workbook.sheets.styles import BODY_FONT, BODY_SIZE, Styles

DOUBLED = "重复"
LinkTo = Callable[[str], str]
"""Gives the link to a file from where the comparison lies, empty where there is none."""


@dataclass(frozen=True)
class BookInput:
    """What the workbook is made of: the comparison, its time, and how files are linked to."""

    comparison: Comparison
    now: dt.datetime
    link_to: LinkTo


def build_book(given: BookInput) -> bytes:
    """Return the comparison workbook."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": BODY_FONT, "font_size": BODY_SIZE},
        },
    )
    workbook.calc_on_load = False
    # Without a zone, as the file format has it.
    workbook.set_properties(
        {"title": "部门整体支出绩效评价对比", "created": given.now.replace(tzinfo=None)}
    )
    styles = Styles(workbook)
    _write_overview(TableSheet(workbook, styles, "说明"), given)
    groups = given.comparison.groups
    for number, group in enumerate(groups, start=1):
        mark = f"{number}" if len(groups) > 1 else ""
        _write_group(partial(_new_sheet, workbook, styles, mark), group, given)
    if any(group.unranked or group.repeated for group in groups):
        _write_unranked(TableSheet(workbook, styles, "未排名"), given)
    if given.comparison.failures:
        _write_failures(TableSheet(workbook, styles, "未评成"), given)
    workbook.close()
    return stream.getvalue()


def _new_sheet(workbook: xlsxwriter.Workbook, styles: Styles, mark: str, name: str) -> TableSheet:
    return TableSheet(workbook, styles, f"{name}{mark}")


def _write_group(new_sheet: Callable[[str], TableSheet], group: Group, given: BookInput) -> None:
    """Write the sheets of a group; where nothing is scored, only those that say something."""
    if group.ranking:
        _write_ranking(new_sheet("排名"), group, given.link_to)
    if group.ranking or group.spreads:
        _write_spreads(new_sheet("得分分布"), group)
    if group.ranking or group.frequent:
        _write_frequent(new_sheet("常见问题"), group)
    if group.ranking or group.outliers:
        _write_outliers(new_sheet("离群值"), group, given.link_to)


def _write_overview(sheet: TableSheet, given: BookInput) -> None:
    comparison = given.comparison
    sheet.title("部门整体支出绩效评价对比", f"生成时间：{given.now:%Y-%m-%d %H:%M}")
    repeated = f"，重复不计{comparison.repeated}个" if comparison.repeated else ""
    counts = (
        f"评成{comparison.files}个文件，其中参加排名{comparison.ranked}个，"
        f"未全部评分{comparison.unranked}个{repeated}；未评成{len(comparison.failures)}个。"
    )
    sheet.paragraphs("结果", (counts,))
    sheet.paragraphs("先看这里", comparison.warnings or ("没有需要提醒的事项。",))
    sheet.paragraphs("怎样比较", COMPARING)
    columns = (
        Column("组", 8, CENTRED),
        Column("年度、方案和参数", 62, TEXT),
        Column("部门", 9, COUNT),
        Column("排名", 9, COUNT),
        Column("最高分", 10, POINTS),
        Column("中位数", 10, POINTS),
        Column("最低分", 10, POINTS),
    )
    rows = [
        (str(number), group.title, group.size, len(group.ranking), *_totals(group))
        for number, group in enumerate(comparison.groups, start=1)
    ]
    sheet.table(columns, rows)


def _totals(group: Group) -> tuple[Value, Value, Value]:
    scores = [each.score for each in group.ranking]
    if not scores:
        return None, None, None
    return scores[0], group.spreads[0].median, scores[-1]


def _write_ranking(sheet: TableSheet, group: Group, link_to: LinkTo) -> None:
    sheet.title("排名", group.title)
    columns = (
        Column("名次", 7, CENTRED),
        Column("部门", 36, TEXT),
        Column("折算得分", 11, POINTS),
        Column("等级", 7, CENTRED),
        *(Column(f"{head}得分率", 13, PERCENT) for head in group.heads),
        Column("评价金额（万元）", 15, AMOUNT),
        Column("问题（条）", 9, COUNT),
        Column("未处理核对项", 9, COUNT),
        Column("阶段", 12, CENTRED),
        Column("定稿录入", 12, CENTRED),
        Column("备注", 8, CENTRED),
        Column("文件", 26, LINK),
    )
    rows = [
        (
            each.rank,
            each.department,
            each.score,
            each.grade,
            *(each.heads[head] for head in group.heads),
            each.amount,
            each.problems,
            each.open_checks,
            each.stage,
            each.decided,
            DOUBLED if each.doubled else "",
            (link_to(each.file), each.file),
        )
        for each in group.ranking
    ]
    sheet.table(columns, rows)
    sheet.data_bar(2, len(rows))


def _write_spreads(sheet: TableSheet, group: Group) -> None:
    sheet.title("得分分布", group.title)
    columns = (
        Column("类别", 11, CENTRED),
        Column("名称", 34, TEXT),
        Column("部门", 8, COUNT),
        *(
            Column(title, 12, TEXT)
            for title in ("最低", "下四分位数", "中位数", "上四分位数", "最高", "平均")
        ),
    )
    rows = [(spread.kind, spread.name, spread.count, *_five(spread)) for spread in group.spreads]
    sheet.table(columns, rows, empty="本组没有得分。")


def _five(spread: Spread) -> Iterator[Value]:
    """Give the numbers of a spread as they are printed: points, or rates in percent."""
    is_total = spread.kind == "总分"
    for value in (
        spread.lowest,
        spread.first,
        spread.median,
        spread.third,
        spread.highest,
        spread.mean,
    ):
        yield None if value is None else (POINTS if is_total else PERCENT, value)


def _write_frequent(sheet: TableSheet, group: Group) -> None:
    sheet.title("常见问题", group.title)
    columns = (
        Column("规则", 8, CENTRED),
        Column("问题", 30, TEXT),
        Column("例如", 52, TEXT),
        Column("部门", 8, COUNT),
        Column("占比", 10, PERCENT),
        Column("条数", 8, COUNT),
        Column("涉及金额（万元）", 16, AMOUNT),
        Column("扣分合计", 11, POINTS),
    )
    rows = [
        (
            each.rule,
            each.title,
            each.examples,
            each.departments,
            each.share,
            each.issues,
            each.amount,
            each.points_lost,
        )
        for each in group.frequent
    ]
    sheet.table(columns, rows, empty="本组没有问题。")


def _write_outliers(sheet: TableSheet, group: Group, link_to: LinkTo) -> None:
    sheet.title("离群值", group.title)
    columns = (
        Column("部门", 40, TEXT),
        Column("指标", 26, TEXT),
        Column("值", 13, CENTRED),
        Column("偏向", 8, CENTRED),
        Column("中位数", 13, CENTRED),
        Column("下界", 13, CENTRED),
        Column("上界", 13, CENTRED),
        Column("文件", 26, LINK),
    )
    rows = [
        (
            each.department,
            each.name,
            each.value,
            each.side,
            each.median,
            each.low,
            each.high,
            (link_to(each.file), each.file),
        )
        for each in group.outliers
    ]
    few = group.size < FEWEST_FOR_OUTLIERS
    reason = f"少于{FEWEST_FOR_OUTLIERS}个部门，不判断离群。" if few else "没有离群的值。"
    sheet.table(columns, rows, empty=reason)


def _write_unranked(sheet: TableSheet, given: BookInput) -> None:
    sheet.title(
        "未排名",
        "可评的分值还没有全部评完的，补齐评分后再评一次即参加排名；重复的文件，请核对后留下一个。",
    )
    columns = (
        Column("部门", 40, TEXT),
        Column("原因", 62, TEXT),
        Column("问题（条）", 9, COUNT),
        Column("备注", 8, CENTRED),
        Column("组", 50, TEXT),
        Column("文件", 26, LINK),
    )
    rows: Sequence[tuple[Value, ...]] = [
        (
            each.department,
            each.why,
            each.problems,
            DOUBLED if each.doubled else "",
            group.title,
            (given.link_to(each.file), each.file),
        )
        for group in given.comparison.groups
        for each in (*group.unranked, *group.repeated)
    ]
    sheet.table(columns, rows)


def _write_failures(sheet: TableSheet, given: BookInput) -> None:
    sheet.title(
        "未评成", "这些文件没有结果，其他文件不受影响；改正后再运行一次，只重做变了的文件。"
    )
    columns = (
        Column("文件", 40, LINK),
        Column("类别", 12, CENTRED),
        Column("原因和办法", 100, TEXT),
    )
    rows = [
        ((given.link_to(each.file), each.file), each.kind, each.reason)
        for each in given.comparison.failures
    ]
    sheet.table(columns, rows)
