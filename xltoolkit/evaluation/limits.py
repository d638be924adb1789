"""Rules that rest on customary values: they count where 参数 switches them on, with its limit."""

from decimal import Decimal
from typing import Iterator, Optional, Tuple

from xltoolkit.catalogue.issue_model import IssueRule, Rate
from xltoolkit.catalogue.quantity_model import signed_term
from xltoolkit.evaluation.case import Case, CellPlace, RuleSetting, Value
from xltoolkit.evaluation.exact import exact, plain_float, shortfall
from xltoolkit.evaluation.fields import quotient, rate_of, sum_of
from xltoolkit.evaluation.grades import is_fully_scored
from xltoolkit.evaluation.measured import MeasuredRow
from xltoolkit.evaluation.occurrence import Inquiry, Occurrence

_TARGETS = "绩效目标"


def setting_of(case: Case, rule: IssueRule) -> Optional[RuleSetting]:
    """What 参数 says of a rule; None where it does not list it."""
    for setting in case.rule_settings:
        if setting.code == rule.code:
            return setting
    return None


def is_on(case: Case, rule: IssueRule) -> bool:
    """Whether a rule counts: 参数 decides where it lists the rule."""
    setting = setting_of(case, rule)
    return rule.on_by_default if setting is None else setting.is_on or rule.on_by_default


def chosen_limit(inquiry: Inquiry) -> Optional[Tuple[float, str]]:
    """The limit that 参数 sets for a rule and the words behind it; None while it is off."""
    limit, setting = inquiry.rule.limit, setting_of(inquiry.case, inquiry.rule)
    if limit is None or setting is None or not setting.is_on:
        return None
    value = plain_float(exact(setting.limit))
    return None if value is None else (value, setting.basis or limit.label)


def limited_rows(inquiry: Inquiry) -> Iterator[MeasuredRow]:
    """Give what the limit of a rule measures, with the limit as its standard."""
    limit, chosen = inquiry.rule.limit, chosen_limit(inquiry)
    if limit is None or chosen is None:
        return
    for row, name, value, place in _measured(inquiry):
        yield MeasuredRow(
            row=row,
            name=name,
            value=value,
            standard=chosen[0],
            direction=limit.direction,
            label=chosen[1],
            place=place,
            unit=limit.unit,
            fields={"score": plain_float(score_of(inquiry.case))},
        )


_Measured = Tuple[str, str, Value, CellPlace]


def _measured(inquiry: Inquiry) -> Iterator[_Measured]:
    """Yield row id, name, value and place of whatever the rule measures."""
    parameters, case = inquiry.rule.parameters, inquiry.case
    if parameters.measure == "completion":
        for target in case.targets:
            yield target.id, target.name, target.completion, target.place
    elif parameters.measure is not None:
        for survey in case.surveys:
            valid, sent = exact(survey.valid), exact(survey.sent)
            value = valid if parameters.measure == "valid_answers" else quotient(valid, sent)
            yield survey.id, survey.name, plain_float(value), survey.place
    elif parameters.rate is not None:
        value = _rate(case, parameters.rate)
        first = signed_term(parameters.rate.terms[0]).quantity
        if value is not None:
            yield first, inquiry.rule.category, plain_float(value), case.entries[first].place


def _rate(case: Case, rate: Rate) -> Optional[Decimal]:
    if rate.less_score:
        total, score = sum_of(case, map(signed_term, rate.terms)), score_of(case)
        return None if total is None or score is None else total - score
    return rate_of(case, rate.terms, rate.per)


def score_of(case: Case) -> Optional[Decimal]:
    """The score of the evaluation: the one decided, else the computed one once it is complete."""
    decided = None if case.decision is None else exact(case.decision.score)
    if decided is not None:
        return decided
    return exact(case.totals.normalised) if is_fully_scored(case.totals) else None


def targets_unmeasurable(inquiry: Inquiry) -> Iterator[Occurrence]:
    """Find that too large a share of the targets cannot be measured."""
    limit, chosen, targets = inquiry.rule.limit, chosen_limit(inquiry), inquiry.case.targets
    if limit is None or chosen is None or not targets:
        return
    vague = [
        row
        for row in targets
        if exact(row.target) is None and exact(row.standard) is None and exact(row.previous) is None
    ]
    share = plain_float(Decimal(len(vague)) / len(targets))
    gap = shortfall(share, chosen[0], limit.direction)
    if vague and gap:
        yield Occurrence(
            row=_TARGETS,
            place=vague[0].place,
            fields={"count": len(vague), "share": share, "standard": chosen[0]},
            standard=chosen[0],
            actual=share,
            gap=plain_float(gap),
        )
