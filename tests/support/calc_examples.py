"""All worked examples as formulas of one workbook, and what Calc answers to them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from tests.support.calc_books import content_from
from tests.support.calc_office import CalcOffice
from tests.support.example_formulas import ExampleFormula, as_formula, fits_into_cells
from tests.support.worked_examples import WorkedExample, report_figures, worked_examples
from udfs.errors import CellError
from udfs.values import Scalar

SHEETS = {True: "字面值", False: "单元格"}


@dataclass(frozen=True)
class PlacedExample:
    """An example as a formula of the workbook of all examples."""

    example: WorkedExample
    literals: bool
    formula: ExampleFormula


def placed_examples() -> tuple[PlacedExample, ...]:
    """Return every example that fits into cells, once with literals and once with cells."""
    placed = []
    for literals in SHEETS:
        top = 1
        for example in worked_examples() + report_figures():
            if not fits_into_cells(example):
                continue
            formula = as_formula(example, literals=literals, top=top, in_calc=True)
            placed.append(PlacedExample(example, literals, formula))
            top = max([top, *(row for row, _ in formula.cells)]) + 2
    return tuple(placed)


def examples_book(examples: tuple[PlacedExample, ...]) -> bytes:
    """Return the workbook of the examples; the stored results are wrong on purpose."""
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored, {"in_memory": True}) as book:
        sheets = {literals: book.add_worksheet(title) for literals, title in SHEETS.items()}
        for placed in examples:
            sheet = sheets[placed.literals]
            for (row, column), value in placed.formula.cells.items():
                _write(sheet, row - 1, column - 1, value)
            row, column = placed.formula.place
            sheet.write_formula(row - 1, column - 1, placed.formula.formula, None, 0.123)
    return stored.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Scalar) -> None:
    if isinstance(value, CellError):
        sheet.write_formula(row, column, f"={value}", None, str(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif value == "":
        sheet.write_formula(row, column, '=""', None, "")  # an empty text alone is not stored
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def answers(office: CalcOffice, path: Path, examples: tuple[PlacedExample, ...]) -> list[Scalar]:
    """Return what Calc shows for each example; the workbook is stored at `path`."""
    path.write_bytes(examples_book(examples))
    office.ask("open", path=str(path))
    content = content_from(office.ask("content", path=str(path)))
    office.ask("close", path=str(path))
    return [content.value(SHEETS[each.literals], *each.formula.place) for each in examples]
