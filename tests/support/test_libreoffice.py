"""The helper that lets LibreOffice calculate."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.support import libreoffice
from tests.support.libreoffice import LibreOfficeFailed, convert, read_values, recalculate
from udfs.errors import CellError


@pytest.mark.libreoffice
def test_stored_values_are_replaced_by_calculated_ones(tmp_path: Path) -> None:
    book_path = tmp_path / "原 簿.xlsx"
    with xlsxwriter.Workbook(book_path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_formula("A1", "=1+1", None, 99)
        sheet.write_formula("A2", "=1/0", None, 99)
        sheet.write_formula("A3", "=DATE(2024,3,15)", None, 99)
        sheet.write_formula("A4", '="文"&"字"', None, 99)

    values = read_values(recalculate(book_path, tmp_path / "calculated"))

    assert values == {
        "表": {(1, 1): 2, (2, 1): CellError.DIV0, (3, 1): 45366, (4, 1): "文字"},
    }


@pytest.mark.libreoffice
def test_a_document_that_cannot_be_converted_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "missing.xlsx"

    with pytest.raises(LibreOfficeFailed, match=r"no missing\.pdf"):
        convert(missing, "pdf", tmp_path / "out")


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "TIMEOUT_SECONDS", 0.1)

    with pytest.raises(LibreOfficeFailed, match="not done"):
        libreoffice._run(["sh", "-c", "sleep 60 & wait"])
