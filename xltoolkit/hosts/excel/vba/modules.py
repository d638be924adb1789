"""The modules of a VBA project as plain sources, and the rules that VBA holds sources to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

LONGEST_NAME = 31
LONGEST_LINE = 1023


class BadSource(Exception):
    """A source that VBA or this project does not accept; a fault of the build, not of a user."""


class ModuleKind(Enum):
    """What a module belongs to; `value` is the class that a module of the kind extends."""

    STANDARD = ""
    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    SHEET = "0{00020820-0000-0000-C000-000000000046}"

    @property
    def is_document(self) -> bool:
        """Whether the module belongs to the workbook or to one of its sheets."""
        return self is not ModuleKind.STANDARD


@dataclass(frozen=True)
class Module:
    """A module: its name, and its source without the header of attributes."""

    name: str
    source: str = ""
    kind: ModuleKind = ModuleKind.STANDARD

    @property
    def text(self) -> str:
        """The whole text of the module as it is stored: header, source, CRLF at every end."""
        lines = [*_header(self), *self.source.rstrip().splitlines()]
        return "".join(f"{line}\r\n" for line in lines)


def _header(module: Module) -> list[str]:
    name = f'Attribute VB_Name = "{module.name}"'
    if not module.kind.is_document:
        return [name]
    return [
        name,
        f'Attribute VB_Base = "{module.kind.value}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        "Attribute VB_PredeclaredId = True",
        "Attribute VB_Exposed = True",
        "Attribute VB_TemplateDerived = False",
        "Attribute VB_Customizable = True",
    ]


def check_modules(modules: Iterable[Module]) -> None:
    """Refuse what Excel would not load.

    Raises:
        BadSource: with module, line and reason. Text outside of ASCII is refused too: what the
            editor shows of it depends on the code page of each machine.
    """
    names: Counter[str] = Counter()
    for module in modules:
        names[module.name.casefold()] += 1
        _check_name(module.name, names[module.name.casefold()])
        for number, line in enumerate(module.text.splitlines(), 1):
            problem = _problem_of_line(line)
            if problem:
                raise BadSource(f"{module.name}, line {number}: {problem}")


def is_module_name(name: str) -> bool:
    """Whether VBA takes a text for the name of a module."""
    plain = name.isascii() and name.replace("_", "a").isalnum() and name[0].isalpha()
    return plain and len(name) <= LONGEST_NAME


def _check_name(name: str, times: int) -> None:
    if not is_module_name(name):
        raise BadSource(f"{name}: no name for a module")
    if times > 1:
        raise BadSource(f"{name}: two modules of one name")


def _problem_of_line(line: str) -> str:
    if not line.isascii():
        return f"text outside of ASCII: {line}"
    if len(line) > LONGEST_LINE:
        return f"{len(line)} characters, VBA reads {LONGEST_LINE}"
    return ""
