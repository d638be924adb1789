"""What the registry says of each function fits every host and every reader."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tests.support.worked_examples import examples_of
from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.registry import (
    HELP_LIMIT,
    ArgumentCountError,
    ArgumentKind,
    Function,
    Parameter,
    Reading,
    Text,
    Unit,
)
from udfs.sources import SourceStatus
from udfs.values import Argument

NAME = re.compile(r"PERF(_[A-Z]+)+")
VBA_NAME = re.compile(r"[a-z][a-z0-9_]*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
NAME_LIMIT = 31
# The reserved identifiers of the VBA language specification, section 3.3.5.2.
VBA_RESERVED = {
    word.lower()
    for word in (Path(__file__).parent / "vba_reserved_words.txt").read_text("ascii").split()
}
# What only a program can hand over: no cell holds one of them.
NO_NUMBERS = [math.nan, math.inf, -math.inf]

ALL = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)


def texts_of(function: Function) -> Iterator[Text]:
    yield function.title
    yield function.help
    for parameter in function.parameters:
        yield parameter.title
        yield parameter.help


@ALL
def test_a_name_is_one_that_every_host_takes(function: Function) -> None:
    assert FUNCTIONS[function.name] is function
    assert NAME.fullmatch(function.name)
    assert len(function.name) <= NAME_LIMIT


@ALL
def test_every_text_is_there_in_chinese_and_in_english(function: Function) -> None:
    for text in texts_of(function):
        assert CHINESE.search(text.zh), text
        assert LATIN.search(text.en), text


@ALL
def test_a_description_fits_into_the_wizard(function: Function) -> None:
    assert HELP_LIMIT == 255
    for text in texts_of(function):
        assert 0 < len(text.zh) <= HELP_LIMIT
        assert 0 < len(text.en) <= HELP_LIMIT


@ALL
def test_a_help_is_a_sentence(function: Function) -> None:
    for text in (function.help, *(parameter.help for parameter in function.parameters)):
        assert text.zh.endswith("。"), text
        assert text.en.endswith("."), text


@ALL
def test_punctuation_is_that_of_the_language(function: Function) -> None:
    for text in texts_of(function):
        chinese = text.zh
        for error in CellError:
            chinese = chinese.replace(str(error), "")
        assert not set(chinese) & set(",;:?!()"), text
        assert not set(text.en) & set("，；：？！（）、。“”"), text


@ALL
def test_parameters_have_names_that_vba_takes(function: Function) -> None:
    names = [parameter.name for parameter in function.parameters]
    assert len(set(names)) == len(names)
    for name in names:
        assert VBA_NAME.fullmatch(name)
        assert name not in VBA_RESERVED


@ALL
def test_required_parameters_come_before_optional_ones(function: Function) -> None:
    optional = [parameter.optional for parameter in function.parameters]
    assert optional == sorted(optional)


@ALL
def test_only_the_last_parameter_takes_many(function: Function) -> None:
    *others, last = function.parameters
    assert not any(parameter.kind.takes_many for parameter in others)
    assert (function.max_arguments is None) == last.kind.takes_many
    assert not (last.kind.takes_many and last.optional)


@ALL
def test_a_default_stands_only_for_an_optional_scalar(function: Function) -> None:
    for parameter in function.parameters:
        if parameter.default is not None:
            assert parameter.optional
            assert parameter.kind is ArgumentKind.SCALAR
        if parameter.kind is ArgumentKind.RANGE_OR_OMITTED:
            assert parameter.optional


@ALL
def test_the_unit_says_whether_the_answer_is_text(function: Function) -> None:
    for example in examples_of(function.name):
        if not isinstance(example.result, CellError):
            assert isinstance(example.result, str) == (function.unit is Unit.TEXT), example


@ALL
def test_a_clause_says_how_well_it_is_supported(function: Function) -> None:
    clause = function.clause
    assert clause.text.strip()
    if clause.status in {SourceStatus.SOURCED, SourceStatus.DERIVED}:
        assert clause.address.startswith(("https://", "http://"))
    else:
        assert clause.address == ""
    if clause.status is SourceStatus.MEMORY:
        assert "据记忆" in clause.text


@ALL
def test_a_native_equivalent_takes_the_same_arguments(function: Function) -> None:
    names = {parameter.name for parameter in function.parameters}
    optional_ranges = {
        parameter.name
        for parameter in function.parameters
        if parameter.kind is ArgumentKind.RANGE_OR_OMITTED
    }
    if function.native is not None:
        assert fields_of(function.native) == names
    has_both = function.native is not None and bool(optional_ranges)
    assert (function.native_without_range is not None) == has_both
    if function.native_without_range is not None:
        assert fields_of(function.native_without_range) == names - optional_ranges


def fields_of(pattern: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(pattern) if field is not None}


@ALL
def test_too_few_arguments_are_refused(function: Function) -> None:
    missing = function.min_arguments - 1
    with pytest.raises(ArgumentCountError) as refusal:
        function.call(*[1.0] * missing)
    assert str(refusal.value) == (
        f"{function.name} 至少需要{function.min_arguments}个参数，现有{missing}个，请补齐。"
    )


@ALL
def test_too_many_arguments_are_refused(function: Function) -> None:
    most = function.max_arguments
    if most is None:
        function.check_count(100)
        return
    with pytest.raises(ArgumentCountError) as refusal:
        function.call(*[1.0] * (most + 1))
    assert str(refusal.value) == (
        f"{function.name} 最多{most}个参数，现有{most + 1}个，请删去多余的。"
    )


def test_the_number_of_arguments_is_told_in_one_sentence() -> None:
    execution_rate = FUNCTIONS["PERF_EXEC_RATE"]
    with pytest.raises(
        ArgumentCountError, match=r"^PERF_EXEC_RATE 至少需要2个参数，现有1个，请补齐。$"
    ):
        execution_rate.call(1)
    with pytest.raises(
        ArgumentCountError, match=r"^PERF_EXEC_RATE 最多2个参数，现有3个，请删去多余的。$"
    ):
        execution_rate.call(1, 2, 3)


def number_positions() -> Iterator[tuple[str, int]]:
    """Each function with the position of each argument that is read as a number."""
    for function in FUNCTIONS.values():
        arguments = examples_of(function.name)[0].arguments
        for position in range(len(arguments)):
            if reads_numbers(function.parameter_at(position)):
                yield function.name, position


def reads_numbers(parameter: Parameter) -> bool:
    if parameter.kind is ArgumentKind.SCALAR:
        return parameter.reading in {Reading.NUMBER, Reading.COUNT}
    return parameter.kind is not ArgumentKind.RANGES  # a fingerprint takes every content


@pytest.mark.parametrize("number", NO_NUMBERS, ids=str)
@pytest.mark.parametrize(("name", "position"), list(number_positions()))
def test_what_is_no_number_of_a_cell_is_an_impossible_number(
    name: str, position: int, number: float
) -> None:
    arguments = list(examples_of(name)[0].arguments)
    arguments[position] = with_first_cell(arguments[position], number)
    assert FUNCTIONS[name].call(*arguments) is CellError.NUM


def with_first_cell(argument: Argument, number: float) -> Argument:
    if not isinstance(argument, tuple):
        return number
    first_row, *other_rows = argument
    return ((number, *first_row[1:]), *other_rows)


def test_an_integer_beyond_every_float_is_an_impossible_number() -> None:
    assert FUNCTIONS["PERF_EXEC_RATE"].call(10**400, 1) is CellError.NUM


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("PERF_EXEC_RATE", ("1E+99999", 1)), ("PERF_REASON", ("deduct", "1E+99999", 5, 4, 1))],
)
def test_text_of_a_number_that_no_cell_can_hold_is_refused(
    name: str, arguments: tuple[Argument, ...]
) -> None:
    assert isinstance(FUNCTIONS[name].call(*arguments), CellError)


@pytest.mark.parametrize("error", CellError)
def test_an_error_is_printed_as_every_host_prints_it(error: CellError) -> None:
    assert str(error) == error.value
    assert error.value.startswith("#")
