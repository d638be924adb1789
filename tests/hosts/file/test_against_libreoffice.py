"""Every formula of the filled workbooks that Calc can know gives there what it gives here.

Cells that call our own functions hold their result as a constant for this: Calc without the
add-in does not know the functions, and tests/udfs prove them.
"""

from pathlib import Path

import pytest

from tests.support.cells import is_same
from tests.support.judged_books import CASE, SAMPLE, judged_book
from tests.support.libreoffice import read_values, recalculate
from udfs.values import Scalar
from xltoolkit.commands.new_book import template
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.references import Position, address
from xltoolkit.hosts.file.session import stored_content
from xltoolkit.hosts.file.splice import Change, change_cells
from xltoolkit.hosts.file.workbook_parts import read_workbook

OURS = "PERF_"
# Calc adds in another order than we do: the last digits of sums may differ.
TOLERANCE = 1e-9
EMPTY = (None, "")


def without_our_functions(book: bytes) -> tuple[bytes, dict[tuple[str, Position], Scalar]]:
    """Return the workbook with constants for our functions, and the results of the others."""
    package = open_package(book)
    content = stored_content(package)
    results: dict[tuple[str, Position], Scalar] = {}
    for sheet in read_workbook(package).sheets:
        constants: dict[Position, Change] = {}
        for at, cell in content.sheets[sheet.name].items():
            if cell.formula is not None and OURS in cell.formula:
                constants[at] = cell.value
            elif cell.formula is not None:
                results[sheet.name, at] = cell.value
        change_cells(package, sheet, constants)
    return package.to_bytes(), results


BOOKS = {
    "the empty template": lambda: template("five_heads"),
    "the 2022 case": lambda: judged_book(CASE),
    "the fictional department": lambda: judged_book(SAMPLE),
}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_gives_what_calc_gives(tmp_path: Path, name: str) -> None:
    book, expected = without_our_functions(BOOKS[name]())
    path = tmp_path / "book.xlsx"
    path.write_bytes(book)

    calculated = read_values(recalculate(path, tmp_path / "calc"))

    differing = {
        f"{sheet}!{address(at)}": (value, calculated[sheet].get(at))
        for (sheet, at), value in expected.items()
        if not agree(value, calculated[sheet].get(at))
    }
    assert differing == {}
    assert len(expected) > 500


def agree(ours: Scalar, theirs: Scalar) -> bool:
    if ours in EMPTY and theirs in EMPTY:
        return True
    return is_same(ours, theirs, tolerance=TOLERANCE)
