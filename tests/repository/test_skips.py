"""A skipped test is named with its reason, and fails the run where skips are forbidden."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent.parent / "conftest.py"

TESTS = """
import pytest

@pytest.mark.libreoffice
def test_calc_agrees():
    pass

def test_that_needs_nothing():
    pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A folder with our conftest, one test that needs LibreOffice and one that needs nothing."""
    shutil.copy(CONFTEST, tmp_path)
    (tmp_path / "test_suite.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nmarkers = libreoffice: needs soffice\n", encoding="utf-8"
    )
    return tmp_path


def run_without_office(suite: Path, *, forbid_skips: bool) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": str(suite),  # no soffice there
        "XLTOOLKIT_FORBID_SKIPS": "1" if forbid_skips else "",
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "1"],
        cwd=suite,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_skipped_tests_are_named_with_their_reason(suite: Path) -> None:
    result = run_without_office(suite, forbid_skips=False)

    assert result.returncode == 0
    assert "1 passed, 1 skipped" in result.stdout
    assert "1 skipped: LibreOffice (soffice) is not installed" in result.stdout
    assert "test_suite.py::test_calc_agrees" in result.stdout


def test_a_skipped_test_fails_the_run_where_skips_are_forbidden(suite: Path) -> None:
    result = run_without_office(suite, forbid_skips=True)

    assert result.returncode == 1
    assert "these tests had to run, so the run has failed" in result.stdout


def test_a_run_without_skips_passes_where_skips_are_forbidden(suite: Path) -> None:
    soffice = suite / "soffice"
    soffice.write_text("#!/bin/sh\n", encoding="utf-8")
    soffice.chmod(0o755)

    result = run_without_office(suite, forbid_skips=True)

    assert result.returncode == 0
    assert "2 passed" in result.stdout
