"""The stream `VBA/dir` (MS-OVBA 2.3.4.2): properties, references and modules of a project."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xltoolkit.hosts.excel.vba.modules import Module

CODE_PAGE = 1252
_ENCODING = "cp1252"
_ENGLISH = 0x409
_WIN64 = 3
_COOKIE = 0xFFFF
_VERSION = (0x61EEF783, 3)  # as Office 2016 and later write it; any pair is accepted


@dataclass(frozen=True)
class Reference:
    """A type library that the sources use."""

    name: str
    library: str


REFERENCES = (
    Reference(
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0"
        r"#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
    # Of the ribbon: IRibbonControl. Excel and VBA themselves are never listed.
    Reference(
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
        r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
        r"#Microsoft Office 16.0 Object Library",
    ),
)


def directory_stream(project_name: str, modules: Sequence[Module]) -> bytes:
    """Return the stream, not yet compressed."""
    return b"".join(
        (
            *_properties(project_name),
            *(_reference(reference) for reference in REFERENCES),
            _record(0x0F, _short(len(modules))),
            _record(0x13, _short(_COOKIE)),
            *(_module(module) for module in modules),
            _record(0x10),
        )
    )


def _properties(project_name: str) -> Iterator[bytes]:
    yield _record(0x01, _long(_WIN64))
    yield _record(0x02, _long(_ENGLISH))
    yield _record(0x14, _long(_ENGLISH))  # the language that the project is used in
    yield _record(0x03, _short(CODE_PAGE))
    yield _record(0x04, _text(project_name))
    yield _record(0x05) + _record(0x40)  # no description, in both encodings
    yield _record(0x06) + _record(0x3D)  # no help file
    yield _record(0x07, _long(0))  # no help
    yield _record(0x08, _long(0))  # no flags
    # The size of this record is fixed and leaves its last field out.
    yield struct.pack("<HIIH", 0x09, 4, *_VERSION)
    yield _record(0x0C) + _record(0x3C)  # no constants


def _reference(reference: Reference) -> bytes:
    library = _text(reference.library)
    return b"".join(
        (
            _record(0x16, _text(reference.name)),
            _record(0x3E, _wide(reference.name)),
            _record(0x0D, _long(len(library)) + library + bytes(6)),
        )
    )


def _module(module: Module) -> bytes:
    name, wide = _text(module.name), _wide(module.name)
    return b"".join(
        (
            _record(0x19, name) + _record(0x47, wide),
            _record(0x1A, name) + _record(0x32, wide),  # its stream has the same name
            _record(0x1C) + _record(0x48),  # no description
            _record(0x31, _long(0)),  # the source begins where the stream begins
            _record(0x1E, _long(0)),
            _record(0x2C, _short(_COOKIE)),
            _record(0x22 if module.kind.is_document else 0x21),
            _record(0x2B),
        )
    )


def _record(identifier: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", identifier, len(content)) + content


def _short(value: int) -> bytes:
    return struct.pack("<H", value)


def _long(value: int) -> bytes:
    return struct.pack("<I", value)


def _text(text: str) -> bytes:
    return text.encode(_ENCODING)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
