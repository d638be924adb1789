"""Guessing the number that a text was meant to be. Standard library only, Python 3.8."""

import unicodedata
from dataclasses import dataclass
from typing import Optional

_UNITS = ("万元", "元", "人", "件", "项", "个", "份", "期", "辆", "分", "次", "㎡")
_SEPARATORS = ",，'"
_DIGITS = frozenset("0123456789.-+")


@dataclass(frozen=True)
class NumberMeant:
    """The number that a text stands for, and what is wrong with the text."""

    number: float
    what: str


def number_meant(text: str) -> Optional[NumberMeant]:
    """Return the number that was probably meant; None where the text is no number at all.

    Full-width digits, separators of thousands, a percent sign and a unit are seen through;
    an amount in 元 is given in 万元.
    """
    faults = []
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain != text.strip():
        faults.append("全角数字")
    scale = 1.0
    for unit in _UNITS:
        if plain.endswith(unit):
            plain = plain[: -len(unit)].strip()
            faults.append(f"带单位“{unit}”的文字")
            scale = 0.0001 if unit == "元" else 1.0
            break
    if plain.endswith("%"):
        plain = plain[:-1].strip()
        faults.append("文字形式的百分数")
        scale = 0.01
    without = "".join(letter for letter in plain if letter not in _SEPARATORS and letter != " ")
    if without != plain:
        faults.append("带千分位逗号的文字")
    if not without or not all(letter in _DIGITS for letter in without):
        return None
    try:
        number = float(without)
    except ValueError:
        return None
    return NumberMeant(float(format(number * scale, ".15g")), "、".join(faults) or "文字形式的数字")
