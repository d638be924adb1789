"""Turn a Word document into PDF with LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from xltoolkit.errors import UserError
from xltoolkit.report.word_package import FONTS

TIMEOUT_SECONDS = 180
_PROGRAMS = ("soffice", "libreoffice")
_MAC_PROGRAM = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SYSTEM_FONTS = "/etc/fonts/fonts.conf"


def to_pdf(document: bytes) -> bytes:
    """Return the PDF of a Word document.

    Raises:
        UserError: LibreOffice is not installed, gives no PDF, or takes too long.
    """
    program = office_program()
    if program is None:
        raise UserError(
            "没有找到LibreOffice，不能生成PDF：请安装LibreOffice，或输出 .docx 后在Word、WPS中另存为PDF。"
        )
    with tempfile.TemporaryDirectory(prefix="xltoolkit-") as name:
        folder = Path(name)
        source = folder / "report.docx"
        source.write_bytes(document)
        (folder / "fonts.conf").write_text(font_fallbacks(), encoding="utf-8")
        _convert(program, source, folder)
        result = folder / "report.pdf"
        if not result.exists():
            raise UserError(
                "LibreOffice没有生成PDF：请先关闭正在运行的LibreOffice再试，或输出 .docx 后另存为PDF。"
            )
        return result.read_bytes()


def office_program() -> str | None:
    """Return where LibreOffice is, None where it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or (str(_MAC_PROGRAM) if _MAC_PROGRAM.exists() else None)


def font_fallbacks() -> str:
    """Return a configuration of fonts: what takes the place of one that a machine has not.

    Only systems with fontconfig read it; on others the program itself knows the Chinese fonts.
    """
    aliases = "".join(_alias(name, others.split(",")) for name, _, others in FONTS)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
        f'<include ignore_missing="yes">{_SYSTEM_FONTS}</include>{aliases}</fontconfig>\n'
    )


def _alias(name: str, others: list[str]) -> str:
    accepted = "".join(f"<family>{escape(each)}</family>" for each in others)
    return (
        f'<alias binding="same"><family>{escape(name)}</family><accept>{accepted}</accept></alias>'
    )


def _convert(program: str, source: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), str(source)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    # soffice starts a second program: in a session of their own both can be ended.
    with subprocess.Popen(  # noqa: S603 # the program that was found on the path
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise UserError(
                f"LibreOffice在{TIMEOUT_SECONDS}秒内没有生成PDF，已停止：请输出 .docx 后另存为PDF。"
            ) from None
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
