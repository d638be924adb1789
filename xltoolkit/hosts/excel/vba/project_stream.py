"""The streams `PROJECT` and `PROJECTwm` (MS-OVBA 2.3.1, 2.3.3): the project as the editor shows it."""

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence

from xltoolkit.hosts.excel.vba.encryption import encrypt
from xltoolkit.hosts.excel.vba.modules import Module

_NOT_PROTECTED = struct.pack("<I", 0)
_NO_PASSWORD = bytes(1)
_VISIBLE = b"\xff"
# Any seeds do; fixed ones keep the file the same from build to build.
_SEEDS = (0x5D, 0x5F, 0x59)


def project_stream(project_name: str, modules: Sequence[Module]) -> bytes:
    """Return the stream that lists the modules and states that nothing is protected."""
    identifier = project_identifier(project_name)
    protection, password, visibility = (
        encrypt(data, identifier, seed)
        for data, seed in zip((_NOT_PROTECTED, _NO_PASSWORD, _VISIBLE), _SEEDS, strict=True)
    )
    lines = [
        f'ID="{identifier}"',
        *map(_declaration, modules),
        f'Name="{project_name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{protection}"',
        f'DPB="{password}"',
        f'GC="{visibility}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def names_stream(modules: Sequence[Module]) -> bytes:
    """Return the stream that gives each module's name in both encodings."""
    names = (f"{module.name}\0" for module in modules)
    return b"".join(name.encode("ascii") + name.encode("utf-16-le") for name in names) + bytes(2)


def project_identifier(project_name: str) -> str:
    """Return the identifier of a project, the same for the same name."""
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:xltoolkit:vba:{project_name}")
    return f"{{{str(made).upper()}}}"


def _declaration(module: Module) -> str:
    if module.kind.is_document:
        return f"Document={module.name}/&H00000000"
    return f"Module={module.name}"
