"""Check the Office files that we write: `make check-files`.

Without arguments: the built templates, and what `xltoolkit demo` and `xltoolkit bundle excel`
leave. With arguments: these files. Each goes through our own checks and through the validator of
the Open XML SDK. Where node or npm is missing, the validator is left out, which is said; with
XLTOOLKIT_FORBID_SKIPS=1 that fails the run, as a skipped test does. Exit code 1 for any fault.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.office_file import OfficeFile
from scripts.office_file_checks import faults
from scripts.open_xml_validator import ValidatorMissing, findings, validator

WRITING_COMMANDS = (("demo",), ("demo", "--format", "xlsm"), ("bundle", "excel"))
FORBID_SKIPS = "XLTOOLKIT_FORBID_SKIPS"
OFFICE_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xlam", ".docx", ".dotx")
TEMPLATES = Path(__file__).parents[1] / "workbook_templates"


def main(arguments: Sequence[str]) -> int:
    """Check the named files, or all that we write; return the exit code."""
    program, reason = _validator()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(argument) for argument in arguments] or _written_files(Path(folder))
        found = sum(_check(file, program) for file in files)
    print(f"{len(files)} files, {found} faults")
    if program is None:
        print(f"skipped: the Open XML validator ({reason}); only our own checks have run")
    skip_is_a_fault = program is None and os.environ.get(FORBID_SKIPS, "") not in ("", "0")
    return 1 if found or skip_is_a_fault else 0


def _validator() -> tuple[Path | None, str]:
    try:
        return validator(), ""
    except ValidatorMissing as missing:
        return None, str(missing)


def _written_files(folder: Path) -> list[Path]:
    """Return the built templates, what commands leave in a folder, and what a workbook gives."""
    program = Path(sys.executable).with_name("xltoolkit")
    for words in WRITING_COMMANDS:
        _run(program, *words, "-o", folder)
    (book,) = folder.glob("*年度绩效评价.xlsx")
    _run(program, "report", book, "-o", folder / "report.docx")
    _run(program, "consult", book, "-o", folder / "consultation.xlsx")
    _run(program, "ledger", book, "-o", folder / "ledger.xlsx")
    _run(program, "archive", book, "-o", folder / "archive")
    files = (*TEMPLATES.rglob("*"), *folder.rglob("*"))
    return sorted(file for file in files if file.suffix.lower() in OFFICE_ENDINGS)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _check(file: Path, program: Path | None) -> int:
    """Print every fault of a file; return how many there are."""
    found = list(faults(OfficeFile.read(file)))
    if program is not None:
        found += findings(program, file)
    for fault in found:
        print(f"{file.name}: {fault}")
    return len(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
