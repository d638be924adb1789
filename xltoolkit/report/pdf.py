"""Turn a Word document into PDF with LibreOffice, where it is installed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.office_program import find_office
from xltoolkit.hosts.calc.processes import end_tree, start_apart
from xltoolkit.report.word_package import FONTS

TIMEOUT_SECONDS = 180
_SYSTEM_FONTS = "/etc/fonts/fonts.conf"


def to_pdf(document: bytes) -> bytes:
    """Return the PDF of a Word document.

    Raises:
        UserError: LibreOffice is not installed, gives no PDF, or takes too long.
    """
    program = find_office()
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


def _convert(program: Path, source: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--norestore", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), str(source)]
    process = start_apart(command, {"FONTCONFIG_FILE": str(folder / "fonts.conf")})
    try:
        process.wait(timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise UserError(
            f"LibreOffice在{TIMEOUT_SECONDS}秒内没有生成PDF，已停止：请输出 .docx 后另存为PDF。"
        ) from None
    finally:
        end_tree(process)
