"""Ctrl-C and a kill at any moment: nothing half-written, and the next start goes on."""

import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest

from tests.batch.watched import Watched
from tests.support.command_line import COMMAND, FIXED_TIME, REPOSITORY
from xltoolkit.batch.running import PAGE
from xltoolkit.batch.sources import BOOK
from xltoolkit.batch.store import FILE, FOLDER

INTERRUPTED = 130
Moment = Callable[[Path], bool]


def at_once_moment(out: Path) -> bool:
    return True


def with_the_first_rows(out: Path) -> bool:
    """When rows are being kept: the journal of SQLite is there, or its file has grown."""
    record = out / FOLDER / FILE
    return record.exists() and record.stat().st_size > 12_000


def with_the_first_result(out: Path) -> bool:
    return any(out.glob("*.parquet"))


def with_the_workbook(out: Path) -> bool:
    return (out / BOOK).exists()


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "SOURCE_DATE_EPOCH": FIXED_TIME,
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.Popen(
        [*COMMAND, "batch", str(folder), "-o", str(out), "--workers", "2"],
        cwd=folder.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def interrupt(process: subprocess.Popen[str], out: Path, moment: Moment, how: int) -> str:
    """Send a signal to all processes of the batch, as a terminal does, when the moment comes."""
    while process.poll() is None and not (out.exists() and moment(out)):
        time.sleep(0.005)
    if process.poll() is None:
        os.killpg(process.pid, how)
    _, problems = process.communicate(timeout=60)
    return problems


def check_nothing_is_half_written(out: Path) -> None:
    for table in out.glob("*.parquet"):
        pandas.read_parquet(table)
    for book in out.glob("*.xlsx"):
        assert zipfile.ZipFile(book).testzip() is None
    for page in out.glob("*.html"):
        assert page.read_text(encoding="utf-8").endswith("</html>\n")


@pytest.mark.parametrize(
    "moment",
    [at_once_moment, with_the_first_rows, with_the_first_result, with_the_workbook],
    ids=lambda moment: moment.__name__,
)
@pytest.mark.usefixtures("at_once")
def test_ctrl_c_leaves_nothing_half_written(
    watched: Watched, tmp_path: Path, moment: Moment
) -> None:
    folder, out = watched.settings.folder, tmp_path / "中断"
    with start(folder, out) as process:
        problems = interrupt(process, out, moment, signal.SIGINT)

    assert process.returncode in (INTERRUPTED, 0)  # at the last moment it may be done
    assert "Traceback" not in problems
    assert process.returncode == 0 or problems.endswith(("再运行一次会接着做。\n", "已中断。\n"))
    assert list(out.glob(".xltoolkit-*")) == []
    check_nothing_is_half_written(out)
    check_the_next_start_goes_on(watched, out)


@pytest.mark.usefixtures("at_once")
def test_a_killed_batch_is_gone_on_with(watched: Watched, tmp_path: Path) -> None:
    folder, out = watched.settings.folder, tmp_path / "中断"
    with start(folder, out) as process:
        interrupt(process, out, with_the_first_result, signal.SIGKILL)
    (out / ".xltoolkit-left").write_bytes(b"half of a file")
    check_nothing_is_half_written(out)
    check_the_next_start_goes_on(watched, out)
    assert list(out.glob(".xltoolkit-*")) == []


def check_the_next_start_goes_on(watched: Watched, out: Path) -> None:
    """Start again, and compare with a batch that nobody interrupted."""
    whole = Watched(watched.settings.folder, watched.settings.out, watched.settings.config)
    whole.run()
    again = Watched(watched.settings.folder, out, watched.settings.config)
    report = again.run()
    assert report.evaluated + report.reused == 4
    for name in (*(path.name for path in whole.settings.out.glob("*.parquet")), PAGE):
        assert (out / name).read_bytes() == (whole.settings.out / name).read_bytes(), name
