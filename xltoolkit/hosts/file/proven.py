"""The built-in functions and operators that the file host may calculate.

`builtins.json` is written by `scripts/prove_builtins.py` from the cases in
`tests/hosts/file/builtins`: only what answers all its cases right stands there, with the forms of
arguments that the cases prove. Never edit it by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = Path(__file__).with_name("builtins.json")


class Form(Enum):
    """How many cells an argument stands for, and where they come from."""

    CELL = "cell"
    RANGE = "range"
    WHOLE = "whole"  # whole columns or rows, such as A:A
    CONSTANT = "constant"  # an array written into the formula, such as {1,2}
    COMPUTED = "computed"  # an operator on several cells, such as A1:A3*2


@dataclass(frozen=True)
class Builtin:
    """What is proven of a built-in function.

    Attributes:
        fewest: The smallest number of arguments that a case has.
        most: The largest, or None where arguments repeat.
        lead: Number of arguments before those that repeat.
        period: How many arguments repeat together (2: range and criterion); 0 for none.
        forms: For each argument, the forms with several cells that cases prove.
    """

    fewest: int
    most: int | None
    lead: int
    period: int
    forms: tuple[frozenset[Form], ...]

    def takes(self, count: int) -> bool:
        """Whether a call with this number of arguments is proven."""
        if count < self.fewest or (self.most is not None and count > self.most):
            return False
        return not self.period or count < self.lead or (count - self.lead) % self.period == 0

    def counts_in_words(self) -> str:
        """Say for a message how many arguments are right, such as 2至3个."""
        if self.most is None:
            pairs = "、成对重复的" if self.period > 1 else ""
            return f"至少{self.fewest}个{pairs}"
        if self.most == self.fewest:
            return f"{self.fewest}个"
        return f"{self.fewest}至{self.most}个"

    def accepts(self, position: int, form: Form) -> bool:
        """Whether an argument, counted from 0, may have this form; one cell is always right."""
        if form is Form.CELL:
            return True
        place = folded_position(position, self.lead, self.period)
        return place < len(self.forms) and form in self.forms[place]


@dataclass(frozen=True)
class ProvenList:
    """The committed list: what may be calculated, and why other functions may not."""

    functions: Mapping[str, Builtin] = field(default_factory=dict)
    operators: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


def folded_position(position: int, lead: int, period: int) -> int:
    """Return the position that stands for an argument among those that repeat."""
    if not period or position < lead:
        return position
    return lead + (position - lead) % period


@cache
def proven_list() -> ProvenList:
    """Read the committed list."""
    return read_list(json.loads(PATH.read_text(encoding="utf-8")))


def read_list(data: Mapping[str, Any]) -> ProvenList:
    """Build the list from its stored form."""
    functions = {
        name: Builtin(
            fewest=entry["fewest"],
            most=entry["most"],
            lead=entry["lead"],
            period=entry["period"],
            forms=tuple(frozenset(Form(form) for form in forms) for forms in entry["forms"]),
        )
        for name, entry in data["functions"].items()
    }
    return ProvenList(functions, frozenset(data["operators"]), data["refused"])
