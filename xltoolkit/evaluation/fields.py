"""The fields of a wording that a rule computes from quantities itself, and its identities."""

from decimal import Decimal
from typing import Dict, Iterable, Optional, Sequence, Tuple

from udfs.errors import NotANumber
from udfs.numbers import divide
from xltoolkit.catalogue.issue_model import Field, IssueRule
from xltoolkit.catalogue.quantity_model import Identity, SignedTerm, signed_term
from xltoolkit.catalogue.wording import FieldValue
from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.occurrence import Inquiry

Sides = Tuple[Decimal, Decimal]


def computed_fields(inquiry: Inquiry) -> Dict[str, FieldValue]:
    """Return the year and every field with terms; a field that cannot be computed is None."""
    year = inquiry.case.cover.year
    fields: Dict[str, FieldValue] = {"year": year, "previous_year": year - 1}
    for name, field in inquiry.rule.fields.items():
        if field.terms:
            is_open = field.when is None or identity_is_met(inquiry, field.when)
            fields[name] = _computed(field, inquiry.case) if is_open else None
    return fields


def _computed(field: Field, case: Case) -> FieldValue:
    if field.kind == "text":
        return text_of(case, field.terms[0])
    return plain_float(rate_of(case, field.terms, field.per))


def rate_of(case: Case, terms: Iterable[str], per: Sequence[str]) -> Optional[Decimal]:
    """The sum of the terms, by the sum of `per` where there are any; None without a result."""
    total = sum_of(case, map(signed_term, terms))
    return quotient(total, sum_of(case, map(signed_term, per))) if per else total


def quotient(above: Optional[Decimal], below: Optional[Decimal]) -> Optional[Decimal]:
    """One number by another; None where one is missing or the divisor is 0."""
    try:
        return None if above is None or below is None else divide(above, below)
    except NotANumber:
        return None


def text_of(case: Case, quantity: str) -> Optional[str]:
    """The text typed for a quantity; None where there is none, or a number."""
    entry = case.entries.get(quantity)
    value = None if entry is None else entry.value
    return value.strip() or None if isinstance(value, str) else None


def number_of(case: Case, quantity: str) -> Optional[Decimal]:
    """The number typed for a quantity, exactly; None where there is none."""
    entry = case.entries.get(quantity)
    return None if entry is None else exact(entry.value)


def sum_of(case: Case, terms: Iterable[SignedTerm]) -> Optional[Decimal]:
    """Add up the terms; None when one that is not optional is empty or no number."""
    total = Decimal(0)
    for term in terms:
        number = number_of(case, term.quantity)
        if number is not None:
            total += term.sign * number
        elif not term.optional:
            return None
    return total


def sides_of(case: Case, identity: Identity) -> Optional[Sides]:
    """The left and the right sum of an identity; None when it cannot be judged."""
    left = sum_of(case, identity.left_terms)
    right = sum_of(case, identity.right_terms)
    return None if left is None or right is None else (left, right)


def identity_holds(identity: Identity, sides: Sides) -> bool:
    """Whether the two sums stand to each other as the identity says, within its tolerance."""
    left, right = sides
    tolerance = exact(identity.tolerance) or Decimal(0)
    if identity.relation == "<=":
        return left - right <= tolerance
    return abs(left - right) <= tolerance


def identity_is_met(inquiry: Inquiry, identifier: str) -> bool:
    """Whether an identity can be judged and holds."""
    identity = inquiry.catalogue.identities_by_id().get(identifier)
    sides = None if identity is None else sides_of(inquiry.case, identity)
    return identity is not None and sides is not None and identity_holds(identity, sides)


def first_identity(inquiry: Inquiry) -> Optional[Tuple[Identity, Sides]]:
    """The first identity of a rule with its sums; None when it cannot be judged."""
    rule: IssueRule = inquiry.rule
    identity = inquiry.catalogue.identities_by_id().get(rule.parameters.identities[0])
    sides = None if identity is None else sides_of(inquiry.case, identity)
    return None if identity is None or sides is None else (identity, sides)
