"""The criteria of SUMIF and its relatives: `8`, `">=60"`, `"<>教育"`, `"*支出"`, `""`."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.file.number_text import number_in

Test = Callable[[Scalar], bool]

# Longer signs first: "<=" begins with "<".
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<>": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
_TRUTH_VALUES = {"TRUE": True, "FALSE": False}
_ERRORS = {str(error): error for error in CellError}


def criterion(condition: Scalar) -> Test:
    """Return the test that a cell must pass; an empty condition stands for 0, as in Excel."""
    if condition is None:
        return _equal_to(0)
    if not isinstance(condition, str):
        return _equal_to(condition)
    if condition == "":
        return _looks_empty
    sign = next((sign for sign in _COMPARISONS if condition.startswith(sign)), "")
    operand = condition[len(sign) :]
    if sign in ("", "="):
        return _equality(operand)
    if sign == "<>":
        equal = _equality(operand)
        return lambda cell: not equal(cell)
    return _order(_COMPARISONS[sign], operand)


def _equality(operand: str) -> Test:
    if operand == "":
        return lambda cell: cell is None
    value = _value_of(operand)
    return _like(operand) if isinstance(value, str) else _equal_to(value)


def _value_of(operand: str) -> Scalar:
    """Read what stands behind the sign: a truth value, an error, a number, else text."""
    upper = operand.upper()
    if upper in _TRUTH_VALUES:
        return _TRUTH_VALUES[upper]
    if upper in _ERRORS:
        return _ERRORS[upper]
    number = number_in(operand)
    return operand if number is None else number


def _equal_to(value: Scalar) -> Test:
    """Return a test for one value; text that shows the same number is equal to a number."""
    if isinstance(value, (bool, CellError)):
        return lambda cell: cell is value

    def equals(cell: Scalar) -> bool:
        if isinstance(cell, str):
            return number_in(cell) == value
        return _is_number(cell) and cell == value

    return equals


def _order(compare: Callable[[Any, Any], bool], operand: str) -> Test:
    """Return a test for an order; only cells of the operand's own kind can pass it."""
    value = _value_of(operand)
    if isinstance(value, str):
        folded = value.casefold()
        return lambda cell: isinstance(cell, str) and compare(cell.casefold(), folded)
    if isinstance(value, bool):
        return lambda cell: isinstance(cell, bool) and compare(cell, value)
    return lambda cell: _is_number(cell) and compare(cell, value)


def _looks_empty(cell: Scalar) -> bool:
    return cell is None or cell == ""


def _is_number(cell: Scalar) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _like(pattern: str) -> Test:
    """Return a test for text with `*` and `?`; `~` takes the meaning from either."""
    signs = _signs(pattern.casefold())
    if not any(is_wild for _, is_wild in signs):
        text = "".join(character for character, _ in signs)
        return lambda cell: isinstance(cell, str) and cell.casefold() == text
    return lambda cell: isinstance(cell, str) and _fits(cell.casefold(), signs)


# One sign of a pattern: the character, and whether it stands for others.
Sign = tuple[str, bool]


def _signs(pattern: str) -> list[Sign]:
    signs: list[Sign] = []
    escaped = False
    for character in pattern:
        if character == "~" and not escaped:
            escaped = True
            continue
        signs.append((character, character in "*?" and not escaped))
        escaped = False
    if escaped:
        signs.append(("~", False))
    return signs


def _fits(text: str, signs: list[Sign]) -> bool:
    """Match by positions reached, so that many `*` cost no more than length times signs."""
    reached = {0}
    for sign, is_wild in signs:
        if is_wild and sign == "*":
            reached = set(range(min(reached), len(text) + 1))
        else:
            reached = {
                place + 1
                for place in reached
                if place < len(text) and (is_wild or text[place] == sign)
            }
        if not reached:
            return False
    return len(text) in reached
