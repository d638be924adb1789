"""What must hold of every Office file that we write, besides what the validator looks at.

Each check takes a file and returns a line for every fault.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from lxml import etree

from scripts.office_file import (
    CONTENT_TYPES,
    MAIN,
    RELATIONSHIPS,
    WORKBOOK,
    OfficeFile,
)
from scripts.sheet_references import is_broken, sheets_in

Check = Callable[[OfficeFile], Iterator[str]]

SHARED_STRINGS = "xl/sharedStrings.xml"
CALCULATION_CHAIN = "xl/calcChain.xml"

_FORMULA_ELEMENTS = ("definedName", "f", "formula", "formula1", "formula2", "sqref")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SPREADSHEET = f"{_OFFICE}.spreadsheetml"
_WORD = f"{_OFFICE}.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_SPREADSHEET_KINDS = (
    *("sheet.main", "template.main", "worksheet", "chartsheet", "styles", "sharedStrings"),
    *("calcChain", "comments", "table", "printerSettings"),
)
_WORD_KINDS = (
    *("document.main", "template.main", "styles", "settings", "webSettings", "fontTable"),
    *("numbering", "header", "footer", "footnotes", "endnotes", "comments"),
)
_KNOWN_TYPES = frozenset(
    (
        *(f"{_SPREADSHEET}.{kind}+xml" for kind in _SPREADSHEET_KINDS),
        *(f"{_WORD}.{kind}+xml" for kind in _WORD_KINDS),
        *(f"{_OFFICE}.{kind}+xml" for kind in ("theme", "drawing", "drawingml.chart")),
        *(f"{_OFFICE}.{kind}+xml" for kind in ("extended-properties", "custom-properties")),
        *(f"{_OFFICE}.vmlDrawing", f"{_OFFICE}.customXmlProperties+xml"),
        *(f"{_PACKAGE}.{kind}+xml" for kind in ("relationships", "core-properties")),
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "application/vnd.ms-office.vbaProject",
        f"{_SPREADSHEET}.sheet",  # the data behind a chart of a document
        *("application/xml", "image/png", "image/jpeg", "image/x-emf"),
    )
)


def formulas_lead_somewhere(file: OfficeFile) -> Iterator[str]:
    """Defined names and formulas of cells, lists, formats and charts refer to sheets there are."""
    if WORKBOOK not in file.parts:
        return
    known = {sheet.name.casefold() for sheet in file.sheets}
    for part in file.xml_parts():
        if part.endswith(RELATIONSHIPS):
            continue
        for element in file.tree(part).iter(tuple(f"{{*}}{name}" for name in _FORMULA_ELEMENTS)):
            text = element.text or ""
            name = element.get("name")
            place = f"{part}: {f'name {name}' if name else 'formula'} = {text}"
            if is_broken(text):
                yield f"{place}: refers to a place that is gone"
            for sheet in sheets_in(text):
                if sheet.casefold() not in known:
                    yield f"{place}: there is no sheet “{sheet}”"


def local_names_have_a_sheet(file: OfficeFile) -> Iterator[str]:
    """A name that is local to a sheet counts the sheets from 0; no name is defined twice."""
    if WORKBOOK not in file.parts:
        return
    names = list(file.tree(WORKBOOK).iter(f"{MAIN}definedName"))
    for name in names:
        local = name.get("localSheetId")
        if local is not None and int(local) >= len(file.sheets):
            yield f"{WORKBOOK}: name {name.get('name')} is local to sheet {local}, which is none"
    defined = Counter((each.get("name", "").casefold(), each.get("localSheetId")) for each in names)
    for (text, _), times in defined.items():
        if times > 1:
            yield f"{WORKBOOK}: name {text} is defined {times} times"


def calculation_chain_is_whole(file: OfficeFile) -> Iterator[str]:
    """The calculation chain, where there is one, lists exactly the cells with formulas."""
    if CALCULATION_CHAIN not in file.parts:
        return
    names = {sheet.identifier: sheet.name for sheet in file.sheets}
    listed = Counter(_chain(file.tree(CALCULATION_CHAIN)))
    formulas = {
        (sheet.identifier, cell.get("r", ""))
        for sheet in file.sheets
        for cell in file.tree(sheet.part).iter(f"{MAIN}c")
        if cell.find(f"{MAIN}f") is not None
    }
    for cell in sorted(listed.keys() | formulas):
        place = f"{CALCULATION_CHAIN}: {names.get(cell[0], cell[0])}!{cell[1]}"
        if cell not in formulas:
            yield f"{place} is listed and has no formula"
        elif listed[cell] != 1:
            yield f"{place} has a formula and is listed {listed[cell]} times"


def _chain(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Return sheet and address of each entry; one without a sheet is of the sheet before."""
    sheet = ""
    for cell in root.iter(f"{MAIN}c"):
        sheet = cell.get("i", sheet)
        yield sheet, cell.get("r", "")


