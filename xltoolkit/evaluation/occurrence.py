"""What a predicate is asked, and what it answers for every row of which it is true."""

from dataclasses import dataclass, field
from typing import Mapping, Optional, Tuple

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.wording import FieldValue
from xltoolkit.evaluation.case import Case, CellPlace
from xltoolkit.evaluation.issue import Issue


@dataclass(frozen=True)
class Inquiry:
    """A rule that is put to a case.

    `problems` are the printed issues in order, `waived` the exempted ones; they are there only
    for predicates about the list of issues itself (see `predicates.ABOUT_THE_LIST`).
    """

    rule: IssueRule
    case: Case
    catalogue: Catalogue
    problems: Tuple[Issue, ...] = ()
    waived: Tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """A row of which a predicate is true, with all that the predicate knows about it.

    `row` is the row's id (of an indicator, target, survey, finding, quantity or identity),
    `fields` the wording fields that the predicate supplies, `group` the row's own 问题分组.
    `standard`, `actual` and `gap` are fractions for ratios; `standard_printed` is what 依据
    says of the standard. `indicator` is the scored row whose points the occurrence costs.
    `basis`, `office`, `amount` (万元) and `advice` are what an auditor typed.
    """

    row: str
    place: CellPlace
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    group: str = ""
    standard: Optional[float] = None
    actual: Optional[float] = None
    gap: Optional[float] = None
    standard_printed: str = ""
    indicator: str = ""
    basis: str = ""
    office: str = ""
    amount: Optional[float] = None
    advice: str = ""
