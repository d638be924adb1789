"""Install the toolkit for the present user of Windows, out of the folder that this file lies in.

A private copy of Python goes to %LOCALAPPDATA%, the wheels beside this file into it, and the
add-in to where Excel opens it. Nothing needs an administrator or the internet, and nothing of
another Python is touched. Standard library only, and in the syntax of old Pythons, for it has
to tell them that they are too old.
"""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, List, Tuple

WANTED = (3, 11)
WANTED_BITS = 64
LEFT_OUT = (
    "site-packages",
    "__pycache__",
    "test",
    "idlelib",
    "tkinter",
    "turtledemo",
    "ensurepip",
    "tcl",
    "Doc",
    "Tools",
    "Scripts",
    "include",
    "libs",
)
# An embeddable Python finds only what this file of it names.
PATHS_FILE = "python311._pth"
PATHS = "python311.zip\n.\nLib\nDLLs\nLib\\site-packages\nimport site\n"

Run = Callable[[List[str], Dict[str, str]], int]


class Refused(Exception):
    """What the user has to mend, in one sentence."""


def refuse_python(version: Tuple[int, int], bits: int) -> None:
    """Refuse a Python that the wheels are not made for.

    Raises:
        Refused: names its version and the one that is needed.
    """
    if version != WANTED or bits != WANTED_BITS:
        found = "{}.{}（{}位）".format(version[0], version[1], bits)
        raise Refused(
            "找到的 Python 是{}，需要3.11（64位），未作任何改动："
            "请安装 Python 3.11 的64位版本后重新运行 install.cmd。".format(found)
        )


def copy_python(base: Path, target: Path) -> None:
    """Copy an installed or an embeddable Python, without what somebody has installed into it.

    Raises:
        Refused: it cannot be copied.
    """
    try:
        shutil.copytree(str(base), str(target), ignore=shutil.ignore_patterns(*LEFT_OUT))
    except (OSError, shutil.Error) as error:
        raise Refused(
            "不能复制“{}”中的 Python（{}），未作任何改动：应用商店版的 Python 不能使用，"
            "请安装从 python.org 下载的版本。".format(base, error)
        )
    (target / "Lib" / "site-packages").mkdir(parents=True, exist_ok=True)
    if (target / PATHS_FILE).exists():
        (target / PATHS_FILE).write_text(PATHS, encoding="ascii")


def install(package: Path, home: Path, base: Path, run: Run) -> None:
    """Install what lies in the folder `package` into the folder `home`.

    An earlier installation stays until the new one is complete, and comes back when it fails.

    Raises:
        Refused: something is missing or in use.
    """
    python, old = home / "python", home / "python.old"
    home.mkdir(parents=True, exist_ok=True)
    _set_aside(python, old)
    try:
        copy_python(base, python)
        _run(run, python, _pip_command(package), "工具没有装全")
        addin = [
            "-m",
            "xltoolkit.cli",
            "install",
            "excel",
            "--addin",
            str(package / "xltoolkit.xlam"),
        ]
        _run(run, python, ["-I", *addin], "加载项没有装上")
    except BaseException:
        shutil.rmtree(str(python), ignore_errors=True)
        if old.exists():
            old.rename(python)
        raise
    shutil.rmtree(str(old), ignore_errors=True)


def _set_aside(python: Path, old: Path) -> None:
    shutil.rmtree(str(old), ignore_errors=True)
    if python.exists():
        try:
            python.rename(old)
        except OSError:
            raise Refused(
                "“{}”正在使用，未作任何改动：请关闭所有 Excel 窗口后重新运行 install.cmd。".format(
                    python
                )
            )


def _pip_command(package: Path) -> List[str]:
    wheels = package / "wheels"
    found = sorted(wheels.glob("pip-*.whl"))
    if not found:
        raise Refused(
            "安装包不完整（“{}”中没有 pip），未作任何改动：请重新解压整个安装包。".format(wheels)
        )
    options = ["--isolated", "--disable-pip-version-check", "--no-cache-dir", "--no-index"]
    target = ["--no-warn-script-location", "--find-links", str(wheels), "xltoolkit"]
    return [str(found[0] / "pip"), "install", *options, *target]


def _run(run: Run, python: Path, arguments: List[str], failed: str) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key.upper() not in ("PYTHONHOME", "PYTHONPATH")
    }
    environment["PYTHONNOUSERSITE"] = "1"
    environment["PYTHONIOENCODING"] = ":replace"  # a console that knows no Chinese stops nothing
    if run([str(python / "python.exe"), *arguments], environment) != 0:
        raise Refused("{}，已恢复原状：请把上面的文字拍照发给维护人员。".format(failed))


def _start(command: List[str], environment: Dict[str, str]) -> int:
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    """Install, and tell how it went."""
    package = Path(__file__).resolve().parent
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # standard output is text
    try:
        refuse_python(sys.version_info[:2], struct.calcsize("P") * 8)
        home = Path(os.environ["LOCALAPPDATA"]) / "xltoolkit"
        print("正在安装，约需一两分钟，请稍候……")
        install(package, home, Path(sys.base_prefix), _start)
    except Refused as problem:
        print(problem)
        return 1
    python = str(home / "python" / "python.exe")
    _start([python, "-I", "-m", "xltoolkit.cli", "doctor"], dict(os.environ))
    print("安装完成。打开 Excel，功能区有“绩效评价（加载项）”选项卡即可使用。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
