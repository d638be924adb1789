"""`xltoolkit bundle calc`, `install calc`, `uninstall calc`: the extension for LibreOffice."""

from pathlib import Path

from xltoolkit.errors import UserError
from xltoolkit.hosts.calc.bundle import bundle
from xltoolkit.hosts.calc.installation import ABSENT, REPLACED, install, uninstall, user_profile
from xltoolkit.hosts.calc.office_program import require_office
from xltoolkit.hosts.file.saving import save
from xltoolkit.version import VERSION

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


def install_extension() -> None:
    """Install the extension for the user who runs the command, the administrator included."""
    done = install(require_office(), user_profile())
    how = "已更新" if done == REPLACED else "已安装"
    print(f"{how}LibreOffice扩展，版本{VERSION}：打开工作簿，工具栏和菜单“绩效评价”即可使用。")


def uninstall_extension() -> None:
    """Remove the extension of the user who runs the command."""
    done = uninstall(require_office(), user_profile())
    print("没有安装过这个扩展，无须卸载。" if done == ABSENT else "已卸载LibreOffice扩展。")
