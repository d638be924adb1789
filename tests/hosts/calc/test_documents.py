"""Workbooks that are opened in Calc and saved from it: names of functions, results, the file."""

import zipfile
from pathlib import Path

import pytest

from tests.support.books import filled_book
from tests.support.calc_books import CalcBook
from tests.support.calc_office import CalcOffice
from tests.support.cells import is_same
from tests.support.judged_books import CASE, Book, judged_book, new_book
from tests.support.looks import looks
from udfs.errors import CellError
from xltoolkit.commands.new_book import template as built_template
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import stored_content

pytestmark = pytest.mark.libreoffice

ROUNDS = 20
LONG_NAME = b"ORG.XLTOOLKIT"


def parts_of(path: Path) -> bytes:
    """Return all parts of a saved file, one after the other."""
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_every_formula_of_the_template_is_found_on_loading(
    office: CalcOffice, book_path: Path
) -> None:
    template = built_template("five_heads")
    expected = stored_content(open_package(template))
    book = CalcBook.opened(office, book_path, template)

    content = book.content()

    for title, cells in expected.sheets.items():
        for at, cell in cells.items():
            if cell.formula is not None:
                value = content.value(title, *at)
                assert value is not CellError.NAME, (title, at, cell.formula)
                assert is_same(value or "", cell.value or "", tolerance=1e-12), (title, at, value)
    assert not book.ask("is_modified")
    assert book.ask("undo_titles") == []
    book.ask("close")


def test_a_changed_entry_is_calculated_at_once(office: CalcOffice, book_path: Path) -> None:
    book = CalcBook.opened(office, book_path, filled_book(CASE))

    before = rates(book)

    book.write("决算支出", 0)

    assert 0 not in before
    assert 0 in rates(book)
    book.ask("close")


def rates(book: CalcBook) -> list[object]:
    """Return the results of PERF_EXEC_RATE."""
    sheet = book.content().sheets["指标评分"].values()
    return [cell.value for cell in sheet if cell.formula and "PERFEXECRATE" in cell.formula]


def test_a_saved_workbook_has_the_plain_names_and_goes_on_in_the_file_host(
    office: CalcOffice, book_path: Path
) -> None:
    before = Book(new_book(book_path.parent, judged_book(CASE), book_path.name).path).content()
    assert office.ask("open", path=str(book_path)) is not None

    office.ask("save", path=str(book_path))
    saved_at = book_path.stat().st_mtime_ns
    office.ask("save", path=str(book_path))  # Calc does not take it for changed by others
    office.ask("close", path=str(book_path))

    assert LONG_NAME not in parts_of(book_path)
    assert book_path.stat().st_mtime_ns >= saved_at
    after = Book(book_path).content()
    formulas = {
        (title, at): cell.formula
        for title, cells in after.sheets.items()
        for at, cell in cells.items()
        if cell.formula and "PERF_" in cell.formula
    }
    assert formulas == {
        (title, at): cell.formula
        for title, cells in before.sheets.items()
        for at, cell in cells.items()
        if cell.formula and "PERF_" in cell.formula
    }
    assert not Book(book_path).run().written


def test_saving_under_another_name_writes_plain_names_too(
    office: CalcOffice, book_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "另存.xlsx"
    book = CalcBook.opened(office, book_path, judged_book(CASE))

    book.ask("save_as", target=str(target))

    assert LONG_NAME not in parts_of(target)
    office.ask("close", path=str(target))


def test_twenty_rounds_leave_what_the_first_has_left(office: CalcOffice, book_path: Path) -> None:
    """Opened, calculated and saved again and again, the file stays what the first save made it.

    What the first save loses is LibreOffice's own affair, and told in docs/install-calc.md.
    """
    book_path.write_bytes(judged_book(CASE))
    saved = []
    for _ in range(ROUNDS):
        assert office.ask("open", path=str(book_path)) is not None
        office.ask("calculate", path=str(book_path))
        office.ask("save", path=str(book_path))
        office.ask("close", path=str(book_path))
        saved.append(book_path.read_bytes())

    first, last = (book_path.with_name(f"{name}.xlsx") for name in ("first", "last"))
    first.write_bytes(saved[0])
    last.write_bytes(saved[-1])
    assert looks(first) == looks(last)
    assert not Book(book_path).run().written


def test_a_document_that_is_no_excel_file_is_left_alone(
    office: CalcOffice, book_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "评价.ods"
    book = CalcBook.opened(office, book_path, judged_book(CASE))
    book.ask("save_as", target=str(target), filter_name="calc8")
    office.ask("close", path=str(target))
    stored = target.read_bytes()

    assert office.ask("open", path=str(target)) is not None
    values = CalcBook(office, target).content()

    assert not {cell.value for cells in values.sheets.values() for cell in cells.values()} & {
        CellError.NAME
    }
    assert target.read_bytes() == stored
    office.ask("close", path=str(target))
