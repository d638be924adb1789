"""The way of the file host: our engine in this process."""

from collections.abc import Mapping, Sequence

from tests.support.calc_examples import SHEETS, PlacedExample
from tests.support.parity import FormulaPlace
from tests.support.worked_examples import CalcLimit
from udfs.values import Scalar
from xltoolkit.hosts.file.calculator import Calculator, Formula
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session


class FileWay:
    """The file host: our engine in this process."""

    name = "文件"
    limits: frozenset[CalcLimit] = frozenset()
    told: frozenset[FormulaPlace] = frozenset()

    def examples(self, examples: Sequence[PlacedExample]) -> Sequence[Scalar]:
        """Calculate all examples as one workbook of two sheets."""
        sheets: dict[str, dict[tuple[int, int], Scalar | Formula]] = {
            title: {} for title in SHEETS.values()
        }
        for placed in examples:
            cells = sheets[SHEETS[placed.literals]]
            cells.update(placed.formula.cells)
            cells[placed.formula.place] = Formula(placed.formula.formula)
        calculated = Calculator.from_cells(sheets)
        return [
            calculated.value(SHEETS[placed.literals], placed.formula.place) for placed in examples
        ]

    def book(self, content: bytes) -> Mapping[FormulaPlace, Scalar]:
        """Calculate a workbook as a run does."""
        sheets = Session(open_package(content)).content().sheets
        return {
            (title, at): cell.value
            for title, cells in sheets.items()
            for at, cell in cells.items()
            if cell.formula is not None
        }
