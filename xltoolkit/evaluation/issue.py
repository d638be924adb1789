"""An issue: one row of 问题清单, as plain data."""

from dataclasses import dataclass
from typing import Optional, Tuple

from xltoolkit.evaluation.case import CellPlace


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong, worth a hint, or still to be verified.

    `key` is the rule's code and the row's id, as E02:project_exec_rate; for a finding it is its
    编号 alone. It stays the same from run to run. `nature` is 问题, 提示 or 待核实; `origin` 算,
    数 or 录. `title` is 问题, `text` 具体情况. Money is in 万元; `standard`, `actual` and `gap`
    are fractions for ratios. `points_lost` stands beside one issue of each scored row only.
    `under` is the key of the issue that a hint stands under.
    """

    key: str
    rule: str
    nature: str
    origin: str
    severity: str
    group: str
    title: str
    text: str
    basis: str
    advice: str
    place: CellPlace
    office: str = ""
    amount: Optional[float] = None
    standard: Optional[float] = None
    actual: Optional[float] = None
    gap: Optional[float] = None
    points_lost: Optional[float] = None
    under: Optional[str] = None


@dataclass(frozen=True)
class IssueGroup:
    """A heading and the printed issues under it, in the order of print."""

    id: str
    title: str
    issues: Tuple[Issue, ...]


@dataclass(frozen=True)
class Findings:
    """The result of judging a case: printed issues by group, hints and open questions apart.

    `waived` are issues that 问题清单 exempts (豁免): they stand, but are not printed or counted.
    """

    groups: Tuple[IssueGroup, ...]
    hints: Tuple[Issue, ...]
    to_verify: Tuple[Issue, ...]
    waived: Tuple[Issue, ...] = ()

    @property
    def problems(self) -> Tuple[Issue, ...]:
        """The printed issues in order; their number in print is their place in this list."""
        return tuple(issue for group in self.groups for issue in group.issues)

    @property
    def everything(self) -> Tuple[Issue, ...]:
        """All issues: printed ones, hints, open questions, waived ones."""
        return self.problems + self.hints + self.to_verify + self.waived