def code_names_differ(file: OfficeFile) -> Iterator[str]:
    """No two sheets, nor a sheet and the workbook, share a code name."""
    places: dict[str, list[str]] = {}
    for part in (WORKBOOK, *(sheet.part for sheet in file.sheets)):
        if part in file.parts:
            for element in file.tree(part).iter(f"{MAIN}workbookPr", f"{MAIN}sheetPr"):
                code_name = element.get("codeName")
                if code_name is not None:
                    places.setdefault(code_name.casefold(), []).append(part)
    for code_name, parts in places.items():
        if len(parts) > 1:
            yield f"code name {code_name} stands in {', '.join(parts)}"


def content_types_are_known(file: OfficeFile) -> Iterator[str]:
    """Every part has a content type that we know, and none is declared for a missing part."""
    by_part, by_ending = file.declared_types()
    for part in file.parts:
        declared = by_part.get(part) or by_ending.get(part.rpartition(".")[2].lower())
        if part != CONTENT_TYPES and declared not in _KNOWN_TYPES:
            yield f"{part}: content type {declared} is not known"
    for part in by_part:
        if part not in file.parts:
            yield f"{CONTENT_TYPES}: declares {part}, which is missing"


def links_lead_to_parts(file: OfficeFile) -> Iterator[str]:
    """Every relationship inside the file leads to a part that is there."""
    for part in ("", *file.parts):
        for identifier, kind, target in file.links(part):
            if target not in file.parts:
                yield f"{part or 'the file'}: {kind} {identifier} leads to {target}: missing"


def no_place_of_a_machine(file: OfficeFile) -> Iterator[str]:
    """No part names a folder of the machine that wrote it."""
    folders = {Path.home(), Path.cwd(), Path(tempfile.gettempdir())}
    own = [f"{folder}/" for folder in folders if folder != folder.parent]
    for part in file.xml_parts():
        text = file.parts[part].decode("utf-8", errors="replace")
        for mark in ("absPath", "file:/", *own):
            if mark in text:
                yield f"{part}: holds a place on a machine ({mark})"
        if _has_drive(text):
            yield f"{part}: holds a place on a machine (a drive letter)"


def _has_drive(text: str) -> bool:
    """Whether a drive letter stands in the text: one letter alone before a colon and backslash."""
    for before, _ in pairwise(text.split(":\\")):
        drive, earlier = before[-1:], before[-2:-1]
        if drive.isascii() and drive.isalpha() and not earlier.isalnum():
            return True
    return False


def shared_strings_are_counted(file: OfficeFile) -> Iterator[str]:
    """The table of shared strings states how many it has, and how many cells use them."""
    if SHARED_STRINGS not in file.parts:
        return
    root = file.tree(SHARED_STRINGS)
    size = len(root.findall(f"{MAIN}si"))
    used = [
        int(cell.findtext(f"{MAIN}v", default="-1"))
        for sheet in file.sheets
        for cell in file.tree(sheet.part).iter(f"{MAIN}c")
        if cell.get("t") == "s"
    ]
    for attribute, counted in (("uniqueCount", size), ("count", len(used))):
        stated = root.get(attribute)
        if stated is not None and int(stated) != counted:
            yield f"{SHARED_STRINGS}: states {attribute} {stated}, has {counted}"
    for index in sorted({index for index in used if not 0 <= index < size}):
        yield f"{SHARED_STRINGS}: a cell shows string {index}, there are {size}"


CHECKS: tuple[Check, ...] = (
    formulas_lead_somewhere,
    local_names_have_a_sheet,
    calculation_chain_is_whole,
    code_names_differ,
    content_types_are_known,
    links_lead_to_parts,
    no_place_of_a_machine,
    shared_strings_are_counted,
)


def faults(file: OfficeFile, checks: Iterable[Check] = CHECKS) -> Iterator[str]:
    """Return every fault of a file."""
    for check in checks:
        yield from check(file)
