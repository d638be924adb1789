"""Install the extension into the user's LibreOffice, or remove it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.bundle import bundle
from xltoolkit.hosts.calc.extension_xml import component_manifest, plain_description
from xltoolkit.hosts.calc.identifiers import EXTENSION
from xltoolkit.hosts.calc.processes import end_tree, start_apart

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDED, REPLACED, REMOVED, ABSENT = "added", "replaced", "removed", "absent"

TIMEOUT_SECONDS = 120.0
_GRACE_SECONDS = 5.0
_POLL_SECONDS = 0.05
_PROFILE = ("libreoffice", "4")
_COMPONENT = Path(__file__).parent / "inside" / "installer.py"
_SERVICE = "service:org.xltoolkit.Installer"


def user_profile() -> Path:
    """Return where LibreOffice keeps the settings and extensions of this user."""
    if os.name == "nt":
        base = Path(os.environ.get("APPDATA", str(Path.home())), "LibreOffice")
        return base / _PROFILE[1]
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support" / "LibreOffice"
        return base / _PROFILE[1]
    base = Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config")))
    return base.joinpath(*_PROFILE)


def installed_version(profile: Path) -> str | None:
    """Return the version of the extension in a profile, None where it is not installed.

    LibreOffice lists what is installed in one file; removed ones stay on the disk for a while.
    """
    packages = profile / "user" / "uno_packages" / "cache"
    try:
        listed = (packages / "uno_packages.pmap").read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return None
    for description in packages.glob("uno_packages/*/*/description.xml"):
        folder = description.parents[1].name.rstrip("_")
        text = description.read_text(encoding="utf-8", errors="replace")
        if folder in listed and f'<identifier value="{EXTENSION}"/>' in text:
            return text.partition('<version value="')[2].partition('"')[0]
    return None


def install(program: Path, profile: Path) -> str:
    """Install the extension; one that is there already is replaced.

    Returns:
        `ADDED` or `REPLACED`.

    Raises:
        UserError: LibreOffice is open, or it does not install the extension.
    """
    with tempfile.TemporaryDirectory(prefix="xltoolkit-install-") as folder:
        extension = Path(folder) / "xltoolkit.oxt"
        extension.write_bytes(bundle(Path(sys.executable)))
        return _asked("add", program, profile, {"XLTOOLKIT_EXTENSION": str(extension)})


def uninstall(program: Path, profile: Path) -> str:
    """Remove the extension; documents stay as they are.

    Returns:
        `REMOVED` or `ABSENT`.

    Raises:
        UserError: LibreOffice is open, or it does not remove the extension.
    """
    return _asked("remove", program, profile, {})


def _asked(verb: str, program: Path, profile: Path, files: Mapping[str, str]) -> str:
    """Start LibreOffice with the installer and return what it has done."""
    if (profile / ".lock").exists():
        raise UserError(
            "LibreOffice正开着，不能安装或卸载扩展：请关闭它的所有窗口后再试；"
            f"确认没有打开的，可删除“{profile / '.lock'}”。"
        )
    with tempfile.TemporaryDirectory(
        prefix="xltoolkit-install-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        _write_installer(folder / "extensions" / "installer")
        result = folder / "result"
        command = [
            str(program),
            f"-env:UserInstallation={profile.as_uri()}",
            f"-env:BUNDLED_EXTENSIONS={(folder / 'extensions').as_uri()}",
            "--headless",
            "--norestore",
            f"{_SERVICE}?{verb}",
        ]
        process = start_apart(command, {**files, "XLTOOLKIT_RESULT": str(result)})
        try:
            done = _wait_for(result, process)
        finally:
            end_tree(process)
    if done not in (ADDED, REPLACED, REMOVED, ABSENT):
        reason = done.removeprefix("problem ").strip() or "没有回答"
        raise UserError(
            f"LibreOffice没有完成扩展的安装或卸载（{reason}）："
            "请确认已装Python组件（Debian、Ubuntu上为python3-uno）后再试，"
            "或用“xltoolkit bundle calc”生成文件后在“工具－扩展管理器”中安装。"
        )
    return done


def _wait_for(result: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the installer has written its answer, and a little for LibreOffice to end."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        if result.exists():
            # The program in front may stay when the one behind it has ended: it is not waited for.
            if not ended:
                _wait(process, _GRACE_SECONDS)
            return result.read_text(encoding="utf-8")
        if ended:
            return ""
        time.sleep(_POLL_SECONDS)
    return ""


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _write_installer(folder: Path) -> None:
    (folder / "META-INF").mkdir(parents=True)
    (folder / "META-INF" / "manifest.xml").write_text(
        component_manifest(_COMPONENT.name), encoding="utf-8"
    )
    (folder / "description.xml").write_text(
        plain_description(f"{EXTENSION}.installer"), encoding="utf-8"
    )
    (folder / _COMPONENT.name).write_bytes(_COMPONENT.read_bytes())
