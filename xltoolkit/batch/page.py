"""The comparison page: one HTML file with its charts in it, without scripts and without network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from xltoolkit.batch.book import DOUBLED
from xltoolkit.batch.charts import bar_chart, box_plots, histogram, shares
from xltoolkit.batch.comparing import HEAD
from xltoolkit.batch.comparison import COMPARING, Comparison, FailedFile, Group, Ranked
from xltoolkit.batch.markup import Child, element, to_html

MOST_ROWS = 100
"""Rows of a table on the page; the workbook has all of them."""

MOST_OUTLIERS = 30
NOT_KNOWN = "–"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the browser may load for the page: nothing but the style that stands in it."""

LinkTo = Callable[[str], str]


@dataclass(frozen=True)
class PageInput:
    """What the page is made of: the comparison, its time, the workbook, and links to files."""

    comparison: Comparison
    now: dt.datetime
    book: str
    link_to: LinkTo


def build_page(given: PageInput) -> bytes:
    """Return the page."""
    comparison = given.comparison
    title = "部门整体支出绩效评价对比"
    body = element(
        "main",
        element("h1", title),
        element("p", f"生成时间：{given.now:%Y-%m-%d %H:%M}", class_="muted"),
        _tiles(comparison),
        _sentences("先看这里", comparison.warnings, "warning"),
        _failures(comparison.failures, given),
        *(_group(group, given) for group in comparison.groups),
        _sentences("怎样比较", COMPARING, "method"),
        element("p", "全部数据见同一文件夹的", _link(given.book, given.book), "和Parquet数据表。"),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("title", title),
        element("style", _style()),
    )
    return to_html(element("html", head, element("body", body), lang="zh-CN"))


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _tiles(comparison: Comparison) -> Element:
    figures = (
        ("评成的文件", comparison.files),
        ("参加排名的部门", comparison.ranked),
        ("未全部评分的部门", comparison.unranked),
        *((("重复不计的文件", comparison.repeated),) if comparison.repeated else ()),
        ("未评成的文件", len(comparison.failures)),
        ("组", len(comparison.groups)),
    )
    tiles = (
        element("div", element("b", str(number)), element("span", name), class_="tile")
        for name, number in figures
    )
    return element("div", *tiles, class_="tiles")


def _sentences(title: str, sentences: Sequence[str], kind: str) -> Element | None:
    if not sentences:
        return None
    items = (element("li", sentence) for sentence in sentences)
    return element("section", element("h2", title), element("ul", *items), class_=kind)


def _failures(failures: Sequence[FailedFile], given: PageInput) -> Element | None:
    if not failures:
        return None
    rows = (
        (_file(each.file, given), each.kind, element("td", each.reason, class_="lines"))
        for each in failures[:MOST_ROWS]
    )
    return element(
        "section",
        element("h2", f"未评成的文件（{len(failures)}个）"),
        _table(("文件", "类别", "原因和办法"), rows),
        _rest(len(failures), MOST_ROWS, given),
        class_="failed",
    )


def _group(group: Group, given: PageInput) -> Element:
    ranking = group.ranking
    if not ranking:
        content: tuple[Element | None, ...] = (
            element("p", "本组没有全部评分的部门，不排名，不画图。"),
        )
    else:
        heads = [spread for spread in group.spreads if spread.kind == HEAD]
        charts = (
            bar_chart("等级（部门数）", group.grades),
            histogram("折算得分（部门数）", ranking),
            box_plots("各一级指标得分率（线：最低到最高；框：中间一半；粗线：中位数）", heads),
            shares("最常见的问题（占全组部门的比例）", group.frequent),
        )
        content = (
            element("div", *charts, class_="charts"),
            element("h3", "排名"),
            _table(*_ranking(group, given), numbers=_NUMBERS),
            _rest(len(ranking), MOST_ROWS, given),
        )
    return element(
        "section",
        element("h2", group.title),
        element("p", f"{group.size}个部门，参加排名{len(ranking)}个。", class_="muted"),
        *content,
        *_outliers(group, given),
        *_unranked(group, given),
    )


_NUMBERS = ("名次", "折算得分", "评价金额（万元）", "问题（条）")


def _ranking(group: Group, given: PageInput) -> tuple[tuple[str, ...], list[tuple[Child, ...]]]:
    headings = ("名次", "部门", "折算得分", "等级", *_NUMBERS[2:], "定稿录入", "备注", "文件")
    return headings, [_ranked(each, given) for each in group.ranking[:MOST_ROWS]]


def _ranked(each: Ranked, given: PageInput) -> tuple[Child, ...]:
    return (
        str(each.rank),
        each.department,
        f"{each.score:.2f}",
        each.grade,
        NOT_KNOWN if each.amount is None else f"{each.amount:,.2f}",
        str(each.problems),
        each.decided,
        DOUBLED if each.doubled else "",
        _file(each.file, given),
    )


def _outliers(group: Group, given: PageInput) -> tuple[Element | None, ...]:
    if not group.outliers:
        return ()
    rows = (
        (
            each.department,
            each.name,
            f"{each.value}（{each.side}）",
            each.median,
            f"{each.low} 至 {each.high}",
            _file(each.file, given),
        )
        for each in group.outliers[:MOST_OUTLIERS]
    )
    headings = ("部门", "指标", "值", "中位数", "一般范围", "文件")
    return (
        element("h3", f"离群值（{len(group.outliers)}处，只供核对线索）"),
        _table(headings, rows),
        _rest(len(group.outliers), MOST_OUTLIERS, given),
    )


def _unranked(group: Group, given: PageInput) -> tuple[Element | None, ...]:
    files = (*group.unranked, *group.repeated)
    if not files:
        return ()
    rows = (
        (
            each.department,
            each.why,
            DOUBLED if each.doubled else "",
            _file(each.file, given),
        )
        for each in files[:MOST_ROWS]
    )
    return (
        element("h3", f"未排名（{len(files)}个）"),
        _table(("部门", "原因", "备注", "文件"), rows),
        _rest(len(files), MOST_ROWS, given),
    )


def _table(
    headings: Sequence[str], rows: Iterable[Sequence[Child]], numbers: Sequence[str] = ()
) -> Element:
    kinds = ["number" if heading in numbers else "text" for heading in headings]
    head = (
        element("th", heading, class_=kind) for heading, kind in zip(headings, kinds, strict=True)
    )
    body = (
        element("tr", *(_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)))
        for row in rows
    )
    table = element("table", element("thead", element("tr", *head)), element("tbody", *body))
    return element("div", table, class_="wide")


def _cell(content: Child, kind: str) -> Element:
    if isinstance(content, Element) and content.tag == "td":
        return content
    return element("td", content, class_=kind)


def _rest(count: int, shown: int, given: PageInput) -> Element | None:
    if count <= shown:
        return None
    return element(
        "p",
        f"只列出前{shown}个，其余{count - shown}个见",
        _link(given.book, given.book),
        "。",
        class_="muted",
    )


def _file(name: str, given: PageInput) -> Child:
    link = given.link_to(name)
    return _link(link, name) if link else name


def _link(address: str, text: str) -> Element:
    return element("a", text, href=address)
