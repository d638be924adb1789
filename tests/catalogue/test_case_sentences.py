"""The rules word the 2022 case as a practitioner would."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cases import changsha
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.issue_model import Field
from xltoolkit.catalogue.quantity_model import signed_term
from xltoolkit.catalogue.wording import FieldValue, render
from xltoolkit.evaluation.issues import find_issues

CASE = yaml.safe_load(Path(__file__).with_name("case_sentences.yaml").read_text(encoding="utf-8"))


def total(terms: tuple[str, ...], data: dict[str, Any]) -> float | None:
    signed = [signed_term(term) for term in terms]
    if any(term.quantity not in data for term in signed):
        return None
    return float(sum(term.sign * data[term.quantity] for term in signed))


def identity_holds(identifier: str, data: dict[str, Any]) -> bool:
    identity = load_catalogue().identities_by_id()[identifier]
    left, right = total(identity.left, data), total(identity.right, data)
    return left is not None and right is not None and round(left - right, 2) == 0


def computed(field: Field, data: dict[str, Any]) -> FieldValue:
    if field.when is not None and not identity_holds(field.when, data):
        return None
    if field.kind == "text":
        text: str | None = data.get(field.terms[0])
        return text
    value = total(field.terms, data)
    divisor = total(field.per, data) if field.per else 1
    return None if value is None or divisor is None else value / divisor


@pytest.mark.parametrize(
    "case", CASE["sentences"], ids=[f"{c['rule']} {c['sentence']}" for c in CASE["sentences"]]
)
def test_a_rule_words_the_case(case: dict[str, Any]) -> None:
    rule = load_catalogue().rules_by_code()[case["rule"]]
    data = {
        name: value for name, value in CASE["data"].items() if name not in case.get("without", ())
    }
    values: dict[str, FieldValue] = {"year": CASE["year"], "previous_year": CASE["year"] - 1}
    values.update(case.get("supplied", {}))
    values.update(
        {name: computed(field, data) for name, field in rule.fields.items() if field.terms}
    )
    hints = {giving_way.code: giving_way.wording for giving_way in rule.yields_to}
    template = hints[case["under"]] if "under" in case else rule.wording
    assert template is not None
    kinds = {name: field.kind for name, field in rule.fields.items()}
    assert render(template, kinds, values) == case["sentence"]


def test_every_rule_of_the_case_is_worded_here() -> None:
    shown = {case["rule"] for case in CASE["sentences"]}
    raised = {issue.rule for issue in find_issues(changsha(), load_catalogue()).everything}
    assert raised - {"N01"} <= shown <= set(load_catalogue().rules_by_code())
