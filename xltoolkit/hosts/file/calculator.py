"""Calculate a whole workbook in process: no office program is needed.

Load a workbook from its bytes wherever there are any: the engine's own reader takes 2 ms for eight
sheets, and it alone knows defined names. `Calculator.from_cells` is for plain data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.engine import load_engine, new_engine
from xltoolkit.hosts.file.engine_values import failure, to_cell, to_engine
from xltoolkit.hosts.file.formula_text import may_need_plain_names, with_plain_names
from xltoolkit.hosts.file.gate import DefinedNames, Refusal, check_formula
from xltoolkit.hosts.file.references import Position, address

if TYPE_CHECKING:
    import formualizer

    from udfs.values import Scalar
    from xltoolkit.hosts.file.calculation import Formulas


@dataclass(frozen=True)
class Formula:
    """A formula in plain data, with or without its `=`."""

    text: str


@dataclass(frozen=True)
class RefusedFormula:
    """A formula of a workbook that is not calculated, and why."""

    sheet: str
    position: Position
    refusal: Refusal

    def __str__(self) -> str:
        return f"{_place(self.sheet, self.position)}的公式不能计算：{self.refusal.sentence}。"


class UnprovenFormulas(UserError):
    """A workbook holds formulas that may not be calculated; `refused` has all of them."""

    def __init__(self, refused: tuple[RefusedFormula, ...]) -> None:
        first, *others = refused
        more = f"另有{len(others)}处公式有类似问题。" if others else ""
        super().__init__(f"{first}{more}")
        self.refused = refused


class CalculationError(UserError):
    """A formula has no value, such as one that refers to itself."""


class Calculator:
    """A workbook that is calculated as its cells change.

    Raises on creation:
        UnprovenFormulas: Formulas that the engine may calculate wrongly; nothing is calculated.
    """

    def __init__(self, engine: formualizer.Workbook, formulas: Formulas) -> None:
        self._engine = engine
        # What `values` returned last, until the next calculation.
        self._values: Mapping[str, Mapping[Position, Scalar]] | None = None
        self._formulas = {
            sheet: self._with_plain_names(sheet, formulas[sheet]) for sheet in formulas
        }
        refused = tuple(self._refused())
        if refused:
            raise UnprovenFormulas(refused)
        self.recalculate()

    @classmethod
    def load(cls, workbook: bytes, formulas: Formulas) -> Calculator:
        """Load a workbook that the guard has passed, and calculate it.

        `formulas` are all its formulas: the engine cannot say which cells have one without a
        walk over every cell.
        """
        return cls(load_engine(workbook), formulas)

    @classmethod
    def from_cells(cls, sheets: Mapping[str, Mapping[Position, Scalar | Formula]]) -> Calculator:
        """Build a workbook from plain cells, and calculate it; defined names are not possible."""
        engine = new_engine()
        for sheet in sheets:
            engine.add_sheet(sheet)
        for sheet, cells in sheets.items():
            for (row, column), content in cells.items():
                if isinstance(content, Formula):
                    engine.set_formula(sheet, row, column, content.text)
                else:
                    engine.set_value(sheet, row, column, to_engine(content))
        formulas = {
            sheet: {
                place: content.text
                for place, content in cells.items()
                if isinstance(content, Formula)
            }
            for sheet, cells in sheets.items()
        }
        return cls(engine, formulas)

    def recalculate(self) -> None:
        """Calculate what depends on cells that changed since the last time."""
        self._engine.evaluate_all()
        self._values = None

    def set_value(self, sheet: str, row: int, column: int, value: Scalar) -> None:
        """Put a value into a cell; the cells that depend on it wait for `recalculate`."""
        self._engine.set_value(sheet, row, column, to_engine(value))

    def value(self, sheet: str, position: Position) -> Scalar:
        """Return what a cell shows.

        Raises:
            CalculationError: Its formula has no value.
        """
        stored = self._engine.get_value(sheet, *position)
        problem = failure(stored)
        if problem is not None:
            raise CalculationError(f"{_place(sheet, position)}{problem}。")
        return to_cell(stored)

    def formulas(self, sheet: str) -> Mapping[Position, str]:
        """Return the whole formulas of a sheet by place, those that were shared too."""
        return self._formulas[sheet]

    def values(self) -> Mapping[str, Mapping[Position, Scalar]]:
        """Return the value of every cell with a formula, by sheet and place."""
        if self._values is None:
            self._values = {
                sheet: {position: self.value(sheet, position) for position in formulas}
                for sheet, formulas in self._formulas.items()
            }
        return self._values

    def _with_plain_names(
        self, sheet: str, formulas: Mapping[Position, str]
    ) -> dict[Position, str]:
        """Complete the formulas of a sheet, and give our functions the names the engine knows."""
        plain = {}
        for position, stored in formulas.items():
            formula = stored or self._engine.get_formula(sheet, *position) or ""
            if may_need_plain_names(formula):
                formula = with_plain_names(formula)
                self._engine.set_formula(sheet, *position, formula)
            plain[position] = formula
        return plain

    def _refused(self) -> Iterator[RefusedFormula]:
        names = _defined_names(self._engine)
        for sheet, formulas in self._formulas.items():
            for position, formula in formulas.items():
                for refusal in check_formula(formula, names):
                    yield RefusedFormula(sheet, position, refusal)


def _defined_names(engine: formualizer.Workbook) -> DefinedNames:
    """Sort the names into those of one cell or constant and those of a range.

    Names that hold a formula or several areas are left out: the gate cannot see into them.
    """
    single: set[str] = set()
    several: set[str] = set()
    for name in engine.get_named_ranges():
        folded = name["name"].casefold()
        if name["kind"] in ("cell", "literal"):
            single.add(folded)
        elif name["kind"] == "range":
            several.add(folded)
    # One name may mean a cell on one sheet and a range on another: the stricter meaning counts.
    return _kept(DefinedNames(frozenset(single - several), frozenset(several)))


@lru_cache(maxsize=64)
def _kept(names: DefinedNames) -> DefinedNames:
    """Return the very object that equal names were met as before.

    The gate remembers formulas together with the names that they may use; comparing one object
    with itself is quick, comparing hundreds of names for every formula is not.
    """
    return names


def _place(sheet: str, position: Position) -> str:
    return f"工作表“{sheet}”的{address(position)}"
