"""The Python that has LibreOffice's bridge: ours, the system's, or LibreOffice's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path


@cache
def uno_python() -> str | None:
    """Return the first interpreter that can import `uno`, None where there is none."""
    office = shutil.which("soffice")
    beside_office = Path(office).resolve().with_name("python") if office else None
    for candidate in (sys.executable, "/usr/bin/python3", beside_office):
        if candidate is not None and _has_bridge(str(candidate)):
            return str(candidate)
    return None


def _has_bridge(interpreter: str) -> bool:
    if not Path(interpreter).exists():
        return False
    tried = subprocess.run([interpreter, "-c", "import uno"], capture_output=True, check=False)
    return tried.returncode == 0
