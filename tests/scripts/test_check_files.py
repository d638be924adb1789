"""`make check-files`: what it prints, and what is said when the validator cannot be had."""

import stat
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from scripts import check_files
from scripts.open_xml_validator import ALLOWED, ValidatorMissing, findings, is_allowed, validator


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with Workbook(path) as book:
        book.add_worksheet().write_string("A1", "文字")
    return path


@pytest.fixture
def broken_workbook(tmp_path: Path) -> Path:
    path = tmp_path / "broken.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("数据")
        book.define_name("失效", "=#REF!")
    return path


def program(folder: Path, answer: str) -> Path:
    """Return a stand-in for the validator that gives one answer."""
    path = folder / "validator"
    path.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def missing() -> Path:
    raise ValidatorMissing("node is not installed")


def test_without_node_only_our_own_checks_run_and_that_is_said(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(check_files.FORBID_SKIPS, raising=False)
    monkeypatch.setattr(check_files, "validator", missing)
    assert check_files.main([str(workbook)]) == 0
    assert capsys.readouterr().out == (
        "1 files, 0 faults\n"
        "skipped: the Open XML validator (node is not installed); only our own checks have run\n"
    )


def test_where_skips_are_forbidden_a_missing_validator_fails_the_run(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(check_files.FORBID_SKIPS, "1")
    monkeypatch.setattr(check_files, "validator", missing)
    assert check_files.main([str(workbook)]) == 1


def test_a_fault_is_printed_with_its_file_and_fails_the_run(
    broken_workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(check_files.FORBID_SKIPS, raising=False)
    monkeypatch.setattr(check_files, "validator", missing)
    assert check_files.main([str(broken_workbook)]) == 1
    assert capsys.readouterr().out.startswith(
        "broken.xlsx: xl/workbook.xml: name 失效 = #REF!: refers to a place that is gone\n"
        "1 files, 1 faults\n"
    )


def test_what_the_validator_finds_fails_the_run(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = '{"errors": [{"path": "/a.xml", "xPath": "/b", "description": "Wrong.", "id": "X"}]}'
    stand_in = program(workbook.parent, answer)
    monkeypatch.setattr(check_files, "validator", lambda: stand_in)
    assert check_files.main([str(workbook)]) == 1
    assert capsys.readouterr().out == "book.xlsx: /a.xml /b: Wrong. (X)\n1 files, 1 faults\n"


def test_a_validator_without_an_answer_is_a_fault(workbook: Path) -> None:
    (told,) = findings(program(workbook.parent, "Segmentation fault"), workbook)
    assert told.startswith("no answer from the validator")


def test_an_allowed_finding_is_left_out_and_its_neighbour_is_not() -> None:
    allowed = ALLOWED[0]
    finding = {
        "path": allowed.part,
        "id": allowed.code,
        "description": f"{allowed.description_starts} 'b'.",
    }
    assert is_allowed(finding)
    assert not is_allowed({**finding, "path": "/xl/workbook.xml"})


def test_without_npm_the_validator_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ValidatorMissing, match="node is not installed"):
        validator()
