"""A worksheet function written as people write arithmetic: 73.00÷80.00."""

from string import Formatter
from typing import List, Optional, Sequence

from udfs import FUNCTIONS

_SIGNS = {"/": "÷", "*": "×", "+": "＋", "-": "－", "(": "（", ")": "）"}


def in_plain_arithmetic(function: str, figures: Sequence[str]) -> Optional[str]:
    """A worksheet function in plain arithmetic with its figures; None where it is no arithmetic."""
    known = FUNCTIONS.get(function)
    if known is None or known.native is None or len(figures) < len(known.parameters):
        return None
    by_name = {parameter.name: each for parameter, each in zip(known.parameters, figures)}
    written: List[str] = []
    for literal, field, _, _ in Formatter().parse(known.native):
        if not all(character in _SIGNS for character in literal):
            return None
        written.extend(_SIGNS[character] for character in literal)
        written.append(by_name[field] if field else "")
    return "".join(written)
