"""Every example and every cell of both departments' workbooks, through every host.

A native workbook holds none of our functions, so that it is compared as a workbook only.

`make parity` prints the table. A further host is one more class here and one more entry of
`ways`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.support.calc_books import content_from
from tests.support.calc_examples import PlacedExample, answers, placed_examples
from tests.support.calc_office import CalcOffice
from tests.support.excel_way import ExcelWay
from tests.support.file_way import FileWay
from tests.support.judged_books import CASE, SAMPLE, judged_book
from tests.support.native_way import NativeWay
from tests.support.parity import (
    BookWay,
    FormulaPlace,
    Line,
    Way,
    compare_book,
    compare_examples,
    stored_results,
    table,
)
from tests.support.worked_examples import CalcLimit
from udfs.values import Scalar

BOOKS = {"2022年度案例": CASE, "虚构示例": SAMPLE}
LEAST_EXAMPLES, LEAST_CELLS = 1000, 1500


class CalcWay:
    """Calc with our extension: the functions in cells, over everything that LibreOffice does."""

    name = "Calc"
    limits = frozenset(CalcLimit)
    told: frozenset[FormulaPlace] = frozenset()

    def __init__(self, office: CalcOffice, folder: Path) -> None:
        self._office = office
        self._path = folder / "parity.xlsx"

    def examples(self, examples: Sequence[PlacedExample]) -> Sequence[Scalar]:
        """Open all examples as one workbook."""
        return answers(self._office, self._path, tuple(examples))

    def book(self, content: bytes) -> Mapping[FormulaPlace, Scalar]:
        """Open a workbook and calculate every formula, whatever result it has stored."""
        path = str(self._path)
        self._path.write_bytes(content)
        self._office.ask("open", path=path)
        self._office.ask("calculate", path=path)
        shown = content_from(self._office.ask("content", path=path))
        self._office.ask("close", path=path)
        return {place: shown.value(place[0], *place[1]) for place in stored_results(content)}


@pytest.mark.libreoffice
def test_every_host_gives_every_value(tmp_path: Path) -> None:
    with CalcOffice(tmp_path / "office") as office:
        ways: tuple[Way, ...] = (FileWay(), ExcelWay(), CalcWay(office, tmp_path))
        examples = placed_examples()
        lines = list(compare_examples(examples, ways))
        for title, seed in BOOKS.items():
            content = judged_book(seed)
            everywhere: tuple[BookWay, ...] = (*ways, NativeWay(tmp_path / title))
            lines += compare_book(title, content, stored_results(content), everywhere)

    print("\n" + table(lines))
    assert differences(lines) == []
    assert len(examples) > LEAST_EXAMPLES
    cells = sum(line.compared for line in lines) - len(examples)
    assert cells > LEAST_CELLS


def differences(lines: Sequence[Line]) -> list[str]:
    """Return what any way answered otherwise, with its name."""
    return [
        f"{way}: {difference}"
        for line in lines
        for way, found in line.differing.items()
        for difference in found
    ]


class Wrong(FileWay):
    """A host that is wrong in one formula of each kind."""

    name = "有错"

    def examples(self, examples: Sequence[PlacedExample]) -> Sequence[Scalar]:
        """Answer the first example wrongly."""
        return ["no such result", *super().examples(examples)[1:]]

    def book(self, content: bytes) -> Mapping[FormulaPlace, Scalar]:
        """Leave one formula out."""
        shown = dict(super().book(content))
        del shown[next(place for place, value in shown.items() if value == 1)]
        return shown


def test_a_host_that_is_wrong_is_seen() -> None:
    ways = (FileWay(), Wrong())
    examples, content = placed_examples(), judged_book(SAMPLE)

    lines = [
        *compare_examples(examples, ways),
        *compare_book("示例", content, stored_results(content), ways),
    ]

    assert [each.partition(":")[0] for each in differences(lines)] == ["有错", "有错"]
    assert table(lines).count("1处不同") == 2
