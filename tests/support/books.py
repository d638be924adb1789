"""Workbooks built from the template and filled from the seeds, as bytes and as plain content."""

from __future__ import annotations

from functools import cache

from tests.support.cases import CATALOGUE, seed_file
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.imports.filling import fill_cells
from xltoolkit.workbook.content import Cell, WorkbookContent
from xltoolkit.workbook.plan import PlannedValue
from xltoolkit.workbook.template import build_template

SCHEME = CATALOGUE.scheme("five_heads")


@cache
def template() -> bytes:
    """Return the empty template of the demonstration scheme."""
    return build_template(CATALOGUE, SCHEME)


def content_of(book: bytes) -> WorkbookContent:
    """Return a workbook calculated, as a host hands it over."""
    return Session(open_package(book)).content()


@cache
def empty() -> WorkbookContent:
    """Return the template calculated."""
    return content_of(template())


@cache
def filled_book(seed: str) -> bytes:
    """Return the template filled from a seed, with what its formulas show."""
    session = Session(open_package(template()))
    cells: dict[str, dict[tuple[int, int], PlannedValue]] = {}
    values = fill_cells(seed_file(seed), CATALOGUE, SCHEME, empty())
    for (sheet, row, column), value in values.items():
        cells.setdefault(sheet, {})[row, column] = value
    session.write(cells)
    session.store_results()
    return session.to_bytes()


@cache
def filled(seed: str) -> WorkbookContent:
    """Return the template filled from a seed and calculated."""
    return content_of(filled_book(seed))


def with_value(
    content: WorkbookContent, sheet: str, row: int, column: int, value: object
) -> WorkbookContent:
    """Return the content with another value in one cell; its formula is gone, as when typed over."""
    cells = dict(content.sheets[sheet])
    cells[row, column] = Cell(value)  # type: ignore[arg-type]  # a test puts anything into a cell
    return WorkbookContent({**content.sheets, sheet: cells}, content.names)


def with_named_value(content: WorkbookContent, name: str, value: object) -> WorkbookContent:
    """Return the content with another value in the cell of a defined name."""
    area = content.area(name)
    assert area is not None
    return with_value(content, area.sheet, area.top, area.left, value)


def without_name(content: WorkbookContent, name: str) -> WorkbookContent:
    """Return the content without one defined name."""
    names = {each: text for each, text in content.names.items() if each != name}
    return WorkbookContent(content.sheets, names)
