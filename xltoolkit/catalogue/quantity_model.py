"""The quantities that staff fill in, and the identities that hold between them."""

from dataclasses import dataclass
from typing import Literal, Optional, Tuple, Union

SectionLayout = Literal["matrix", "values"]
QuantityKind = Literal["money", "count", "rate", "measure", "text"]
Relation = Literal["=", "<="]
IdentitySeverity = Literal["error", "warning", "coincidence"]

SECTION_COLUMNS = {
    "matrix": ("上年决算", "年初预算", "全年预算", "决算数"),
    "values": ("上年", "值"),
}
"""The columns of a section by its layout, from left to right."""


@dataclass(frozen=True)
class Section:
    """A part of the sheet 基础数据: money as a matrix, anything else as value and last year's."""

    id: str
    title: str
    layout: SectionLayout


@dataclass(frozen=True)
class Place:
    """One cell of the sheet 基础数据: the section's id, the row's title, the column's title."""

    section: str
    row: str
    column: str


@dataclass(frozen=True)
class ListColumn:
    """A column of a list sheet; a range of cells, one for each row of the list."""

    sheet: str
    list_column: str


@dataclass(frozen=True)
class Quantity:
    """One input of an evaluation.

    `defined_name` is what formulas call it; `scope` is the 口径 that an empty template starts
    with; `from_table` names the table or document the figure is taken from; `source` is the id
    of the mark (see `Catalogue.marks`) that supports what `from_table` says.
    """

    id: str
    title: str
    unit: str
    kind: QuantityKind
    defined_name: str
    place: Union[Place, ListColumn]
    from_table: str
    source: str
    scope: str = "全部门"
    note: Optional[str] = None


@dataclass(frozen=True)
class SignedTerm:
    """A quantity with its sign (1 or -1) in a sum; an optional one counts as 0 when empty."""

    quantity: str
    sign: int
    optional: bool


def signed_term(text: str) -> SignedTerm:
    """Read a term as the data files write it: `fa_net`, `-fa_depr`, `spend_operating?`."""
    sign = -1 if text.startswith("-") else 1
    name = text[1:] if sign < 0 else text
    optional = name.endswith("?")
    return SignedTerm(name[:-1] if optional else name, sign, optional)


@dataclass(frozen=True)
class Identity:
    """A relation between two sums of quantities, in the notation of `signed_term`.

    It can be judged when every term that is not optional is given. `=` holds when the sums
    differ by at most `tolerance`, `<=` when the left exceeds the right by at most `tolerance`.
    A failed `error` or `warning` is shown on 核对. A `coincidence` is the other way round:
    that it holds is what needs an explanation, and only issue rules look at it.
    """

    id: str
    title: str
    left: Tuple[str, ...]
    right: Tuple[str, ...]
    relation: Relation
    tolerance: float
    severity: IdentitySeverity
    source: str

    @property
    def left_terms(self) -> Tuple[SignedTerm, ...]:
        """The terms of the left sum."""
        return tuple(signed_term(text) for text in self.left)

    @property
    def right_terms(self) -> Tuple[SignedTerm, ...]:
        """The terms of the right sum."""
        return tuple(signed_term(text) for text in self.right)
