"""Which quantities a scheme needs, so that the others can be folded away.

Standard library only, Python 3.8.
"""

from typing import Iterator, Tuple

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import Place, signed_term
from xltoolkit.catalogue.scheme_model import Scheme

VERDICT_SECTION = "evaluation"
"""The section of 基础数据 that 评价结论 opens with, whatever the scheme."""


def needed_quantities(catalogue: Catalogue, scheme: Scheme) -> Tuple[str, ...]:
    """Return the ids of what indicators, issue rules and the verdict read, in sheet order."""
    wanted = set(_inputs(scheme))
    for rule in catalogue.issue_rules:
        if rule.on_by_default and rule.asks_for_data and _is_fed(rule, scheme):
            wanted.update(_terms(rule))
    return tuple(
        quantity.id
        for quantity in catalogue.quantities
        if isinstance(quantity.place, Place)
        and (quantity.id in wanted or quantity.place.section == VERDICT_SECTION)
    )


def counted_quantities(catalogue: Catalogue, scheme: Scheme) -> Tuple[str, ...]:
    """Return the needed quantities that are numbers: those that progress is counted by."""
    known = catalogue.quantities_by_id()
    return tuple(
        quantity
        for quantity in needed_quantities(catalogue, scheme)
        if known[quantity].kind != "text"
    )


def _inputs(scheme: Scheme) -> Iterator[str]:
    for row in scheme.rows:
        if row.value is not None:
            yield from row.value.inputs
    for rate in scheme.unscored:
        yield from rate.value.inputs


def _is_fed(rule: IssueRule, scheme: Scheme) -> bool:
    """Whether a rule about certain indicators finds one of them in the scheme."""
    wanted = rule.parameters
    if not (wanted.indicators or wanted.inputs):
        return True
    rows = [(row.id, row.value) for row in scheme.rows]
    rows += [(rate.id, rate.value) for rate in scheme.unscored]
    return any(
        row_id in wanted.indicators or (value is not None and value.inputs == wanted.inputs)
        for row_id, value in rows
    )


def _terms(rule: IssueRule) -> Iterator[str]:
    yield from rule.parameters.quantities
    for field in rule.fields.values():
        for term in (*field.terms, *field.per):
            yield signed_term(term).quantity
