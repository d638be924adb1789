"""What a person typed where a number belongs, read without a guess.

Figures are pasted from reports and accounts: with full-width digits, thousands separators,
blanks and units. All of that can be converted without doubt. Chinese numerals, dates, powers of
ten and anything else that needs a guess are not read.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Dict, Optional, Tuple

_DIGITS = "0123456789"
_GROUP = 3  # digits between thousands separators
_MOST_DIGITS = 20  # no figure has more; within them arithmetic on decimals is exact
_SEPARATORS = ", "

_BLANKS = {
    "\u00a0": "不间断空格",
    "\u2007": "不间断空格",
    "\u202f": "不间断空格",
    "\u2009": "空格",
    "\u3000": "全角空格",
    "\u200b": "不可见字符",
    "\ufeff": "不可见字符",
}
_ASCII_BLANKS = " \t\r\n"
_FULL_WIDTH = dict(zip("０１２３４５６７８９．，％（）＋－﹣／￥", "0123456789.,%()+--/¥"))
_MINUS_SIGNS = ("-", "−")
# What people type to say that there is nothing.
_NOTHING = ("-", "--", "−", "—", "——", "–", "/")


@dataclass(frozen=True)
class UnitWord:
    """A unit as it is typed behind a number.

    `kind` is that of the quantities it fits: money, rate, or count (whatever is counted or
    measured). A number times `factor` is in the unit of the workbook: 万元, a fraction, pieces.
    """

    text: str
    kind: str
    factor: Decimal
    conversion: str


_PER_CENT = Decimal("0.01")
_IN_WORDS = "去掉单位“{}”"
UNIT_WORDS: Tuple[UnitWord, ...] = (
    UnitWord("万元", "money", Decimal(1), _IN_WORDS.format("万元")),
    UnitWord("亿元", "money", Decimal(10000), "亿元换算为万元（×10000）"),
    UnitWord("百万元", "money", Decimal(100), "百万元换算为万元（×100）"),
    UnitWord("千元", "money", Decimal("0.1"), "千元换算为万元（÷10）"),
    UnitWord("元", "money", Decimal("0.0001"), "元换算为万元（÷10000）"),
    UnitWord("%", "rate", _PER_CENT, "百分数换算为小数（÷100）"),
    UnitWord("‰", "rate", Decimal("0.001"), "千分数换算为小数（÷1000）"),
    UnitWord("个百分点", "rate", _PER_CENT, "百分点换算为小数（÷100）"),
    UnitWord("百分点", "rate", _PER_CENT, "百分点换算为小数（÷100）"),
    *(
        UnitWord(text, "count", Decimal(1), _IN_WORDS.format(text))
        for text in ("人", "名", "项", "件", "个", "条", "次", "份", "辆", "台", "户", "家")
    ),
    *(
        UnitWord(text, "count", Decimal(1), _IN_WORDS.format(text))
        for text in ("题", "分", "㎡", "平方米")
    ),
)
"""Every unit that is understood; what is counted in another is not read."""

_LONGEST_FIRST = tuple(sorted(UNIT_WORDS, key=lambda unit: -len(unit.text)))


@dataclass(frozen=True)
class TypedNumber:
    """A number as it was meant.

    Attributes:
        value: In the unit of the workbook (万元, fraction, pieces), exact; None for a cell that
            says that there is nothing: blank, or a dash or slash alone.
        conversions: What had to be converted, each in Chinese words; empty for a plain number.
        unit: The unit that was typed, None where there was none; `value` is then the number
            as typed, in whatever unit its table states.
    """

    value: Optional[Decimal]
    conversions: Tuple[str, ...] = ()
    unit: Optional[UnitWord] = None

    @property
    def factor(self) -> Decimal:
        """What the number was multiplied with to reach the unit of the workbook."""
        return Decimal(1) if self.unit is None else self.unit.factor


def unit_word(text: str) -> Optional[UnitWord]:
    """Return the unit that is written so, None for an unknown one."""
    plain, _ = _without_full_width(text)
    return next((unit for unit in UNIT_WORDS if unit.text == plain.strip()), None)


def read_typed_number(text: str) -> Optional[TypedNumber]:
    """Return the number that a text shows, or None when it is no number beyond doubt.

    Understood are full-width digits and signs, thousands separators (comma or blank) that stand
    every three digits, blanks around it, units behind it (`UNIT_WORDS`), ¥ before it and
    brackets for a negative number. `value` is None for a blank text, a dash or a slash.
    """
    plain, conversions = _without_full_width(text)
    trimmed = plain.strip(_ASCII_BLANKS)
    if trimmed in ("", *_NOTHING):
        nothing = () if trimmed == "" else (f"“{trimmed}”按未填处理",)
        return TypedNumber(None, nothing)
    if trimmed != plain:
        conversions = (*conversions, "去掉首尾空格")
    return _scan(trimmed, conversions)


def half_width(text: str) -> str:
    """Return a text with full-width digits, signs and blanks as plain ones, all else as it is."""
    return _without_full_width(text)[0]


def _without_full_width(text: str) -> Tuple[str, Tuple[str, ...]]:
    """Replace full-width characters and uncommon blanks, and say which there were."""
    done: Dict[str, None] = {}  # an ordered set
    characters = []
    for character in text:
        if character in _FULL_WIDTH:
            done["全角字符改为半角"] = None
        elif character in _BLANKS:
            done[f"去掉{_BLANKS[character]}"] = None
        characters.append(_FULL_WIDTH.get(character, _plain_blank(character)))
    return "".join(characters), tuple(done)


def _plain_blank(character: str) -> str:
    if character not in _BLANKS:
        return character
    return "" if _BLANKS[character] == "不可见字符" else " "


def _scan(text: str, conversions: Tuple[str, ...]) -> Optional[TypedNumber]:
    """Peel off brackets, currency sign and unit; what is left must be a number."""
    text, outer = _without_brackets(text)
    text, unit = _without_unit(text)
    text, inner = _without_brackets(text)
    has_currency_sign = text.startswith("¥")
    if has_currency_sign:
        text = text[1:].lstrip(_ASCII_BLANKS)
        unit = unit or unit_word("元")
    number = _signed_number(text)
    in_brackets = outer or inner
    if number is None or (in_brackets and text[0] not in _DIGITS) or (outer and inner):
        return None
    if has_currency_sign and unit is not None and unit.kind != "money":
        return None
    words = list(conversions)
    if any(separator in text for separator in _SEPARATORS):
        words.append("去掉千分位分隔符")
    if in_brackets:
        words.append("括号表示负数")
        number = number.copy_negate()
    if unit is not None:
        words.append(unit.conversion)
        number *= unit.factor
    return TypedNumber(number, tuple(words), unit)


def _without_brackets(text: str) -> Tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(_ASCII_BLANKS), True
    return text, False


def _without_unit(text: str) -> Tuple[str, Optional[UnitWord]]:
    for unit in _LONGEST_FIRST:
        if text.endswith(unit.text):
            return text[: -len(unit.text)].rstrip(_ASCII_BLANKS), unit
    return text, None


def _signed_number(text: str) -> Optional[Decimal]:
    sign = "-" if text.startswith(_MINUS_SIGNS) else ""
    unsigned = text[1:] if text.startswith((*_MINUS_SIGNS, "+")) else text
    whole, point, decimals = unsigned.partition(".")
    digits = _without_separators(whole)
    if digits is None or (point and not decimals):
        return None
    all_digits = digits + decimals
    if not 0 < len(all_digits) <= _MOST_DIGITS or any(each not in _DIGITS for each in all_digits):
        return None
    return Decimal(f"{sign}{digits}{point}{decimals}")


def _without_separators(whole: str) -> Optional[str]:
    """Return the digits before the decimal point, None when a separator is out of place."""
    used = [separator for separator in _SEPARATORS if separator in whole]
    if not used:
        return whole
    first, *groups = whole.split(used[0])
    # “0,980” is as likely a decimal comma: no guess.
    starts_well = 0 < len(first) <= _GROUP and first[0] != "0"
    if len(used) > 1 or not starts_well or any(len(group) != _GROUP for group in groups):
        return None
    return "".join((first, *groups))
