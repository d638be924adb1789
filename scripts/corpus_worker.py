"""Read one workbook with our readers and say what came of it, as one line of JSON.

`python -m scripts.corpus_worker FILE` is started by `scripts.corpus`, once for each file, so that a
file that hangs or kills its reader harms no other. What is written to the standard output:
`{"result": "…"}` or `{"refused": "…"}`; anything else that happens is a mistake of ours.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook
from xltoolkit.workbook.layout.settings import MARKER
from xltoolkit.workbook.running import judge

ADDRESS_SPACE = 4 << 30
"""The engine reserves far more than it uses; this only keeps a bomb from taking the machine."""

_NO_TIME = "1900-01-01 00:00"


def examine(path: Path) -> str:
    """Return in one line what a workbook holds, and whether it can be calculated and judged.

    Raises:
        UserError: it cannot be read; the sentence says why.
    """
    package = open_file(path)
    workbook = read_workbook(package)
    sheets = [read_cells(package, sheet) for sheet in workbook.sheets]
    cells = sum(len(sheet.cells) for sheet in sheets)
    formulas = sum(cell.formula is not None for sheet in sheets for cell in sheet.cells.values())
    held = f"{len(sheets)} sheets, {cells} cells, {len(workbook.names)} names"
    if not formulas:
        return held
    return f"{held}, {formulas} formulas: {_calculated(package)}"


def _calculated(package: Package) -> str:
    """Say what becomes of the formulas; that they are not calculated is no mistake."""
    try:
        session = Session(package)
        content = session.content()
    except UserError as reason:
        return f"not calculated ({reason})"
    if MARKER.name not in content.names:
        return "calculated"
    try:
        outcome = judge(content, "corpus", _NO_TIME)
    except UserError as reason:
        return f"calculated, not judged ({reason})"
    return f"calculated and judged, {len(outcome.findings.problems)} issues"


def main() -> None:
    """Examine the file that the command line names."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    try:
        answer = {"result": examine(Path(sys.argv[1]))}
    except UserError as sentence:
        answer = {"refused": str(sentence)}
    print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
