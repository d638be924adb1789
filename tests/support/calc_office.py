"""A LibreOffice of its own, with our extension, that tests and benchmarks give commands."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from xltoolkit.hosts.calc.bundle import unpack

REPOSITORY = Path(__file__).parents[2]
DRIVER = Path(__file__).with_name("uno_driver.py")
READER = Path(__file__).with_name("content_component.py")
PYTHON_WITH_BRIDGE = "/usr/bin/python3"
PATIENCE_SECONDS = 30


class OfficeProblem(Exception):
    """A command failed inside LibreOffice, with its traceback there."""


class CalcOffice:
    """LibreOffice in a profile of its own; `ask` gives it a command of tests/support/uno_driver.

    Args:
        folder: Where profile and extension go.
        with_extension: Whether it has our extension.
        display: The X display of a visible one; empty for one without a window.
        language: Of the user interface, such as zh-CN.
        opened: A document that a visible one opens.
    """

    def __init__(
        self,
        folder: Path,
        *,
        with_extension: bool = True,
        display: str = "",
        language: str = "",
        opened: Path | None = None,
    ) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.profile = folder / "profile"
        pipe = f"xltoolkit{uuid.uuid4().hex}"
        arguments = [f"-env:UserInstallation={self.profile.as_uri()}", "--norestore", "--nologo"]
        arguments += ["--nofirststartwizard", f"--accept=pipe,name={pipe};urp;"]
        if with_extension:
            unpack(folder / "extensions" / "xltoolkit", Path(sys.executable))
            _add_reader(folder / "extensions" / "reader")
            arguments.append(f"-env:BUNDLED_EXTENSIONS={(folder / 'extensions').as_uri()}")
        arguments += [] if display else ["--headless", "--nodefault"]
        if language:
            _set_language(self.profile, language)
        if opened is not None:
            arguments.append(str(opened))
        environment = {**os.environ, "HOME": str(folder), "SOURCE_DATE_EPOCH": "1714982400"}
        if display:
            environment |= {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"}
        log = (folder / "soffice.log").open("wb")
        self.process = subprocess.Popen(
            ["soffice", *arguments],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self.driver = subprocess.Popen(
            [PYTHON_WITH_BRIDGE, str(DRIVER), pipe],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, command: str, **arguments: Any) -> Any:
        """Give a command and return its answer.

        Raises:
            OfficeProblem: It failed, or LibreOffice is gone.
        """
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.write(json.dumps([command, arguments]) + "\n")
        self.driver.stdin.flush()
        line = self.driver.stdout.readline()
        if not line:
            raise OfficeProblem(f"the driver has ended; {self.log()}")
        answer = json.loads(line)
        if "problem" in answer:
            raise OfficeProblem(answer["problem"])
        return answer["answer"]

    def log(self) -> str:
        """Return what LibreOffice has printed."""
        return (self.folder / "soffice.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """End LibreOffice, its children and the driver; the profile goes with its folder."""
        self.driver.kill()
        self.driver.communicate()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def _add_reader(folder: Path) -> None:
    """Add the small extension by which tests read a document quickly."""
    (folder / "META-INF").mkdir(parents=True)
    shutil.copy(READER, folder)
    (folder / "META-INF" / "manifest.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
        '<manifest:file-entry manifest:full-path="content_component.py" manifest:media-type='
        '"application/vnd.sun.star.uno-component;type=Python"/></manifest:manifest>',
        encoding="utf-8",
    )
    (folder / "description.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<description xmlns="http://openoffice.org/extensions/description/2006">'
        '<identifier value="org.xltoolkit.tests.reader"/><version value="1"/></description>',
        encoding="utf-8",
    )


def _set_language(profile: Path, language: str) -> None:
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale" oor:op="fuse">
<value>{language}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupShowIntro" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
""",
        encoding="utf-8",
    )
