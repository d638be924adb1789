"""A plan: everything that a run changes in the workbook, as plain data for any host."""

from dataclasses import dataclass, field
from typing import Mapping, Optional, Tuple, Union

from xltoolkit.workbook.content import Address

PlannedValue = Union[None, float, str, bool]


@dataclass(frozen=True)
class RowLook:
    """How a row is to stand: its height in points, or hidden."""

    height: Optional[float] = None
    hidden: bool = False


@dataclass(frozen=True)
class SheetPlan:
    """The cells of one sheet that a run writes (None empties a cell), and the look of its rows.

    `grow_to` asks the host to prepare rows like `grow_from` down to this row first, with
    formats, validations and formulas. `print_last_row` is where printing ends.
    """

    sheet: str
    cells: Mapping[Address, PlannedValue]
    rows: Mapping[int, RowLook]
    grow_from: Optional[int] = None
    grow_to: Optional[int] = None
    print_last_row: Optional[int] = None


@dataclass(frozen=True)
class RunPlan:
    """The plans of 问题清单, 评价结论 and 运行记录, and what has changed since the last run.

    `manual` holds what people typed beside each issue, by its key and the column's id; `texts`
    what its row says after the run, by key and field, and `paragraphs` what those of 评价结论 say,
    by their ids: a person's words where they were reworded. `new_problems` counts the printed
    issues that were not printed before, `gone_problems` those that are none any more.
    """

    sheets: Tuple[SheetPlan, ...]
    new: Tuple[str, ...]
    gone: Tuple[str, ...]
    changed: Tuple[str, ...]
    manual: Mapping[str, Mapping[str, PlannedValue]]
    texts: Mapping[str, Mapping[str, PlannedValue]] = field(default_factory=dict)
    paragraphs: Mapping[str, PlannedValue] = field(default_factory=dict)
    new_problems: int = 0
    gone_problems: int = 0
