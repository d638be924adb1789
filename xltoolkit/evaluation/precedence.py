"""One fact, one row: which issues stand, which become a hint under another, which vanish."""

from dataclasses import dataclass
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

from xltoolkit.catalogue.issue_model import IssueRule, YieldsTo
from xltoolkit.evaluation.occurrence import Occurrence

PROBLEM = "问题"
HINT = "提示"
TO_VERIFY = "待核实"

_ROW_SUBJECTS = ("target", "survey", "finding")
"""Subjects whose rows are facts of their own: only an issue of the same row takes precedence."""


@dataclass(frozen=True)
class Raised:
    """A rule that found something, under the key that its issue will have."""

    key: str
    rule: IssueRule
    occurrence: Occurrence


@dataclass(frozen=True)
class Standing:
    """What is left of a raised rule: its nature, and the key of what it stands under."""

    raised: Raised
    nature: str
    under: Optional[str] = None
    wording: Optional[str] = None


def give_way(raised: Sequence[Raised]) -> List[Standing]:
    """Let general rules yield to particular ones; the order stays.

    A rule yields to what another has found even where that one yields in turn.
    """
    found = _by_fact(raised)
    standing = []
    for each in raised:
        yielding = _first_match(each, found)
        if yielding is None:
            standing.append(Standing(each, each.rule.nature))
        elif yielding.to.outcome == "hint":
            standing.append(Standing(each, HINT, yielding.winner.key, yielding.to.wording))
    return standing


@dataclass(frozen=True)
class _Match:
    to: YieldsTo
    winner: Raised


_ANY_ROW = None
_Fact = Tuple[str, Optional[str]]


def _by_fact(raised: Iterable[Raised]) -> Dict[_Fact, Raised]:
    """The first that each rule raised about each row, and about any row at all."""
    found: Dict[_Fact, Raised] = {}
    for each in raised:
        found.setdefault((each.rule.code, each.occurrence.row), each)
        found.setdefault((each.rule.code, _ANY_ROW), each)
    return found


def _first_match(each: Raised, found: Dict[_Fact, Raised]) -> Optional[_Match]:
    row = each.occurrence.row if each.rule.subject in _ROW_SUBJECTS else _ANY_ROW
    for to in each.rule.yields_to:
        winner = found.get((to.code, row))
        if winner is not None:
            return _Match(to, winner)
    return None
