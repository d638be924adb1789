"""One LibreOffice for all tests of a worker: starting it takes longer than most of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.calc_office import CalcOffice
from tests.support.crowded_books import crowded_book


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalcOffice]:
    """Return a LibreOffice without a window, with our extension."""
    with CalcOffice(tmp_path_factory.mktemp("office")) as started:
        yield started


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """Return where a workbook of the test goes."""
    return tmp_path / "评价 工作簿.xlsx"


@pytest.fixture(scope="session")
def crowded() -> bytes:
    """Return a workbook with more findings than 问题清单 has prepared rows, before a run."""
    return crowded_book(400)
