r"""The text of formulas: reading it into a tree, and the names that files give our functions.

Excel stores an add-in's function as `[1]!PERF_TOTAL(…)` or `'C:\folder\book.xlam'!PERF_TOTAL(…)`,
and newer functions with `_xlfn.` in front. The engine knows plain names only.
"""

from __future__ import annotations

import formualizer

from udfs import FUNCTIONS
from xltoolkit.errors import UserError

MOST_CHARACTERS = 8192  # what Excel takes as one formula
_SHOWN_CHARACTERS = 60  # of a formula in a message

# Longer prefixes first: what Excel puts before the names of newer and of foreign functions.
_PREFIXES = ("_XLFN._XLWS.", "_XLFN.", "_XLUDF.", "_XLL.")


class FormulaError(UserError):
    """A formula that cannot be read or may not be calculated."""


def parse(formula: str) -> formualizer.ASTNode:
    """Read a formula, with or without its `=`, into a tree.

    Raises:
        FormulaError: It is no formula; the sentence names the place in it.
    """
    if len(formula) > MOST_CHARACTERS:
        raise FormulaError(
            f"公式有{len(formula)}个字符，超过Excel的上限{MOST_CHARACTERS}个，请拆成几个公式。"
        )
    text = with_equals_sign(formula)
    try:
        return formualizer.parse(text)
    except formualizer.ParserError as problem:
        raise FormulaError(_syntax_sentence(text, str(problem))) from None


def with_equals_sign(formula: str) -> str:
    """Return the formula with exactly the `=` that the engine's readers expect."""
    return formula if formula.startswith("=") else f"={formula}"


def plain_name(name: str) -> str:
    """Return a function's own name, in capitals: without workbook, path or prefix."""
    upper = name.rpartition("!")[2].upper()
    for prefix in _PREFIXES:
        if upper.startswith(prefix):
            return upper.removeprefix(prefix)
    return upper


def is_ours(name: str) -> bool:
    """Whether a function, by whatever name a file gives it, is one of our worksheet functions."""
    return plain_name(name) in FUNCTIONS


def with_plain_names(formula: str) -> str:
    """Return the formula with the plain names of our functions; other text stays as it is.

    A formula that cannot be read is returned unchanged: the gate refuses it with its place.
    """
    text = with_equals_sign(formula)
    try:
        tokens = formualizer.tokenize(text).tokens()
    except formualizer.TokenizerError:
        return text
    stored = text.encode()
    pieces: list[bytes] = []
    done = 0
    for token in tokens:
        if token.subtype != formualizer.TokenSubType.Open or not token.value.endswith("("):
            continue
        name = token.value[:-1]
        if is_ours(name) and name != plain_name(name):
            pieces += [stored[done : token.start], f"{plain_name(name)}(".encode()]
            done = token.end
    return (b"".join(pieces) + stored[done:]).decode()


def may_need_plain_names(formula: str) -> bool:
    """Whether a formula could hold one of our functions by another name; quick and generous."""
    upper = formula.upper()
    return "!PERF_" in upper or ".PERF_" in upper


def _syntax_sentence(text: str, problem: str) -> str:
    """Tell the place of a syntax error."""
    shown = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
    if "too deep" in problem or "height limit" in problem:
        return f"公式“{shown}”嵌套太深，请拆成几个公式。"
    place = _place_of_error(problem)
    if place is None or "Unexpected end" in problem:
        return f"公式“{shown}”没有写完，请检查末尾的括号、引号和运算符。"
    before = text.encode()[:place].decode(errors="ignore")
    if len(before) >= len(text):
        return f"公式“{shown}”没有写完，请检查末尾的括号、引号和运算符。"
    return f"公式“{shown}”第{len(before) + 1}个字符处有语法错误，请检查这里的括号、引号和逗号。"


def _place_of_error(problem: str) -> int | None:
    """Find the byte at which the reader failed.

    It names the bytes of a token that it did not expect ("start: 16"), else a byte of its own
    ("at position 9"); the position beside a token counts tokens and says nothing to people.
    """
    for mark in ("start: ", "at position "):
        digits = problem.partition(mark)[2].split(",")[0].split(":")[0].strip()
        if digits.isdigit():
            return int(digits)
    return None
