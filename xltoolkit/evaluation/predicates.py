"""The predicates that issue rules are made of, by the names of `catalogue.issue_model`.

Each takes an `Inquiry` and gives an `Occurrence` for every row of which it is true. None of them
raises on what a user may have typed: what cannot be judged is no occurrence.
"""

from typing import Callable, Iterator, Mapping

from xltoolkit.evaluation.advice import advice_without_issues, issues_without_advice
from xltoolkit.evaluation.case_predicates import (
    finding_recorded,
    inputs_missing,
    scopes_differ,
    share_not_whole,
    tampered,
    tasks_uncovered,
)
from xltoolkit.evaluation.limits import targets_unmeasurable
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence
from xltoolkit.evaluation.quantity_predicates import (
    amount_not_zero,
    count_above_zero,
    given_without,
    identities_failed,
    identity_failed,
    identity_met,
)
from xltoolkit.evaluation.standards import below_previous, misses_standard, misses_target
from xltoolkit.evaluation.waivers import waiver_incomplete

Predicate = Callable[[Inquiry], Iterator[Occurrence]]

ABOUT_THE_CASE: Mapping[str, Predicate] = {
    "misses_standard": misses_standard,
    "misses_target": misses_target,
    "below_previous": below_previous,
    "count_above_zero": count_above_zero,
    "finding_recorded": finding_recorded,
    "identity_holds": identity_met,
    "identity_fails": identity_failed,
    "given_without": given_without,
    "scopes_differ": scopes_differ,
    "share_not_whole": share_not_whole,
    "inputs_missing": inputs_missing,
    "identities_fail": identities_failed,
    "amount_not_zero": amount_not_zero,
    "tasks_uncovered": tasks_uncovered,
    "targets_unmeasurable": targets_unmeasurable,
    "tampered": tampered,
}
"""Predicates that look at the case alone."""

ABOUT_THE_LIST: Mapping[str, Predicate] = {
    "issues_without_advice": issues_without_advice,
    "waiver_incomplete": waiver_incomplete,
    "advice_without_issues": advice_without_issues,
}
"""Predicates that look at the printed issues too, and so come last."""
