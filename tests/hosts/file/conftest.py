"""Workbooks in a folder of the test, filled and judged once in a session."""

from pathlib import Path

import pytest

from tests.support.judged_books import CASE, SAMPLE, Book, judged_book, new_book


@pytest.fixture
def case_2022(tmp_path: Path) -> Book:
    """Return the workbook of the 2022 case after its first run."""
    return new_book(tmp_path, judged_book(CASE))


@pytest.fixture
def sample(tmp_path: Path) -> Book:
    """Return the workbook of the fictional department after its first run."""
    return new_book(tmp_path, judged_book(SAMPLE))
