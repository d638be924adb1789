"""The files of seeds/ as tests use them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path

from tests.seeds.report_text import figures_in, folded
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile, Finding, PublishedRate, Survey, Target

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def changsha() -> CaseFile:
    return read_case_file(SEEDS / "changsha_2022.yaml")


@cache
def sample() -> CaseFile:
    return read_case_file(SEEDS / "sample_department.yaml")


@cache
def report() -> str:
    return folded((SEEDS / "2022-changsha-report.txt").read_text(encoding="utf-8"))


def exact(value: float) -> Decimal:
    """Return the decimal number that a float of a file was written as."""
    return Decimal(str(value))


@dataclass(frozen=True)
class Entry:
    """What one entry of the case file states, and the clause that it quotes for it.

    `numbers` are its fields, `words` its texts other than the quotation.
    """

    name: str
    source: str
    numbers: tuple[Decimal, ...]
    words: tuple[str, ...]

    @property
    def figures(self) -> set[Decimal]:
        """All figures of the entry, those in its texts included."""
        in_words = (figure.number for words in self.words for figure in figures_in(words))
        return {abs(number) for number in (*self.numbers, *in_words)}

    def states(self, printed: Decimal) -> bool:
        """Whether a figure of the report, plain or in percent, is one of the entry's."""
        return bool({printed, printed / 100} & self.figures)


def entries() -> Iterator[Entry]:
    """Every entry of the 2022 case that quotes the report or is text of it."""
    case = changsha()
    for quantity, item in case.data.items():
        yield _entry(f"data {quantity}", item)
    rows: tuple[Target | Survey | Finding | PublishedRate, ...] = (
        *case.targets,
        *case.survey,
        *case.findings,
        *case.published.rates,
    )
    for row in rows:
        yield _entry(row.id, row)
    yield _entry("published score", case.published)
    texts = {"profile": case.profile, "results": case.results}
    texts |= {f"advice {piece.id}": piece.text for piece in case.advice}
    texts |= {f"group {group.id}": group.title for group in case.groups}
    texts |= {f"section {title[0]}": title for title in case.published.sections}
    for name, text in texts.items():
        yield Entry(name, text, (), (text,))


def _entry(name: str, row: object) -> Entry:
    assert is_dataclass(row)
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    source = values.pop("source")
    values.pop("id", None)
    numbers = [
        exact(value)
        for value in values.values()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    words = [value for value in values.values() if isinstance(value, str)]
    words += [value.value for value in values.values() if isinstance(value, Enum)]
    return Entry(name, source, tuple(numbers), tuple(words))
