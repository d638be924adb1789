"""The text of a formula as a row of tokens, alike however a program has written it.

Programs differ in spaces, in the case of functions, in the prefix before an add-in's function
and in the sign between arguments; what is calculated is the same. Standard library only,
Python 3.8: this runs in Calc, where no reader of formulas is at hand.
"""

from typing import Iterator, List, NamedTuple, Tuple

from udfs.errors import CellError

FUNCTION, WORD, TEXT, NUMBER, SIGN = "function", "word", "text", "number", "sign"

_OUR_FUNCTIONS = "PERF_"
_NEW_FUNCTIONS = "_XLFN."
_TWO_SIGNS = ("<=", ">=", "<>")
_IN_WORDS = "_.$!:\\?#"
_ERRORS = tuple(error.value for error in CellError)
_TRUTH_VALUES = ("TRUE", "FALSE")


class Token(NamedTuple):
    """A piece of a formula: its kind and its text (a function in capitals, without prefix)."""

    kind: str
    text: str


def tokens_of(formula: str) -> Tuple[Token, ...]:
    """Return the tokens of a formula, with or without its equals sign."""
    return tuple(_without_empty_calls(list(_scanned(formula.lstrip("=")))))


def _scanned(formula: str) -> Iterator[Token]:
    position = 0
    while position < len(formula):
        sign = formula[position]
        if sign.isspace():
            position += 1
        elif sign == '"':
            end = _end_of_quoted(formula, position)
            yield Token(TEXT, formula[position:end])
            position = end
        elif sign == "#":
            error = next((each for each in _ERRORS if formula.startswith(each, position)), sign)
            yield Token(WORD, error)
            position += len(error)
        elif sign in "'[" or sign.isalnum() or sign in _IN_WORDS:
            end = _end_of_word(formula, position)
            yield _word(formula[position:end], formula[end : end + 1])
            position = end
        else:
            two = formula[position : position + 2]
            text = two if two in _TWO_SIGNS else sign
            yield Token(SIGN, "," if text == ";" else text)
            position += len(text)


def _end_of_quoted(formula: str, start: int) -> int:
    """Return where a text or a quoted sheet name ends; a doubled quote is part of it."""
    quote = formula[start]
    position = start + 1
    while position < len(formula):
        if formula[position] == quote:
            if formula[position + 1 : position + 2] != quote:
                return position + 1
            position += 1
        position += 1
    return position


def _end_of_word(formula: str, start: int) -> int:
    """Return where a number, name, reference or function ends, its sheet or prefix included."""
    position = start
    while position < len(formula):
        sign = formula[position]
        if sign == "'":
            position = _end_of_quoted(formula, position)
        elif sign == "[":
            closing = formula.find("]", position)
            position = len(formula) if closing < 0 else closing + 1
        elif sign.isalnum() or sign in _IN_WORDS or _is_exponent(formula, start, position):
            position += 1
        else:
            break
    return position


def _is_exponent(formula: str, start: int, position: int) -> bool:
    """Whether a sign belongs to a number such as 1E+300."""
    before = formula[start:position]
    return formula[position] in "+-" and before[:1].isdigit() and before[-1:] in "eE"


def _word(text: str, following: str) -> Token:
    if following == "(":
        return Token(FUNCTION, plain_function(text))
    try:
        return Token(NUMBER, format(float(text), ".15g"))
    except ValueError:
        return Token(WORD, text)


def plain_function(name: str) -> str:
    """Return a function's own name: in capitals, without what programs put in front of it."""
    upper = name.upper()
    if _OUR_FUNCTIONS in upper:
        return upper[upper.rindex(_OUR_FUNCTIONS) :]
    return upper[len(_NEW_FUNCTIONS) :] if upper.startswith(_NEW_FUNCTIONS) else upper


def _without_empty_calls(tokens: List[Token]) -> Iterator[Token]:
    """Write TRUE() as TRUE: some programs store it as a call."""
    skip = 0
    for position, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.kind == FUNCTION and token.text in _TRUTH_VALUES:
            skip = (
                2
                if [each.text for each in tokens[position + 1 : position + 3]] == ["(", ")"]
                else 0
            )
            yield Token(WORD, token.text)
        else:
            yield token
