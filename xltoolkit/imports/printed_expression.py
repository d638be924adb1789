"""Figures as they are printed, and sums and differences of them: 1,204.50－(300＋4.5)万元.

A small parser: figures, + and −, brackets. Whatever else stands there is refused with a reason.
How exact a figure is shows in its own decimals. An integer is rounded too, unless something is
counted (136人), an exclamation mark stands behind it (136!), or its row says that its integers
are exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from udfs.verification import Figure, Printed
from xltoolkit.evaluation.published_figures import Expression, Term
from xltoolkit.workbook.typed_numbers import TypedNumber, UnitWord, half_width, read_typed_number

EXACT_MARK = "!"
_FULL_WIDTH_MARK = "！"
_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
_OPEN, _CLOSE = "(", ")"
_OTHER_ARITHMETIC = "×÷*/=^"
DECREASE_WORDS = ("下降", "减少", "降低", "下降率", "减幅", "降幅", "压减", "压缩")
_INCREASE_WORDS = ("增长", "增加", "上升", "提高", "增幅")
_DIRECTION_WORDS = (*DECREASE_WORDS, *_INCREASE_WORDS)
CHANGE_WORDS = (*_DIRECTION_WORDS, "增减", "变动", "变化", "调整", "同比", "比上年", "较上年")


class Unprintable(Exception):
    """A text that is no printed figure or no sum of them; it says what is wrong and the remedy."""


@dataclass(frozen=True)
class Token:
    """A figure of an expression before its unit is settled."""

    sign: int
    text: str
    number: Decimal
    last_place: Decimal
    unit: UnitWord | None
    is_exact: bool


def with_minus_sign(text: str) -> str:
    """Return a lone figure in brackets, as accountants write (20), with its minus sign.

    Inside a sum or difference brackets only hold terms together: those stay as they are.
    """
    plain = half_width(text).strip()
    if not (plain.startswith(_OPEN) and plain.endswith(_CLOSE)):
        return text
    inner = plain[1:-1]
    is_one_figure = inner.strip() and not set(inner) & {*_SIGNS, _OPEN, _CLOSE}
    return f"-{inner}" if is_one_figure else text


def read_tokens(text: str, *, integers_are_exact: bool = False) -> tuple[Token, ...]:
    """Return the figures of an expression with their signs.

    Raises:
        Unprintable: it is no sum or difference of printed figures.
    """
    plain = half_width(text).strip().removeprefix("=").replace(_FULL_WIDTH_MARK, EXACT_MARK)
    for character in plain:
        if character in _OTHER_ARITHMETIC:
            raise Unprintable(f"有“{character}”，只能用加号、减号和括号，请改写")
    tokens = tuple(_tokens(plain, integers_are_exact=integers_are_exact))
    if not tokens:
        raise Unprintable("没有数，请填写")
    return tokens


def _tokens(plain: str, *, integers_are_exact: bool) -> Iterator[Token]:
    """Read figures one by one; `signs` holds the sign of every bracket that is still open."""
    signs, sign, expects_figure, position = [1], 1, True, 0
    while position < len(plain):
        character = plain[position]
        if character.isspace():
            position += 1
        elif character in _SIGNS:
            sign = sign * _SIGNS[character] if expects_figure else _SIGNS[character]
            expects_figure = True
            position += 1
        elif character == _OPEN:
            _require(expects_figure, "括号前缺少加号或减号")
            signs.append(signs[-1] * sign)
            sign = 1
            position += 1
        elif character == _CLOSE:
            _require(not expects_figure and len(signs) > 1, "括号不成对，或括号内没有数")
            signs.pop()
            position += 1
        else:
            _require(expects_figure, f"“{character}”前缺少加号或减号")
            end = _end_of_figure(plain, position)
            yield _token(plain[position:end].strip(), signs[-1] * sign, integers_are_exact)
            sign, expects_figure, position = 1, False, end
    _require(not expects_figure and len(signs) == 1, "没有写完，请检查末尾的符号和括号")


def _require(holds: bool, problem: str) -> None:  # noqa: FBT001  # reads like the statement
    if not holds:
        raise Unprintable(f"{problem}，请改正")


def _end_of_figure(plain: str, start: int) -> int:
    stops = (*_SIGNS, _OPEN, _CLOSE)
    return next((at for at in range(start, len(plain)) if plain[at] in stops), len(plain))


def _token(text: str, sign: int, integers_are_exact: bool) -> Token:  # noqa: FBT001  # passed on
    is_marked = text.endswith(EXACT_MARK)
    typed, places = _typed(text.removesuffix(EXACT_MARK).rstrip())
    assert typed.value is not None  # _typed refuses it
    is_count = typed.unit is not None and typed.unit.kind == "count"
    is_exact = is_marked or is_count or (integers_are_exact and places == 0)
    return Token(sign, text, typed.value, _last_place(typed, places), typed.unit, is_exact)


def _typed(text: str) -> tuple[TypedNumber, int]:
    """Return the number of a text and how many decimals are printed."""
    typed = read_typed_number(text)
    if typed is None or typed.value is None:
        raise Unprintable(f"中的“{text}”不是数字，请改正")
    decimals = half_width(text).partition(".")[2]
    places = next((at for at, each in enumerate(decimals) if not each.isdecimal()), len(decimals))
    return typed, places


def _last_place(typed: TypedNumber, places: int) -> Decimal:
    return Decimal(1).scaleb(-places) * typed.factor


def settle_units(tokens: tuple[Token, ...]) -> UnitWord | None:
    """Return the unit of the money that has none of its own in a row.

    Raises:
        Unprintable: several units are named, so that it cannot be told.
    """
    money = [each.unit for each in tokens if each.unit is not None and each.unit.kind == "money"]
    units = list(dict.fromkeys(money))
    if len(units) > 1 and any(each.unit is None for each in tokens):
        named = "、".join(unit.text for unit in units)
        raise Unprintable(f"有的数注了单位（{named}），有的没有，请都注明单位")
    return units[0] if units else None


def expression(tokens: tuple[Token, ...], unit: UnitWord | None) -> Expression:
    """Return the terms of an expression, money without a unit of its own being in `unit`."""
    return Expression(tuple(_term(token, unit) for token in tokens))


def _term(token: Token, unit: UnitWord | None) -> Term:
    figure = Figure(_in_unit(token.number, token, unit), _half(token, unit))
    return Term(token.sign, figure, token.text)


def _half(token: Token, unit: UnitWord | None) -> Fraction:
    return Fraction(0) if token.is_exact else _in_unit(token.last_place, token, unit) / 2


def _in_unit(number: Decimal, token: Token, unit: UnitWord | None) -> Fraction:
    factor = Decimal(1) if token.unit is not None or unit is None else unit.factor
    return Fraction(number * factor)


def printed_total(tokens: tuple[Token, ...], unit: UnitWord | None) -> Printed:
    """Return a published total, which is one figure.

    Raises:
        Unprintable: it is a sum.
    """
    if len(tokens) != 1:
        raise Unprintable("应是一个数，请改正")
    token = tokens[0]
    value = _in_unit(token.number, token, unit) * token.sign
    return Printed(value, _in_unit(token.last_place, token, unit))


def printed_rate(text: str) -> tuple[tuple[Printed, ...], bool]:
    """Return the readings of a published rate, and whether a word calls it a decrease.

    91.25%, 3.5‰ and 1.69个百分点 have one reading; a number without a sign is a ratio or a
    percentage.

    Raises:
        Unprintable: it is no rate.
    """
    plain = half_width(text).strip()
    word = next((each for each in _DIRECTION_WORDS if plain.startswith(each)), "")
    typed, places = _typed(plain.removeprefix(word).strip())
    assert typed.value is not None  # _typed refuses it
    if typed.unit is not None and typed.unit.kind != "rate":
        raise Unprintable(f"“{text}”带的单位“{typed.unit.text}”不对，比率应以%或‰表示，请改正")
    last_place = _last_place(typed, places)
    readings = [Printed(Fraction(typed.value), Fraction(last_place))]
    if typed.unit is None:
        readings.append(Printed(Fraction(typed.value) / 100, Fraction(last_place) / 100))
    return tuple(readings), word in DECREASE_WORDS
