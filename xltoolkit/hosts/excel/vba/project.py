"""A whole VBA project as the bytes of `xl/vbaProject.bin`."""

from __future__ import annotations

from collections.abc import Sequence

from xltoolkit.hosts.excel.vba.compound_file import Storage, Stream, compound_file
from xltoolkit.hosts.excel.vba.compression import compress
from xltoolkit.hosts.excel.vba.directory_stream import directory_stream
from xltoolkit.hosts.excel.vba.modules import Module, check_modules
from xltoolkit.hosts.excel.vba.project_stream import names_stream, project_stream

# States that the stream holds no compiled code, so that Excel compiles the sources.
_NO_COMPILED_CODE = bytes.fromhex("CC61FFFF000000")


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Return the project with these modules, in the order given.

    Raises:
        BadSource: a source that VBA would not load, or one with text outside of ASCII.
    """
    check_modules(modules)
    sources = [Stream(each.name, compress(each.text.encode("ascii"))) for each in modules]
    code = Storage(
        "VBA",
        (
            Stream("_VBA_PROJECT", _NO_COMPILED_CODE),
            Stream("dir", compress(directory_stream(name, modules))),
            *sources,
        ),
    )
    return compound_file(
        (
            code,
            Stream("PROJECT", project_stream(name, modules)),
            Stream("PROJECTwm", names_stream(modules)),
        )
    )
