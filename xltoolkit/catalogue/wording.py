"""The small language in which issue rules word their sentences.

`{name}` stands for a field. A part in square brackets is optional: it is left out when one of
its fields is empty. Brackets do not nest, and outside brackets every field must be given.

    {year}年{name}{value}[，{note}]，未达{standard}的标准。
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import List, Literal, Mapping, Optional, Tuple, Union

FieldKind = Literal[
    "text", "year", "count", "number", "money", "percent", "short_percent", "points"
]

Measured = Tuple[float, str]
FieldValue = Union[None, str, int, float, Measured]

_RATIO = "比率"


class WordingError(ValueError):
    """A template that cannot be read; its text is a Chinese sentence."""


@dataclass(frozen=True)
class Piece:
    """A literal text or, when `field` is true, the name of a field."""

    text: str
    field: bool


@dataclass(frozen=True)
class Part:
    """A run of pieces that is printed as a whole or, when optional, not at all."""

    pieces: Tuple[Piece, ...]
    optional: bool

    @property
    def fields(self) -> Tuple[str, ...]:
        """The names of the fields of this part."""
        return tuple(piece.text for piece in self.pieces if piece.field)


def parse_wording(template: str) -> Tuple[Part, ...]:
    """Split a template into its parts.

    Raises:
        WordingError: for a bracket or brace without its partner, or nested ones.
    """
    parts = []
    rest = template
    while rest:
        before, opened, after = rest.partition("[")
        if "]" in before:
            raise WordingError("方括号不成对，请补上“[”或删除“]”。")
        if before:
            parts.append(Part(_pieces(before), optional=False))
        if not opened:
            break
        inside, closed, rest = after.partition("]")
        if not closed or "[" in inside:
            raise WordingError("方括号不成对或有嵌套，请改正。")
        parts.append(Part(_pieces(inside), optional=True))
    return tuple(parts)


def _pieces(text: str) -> Tuple[Piece, ...]:
    pieces = []
    rest = text
    while rest:
        literal, opened, after = rest.partition("{")
        if "}" in literal:
            raise WordingError("花括号不成对，请补上“{”或删除“}”。")
        if literal:
            pieces.append(Piece(literal, field=False))
        if not opened:
            break
        name, closed, rest = after.partition("}")
        if not closed or not name.isidentifier():
            raise WordingError("花括号内应为字段名，请改正。")
        pieces.append(Piece(name, field=True))
    return tuple(pieces)


def fields_of(template: str) -> Tuple[str, ...]:
    """Return the names of all fields of a template, in order, each once."""
    names = [name for part in parse_wording(template) for name in part.fields]
    return tuple(dict.fromkeys(names))


def render(
    template: str, kinds: Mapping[str, FieldKind], values: Mapping[str, FieldValue]
) -> Optional[str]:
    """Return the sentence, or None when a field outside brackets is empty.

    `kinds` says how each field is written; a field that is absent from `values` is empty.
    """
    printed: List[str] = []
    for part in parse_wording(template):
        if any(values.get(name) is None for name in part.fields):
            if part.optional:
                continue
            return None
        printed.extend(
            written(values[piece.text], kinds[piece.text]) if piece.field else piece.text
            for piece in part.pieces
        )
    return "".join(printed)


def written(value: FieldValue, kind: FieldKind) -> str:
    """Return a value as official Chinese text writes it.

    `money` (万元) has two decimals without separators; `percent` writes a ratio with two
    decimals and `short_percent` without trailing zeros, both write a pair of number and another
    unit as that; `points` writes a ratio as percentage points; `number` has up to two decimals.
    """
    if kind == "text" or isinstance(value, str) or value is None:
        return "" if value is None else str(value)
    number, unit = value if isinstance(value, tuple) else (value, _RATIO)
    if kind in ("year", "count"):
        return _rounded(number, 0)
    if kind == "money":
        return _rounded(number, 2)
    if kind == "points":
        return _rounded(number, 2, scale=100)
    if kind == "number" or unit != _RATIO:
        return _trimmed(_rounded(number, 2)) + (unit if kind != "number" else "")
    text = _rounded(number, 2, scale=100)
    return f"{text if kind == 'percent' else _trimmed(text)}%"


def _rounded(number: float, digits: int, scale: int = 1) -> str:
    """Round half away from zero, on the fifteen digits that a cell keeps of a number."""
    exact = Decimal(format(number, ".15g")) * scale
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return format(rounded or abs(rounded), "f")  # no minus sign before a zero


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
