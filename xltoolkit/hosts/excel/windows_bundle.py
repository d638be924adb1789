"""The installation package for Windows: one zip that needs neither internet nor administrator.

It is built anywhere. The same wheels give the same bytes: order, dates and attributes of the
entries are fixed.
"""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from xltoolkit.errors import UserError
from xltoolkit.hosts.excel.places import ADD_IN_NAME
from xltoolkit.hosts.file.saving import write_atomically
from xltoolkit.resources import PACKAGE, folder

LOCKS = ("requirements.lock", "requirements-windows.lock")
PYTHON = "3.11"
PLATFORM = "win_amd64"
_FOR_ANY_PLATFORM = "any"

TOP = "xltoolkit-windows"
INSTRUCTIONS = "安装说明.txt"
EXAMPLE = "虚构示例.yaml"
_SCRIPTS = ("install.cmd", "uninstall.cmd", "install.py")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_EPOCH_OF_WHEELS = "315532800"  # the same day, as our own wheel states it
_READABLE = 0o644 << 16

Collect = Callable[[Path], None]
"""Puts the wheels of everything that is installed into a folder."""


@dataclass(frozen=True)
class Parts:
    """What the package holds beside wheels and scripts: the add-in, and workbooks by file name."""

    addin: bytes
    books: Mapping[str, bytes]


def bundle_windows(out: Path, parts: Parts, collect: Collect, python: Path | None = None) -> int:
    """Write the installation package and return the number of its files.

    Args:
        out: The zip.
        parts: The built add-in and the built workbooks with macros.
        collect: Collects the wheels.
        python: An embeddable Python 3.11 for Windows (zip) that comes along; None if staff
            have a Python 3.11.

    Raises:
        UserError: a wheel is missing or for another system, or the zip cannot be written.
    """
    if out.suffix.lower() != ".zip":
        raise UserError(f"文件名“{out.name}”应以 .zip 结尾，请改名后再试。")
    with TemporaryDirectory() as place:
        collect(Path(place))
        wheels = sorted(Path(place).iterdir())
        _refuse_wrong_wheels(wheels)
        entries = dict(_entries(parts, wheels))
    if python is not None:
        entries.update(_embedded(python))
    write_atomically(out.resolve(), _zipped(entries))
    return len(entries)


def collect_wheels(place: Path) -> None:
    """Download what the locks name for Windows, and build our own wheel.

    Raises:
        UserError: this is no source folder, or pip does not get everything.
    """
    root = PACKAGE.parent
    if not all((root / lock).exists() for lock in LOCKS):
        raise UserError(
            "安装包只能在项目的源代码文件夹中制作（这里没有 requirements.lock），"
            "请取得源代码，运行 make lint 之后再试。"
        )
    locks = [argument for lock in LOCKS for argument in ("--requirement", str(root / lock))]
    target = ["--platform", PLATFORM, "--python-version", PYTHON, "--implementation", "cp"]
    # Each package is named with its hash: markers are those of the machine that builds.
    exact = ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    _pip(["download", *exact, *target, "--dest", str(place), *locks])
    own = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(root)]
    _pip(["wheel", *own])


def _pip(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH_OF_WHEELS}
    done = subprocess.run(  # noqa: S603  # our own command
        command,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["没有说明"]
        raise UserError(
            f"取得 Windows 的安装文件失败（pip：{said[-1]}），安装包未写入：请检查网络后再试。"
        )


def _refuse_wrong_wheels(files: list[Path]) -> None:
    for file in files:
        if file.suffix != ".whl" or not file.stem.endswith((PLATFORM, _FOR_ANY_PLATFORM)):
            raise UserError(
                f"“{file.name}”不能装在64位 Windows 上，安装包未写入：请检查锁定的依赖后再试。"
            )
    present = {_name(file.name) for file in files}
    missing = [name for name in needed_packages() if name not in present]
    if missing:
        raise UserError(f"缺少{'、'.join(missing)}的安装文件，安装包未写入：请检查网络后再试。")


def needed_packages() -> tuple[str, ...]:
    """Return the names of everything that must be in the package, ours too."""
    lines = [
        line
        for lock in LOCKS
        for line in (PACKAGE.parent / lock).read_text(encoding="utf-8").splitlines()
    ]
    return (*(_name(line) for line in lines if "==" in line), "xltoolkit")


def _name(of_file_or_lock: str) -> str:
    return (
        of_file_or_lock.partition("-" if of_file_or_lock.endswith(".whl") else "==")[0]
        .replace("-", "_")
        .lower()
    )


def _entries(parts: Parts, wheels: list[Path]) -> Iterator[tuple[str, bytes]]:
    scripts = PACKAGE / "hosts" / "excel" / "windows"
    for script in _SCRIPTS:
        yield script, _with_windows_lines(scripts / script)
    # The mark at the beginning lets every old Notepad show Chinese.
    yield INSTRUCTIONS, b"\xef\xbb\xbf" + _with_windows_lines(scripts / "instructions.txt")
    yield ADD_IN_NAME, parts.addin
    for name, book in parts.books.items():
        yield f"templates/{name}", book
    for template in sorted(folder("workbook_templates").glob("*.xlsx")):
        yield f"templates/{template.name}", template.read_bytes()
    yield f"templates/{EXAMPLE}", (folder("seeds") / "sample_department.yaml").read_bytes()
    for wheel in wheels:
        yield f"wheels/{wheel.name}", wheel.read_bytes()


def _with_windows_lines(file: Path) -> bytes:
    return file.read_text(encoding="utf-8").replace("\n", "\r\n").encode()


def _embedded(python: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(python) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if "python.exe" not in names:
                raise UserError(
                    f"“{python.name}”不是 Windows 的嵌入式 Python（其中没有 python.exe），"
                    "安装包未写入：请使用 embeddable package（64-bit）。"
                )
            for name in names:
                yield f"python/{name}", archive.read(name)
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(
            f"无法读取“{python}”（{error}），安装包未写入：请重新下载后再试。"
        ) from error


def _zipped(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(entries.items()):
            entry = zipfile.ZipInfo(f"{TOP}/{name}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same wherever this runs; names are marked as UTF-8
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return packed.getvalue()
