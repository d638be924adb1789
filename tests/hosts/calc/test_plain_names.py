"""The names of functions in a file that LibreOffice has saved."""

import zipfile
from pathlib import Path

import pytest

from udfs import FUNCTIONS
from xltoolkit.hosts.calc.identifiers import exported_name
from xltoolkit.hosts.calc.plain_names import with_plain_names, write_plain_names

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
LONG = "ORG.XLTOOLKIT.FUNCTIONS.PERFEXECRATE(A1,B1)"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "存.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, f"<c><f>IF(A1,{LONG},0)</f><v>0.9</v></c>")
        archive.writestr(STRINGS, f"<t>{LONG}</t>")
    path.chmod(0o640)
    return path


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_gets_its_name_back(function: str) -> None:
    xml = f"<f>{exported_name(function)}(A1)</f>".encode()

    assert with_plain_names(xml) == f"<f>{function}(A1)</f>".encode()


def test_a_longer_name_is_another_function() -> None:
    xml = b"<f>ORG.XLTOOLKIT.FUNCTIONS.PERFEXECRATES(A1)</f>"

    assert with_plain_names(xml) == xml


def test_formulas_change_and_nothing_else(saved: Path) -> None:
    before = saved.stat()

    assert write_plain_names(saved)

    with zipfile.ZipFile(saved) as archive:
        assert archive.read(SHEET) == b"<c><f>IF(A1,PERF_EXEC_RATE(A1,B1),0)</f><v>0.9</v></c>"
        assert LONG in archive.read(STRINGS).decode()
    assert saved.stat().st_mtime_ns == before.st_mtime_ns
    assert saved.stat().st_mode == before.st_mode
    assert list(saved.parent.iterdir()) == [saved]


def test_a_file_with_plain_names_is_not_touched(saved: Path) -> None:
    write_plain_names(saved)
    before = saved.stat()

    assert not write_plain_names(saved)

    assert saved.stat().st_ino == before.st_ino


def test_what_cannot_be_replaced_stays_as_it_was(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = saved.read_bytes()

    def refused(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        write_plain_names(saved)

    assert saved.read_bytes() == content
    assert list(saved.parent.iterdir()) == [saved]


def test_a_workbook_with_a_password_is_told_and_not_touched(tmp_path: Path) -> None:
    """Such a file is no zip archive; the job tells its user so."""
    path = tmp_path / "加密.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 a compound file")

    with pytest.raises(zipfile.BadZipFile):
        write_plain_names(path)

    assert list(tmp_path.iterdir()) == [path]
