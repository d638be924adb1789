"""Predicates about findings, surveys and the case as a whole."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Dict, Iterator, List, Optional, Tuple

from udfs.numbers import round_half_up
from xltoolkit.evaluation.case import Absence, Case, CellPlace, Indicator
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence
from xltoolkit.evaluation.quantity_predicates import UNSTATED_SCOPE, is_given, stated_scope
from xltoolkit.evaluation.wording import cells_in_words, enumerated

WHOLE_CASE = "case"
"""The row id of an issue about the case as a whole."""


def finding_recorded(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find the entries of 现场发现 that the rule words."""
    rule = inquiry.rule
    kinds = {
        other.code
        for other in inquiry.catalogue.issue_rules
        if other.predicate == rule.predicate and other.on_by_default
    }
    for finding in inquiry.case.findings:
        is_of_no_kind = finding.kind not in kinds
        belongs = finding.kind == rule.code or (is_of_no_kind and rule.parameters.otherwise)
        if belongs and finding.fact.strip():
            amount = plain_float(exact(finding.amount))
            yield Occurrence(
                row=finding.id,
                place=finding.place,
                fields={
                    "title": finding.title.strip() or rule.name or rule.category,
                    "fact": finding.fact.strip(),
                    "amount": amount,
                },
                group=finding.group,
                indicator=finding.indicator,
                basis=finding.basis,
                office=finding.office,
                amount=amount,
                advice=finding.advice,
            )


def share_not_whole(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find surveys whose published mean is the share of no whole number of people."""
    for survey in inquiry.case.surveys:
        mean, people = exact(survey.satisfaction), exact(survey.valid)
        if not survey.published_mean or mean is None or people is None or people <= 0:
            continue
        if not _is_share_of_people(mean, people):
            yield Occurrence(
                row=survey.id,
                place=survey.place,
                fields={
                    "name": survey.name,
                    "value": plain_float(mean),
                    "valid": plain_float(people),
                    "product": plain_float(mean * people),
                },
                group=survey.group,
                actual=plain_float(mean),
            )


def _is_share_of_people(mean: Decimal, people: Decimal) -> bool:
    """Whether some number of people, divided by all, prints as the mean at the mean's digits."""
    exponent = mean.normalize().as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    fewer = (mean * people).to_integral_value(rounding=ROUND_FLOOR)
    return any(round_half_up(each / people, digits) == mean for each in (fewer, fewer + 1))


@dataclass(frozen=True)
class ScopedFigure:
    """What a figure is called, where it stands, and the scopes of the cells that make it."""

    name: str
    scopes: Tuple[str, ...]
    place: CellPlace


def scopes_differ(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find that the figures of the evaluation do not all have one 口径."""
    figures = [*_indicator_scopes(inquiry.case), *_count_scopes(inquiry)]
    by_scope: Dict[Tuple[str, ...], List[ScopedFigure]] = {}
    for figure in figures:
        by_scope.setdefault(figure.scopes, []).append(figure)
    unstated = by_scope.pop((UNSTATED_SCOPE,), [])
    parts = [_scope_in_words(scopes, of_scope) for scopes, of_scope in by_scope.items()]
    if unstated:
        parts.append("其他指标口径未注明")
    mixed = any(len(scopes) > 1 for scopes in by_scope)
    if by_scope and (len(parts) > 1 or mixed):
        yield Occurrence(
            row=WHOLE_CASE,
            place=(unstated or figures)[0].place,
            fields={"scopes": "，".join(parts)},
        )


def _scope_in_words(scopes: Tuple[str, ...], figures: List[ScopedFigure]) -> str:
    names = enumerated(figure.name for figure in figures)
    if len(scopes) > 1:
        return f"{names}所用各数口径不同（{enumerated(scopes)}）"
    return f"{names}为{scopes[0]}口径"


def _indicator_scopes(case: Case) -> Iterator[ScopedFigure]:
    for indicator in case.indicators:
        given = [case.entries[each] for each in indicator.input_ids if is_given(case, each)]
        if given and indicator.absence is not Absence.NOT_APPLICABLE:
            scopes = dict.fromkeys(stated_scope(entry.scope) or UNSTATED_SCOPE for entry in given)
            yield ScopedFigure(indicator.name, tuple(scopes), given[0].place)


def _count_scopes(inquiry: Inquiry) -> Iterator[ScopedFigure]:
    titles = inquiry.catalogue.quantities_by_id()
    for rule in inquiry.catalogue.issue_rules:
        if rule.predicate != "count_above_zero" or not rule.on_by_default:
            continue
        quantity = rule.parameters.quantities[0]
        if quantity in titles and is_given(inquiry.case, quantity):
            entry = inquiry.case.entries[quantity]
            scope = stated_scope(entry.scope) or UNSTATED_SCOPE
            yield ScopedFigure(titles[quantity].title, (scope,), entry.place)


def tasks_uncovered(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find that fewer key tasks have become targets than there are.

    Where neither the counts nor every task's mark are given, nobody knows: no occurrence.
    """
    case = inquiry.case
    planned, covered = (case.entries.get(each) for each in inquiry.rule.parameters.quantities)
    counts = [None if entry is None else exact(entry.value) for entry in (planned, covered)]
    missing = [task for task in case.tasks if task.covered is False]
    if None in counts and case.tasks and all(task.covered is not None for task in case.tasks):
        counts = [Decimal(len(case.tasks)), Decimal(len(case.tasks) - len(missing))]
    of_all, of_covered = counts
    if of_all is None or of_covered is None or of_covered >= of_all:
        return
    place = missing[0].place if missing or covered is None else covered.place
    yield Occurrence(
        row=WHOLE_CASE,
        place=place,
        fields={
            "planned": plain_float(of_all),
            "covered": plain_float(of_covered),
            "missing": enumerated(f"“{task.name}”" for task in missing) or None,
        },
        standard=plain_float(of_all),
        actual=plain_float(of_covered),
        gap=plain_float(of_all - of_covered),
    )


def tampered(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find where the workbook differs from its template in the rule's way."""
    for tamper in inquiry.case.tampering:
        if tamper.kind != inquiry.rule.parameters.tampering:
            continue
        yield Occurrence(
            row=tamper.id,
            place=tamper.places[0],
            fields={
                "count": len(tamper.places),
                "what": tamper.what,
                "where": cells_in_words(tamper.places),
                "present": tamper.present or None,
            },
            actual=float(len(tamper.places)),
        )


def inputs_missing(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find that inputs of applicable rows are empty; one occurrence names them all."""
    missing: Dict[str, CellPlace] = {}
    for indicator in inquiry.case.indicators:
        if indicator.absence is Absence.NOT_APPLICABLE:
            continue
        for quantity in indicator.input_ids:
            place = _missing_place(inquiry.case, indicator, quantity)
            if place is not None:
                missing.setdefault(quantity, place)
    if missing:
        known = inquiry.catalogue.quantities_by_id()
        titles = [known[each].title if each in known else each for each in missing]
        yield Occurrence(
            row=WHOLE_CASE,
            place=next(iter(missing.values())),
            fields={"count": len(titles), "names": enumerated(titles)},
            actual=float(len(titles)),
        )


def _missing_place(case: Case, indicator: Indicator, quantity: str) -> Optional[CellPlace]:
    """The cell of an empty input; a whole column is missing when its indicator has no value."""
    entry = case.entries.get(quantity)
    if entry is not None:
        return None if is_given(case, quantity) else entry.place
    return indicator.place if exact(indicator.value) is None else None
