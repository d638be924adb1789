"""One table of everything that is calculated, and the ways that calculate it.

A way is one path from a formula to a value: a host. What is compared is listed once, here; a
further host is one more `Way`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tests.support.calc_examples import PlacedExample
from tests.support.cells import is_same
from tests.support.worked_examples import CalcLimit
from udfs.values import Scalar
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.references import Position, address
from xltoolkit.hosts.file.session import stored_content

TOLERANCE = 1e-12
EMPTY = (None, "")

FormulaPlace = tuple[str, Position]
"""Sheet and cell of a formula."""


class BookWay(Protocol):
    """A host of workbooks, as far as the comparison is concerned."""

    name: str
    told: frozenset[FormulaPlace]
    """The cells that show something else in it, as the workbook itself says."""

    def book(self, content: bytes) -> Mapping[FormulaPlace, Scalar]:
        """Return what the formulas of a workbook show in it, calculated anew."""


class Way(BookWay, Protocol):
    """A host that also calculates our functions anywhere else."""

    limits: frozenset[CalcLimit]
    """The marks of examples that it answers otherwise, and documents."""

    def examples(self, examples: Sequence[PlacedExample]) -> Sequence[Scalar]:
        """Return what it answers to each example."""


@dataclass(frozen=True)
class Line:
    """A line of the table: what was compared, how often, and what each way answered otherwise."""

    subject: str
    compared: int
    differing: Mapping[str, Sequence[str]]
    documented: Mapping[str, int]


def compare_examples(examples: Sequence[PlacedExample], ways: Sequence[Way]) -> Iterator[Line]:
    """Yield a line for each function: every way against the result that is written down."""
    answers = {way.name: way.examples(examples) for way in ways}
    by_function: dict[str, list[int]] = defaultdict(list)
    for number, placed in enumerate(examples):
        by_function[placed.example.function].append(number)
    for function, numbers in by_function.items():
        differing: dict[str, list[str]] = {way.name: [] for way in ways}
        documented = dict.fromkeys(differing, 0)
        for way in ways:
            for number in numbers:
                placed, answer = examples[number], answers[way.name][number]
                agrees = is_same(answer, placed.example.result, tolerance=TOLERANCE)
                if placed.example.calc in way.limits:
                    documented[way.name] += 1
                    agrees = not agrees
                if not agrees:
                    differing[way.name].append(f"{placed.formula.formula} gives {answer!r}")
        yield Line(function, len(numbers), differing, documented)


def compare_book(
    title: str, content: bytes, expected: Mapping[FormulaPlace, Scalar], ways: Sequence[BookWay]
) -> Iterator[Line]:
    """Yield a line for each sheet: what every way shows against what is expected."""
    answers = {way.name: way.book(content) for way in ways}
    by_sheet: dict[str, list[FormulaPlace]] = defaultdict(list)
    for place in expected:
        by_sheet[place[0]].append(place)
    for sheet, places in by_sheet.items():
        differing = {
            way.name: [
                f"{sheet}!{address(place[1])}: {answers[way.name].get(place)!r}"
                f" instead of {expected[place]!r}"
                for place in places
                if place not in way.told
                and not _agree(answers[way.name].get(place), expected[place])
            ]
            for way in ways
        }
        told = {way.name: len(way.told.intersection(places)) for way in ways}
        yield Line(f"{title}·{sheet}", len(places), differing, told)


def _agree(one: Scalar, other: Scalar) -> bool:
    return (one in EMPTY and other in EMPTY) or is_same(one, other, tolerance=TOLERANCE)


def stored_results(content: bytes) -> dict[FormulaPlace, Scalar]:
    """Return what the formulas of a workbook have stored."""
    return {
        (title, at): cell.value
        for title, cells in stored_content(open_package(content)).sheets.items()
        for at, cell in cells.items()
        if cell.formula is not None
    }


def table(lines: Sequence[Line]) -> str:
    """Return the table as people read it: for each way how many agree, and documented limits."""
    ways = list(dict.fromkeys(way for line in lines for way in line.differing))
    rows = [("比较对象", "公式数", *ways)]
    rows += [
        (line.subject, str(line.compared), *(_verdict(line, way) for way in ways)) for line in lines
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    )


def _verdict(line: Line, way: str) -> str:
    if way not in line.differing:
        return "–"
    wrong, known = len(line.differing[way]), line.documented[way]
    if wrong:
        return f"{wrong}处不同"
    return f"一致（{known}处为已说明的差别）" if known else "一致"


def _width(text: str) -> int:
    """Return how wide a text is: a Chinese character takes two places."""
    return sum(1 if character.isascii() or character == "·" else 2 for character in text)
