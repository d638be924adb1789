"""The archive of a workbook: a copy of values without formulas and macros, and a manifest.

The copy opens alike for ever: it needs no add-in, no macro and no calculation. The manifest says
what was archived, with which versions, and the hash of every file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xltoolkit.evaluation.case import Case
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.native import native_workbook
from xltoolkit.hosts.file.package import CONTENT_TYPES, Package
from xltoolkit.hosts.file.references import Position
from xltoolkit.hosts.file.sheet_map import SheetMap
from xltoolkit.hosts.file.splice import Change, splice
from xltoolkit.hosts.file.workbook_parts import (
    WORKSHEET,
    read_cells,
    read_workbook,
    remove_calculation_chain,
)
from xltoolkit.hosts.file.xml_edit import Edit, Element, apply_edits, removal
from xltoolkit.hosts.file.xml_source import start_tag
from xltoolkit.version import VERSION
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.finalising import finalised_at
from xltoolkit.workbook.layout.settings import RULE_SET, TEMPLATE_VERSION
from xltoolkit.workbook.layout.verdict import STAMPED_FINGERPRINT, STAMPED_TIME

MANIFEST = "归档清单.json"
_PROGRAM_KINDS = frozenset(
    (
        *("vbaProject", "vbaProjectSignature", "extensibility", "ui", "userCustomization"),
        *("attachedToolbars", "externalLink", "connections"),
    )
)
"""Kinds of relationships that lead to programs or out of the file."""

_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def values_only(book: bytes) -> bytes:
    """Return a workbook with the value of every formula in its place, and without programs.

    Everything else, formats and print settings included, is as it was.

    """
    package = open_package(book)
    for sheet in read_workbook(package).sheets:
        if sheet.kind == WORKSHEET:
            stored = read_cells(package, sheet)
            values: dict[Position, Change] = {
                at: None if cell.value == "" else cell.value
                for at, cell in stored.cells.items()
                if cell.formula is not None
            }
            # Formulas that belong together go together, so none of them has to be protected.
            places = SheetMap(package.read_xml(sheet.part), stored.places)
            package.replace(sheet.part, splice(places, values, {}))
    remove_calculation_chain(package)
    _without_programs(package)
    return package.to_bytes()


def native_copy(book: bytes) -> bytes:
    """Return a workbook without programs in which every formula is the office program's own.

    Raises:
        UserError: the workbook cannot be read or calculated.
    """
    package = open_package(native_workbook(book).book)
    _without_programs(package)
    return package.to_bytes()


def _without_programs(package: Package) -> None:
    """Take out macros, ribbons, links to other files and connections."""
    for source in ("", *package.names):
        for link in package.relationships(source):
            if link.kind in _PROGRAM_KINDS and not link.external and link.target in package:
                package.remove(link.target)
    book = next(link.target for link in package.relationships() if link.kind == "officeDocument")
    _edit(package, book, ("externalReferences",), removal)
    _edit(package, CONTENT_TYPES, ("Override", "Default"), _as_plain_book)


def _edit(
    package: Package, part: str, names: tuple[str, ...], change: Callable[[Element], Edit]
) -> None:
    edits = [change(element) for element in package.elements(part, names)]
    if edits:
        package.replace(part, apply_edits(package.read_xml(part), edits))


def _as_plain_book(element: Element) -> Edit:
    """Declare a workbook with macros as one without."""
    attributes = _plainly(element.attributes)
    return Edit(element.start, element.end, start_tag(element.name, attributes, empty=True))


def _plainly(attributes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, _PLAIN_BOOK if value == _MACRO_BOOK else value) for name, value in attributes]


@dataclass(frozen=True)
class ArchivedFile:
    """A file of the archive and what it is."""

    name: str
    role: str
    data: bytes


def manifest(
    files: Iterable[ArchivedFile],
    content: WorkbookContent,
    case: Case,
    time: str,
) -> bytes:
    """Return the manifest as JSON: what, of whom, with which versions, and every hash."""
    described: Mapping[str, Any] = {
        "department": case.cover.department,
        "year": case.cover.year,
        "body": case.cover.body,
        "stage": case.cover.stage,
        "finalised_at": finalised_at(content) or None,
        "archived_at": time,
        "tool_version": VERSION,
        "template_version": cell_text(content, TEMPLATE_VERSION),
        "scheme": case.scheme,
        "scheme_version": case.scheme_version,
        "ruleset": cell_text(content, RULE_SET),
        "fingerprint": case.fingerprint,
        "generated_fingerprint": cell_text(content, STAMPED_FINGERPRINT),
        "generated_at": cell_text(content, STAMPED_TIME),
        "files": [
            {
                "name": file.name,
                "role": file.role,
                "bytes": len(file.data),
                "sha256": hashlib.sha256(file.data).hexdigest(),
            }
            for file in files
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
