"""What there is to know of a Windows machine before Excel can work with the toolkit.

Facts only: `doctor` judges them. Gathering never fails: what cannot be read is unknown.
"""

import json
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xltoolkit.hosts.excel.places import ADD_IN_NAME, installed_addin, interpreter, toolkit_folder

RECORD = "installed.json"
_MARK_OF_THE_WEB = ":Zone.Identifier"
_OFFICE_VERSIONS = ("16.0", "15.0")


@dataclass(frozen=True)
class Record:
    """What the installation noted: the versions that it installed."""

    toolkit: str
    xlwings: str


@dataclass(frozen=True)
class Trust:
    """What Excel may run, as its settings say; None where nothing is set.

    `macros` is VBAWarnings: 1 all, 2 after asking, 3 signed ones, 4 none. `by_policy` says that
    an administrator has set it.
    """

    macros: int | None = None
    by_policy: bool = False
    no_trusted_locations: bool = False
    addin_disabled: bool = False


@dataclass(frozen=True)
class Machine:
    """The facts about one machine.

    Attributes:
        is_windows: Whether it runs Windows.
        python_bits: 32 or 64.
        interpreter: Where Excel looks for Python.
        has_interpreter: Whether it is there.
        path_in_code_page: Whether the system's code page can write that path.
        xlwings: The version that is installed, empty if none.
        libraries: Names of xlwings' libraries beside the interpreter.
        record: What the installation noted, None if there was none.
        has_addin: Whether the add-in is installed.
        addin_is_marked: Whether Windows notes that it came from the web.
        excel_class: The class that `Excel.Application` stands for, empty if none.
        excel_program: The program that is started for Excel, empty if none.
        trust: What Excel may run.
    """

    is_windows: bool
    python_bits: int
    interpreter: Path
    has_interpreter: bool
    path_in_code_page: bool
    xlwings: str
    libraries: tuple[str, ...]
    record: Record | None
    has_addin: bool
    addin_is_marked: bool
    excel_class: str
    excel_program: str
    trust: Trust


def this_machine() -> Machine:
    """Return the facts about the machine that this runs on."""
    python = interpreter()
    addin = installed_addin()
    excel_class = _registered(r"Excel.Application\CLSID")
    return Machine(
        is_windows=sys.platform == "win32",
        python_bits=struct.calcsize("P") * 8,
        interpreter=python,
        has_interpreter=python.exists(),
        path_in_code_page=_in_code_page(str(python)),
        xlwings=_version("xlwings"),
        libraries=tuple(sorted(file.name for file in python.parent.glob("xlwings*.dll"))),
        record=read_record(),
        has_addin=addin.exists(),
        addin_is_marked=web_mark(addin).exists(),
        excel_class=excel_class,
        excel_program=_registered(rf"CLSID\{excel_class}\LocalServer32") if excel_class else "",
        trust=_trust(),
    )


def web_mark(file: Path) -> Path:
    """Return the stream beside a file in which Windows notes that it came from the web."""
    return Path(f"{file}{_MARK_OF_THE_WEB}")


def read_record() -> Record | None:
    """Return what the installation noted; None if nothing readable is there."""
    with suppress(OSError, ValueError, TypeError):
        return Record(**json.loads((toolkit_folder() / RECORD).read_text(encoding="utf-8")))
    return None


def _version(package: str) -> str:
    with suppress(PackageNotFoundError):
        return version(package)
    return ""


def _in_code_page(path: str) -> bool:
    """Whether the old interface of Windows, through which Excel starts Python, knows the path."""
    if sys.platform == "win32":
        try:
            path.encode("mbcs", errors="strict")
        except UnicodeEncodeError:
            return False
    return True


def _registered(key: str) -> str:
    """Return the default value of a key of the classes, empty if there is none."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  # Windows only

        with suppress(OSError):
            return str(winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, key))
    return ""


def _setting(key: str, value: str) -> object:
    """Return a setting of the user, None if there is none."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  # Windows only

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return winreg.QueryValueEx(opened, value)[0]
    return None


def _trust() -> Trust:
    for office in _OFFICE_VERSIONS:
        own = rf"Software\Microsoft\Office\{office}\Excel"
        policy = rf"Software\Policies\Microsoft\Office\{office}\Excel\Security"
        by_policy = _setting(policy, "VBAWarnings")
        macros = _setting(rf"{own}\Security", "VBAWarnings") if by_policy is None else by_policy
        no_locations = (
            _setting(rf"{key}\Trusted Locations", "AllLocationsDisabled") == 1
            for key in (rf"{own}\Security", policy)
        )
        trust = Trust(
            macros=macros if isinstance(macros, int) else None,
            by_policy=by_policy is not None,
            no_trusted_locations=any(no_locations),
            addin_disabled=_is_disabled(rf"{own}\Resiliency\DisabledItems"),
        )
        if trust != Trust():
            return trust
    return Trust()


def _is_disabled(key: str) -> bool:
    """Whether Excel has put the add-in on its list of items that it once crashed with."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  # Windows only

        name = ADD_IN_NAME.encode("utf-16-le")
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            count = winreg.QueryInfoKey(opened)[1]
            items = [winreg.EnumValue(opened, number)[1] for number in range(count)]
            return any(isinstance(item, bytes) and name in item.lower() for item in items)
    return False
