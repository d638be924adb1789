"""The language of wordings: optional parts, kinds of fields, and templates that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltoolkit.catalogue.wording import (
    FieldKind,
    FieldValue,
    WordingError,
    fields_of,
    render,
    written,
)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (2022, "year", "2022"),
        (10, "count", "10"),
        (1118.3, "money", "1118.30"),
        (-175.26, "money", "-175.26"),
        (1234567.005, "money", "1234567.01"),
        (2.675, "money", "2.68"),
        (-0.001, "money", "0.00"),
        (0.908083494, "percent", "90.81%"),
        (0.95, "percent", "95.00%"),
        (0.95, "short_percent", "95%"),
        (0.8016, "short_percent", "80.16%"),
        (1, "short_percent", "100%"),
        ((0.66, "比率"), "percent", "66.00%"),
        ((12.5, "天"), "percent", "12.5天"),
        ((30, "个"), "short_percent", "30个"),
        (0.0483, "points", "4.83"),
        (9.0, "number", "9"),
        (220.44, "number", "220.44"),
        ("局机关", "text", "局机关"),
    ],
)
def test_a_value_is_written_as_official_text_writes_it(
    value: FieldValue, kind: FieldKind, text: str
) -> None:
    assert written(value, kind) == text


def test_an_optional_part_goes_with_any_empty_field() -> None:
    template = "{a}[，其中{b}、{c}]。"
    kinds: dict[str, FieldKind] = {"a": "text", "b": "text", "c": "text"}
    assert render(template, kinds, {"a": "甲", "b": "乙", "c": "丙"}) == "甲，其中乙、丙。"
    assert render(template, kinds, {"a": "甲", "b": "乙"}) == "甲。"
    assert render(template, kinds, {"b": "乙", "c": "丙"}) is None


def test_the_fields_of_a_template_are_named_once_in_order() -> None:
    assert fields_of("{year}年{name}[，{note}，{year}]") == ("year", "name", "note")


@pytest.mark.parametrize("template", ["[a", "a]", "[a[b]]", "{a", "a}", "{}", "{a b}", "]a["])
def test_a_template_that_cannot_be_read_is_refused(template: str) -> None:
    with pytest.raises(WordingError, match="请"):
        fields_of(template)


@given(st.text(alphabet=st.characters(exclude_characters="[]{}")))
def test_text_without_brackets_stands_for_itself(text: str) -> None:
    assert render(text, {}, {}) == text


@given(st.text(alphabet=st.characters(exclude_characters="")))
def test_the_text_of_a_field_is_printed_as_it_is(text: str) -> None:
    assert render("“{fact}”", {"fact": "text"}, {"fact": text}) == f"“{text}”"
