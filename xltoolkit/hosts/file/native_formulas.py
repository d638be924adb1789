"""Calls of our functions written in the office program's own, one formula at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import formualizer

from udfs import FUNCTIONS
from udfs.natives import native_call
from xltoolkit.hosts.file.formula_text import is_ours, plain_name, with_equals_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN, _CLOSE = formualizer.TokenSubType.Open, formualizer.TokenSubType.Close
_ARGUMENT = formualizer.TokenSubType.Arg
_ATOMS = ("Literal", "Reference", "Function", "Array")


class NoNativeEquivalent(Exception):
    """A formula calls a function that Excel's own functions cannot say."""


@dataclass(frozen=True)
class _Piece:
    """A token with its place in the text, in bytes."""

    text: str
    subtype: formualizer.TokenSubType
    start: int
    end: int


def native_formula(formula: str) -> str:
    """Return a formula, without `=`, in which every call of ours is its native equivalent.

    Raises:
        NoNativeEquivalent: for a call that has none.
    """
    text = with_equals_sign(formula)
    pieces = [
        _Piece(token.value, token.subtype, token.start, token.end)
        for token in formualizer.tokenize(text).tokens()
    ]
    return _rewritten(text.encode(), pieces).decode().removeprefix("=")


def _rewritten(text: bytes, pieces: Sequence[_Piece]) -> bytes:
    """Return the whole text with the calls among these tokens rewritten, inner ones first."""
    written: list[bytes] = []
    done, position = 0, 0
    while position < len(pieces):
        piece = pieces[position]
        is_call = piece.subtype == _OPEN and is_ours(piece.text.removesuffix("("))
        if not (is_call and piece.text.endswith("(")):
            position += 1
            continue
        last = _closing(pieces, position)
        call = _native(text, pieces[position : last + 1])
        if not (_stands_alone(pieces, position, last) or _is_atom(call)):
            call = f"({call})"
        written += [text[done : piece.start], call.encode()]
        done, position = pieces[last].end, last + 1
    return b"".join(written) + text[done:]


def _closing(pieces: Sequence[_Piece], opening: int) -> int:
    """Return the position of the token that closes a call."""
    depth = 0
    for position in range(opening, len(pieces)):
        depth += (pieces[position].subtype == _OPEN) - (pieces[position].subtype == _CLOSE)
        if not depth:
            return position
    raise NoNativeEquivalent


def _stands_alone(pieces: Sequence[_Piece], first: int, last: int) -> bool:
    """Whether a call is a whole formula, argument or bracket, so that no operator is beside it."""
    before = pieces[first - 1].subtype if first else _OPEN
    behind = pieces[last + 1].subtype if last + 1 < len(pieces) else _CLOSE
    return before in (_OPEN, _ARGUMENT) and behind in (_CLOSE, _ARGUMENT)


def _native(text: bytes, call: Sequence[_Piece]) -> str:
    """Return the native equivalent of one call, given by its tokens."""
    function = FUNCTIONS[plain_name(call[0].text.removesuffix("("))]
    arguments = [_argument(text, pieces) for pieces in _arguments(call)]
    native = native_call(function, arguments)
    if native is None:
        raise NoNativeEquivalent(function.name)
    return native


def _arguments(call: Sequence[_Piece]) -> list[list[_Piece]]:
    """Split the tokens of a call at the commas between its arguments."""
    arguments: list[list[_Piece]] = [[]]
    depth = 0
    for piece in call[1:-1]:
        if piece.subtype == _ARGUMENT and not depth:
            arguments.append([])
            continue
        depth += (piece.subtype == _OPEN) - (piece.subtype == _CLOSE)
        arguments[-1].append(piece)
    return arguments


def _argument(text: bytes, pieces: Sequence[_Piece]) -> str:
    """Return the text of an argument, in brackets where it is no single thing."""
    start, end = pieces[0].start, pieces[-1].end
    inner = [_Piece(p.text, p.subtype, p.start - start, p.end - start) for p in pieces]
    argument = _rewritten(text[start:end], inner).decode()
    return argument if _is_atom(argument) else f"({argument})"


def _is_atom(expression: str) -> bool:
    return formualizer.parse(with_equals_sign(expression)).node_type() in _ATOMS
