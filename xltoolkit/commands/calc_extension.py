"""`xltoolkit bundle calc`: write the extension for LibreOffice."""

from pathlib import Path

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.bundle import bundle
from xltoolkit.hosts.file.saving import save

SUFFIX = ".oxt"


def write_bundle(out: Path) -> None:
    """Write the extension as one file.

    Raises:
        UserError: the name does not end in .oxt, or the file cannot be written.
    """
    if out.suffix.lower() != SUFFIX:
        raise UserError(f"扩展的文件名“{out.name}”应以 {SUFFIX} 结尾，请改名后再试。")
    save(out, bundle())
    print(f"已生成扩展：{out}")
