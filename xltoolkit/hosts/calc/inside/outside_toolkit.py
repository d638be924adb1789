"""The toolkit outside LibreOffice, for what LibreOffice's own Python cannot do.

A Word file is made with libraries that it does not have. `xltoolkit install calc` notes the
Python that has them; an extension that was installed by hand looks for the command instead.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Dict, Tuple

from xltoolkit.errors import UserError, reason_of
from xltoolkit.hosts.calc.identifiers import TOOLKIT_PYTHON

TIMEOUT_SECONDS = 120.0

_NOTE = Path(__file__).with_name(TOOLKIT_PYTHON)
_COMMAND = "xltoolkit"
_OF_LIBREOFFICE = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH")
"""What LibreOffice sets for its own Python, and another one must not see."""
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_REFUSED = 1
_REMEDY = "请在装有本工具的命令行中运行“xltoolkit install calc”后再试"


def export_report(path: Path) -> str:
    """Write the Word report of a workbook beside it, and return what people are told.

    Raises:
        UserError: there is no toolkit on this machine, or it cannot use the workbook.
    """
    command = (*toolkit_command(), "report", str(path))
    try:
        done = _run(command)
    except OSError as error:
        raise UserError(
            f"报告没有导出，“{command[0]}”无法运行（{reason_of(error)}）：{_REMEDY}。"
        ) from None
    except subprocess.TimeoutExpired:
        raise UserError(
            f"报告没有导出：生成超过{TIMEOUT_SECONDS:.0f}秒，已停止。请稍后再试，"
            "或在命令行中运行“xltoolkit report”。"
        ) from None
    if done.returncode == _REFUSED and done.stderr and "Traceback" not in done.stderr:
        raise UserError(done.stderr.strip())
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise UserError(f"报告没有导出（{last}）：{_REMEDY}。")
    return done.stdout.strip()


def toolkit_command() -> Tuple[str, ...]:
    """Return how the toolkit is called on this machine.

    Raises:
        UserError: it is not there.
    """
    python = _noted_python()
    if python is not None and python.exists():
        return (str(python), "-m", "xltoolkit.cli")
    found = shutil.which(_COMMAND)
    if found is not None:
        return (found,)
    moved = "" if python is None else f"（原来登记的“{python}”已不在）"
    raise UserError(
        f"导出Word报告要用命令行版的绩效评价工具，这台机器上没有找到{moved}：{_REMEDY}。"
    )


def _noted_python() -> "Path | None":
    try:
        return Path(os.fsdecode(_NOTE.read_bytes()))
    except OSError:
        return None


def _run(command: Tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    environment: Dict[str, str] = {
        name: value for name, value in os.environ.items() if name not in _OF_LIBREOFFICE
    }
    return subprocess.run(  # noqa: S603 - our own command
        command,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        env={**environment, "PYTHONUTF8": "1"},
        creationflags=_NO_CONSOLE,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
