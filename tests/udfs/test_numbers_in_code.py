"""A number that a circular may change stands in data, never in the code of a function."""

import ast
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

UDFS = Path(__file__).parents[2] / "udfs"
# They hold no rule of evaluation: the limits of a cell, of a float and of Excel's wizard.
MACHINERY = {"errors.py", "numbers.py", "registry.py", "values.py"}
FUNCTION_MODULES = [file for file in sorted(UDFS.glob("*.py")) if file.name not in MACHINERY]

# Nothing, one, a pair, and the hundred of a percentage; -1 is the 1 behind a minus sign.
ALLOWED = {Decimal(number) for number in (0, 1, 2, 100)}

# Numbers that say nothing about an evaluation, each with what it is.
OF_NO_CIRCULAR = {
    "checks.py": {Decimal(12)},  # the length of a fingerprint
    "reasons.py": {Decimal(3), Decimal(4), Decimal(5)},  # positions of the settings p1 to p5
}


def other_numbers(source: str, file_name: str = "") -> list[str]:
    """Return the numbers of a source that are not allowed, with their lines."""
    allowed = ALLOWED | OF_NO_CIRCULAR.get(file_name, set())
    return [
        f"line {line}: {number}"
        for line, number in _numbers(ast.parse(source))
        if number.is_finite() and number not in allowed
    ]


def _numbers(tree: ast.AST) -> Iterator[tuple[int, Decimal]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Decimal":
            yield from _numbers_in_quotes(node)
        elif isinstance(node, ast.Constant) and _is_number(node.value):
            yield node.lineno, Decimal(repr(node.value))


def _numbers_in_quotes(call: ast.Call) -> Iterator[tuple[int, Decimal]]:
    """Find the number of `Decimal("0.95")`."""
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            try:
                yield argument.lineno, Decimal(argument.value)
            except InvalidOperation:
                continue


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@pytest.mark.parametrize("file", FUNCTION_MODULES, ids=lambda file: file.name)
def test_a_function_module_holds_no_number_of_a_circular(file: Path) -> None:
    assert other_numbers(file.read_text(encoding="utf-8"), file.name) == []


@pytest.mark.parametrize("source", ["GOOD = 0.95", 'GOOD = Decimal("0.95")', "steps = 5", "-3"])
def test_a_standard_in_the_code_is_noticed(source: str) -> None:
    assert len(other_numbers(source)) == 1


@pytest.mark.parametrize("source", ["rate * 100", "-1", "Decimal(0)", 'Decimal("1.00")', "True"])
def test_the_numbers_of_plain_arithmetic_are_allowed(source: str) -> None:
    assert other_numbers(source) == []
