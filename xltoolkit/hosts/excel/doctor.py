"""What may keep Excel from working with the toolkit: each trouble with its remedy."""

from collections.abc import Callable

from xltoolkit.health import Finding, Severity, Trouble, good, not_here
from xltoolkit.hosts.excel.machine import Machine
from xltoolkit.version import VERSION

EXCEL_CLASS = "{00024500-0000-0000-C000-000000000046}"
"""The class of Microsoft's own Excel."""

NEEDED_BITS = 64
_SIGNED_ONLY, _NO_MACROS = 3, 4
_AGAIN = "请关闭 Excel，重新运行安装包中的 install.cmd。"

NO_EXCEL = Trouble(
    Severity.ERROR,
    "没有找到 Excel",
    "请安装 Excel；只有 WPS 的，请用命令行的 xltoolkit run 生成。",
)
TAKEN_BY_WPS = Trouble(
    Severity.WARNING,
    "Excel.Application 被 WPS 占用",
    "请在 WPS 的“配置工具－高级－兼容设置”中取消与 Microsoft Office 的兼容，再修复 Office。",
)
PYTHON_32_BITS = Trouble(
    Severity.ERROR,
    "Python 是32位的",
    "请安装64位的 Python 3.11 后重新运行 install.cmd；Excel 是32位的不要紧。",
)
NO_INTERPRETER = Trouble(Severity.ERROR, "找不到工具自带的 Python", _AGAIN)
PATH_NOT_IN_CODE_PAGE = Trouble(
    Severity.ERROR,
    "安装路径中有系统代码页不能表示的字符",
    "请用英文名称的 Windows 用户登录后安装，或把系统区域设置改为中文（简体）后重启。",
)
NO_XLWINGS = Trouble(Severity.ERROR, "没有安装 xlwings", _AGAIN)
OTHER_XLWINGS = Trouble(Severity.ERROR, "xlwings 的版本与加载项的不一致", _AGAIN)
NO_LIBRARY = Trouble(Severity.ERROR, "缺少 xlwings 的动态库", _AGAIN)
NO_ADDIN = Trouble(Severity.ERROR, "加载项没有安装", _AGAIN)
OTHER_TOOLKIT = Trouble(Severity.WARNING, "加载项与工具的版本不一致", _AGAIN)
MARKED = Trouble(
    Severity.ERROR,
    "加载项带有“来自网络”的标记，Excel 不运行它的宏",
    "请右键该文件，选“属性”，勾选“解除锁定”，再重新打开 Excel。",
)
DISABLED = Trouble(
    Severity.ERROR,
    "加载项在 Excel 的禁用项目中",
    "请在 Excel 的“文件－选项－加载项－管理：禁用项目”中启用它，再重新打开 Excel。",
)
NO_MACROS = Trouble(
    Severity.ERROR,
    "Excel 禁止了全部宏",
    "请在“文件－选项－信任中心－宏设置”中选“禁用所有宏，并发出通知”；单位统一设置的，请联系管理员。",
)
SIGNED_MACROS_ONLY = Trouble(
    Severity.WARNING,
    "Excel 只运行有数字签名的宏",
    "加载项没有签名，只在受信任位置可用；评价工作簿请放入受信任位置，或改宏设置为“发出通知”。",
)
NO_TRUSTED_LOCATIONS = Trouble(
    Severity.WARNING,
    "Excel 停用了所有受信任位置",
    "请在“文件－选项－信任中心－受信任位置”中取消“禁用所有受信任位置”；单位统一设置的，请联系管理员。",
)

TROUBLES = (
    NO_EXCEL,
    TAKEN_BY_WPS,
    PYTHON_32_BITS,
    NO_INTERPRETER,
    PATH_NOT_IN_CODE_PAGE,
    NO_XLWINGS,
    OTHER_XLWINGS,
    NO_LIBRARY,
    NO_ADDIN,
    OTHER_TOOLKIT,
    MARKED,
    DISABLED,
    NO_MACROS,
    SIGNED_MACROS_ONLY,
    NO_TRUSTED_LOCATIONS,
)


def examine(machine: Machine) -> tuple[Finding, ...]:
    """Return what was found about each subject; elsewhere than on Windows none applies."""
    if not machine.is_windows:
        return tuple(not_here(subject, "本机不是 Windows") for subject in _CHECKS)
    return tuple(
        trouble or good(subject)
        for subject, check in _CHECKS.items()
        for trouble in [check(machine)]
    )


def _excel(machine: Machine) -> Finding | None:
    program = machine.excel_program.lower()
    if not machine.excel_class:
        return NO_EXCEL.found()
    if machine.excel_class.upper() != EXCEL_CLASS or (program and "excel.exe" not in program):
        return TAKEN_BY_WPS.found(machine.excel_program or machine.excel_class)
    return None


def _python(machine: Machine) -> Finding | None:
    if machine.python_bits != NEEDED_BITS:
        return PYTHON_32_BITS.found()
    if not machine.has_interpreter:
        return NO_INTERPRETER.found(str(machine.interpreter))
    return None


def _path(machine: Machine) -> Finding | None:
    if machine.path_in_code_page:
        return None
    return PATH_NOT_IN_CODE_PAGE.found(str(machine.interpreter))


def _xlwings(machine: Machine) -> Finding | None:
    if not machine.xlwings:
        return NO_XLWINGS.found()
    if machine.record is not None and machine.record.xlwings != machine.xlwings:
        return OTHER_XLWINGS.found(f"现为{machine.xlwings}，加载项为{machine.record.xlwings}")
    return None


def _library(machine: Machine) -> Finding | None:
    """Excel loads a library whose name says bits (its own) and version."""
    wanted = [f"xlwings{bits}-{machine.xlwings}.dll" for bits in (32, 64)]
    missing = [name for name in wanted if name not in machine.libraries]
    return NO_LIBRARY.found("、".join(missing)) if missing else None


def _addin(machine: Machine) -> Finding | None:
    if not machine.has_addin:
        return NO_ADDIN.found()
    if machine.record is not None and machine.record.toolkit != VERSION:
        return OTHER_TOOLKIT.found(f"工具为{VERSION}，加载项为{machine.record.toolkit}")
    if machine.addin_is_marked:
        return MARKED.found()
    return DISABLED.found() if machine.trust.addin_disabled else None


def _macros(machine: Machine) -> Finding | None:
    by_whom = "由管理员设置" if machine.trust.by_policy else ""
    if machine.trust.macros == _NO_MACROS:
        return NO_MACROS.found(by_whom)
    if machine.trust.macros == _SIGNED_ONLY:
        return SIGNED_MACROS_ONLY.found(by_whom)
    return NO_TRUSTED_LOCATIONS.found() if machine.trust.no_trusted_locations else None


_CHECKS: dict[str, Callable[[Machine], Finding | None]] = {
    "Excel 程序": _excel,
    "Python": _python,
    "安装路径": _path,
    "xlwings": _xlwings,
    "xlwings 动态库": _library,
    "加载项": _addin,
    "宏设置": _macros,
}
