"""Predicates about single quantities of 基础数据 and about the identities between them."""

from typing import Iterator, Optional

from xltoolkit.catalogue.quantity_model import Identity
from xltoolkit.evaluation.case import Case, CellPlace
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.fields import first_identity, identity_holds, sides_of
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence

UNSTATED_SCOPE = "未注明"
"""What the column 口径 says of a figure whose scope nobody stated."""


def stated_scope(scope: str) -> Optional[str]:
    """The 口径 of an entry; None where it is empty or said to be unstated."""
    return scope if scope and scope != UNSTATED_SCOPE else None


def is_given(case: Case, quantity: str) -> bool:
    """Whether anything at all is entered for a quantity."""
    entry = case.entries.get(quantity)
    return entry is not None and entry.value is not None and entry.value != ""


def count_above_zero(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find a count that is entered and above 0."""
    quantity = inquiry.rule.parameters.quantities[0]
    entry = inquiry.case.entries.get(quantity)
    count = None if entry is None else exact(entry.value)
    if entry is not None and count is not None and count > 0:
        yield Occurrence(
            row=quantity,
            place=entry.place,
            fields={"scope": stated_scope(entry.scope)},
            actual=plain_float(count),
        )


def given_without(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find a quantity that is entered while those that explain it are not."""
    quantity, *explaining = inquiry.rule.parameters.quantities
    entry = inquiry.case.entries.get(quantity)
    if entry is None or exact(entry.value) is None:
        return
    if not any(is_given(inquiry.case, each) for each in explaining):
        yield Occurrence(row=quantity, place=entry.place, actual=plain_float(exact(entry.value)))


def identity_met(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find an identity that holds. Two sums of nothing are no coincidence: 0 = 0 is left out."""
    judged = first_identity(inquiry)
    if judged is None:
        return
    identity, sides = judged
    if any(sides) and identity_holds(identity, sides):
        yield Occurrence(
            row=identity.id,
            place=_place(inquiry.case, identity),
            actual=plain_float(sides[0]),
            standard=plain_float(sides[1]),
        )


def identity_failed(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find an identity that can be judged and fails."""
    judged = first_identity(inquiry)
    if judged is None:
        return
    identity, (left, right) = judged
    if not identity_holds(identity, (left, right)):
        difference = plain_float(abs(left - right))
        yield Occurrence(
            row=identity.id,
            place=_place(inquiry.case, identity),
            fields={"difference": difference, "comparison": "多" if left > right else "少"},
            actual=plain_float(left),
            standard=plain_float(right),
            gap=difference,
            amount=difference,
        )


def identities_failed(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find all of the identities that can be judged and fail."""
    known = inquiry.catalogue.identities_by_id()
    for identifier in inquiry.rule.parameters.identities:
        identity = known.get(identifier)
        sides = None if identity is None else sides_of(inquiry.case, identity)
        if identity is None or sides is None or identity_holds(identity, sides):
            continue
        left, right = map(plain_float, sides)
        difference = plain_float(abs(sides[0] - sides[1]))
        yield Occurrence(
            row=identity.id,
            place=_place(inquiry.case, identity),
            fields={
                "relation": identity.title,
                "left": left,
                "right": right,
                "difference": difference,
            },
            actual=left,
            standard=right,
            gap=difference,
            amount=difference,
        )


def amount_not_zero(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find an amount that is entered and not 0, of whatever sign."""
    quantity = inquiry.rule.parameters.quantities[0]
    entry = inquiry.case.entries.get(quantity)
    amount = None if entry is None else exact(entry.value)
    if entry is not None and amount:
        size = plain_float(abs(amount))
        yield Occurrence(
            row=quantity,
            place=entry.place,
            fields={"amount": size},
            actual=plain_float(amount),
            amount=size,
        )


def _place(case: Case, identity: Identity) -> CellPlace:
    """The cell of the first quantity that is entered; one is, or nothing could be judged."""
    for term in (*identity.left_terms, *identity.right_terms):
        if is_given(case, term.quantity):
            return case.entries[term.quantity].place
    return CellPlace("", "")
