"""A private LibreOffice without a window, which calculates workbook files.

It has a profile of its own, so that it neither meets the user's LibreOffice nor leaves anything
behind; it is ended when it takes too long, and tried once more. Its exit code says nothing: only
a file that it has written counts.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.bundle import unpack
from xltoolkit.hosts.calc.plain_names import copy_with_plain_names
from xltoolkit.hosts.calc.processes import end_tree, start_apart

if TYPE_CHECKING:
    from types import TracebackType

TIMEOUT_SECONDS = 120.0
ATTEMPTS = 2

_FILTER = "xlsx:Calc MS Excel 2007 XML"
_INPUT = "book.xlsx"
# A fresh profile keeps stored results; 0 is "always calculate". Links are never followed (2), and
# macros run for nobody (3).
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


class HeadlessCalc:
    """A LibreOffice that calculates; use it in a `with`, which takes its profile away.

    Args:
        program: The program of LibreOffice.
        timeout: Seconds that one calculation may take.
    """

    def __init__(self, program: Path, timeout: float = TIMEOUT_SECONDS) -> None:
        self._program = program
        self._timeout = timeout
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._profiles = 0

    def __enter__(self) -> Self:
        # What an ended program has not closed may still be there for a moment.
        self._folder = tempfile.TemporaryDirectory(
            prefix="xltoolkit-calc-", ignore_cleanup_errors=True
        )
        unpack(self._path / "extensions" / "xltoolkit")
        self._new_profile()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def recalculate(self, workbook: bytes) -> bytes:
        """Return a workbook with every formula calculated anew.

        Only its results are of use: LibreOffice's writer loses much of the rest.

        Raises:
            UserError: no result, twice; every process that was started is ended.
        """
        for _ in range(ATTEMPTS):
            result = self._converted(workbook)
            if result is not None:
                plain = io.BytesIO()
                copy_with_plain_names(io.BytesIO(result), plain)
                return plain.getvalue()
            self._new_profile()  # the old one may be damaged or locked
        raise UserError(
            f"LibreOffice没有算出结果（超过{self._timeout:g}秒、中途退出或不能读取该文件），"
            "已重试一次，工作簿未作任何改动：请在LibreOffice中打开核对后再试。"
        )

    def _converted(self, workbook: bytes) -> bytes | None:
        source = self._path / _INPUT
        result = self._path / "out" / _INPUT
        source.write_bytes(workbook)
        result.unlink(missing_ok=True)
        self._run(self._command(source, result.parent))
        try:
            return result.read_bytes() or None
        except FileNotFoundError:
            return None

    def _command(self, source: Path, folder: Path) -> list[str]:
        return [
            str(self._program),
            f"-env:UserInstallation={self._profile.as_uri()}",
            f"-env:BUNDLED_EXTENSIONS={(self._path / 'extensions').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(folder),
            str(source),
        ]

    def _run(self, command: list[str]) -> None:
        """Run LibreOffice to its end, or to the end of the time that it has."""
        process = start_apart(command)
        try:
            process.wait(self._timeout)
        except subprocess.TimeoutExpired:
            return
        finally:
            end_tree(process)

    @property
    def _path(self) -> Path:
        if self._folder is None:
            raise RuntimeError("a HeadlessCalc is used in a with statement")
        return Path(self._folder.name)

    @property
    def _profile(self) -> Path:
        return self._path / f"profile{self._profiles}"

    def _new_profile(self) -> None:
        self._profiles += 1
        settings = self._profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
