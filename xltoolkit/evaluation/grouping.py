"""Under which heading an issue is printed, and where under it."""

from dataclasses import dataclass, replace
from typing import Dict, Iterable, List, Optional, Tuple

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.evaluation.case import Case, Group
from xltoolkit.evaluation.keys import names_of
from xltoolkit.evaluation.occurrence import Occurrence


@dataclass(frozen=True)
class Headings:
    """The headings of a case in the order of print: those of 参数, then the rules' own.

    A heading that only a row names stands behind them. `id` is the short name that counts use.
    """

    known: Tuple[Group, ...]

    @classmethod
    def of(cls, case: Case, catalogue: Catalogue, own: Iterable[str]) -> "Headings":
        """Collect the headings; `own` are the groups that rows name themselves."""
        known = _without_repeats(case.groups)
        titles = [*(group.title for group in catalogue.groups), *(name for name in own if name)]
        for title in titles:
            if _named(known, title) is None:
                known.append(Group(id=title, title=title))
        return cls(tuple(known))

    def place(
        self, catalogue: Catalogue, rule: IssueRule, occurrence: Occurrence
    ) -> Tuple[int, int]:
        """Return which heading an issue falls under, and its rank among the members there.

        The row's own group wins; then the group that lists the row, the rule, and at last
        the rule's default.
        """
        names = names_of(rule.code, occurrence.row)
        titles = {group.id: group.title for group in catalogue.groups}
        heading = (
            _named(self.known, occurrence.group)
            or _listing(self.known, names)
            or _named(self.known, titles[rule.group])
        )
        assert heading is not None  # the default headings are all among the known
        return self.known.index(heading), _rank(heading.members, names)


def _without_repeats(groups: Iterable[Group]) -> List[Group]:
    """The groups of 参数; of those with one short name the first, with the members of all."""
    by_id: Dict[str, Group] = {}
    for group in groups:
        first = by_id.get(group.id)
        by_id[group.id] = (
            group if first is None else replace(first, members=(*first.members, *group.members))
        )
    return list(by_id.values())


def _listing(groups: Iterable[Group], names: Tuple[str, ...]) -> Optional[Group]:
    """The group that lists the row as a member, else the one that lists the rule."""
    candidates = list(groups)
    for name in names:
        for group in candidates:
            if name in group.members:
                return group
    return None


def _named(groups: Iterable[Group], name: str) -> Optional[Group]:
    """The group of this id, else of this title; no group for an empty name."""
    candidates = list(groups) if name else []
    for group in candidates:
        if group.id == name:
            return group
    for group in candidates:
        if group.title == name:
            return group
    return None


def _rank(members: Tuple[str, ...], names: Tuple[str, ...]) -> int:
    for name in names:
        if name in members:
            return members.index(name)
    return len(members)
