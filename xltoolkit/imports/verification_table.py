"""Reading a table of published figures: name, kind, published, numerator, denominator, parts.

Cells are text, for the printed decimals count. A row that cannot be read becomes an `Unreadable`
with a sentence; the rest of the table is read all the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from xltoolkit.errors import UserError
from xltoolkit.evaluation.published_figures import (
    Expression,
    PublishedRate,
    PublishedRow,
    PublishedSum,
    Unreadable,
)
from xltoolkit.imports.printed_expression import (
    CHANGE_WORDS,
    DECREASE_WORDS,
    Token,
    Unprintable,
    expression,
    printed_rate,
    printed_total,
    read_tokens,
    settle_units,
    with_minus_sign,
)
from xltoolkit.imports.quantity_names import folded
from xltoolkit.imports.table_header import SEARCHED_ROWS, Row, as_text

_TITLES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "名称", "项目", "指标", "指标名称"),
    "kind": ("kind", "种类", "类型", "类别"),
    "published": ("published", "公布值", "公布数", "公布", "公布的数", "印出"),
    "numerator": ("numerator", "分子"),
    "denominator": ("denominator", "分母"),
    "parts": ("parts", "分项", "各分项", "组成"),
    "exact": ("exact", "整数精确", "精确"),
}
_REQUIRED = ("name", "published")
_MEANINGS = {folded(title): key for key, titles in _TITLES.items() for title in titles}
_TITLES_IN_CHINESE = {key: titles[1] for key, titles in _TITLES.items()}
_RATE, _SUM = "rate", "sum"
_KINDS = {
    **dict.fromkeys(("rate", "比率", "率", "占比", "增长率", "百分比"), _RATE),
    **dict.fromkeys(("sum", "合计", "和", "总额", "加总", "求和"), _SUM),
}
_Read = TypeVar("_Read")
_YES = ("是", "yes", "true", "1", "y")
_SEPARATORS = ("；", ";", "、")


@dataclass(frozen=True)
class _Row:
    """The cells of a row by meaning, as text."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")

    @property
    def integers_are_exact(self) -> bool:
        return self["exact"].lower() in _YES


def has_verification_header(rows: Sequence[Row]) -> bool:
    """Whether the rows have the header of a table of published figures."""
    return _header(rows) is not None


def read_verification_table(rows: Sequence[Row]) -> tuple[PublishedRow, ...]:
    """Return the rows of a table of published figures.

    Raises:
        UserError: there is no header, or no row below it.
    """
    header = _header(rows)
    if header is None:
        raise UserError(
            f"表的前{SEARCHED_ROWS}行中没有找到表头：请写一行表头，栏名为“名称、种类、公布值、分子、"
            "分母、分项”（或 name、kind、published、numerator、denominator、parts）。"
        )
    position, columns = header
    width = len(rows[position])
    read = tuple(
        _read(number, row, columns, width)
        for number, row in enumerate(rows[position + 1 :], start=position + 2)
        if any(as_text(cell) for cell in row)
    )
    if not read:
        raise UserError("表头下面没有要核对的数：请每行填一个公布的数及其分子、分母或分项。")
    return read


def _header(rows: Sequence[Row]) -> tuple[int, Mapping[str, int]] | None:
    for position, row in enumerate(rows[:SEARCHED_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            title = folded(as_text(cell))
            meaning = _MEANINGS.get(title) or _MEANINGS.get(title.partition("(")[0])
            if meaning is not None:
                columns.setdefault(meaning, column)
        if all(key in columns for key in _REQUIRED):
            return position, columns
    return None


def _read(number: int, row: Row, columns: Mapping[str, int], width: int) -> PublishedRow:
    cells = {key: as_text(row[at]) for key, at in columns.items() if at < len(row)}
    name, published = cells.get("name", ""), cells.get("published", "")
    try:
        if any(as_text(cell) for cell in row[width:]):
            raise Unprintable("像是被数字中的千分位逗号拆成了几格，请去掉逗号或给数字加引号")
        return PublishedRow(number, name, published, _content(_Row(number, cells)))
    except Unprintable as problem:
        unreadable = Unreadable(f"第{number}行“{name}”{problem}。")
        return PublishedRow(number, name, published, unreadable)


def _content(row: _Row) -> PublishedRate | PublishedSum:
    kind = _kind(row)
    if not row["published"]:
        raise Unprintable("没有填公布值，请补上")
    needed = ("numerator", "denominator") if kind == _RATE else ("parts",)
    for key in needed:
        if not row[key]:
            raise Unprintable(f"没有填{_TITLES_IN_CHINESE[key]}，不能复算，请补上")
    return _rate(row) if kind == _RATE else _sum(row)


def _kind(row: _Row) -> str:
    """Return rate or sum; where the row does not say, what it fills tells."""
    if row["kind"]:
        kind = _KINDS.get(folded(row["kind"]))
        if kind is None:
            raise Unprintable(f"的种类“{row['kind']}”无法识别，请填“比率”或“合计”")
        return kind
    if row["numerator"] or row["denominator"]:
        return _RATE
    if row["parts"]:
        return _SUM
    raise Unprintable("没有填分子、分母，也没有填分项，不能复算，请补上")


def _rate(row: _Row) -> PublishedRate:
    readings, is_decrease = _named("published", lambda: printed_rate(row["published"]))
    tokens = {key: _tokens(row, key) for key in ("numerator", "denominator", "parts")}
    unit = settle_units(tuple(each for part in tokens.values() for each in part))
    terms: dict[str, Expression] = {key: expression(part, unit) for key, part in tokens.items()}
    is_called_decrease = any(word in row["name"] for word in DECREASE_WORDS)
    return PublishedRate(
        readings,
        terms["numerator"],
        terms["denominator"],
        terms["parts"],
        is_decrease or is_called_decrease,
        is_decrease or any(word in row["name"] for word in CHANGE_WORDS),
    )


def _sum(row: _Row) -> PublishedSum:
    total, parts = _tokens(row, "published"), _tokens(row, "parts")
    unit = settle_units((*total, *parts))
    printed = _named("published", lambda: printed_total(total, unit))
    return PublishedSum(printed, expression(parts, unit))


def _tokens(row: _Row, key: str) -> tuple[Token, ...]:
    text = row[key]
    if not text:
        return ()
    text = _sum_of_listed(text) if key == "parts" else with_minus_sign(text)
    return _named(key, lambda: read_tokens(text, integers_are_exact=row.integers_are_exact))


def _sum_of_listed(text: str) -> str:
    """Write parts that are listed, 100；(20)；30, as a sum."""
    for separator in _SEPARATORS[1:]:
        text = text.replace(separator, _SEPARATORS[0])
    items = (item.strip() for item in text.split(_SEPARATORS[0]))
    return "+".join(with_minus_sign(item) for item in items if item)


def _named(key: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except Unprintable as problem:
        raise Unprintable(f"的{_TITLES_IN_CHINESE[key]}{problem}") from None
