"""Find LibreOffice on this machine, and ask which version it is."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.findings import OLDEST_LIBREOFFICE, version_key

PROGRAMS = ("soffice", "libreoffice")
"""The names on the search path."""

_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)")
_PATIENCE_SECONDS = 60
_INSTALL = "请安装LibreOffice（Debian、Ubuntu上为libreoffice-calc和python3-uno）后再试"


def find_office() -> Path | None:
    """Return the program of LibreOffice, None where there is none."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    folders = [os.environ[name] for name in _WINDOWS_FOLDERS if name in os.environ]
    windows = (Path(folder, "LibreOffice", "program", "soffice.com") for folder in folders)
    places = (*map(Path, _USUAL_PLACES), *windows)
    return next((place for place in places if place.is_file()), None)


@cache
def office_version(program: Path) -> str:
    """Return the version of a LibreOffice such as 7.4.7.2; empty where it tells none."""
    try:
        answer = subprocess.run(  # noqa: S603 - the program that was found above
            [program, "--version"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    words = answer.stdout.split()
    return next((word for word in words if word[0].isdecimal() and "." in word), "")


def require_office() -> Path:
    """Return the program of a LibreOffice that is new enough.

    Raises:
        UserError: there is none, or it is too old.
    """
    program = find_office()
    if program is None:
        raise UserError(f"这台机器上没有找到LibreOffice：{_INSTALL}。")
    version = office_version(program)
    if version_key(version) < version_key(OLDEST_LIBREOFFICE):
        raise UserError(
            f"LibreOffice的版本{version or '无法得知'}，低于{OLDEST_LIBREOFFICE}，不能使用："
            "请升级后再试。"
        )
    return program
