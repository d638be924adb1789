"""`make corpus`: every file ends in a result or a sentence, whatever it does to its reader."""

import sys
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from scripts.corpus import FAILURE, MEBIBYTE, REFUSAL, RESULT, Bounds, Ending, main, read_folder
from tests.support.books import filled_book, template

NO_HURRY = Bounds(seconds=60)


def write_workbook(path: Path, formula: str) -> None:
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("数据")
        sheet.write_number("A1", 1)
        sheet.write_formula("A2", formula)


def write_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * (32 * MEBIBYTE))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with a file of each kind."""
    write_workbook(tmp_path / "good.xlsx", "=A1+1")
    write_workbook(tmp_path / "unproven.xlsx", "=RAND()")
    write_bomb(tmp_path / "bomb.xlsx")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "text.xlsx").write_text("名称,数值\n", encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "left out.xlsx").write_bytes(b"")
    (tmp_path / "empty template.xlsx").write_bytes(template())
    (tmp_path / "filled.xlsx").write_bytes(filled_book("sample_department"))
    return tmp_path


def test_every_file_ends_in_a_result_or_a_sentence(corpus: Path) -> None:
    endings = {ending.file: ending for ending in read_folder(corpus, NO_HURRY)}
    assert {file: ending.kind for file, ending in endings.items()} == {
        "bomb.xlsx": REFUSAL,
        "empty template.xlsx": RESULT,
        "filled.xlsx": RESULT,
        "good.xlsx": RESULT,
        "inner/text.xlsx": REFUSAL,
        "unproven.xlsx": RESULT,
    }
    assert endings["good.xlsx"].text == "1 sheets, 2 cells, 0 names, 1 formulas: calculated"
    assert "not calculated (工作表“数据”的A2的公式不能计算" in endings["unproven.xlsx"].text
    assert "calculated, not judged (封面" in endings["empty template.xlsx"].text
    assert "calculated and judged" in endings["filled.xlsx"].text
    assert all(ending.memory > MEBIBYTE for ending in endings.values())


def test_the_table_names_every_file_and_a_good_corpus_ends_with_0(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(corpus)]) == 0
    printed = capsys.readouterr().out
    assert "inner/text.xlsx" in printed
    assert "6 files, 6 with a result or a sentence, 0 failed" in printed


def test_a_folder_that_is_none_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no such folder"]) == 2
    assert capsys.readouterr().err == "usage: make corpus DIR=folder of workbooks\n"


def ending_of(tmp_path: Path, code: str, bounds: Bounds = NO_HURRY) -> Ending:
    """Let a worker run this code on one file."""
    (tmp_path / "a.xlsx").write_bytes(b"")
    (ending,) = read_folder(tmp_path, bounds, (sys.executable, "-c", code))
    return ending


def test_a_worker_that_hangs_is_ended_and_told(tmp_path: Path) -> None:
    ending = ending_of(tmp_path, "import time; time.sleep(600)", Bounds(seconds=0.5))
    assert (ending.kind, ending.text) == (FAILURE, "ended after 0.5 seconds")
    assert ending.failed


def test_a_worker_that_is_killed_is_told(tmp_path: Path) -> None:
    ending = ending_of(tmp_path, "import os; os.abort()")
    assert (ending.kind, ending.text) == (FAILURE, "no output (exit code -6)")


def test_a_traceback_is_a_failure_told_by_its_last_line(tmp_path: Path) -> None:
    ending = ending_of(tmp_path, "raise ValueError('wrong')")
    assert (ending.kind, ending.text) == (FAILURE, "ValueError: wrong (exit code 1)")


ALLOCATE = "import sys; block = b'x' * (256 << 20); print('{\"result\": \"done\"}')"


@pytest.mark.parametrize(("megabytes", "kind"), [(128, FAILURE), (1024, RESULT)])
def test_a_result_that_took_too_much_memory_is_a_failure(
    megabytes: int, kind: str, tmp_path: Path
) -> None:
    bounds = Bounds(seconds=60, memory=megabytes * MEBIBYTE)
    ending = ending_of(tmp_path, ALLOCATE, bounds)
    assert ending.kind == kind
    assert ending.memory > 256 * MEBIBYTE
