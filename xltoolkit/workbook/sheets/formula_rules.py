"""Which formulas a template may hold: a refusal of everything that some host gets wrong.

The calculation without an office program is silently wrong for functions of one value that are
given several cells, and knows only a part of the functions of Excel. So templates use a few
functions, and hand ranges only to those that take ranges.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from udfs import FUNCTIONS
from udfs.registry import ArgumentKind

SCALAR_FUNCTIONS = frozenset(
    ("IF", "AND", "OR", "ISBLANK", "NA", "ROUND", "IFERROR", "HYPERLINK", "TEXT")
)
RANGE_FUNCTIONS = frozenset(("SUM", "SUMIFS", "COUNT", "COUNTIFS", "COUNTA", "MIN", "MAX"))
OPERATORS = frozenset(("+", "-", "*", "/", "=", "<>", "<", "<=", ">", ">="))


@dataclass(frozen=True)
class _OpenCall:
    """A function whose arguments are being read, and how many of them were complete."""

    name: str
    complete: int = 0

    def takes_range(self) -> bool:
        if self.name in RANGE_FUNCTIONS:
            return True
        function = FUNCTIONS.get(self.name)
        if function is None:
            return False
        return function.parameter_at(self.complete).kind is not ArgumentKind.SCALAR


def formula_complaints(formula: str, range_names: Collection[str] = ()) -> Iterator[str]:
    """Say in English, for the maker of a template, what is not allowed in a formula.

    `range_names` are the defined names that stand for more than one cell.
    """
    calls: list[_OpenCall] = []
    for token in Tokenizer(formula).items:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            name = token.value[:-1].upper()
            if name not in SCALAR_FUNCTIONS | RANGE_FUNCTIONS and name not in FUNCTIONS:
                yield f"the function {name} is not allowed"
            calls.append(_OpenCall(name))
        elif token.type == Token.FUNC:
            calls.pop()
        elif token.type == Token.SEP and calls:
            calls[-1] = _OpenCall(calls[-1].name, calls[-1].complete + 1)
        elif token.type == Token.PAREN:
            calls.append(_OpenCall("(")) if token.subtype == Token.OPEN else calls.pop()
        else:
            yield from _complaints_about_token(token, calls, range_names)


def _complaints_about_token(
    token: Token, calls: list[_OpenCall], range_names: Collection[str]
) -> Iterator[str]:
    if token.type in (Token.OP_IN, Token.OP_PRE, Token.OP_POST):
        if token.value not in OPERATORS:
            yield f"the operator {token.value} is not allowed"
    elif token.type == Token.ARRAY:
        yield "an array constant is not allowed"
    elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
        is_range = ":" in token.value or token.value in range_names
        if is_range and not (calls and calls[-1].takes_range()):
            taker = calls[-1].name if calls else "the cell itself"
            yield f"{taker} is given the range {token.value} where one cell belongs"
