"""The command line as users start it, its output as text: in another process, or in this one."""

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from xltoolkit.cli import main

FIXED_TIME = "1714982400"  # 2024-05-06 08:00 UTC
COMMAND = (sys.executable, "-m", "xltoolkit.cli")
REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command has printed, and its exit code."""

    code: int
    output: str
    problems: str


def command(*arguments: str | Path, folder: Path, fixed_time: str | None = FIXED_TIME) -> Answer:
    """Run a command in a folder; the clock stands still unless `fixed_time` is None."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "200",
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    if fixed_time is not None:
        environment["SOURCE_DATE_EPOCH"] = fixed_time
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def command_here(*arguments: str | Path, folder: Path) -> Answer:
    """Run a command in a folder without the start of a process, at the fixed time."""
    environment = {"SOURCE_DATE_EPOCH": FIXED_TIME, "COLUMNS": "200"}
    output, problems = io.StringIO(), io.StringIO()
    code: int | str | None = 0
    with (
        contextlib.chdir(folder),
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["xltoolkit", *map(str, arguments)]),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(problems),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return Answer(int(code or 0), output.getvalue(), problems.getvalue())
