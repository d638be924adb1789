"""A value with what it is measured by, whatever kind of row it stands in."""

from dataclasses import dataclass, field
from typing import Mapping, Optional

from xltoolkit.catalogue.wording import FieldValue
from xltoolkit.evaluation.case import CellPlace, Value
from xltoolkit.evaluation.wording import RATIO


@dataclass(frozen=True)
class MeasuredRow:
    """A value with the standard that its own row, or a limit on 参数, states."""

    row: str
    name: str
    value: Value
    standard: Value
    direction: Optional[str]
    label: str
    place: CellPlace
    unit: str = RATIO
    group: str = ""
    indicator: str = ""
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
