"""The worked examples hold, and they are a table that every host can read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cells import is_same
from tests.support.worked_examples import (
    FOLDER,
    ExampleFormError,
    WorkedExample,
    examples_of,
    parse_examples,
    read_examples,
    report_figures,
    worked_examples,
)
from udfs import FUNCTIONS
from udfs.errors import CellError

ALL = (*worked_examples(), *report_figures())
LEAST_EXAMPLES = 240
PRINTED_EXAMPLES = 3  # the first of a function, which its reference prints
BAD_EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "bad_examples.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", ALL, ids=str)
def test_the_function_gives_the_result_of_the_example(example: WorkedExample) -> None:
    result = FUNCTIONS[example.function].call(*example.arguments)
    assert is_same(result, example.result), f"{result!r}, not {example.result!r}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_ordinary_examples_to_print(name: str) -> None:
    printed = examples_of(name)[:PRINTED_EXAMPLES]
    assert len(printed) == PRINTED_EXAMPLES
    for example in printed:
        assert not isinstance(example.result, CellError), example
        assert all(argument is not None for argument in example.arguments), example


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_an_example_of_each_kind_of_trouble(name: str) -> None:
    results = {example.result for example in examples_of(name)}
    cells = {cell for example in examples_of(name) for cell in example.cells()}
    assert None in cells
    assert any(isinstance(cell, CellError) for cell in cells)
    if name not in {"PERF_TOTAL", "PERF_FINGERPRINT"}:  # they have an answer for everything
        assert any(isinstance(result, CellError) for result in results)


def test_there_are_many_examples() -> None:
    assert len(worked_examples()) >= LEAST_EXAMPLES


@pytest.mark.parametrize("group", [worked_examples(), report_figures()], ids=["udfs", "report"])
def test_an_example_is_known_by_its_name(group: tuple[WorkedExample, ...]) -> None:
    names = Counter((example.function, example.name) for example in group)
    assert [name for name, times in names.items() if times > 1] == []


def test_the_examples_of_a_function_stand_in_one_file() -> None:
    places = {(example.function, file.name) for file in files() for example in read_examples(file)}
    assert sorted(function for function, _ in places) == sorted(FUNCTIONS)


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("example", ALL, ids=str)
def test_a_published_figure_names_where_it_was_read(example: WorkedExample) -> None:
    if "公布实例" in example.name:
        assert example.note is not None
        assert "https://" in example.note


@pytest.mark.parametrize("case", BAD_EXAMPLES, ids=[case["name"] for case in BAD_EXAMPLES])
def test_an_entry_in_another_form_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ExampleFormError) as refusal:
        parse_examples(case["text"], "examples.yaml")
    assert str(refusal.value) == case["error"]
