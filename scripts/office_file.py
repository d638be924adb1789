"""An Office file as `make check-files` reads it: on purpose not with the reader that it checks."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
RELATIONSHIPS = ".rels"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class SheetOfFile:
    """A worksheet: its name, its `sheetId`, and the part that holds it."""

    name: str
    identifier: str
    part: str


@dataclass(frozen=True)
class OfficeFile:
    """The parts of an Office file by name, as bytes."""

    parts: Mapping[str, bytes]

    @classmethod
    def read(cls, path: Path) -> OfficeFile:
        """Read all parts of a file that we wrote."""
        with zipfile.ZipFile(path) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def tree(self, part: str) -> etree._Element:
        """Return the root element of an XML part."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.parts[part], parser)

    def xml_parts(self) -> Iterator[str]:
        """Return the names of the parts that are XML."""
        yield from (name for name in self.parts if name.endswith(_XML_ENDINGS))

    def links(self, part: str = "") -> Iterator[tuple[str, str, str]]:
        """Return identifier, kind and part of every link inside the file that a part has."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}{RELATIONSHIPS}")
        if rels not in self.parts:
            return
        for link in self.tree(rels).iter(f"{{{_PACKAGE}/relationships}}Relationship"):
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
                kind = link.get("Type", "").rpartition("/")[2]
                yield link.get("Id", ""), kind, target.lstrip("/")

    @cached_property
    def sheets(self) -> tuple[SheetOfFile, ...]:
        """The worksheets of a workbook in order, none of any other file."""
        if WORKBOOK not in self.parts:
            return ()
        targets = {identifier: part for identifier, _, part in self.links(WORKBOOK)}
        return tuple(
            SheetOfFile(
                sheet.get("name", ""),
                sheet.get("sheetId", ""),
                targets.get(sheet.get(f"{{{_OFFICE}}}id", ""), ""),
            )
            for sheet in self.tree(WORKBOOK).iter(f"{MAIN}sheet")
        )

    def declared_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the content types by part, and those by ending."""
        root = self.tree(CONTENT_TYPES)
        types = f"{{{_PACKAGE}/content-types}}"
        by_part = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
            for each in root.iter(f"{types}Override")
        }
        by_ending = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in root.iter(f"{types}Default")
        }
        return by_part, by_ending
