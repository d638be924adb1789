"""The charts of the comparison page: plain SVG, drawn from the numbers of a comparison."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from xltoolkit.batch.comparison import Frequent, Ranked, Spread
from xltoolkit.batch.markup import element
from xltoolkit.workbook.sheets.styles import DEEP_BLUE, LINE, MIDDLE_BLUE, MUTED, PALE_BLUE

WIDTH = 560
BIN = 5
"""Points of one bar of the histogram."""

MOST_ISSUES = 10
LONGEST_LABEL = 17  # Chinese characters beside a bar; the whole of it is shown under the mouse
_TEXT = DEEP_BLUE
_FONT = 13


def bar_chart(title: str, bars: Sequence[tuple[str, int]]) -> Element:
    """Draw counts as upright bars."""
    height, base, top = 230, 195, 30
    highest = max((count for _, count in bars), default=0) or 1
    step = (WIDTH - 40) / max(len(bars), 1)
    wide = min(step * 0.62, 70)
    marks: list[Element] = [_line(20, base, WIDTH - 20, base)]
    for number, (label, count) in enumerate(bars):
        middle = 20 + step * (number + 0.5)
        tall = (base - top) * count / highest
        marks += (
            _box(middle - wide / 2, base - tall, wide, tall, f"{label}：{count}个"),
            _label(middle, base - tall - 6, str(count), "middle"),
            _label(middle, base + 20, label, "middle"),
        )
    return _chart(title, height, marks)


def histogram(title: str, ranking: Sequence[Ranked]) -> Element:
    """Draw how many departments scored within each five points, the lower bound included."""
    bins = [math.floor(each.score / BIN) * BIN for each in ranking]
    lows = range(min(bins), max(bins) + 1, BIN)
    return bar_chart(title, [(f"{low}–{low + BIN}", bins.count(low)) for low in lows])


def box_plots(title: str, spreads: Sequence[Spread]) -> Element:
    """Draw rates by head: from the lowest to the highest, the middle half as a box."""
    row, left, right, top = 42, 160, WIDTH - 60, 40
    base = top + row * len(spreads)

    def at(rate: float) -> float:
        return left + (right - left) * rate

    marks: list[Element] = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        marks += (
            _line(at(tick), top - 12, at(tick), base - 8),
            _label(at(tick), base + 10, f"{tick:.0%}", "middle", MUTED),
        )
    for number, spread in enumerate(spreads):
        middle = top + row * (number + 0.5) - 6
        marks += _box_plot(spread, at, middle)
        marks.append(_label(left - 12, middle + 5, _short(spread.name), "end"))
        marks.append(_label(right + 12, middle + 5, f"{spread.median:.1%}", "start"))
    return _chart(title, base + 24, marks)


def _box_plot(spread: Spread, at: Callable[[float], float], middle: float) -> list[Element]:
    says = f"{spread.name}：最低{spread.lowest:.1%}，中位数{spread.median:.1%}，最高{spread.highest:.1%}"
    marks = [
        _line(at(spread.lowest), middle, at(spread.highest), middle, MIDDLE_BLUE),
        _line(at(spread.lowest), middle - 6, at(spread.lowest), middle + 6, MIDDLE_BLUE),
        _line(at(spread.highest), middle - 6, at(spread.highest), middle + 6, MIDDLE_BLUE),
    ]
    if spread.first is not None and spread.third is not None:
        wide = max(at(spread.third) - at(spread.first), 1)
        marks.append(_box(at(spread.first), middle - 11, wide, 22, says, PALE_BLUE))
    x = at(spread.median)
    marks.append(_line(x, middle - 11, x, middle + 11, DEEP_BLUE, 3))
    return marks


def shares(title: str, issues: Sequence[Frequent]) -> Element:
    """Draw the share of departments that have each of the most frequent issues."""
    row, left, right, top = 30, 250, WIDTH - 60, 12
    marks: list[Element] = []
    for number, issue in enumerate(issues[:MOST_ISSUES]):
        middle = top + row * (number + 0.5)
        wide = (right - left) * issue.share
        says = f"{issue.title}：{issue.departments}个部门，{issue.issues}条"
        marks += (
            _box(left, middle - 9, wide, 18, says),
            _label(left - 10, middle + 5, _short(issue.title), "end"),
            _label(left + wide + 8, middle + 5, f"{issue.share:.0%}", "start"),
        )
    return _chart(title, top + row * min(len(issues), MOST_ISSUES) + 10, marks)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def _chart(title: str, height: float, marks: Sequence[Element]) -> Element:
    drawing = element(
        "svg",
        element("title", title),
        *marks,
        viewBox=f"0 0 {WIDTH} {height:g}",
        role="img",
        font_size=_FONT,
        xmlns="http://www.w3.org/2000/svg",
    )
    return element("figure", element("figcaption", title), drawing)


def _line(  # noqa: PLR0913, PLR0917 - two points and a look
    x1: float, y1: float, x2: float, y2: float, colour: str = LINE, wide: float = 1
) -> Element:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=wide)


def _box(  # noqa: PLR0913, PLR0917 - a rectangle and a look
    x: float, y: float, wide: float, tall: float, says: str, colour: str = MIDDLE_BLUE
) -> Element:
    return element(
        "rect", element("title", says), x=x, y=y, width=wide, height=tall, fill=colour, rx=2
    )


def _label(x: float, y: float, text: str, anchor: str, colour: str = _TEXT) -> Element:
    return element("text", text, x=x, y=y, text_anchor=anchor, fill=colour)
