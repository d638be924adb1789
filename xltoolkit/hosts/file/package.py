"""The parts of a workbook package: names, content types, relationships, contents.

Nothing is written until `to_bytes`; parts that were not replaced are written as they were.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import unquote
from xml.parsers import expat

from xltoolkit.hosts.file.archive import Entry, inflate, new_entry, part_name, write_archive
from xltoolkit.hosts.file.limits import LIMITS, Limits, UnsafeWorkbook
from xltoolkit.hosts.file.xml_edit import (
    Element,
    apply_edits,
    find_elements,
    insertion_at_end,
    removal,
)
from xltoolkit.hosts.file.xml_source import malformed, start_tag, to_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

CONTENT_TYPES = "[Content_Types].xml"

Derived = TypeVar("Derived")


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another, or to something outside.

    Attributes:
        identifier: Its `Id` in the source part.
        kind: Last segment of its type, equal in both spellings of Open XML: `worksheet`.
        target: Name of the part, or the address outside.
        external: Whether the target is outside the package.
    """

    identifier: str
    kind: str
    target: str
    external: bool


class Package:
    """A workbook package that the guard has let pass."""

    def __init__(self, data: bytes, entries: Iterable[Entry], limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._data = data
        self._entries = {entry.name.lower(): entry for entry in entries}
        self._inflated: dict[str, bytes] = {}
        self._replaced: dict[str, bytes] = {}
        self._derived: dict[tuple[str, tuple[str, ...]], object] = {}
        self._removed = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts in the order of the file, without a slash in front."""
        return tuple(entry.name for entry in self._entries.values() if not entry.name.endswith("/"))

    @property
    def changed(self) -> bool:
        """Whether any part was replaced or removed."""
        return self._removed or bool(self._replaced)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """Return the content of a part; names are compared without case.

        Raises:
            UnsafeWorkbook: There is no such part, or its packed bytes are damaged.
        """
        key = name.lower()
        content = self._replaced.get(key, self._inflated.get(key))
        if content is None:
            content = inflate(self._data, self._entry(name))
            self._inflated[key] = content
        return content

    def read_xml(self, name: str) -> bytes:
        """Return the content of an XML part in UTF-8, whatever encoding it is stored in."""
        return to_utf8(self.read(name))

    def replace(self, name: str, content: bytes) -> None:
        """Give a part new content; equal content changes nothing.

        Raises:
            UnsafeWorkbook: There is no such part.
        """
        if content == self.read(name):
            return
        self._forget(name)
        self._replaced[name.lower()] = content

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part with its content type, behind the others.

        Raises:
            UnsafeWorkbook: There is a part of that name.
        """
        if name in self:
            raise UnsafeWorkbook(
                f"工作簿已有部件“{name}”，不能再加一个：请改用没有该部件的工作簿再试。"
            )
        self._entries[name.lower()] = new_entry(name)
        self._replaced[name.lower()] = content
        declared = [("PartName", f"/{name}"), ("ContentType", content_type)]
        self._append(CONTENT_TYPES, "Types", start_tag("Override", declared, empty=True))

    def relate(self, source: str, kind: str, part: str) -> str:
        """Lead from a part to another and return the identifier of the relationship.

        Args:
            source: The part that leads; empty for the package itself.
            kind: The whole type of the relationship.
            part: Where it leads to.
        """
        known = {each.identifier for each in self.relationships(source)}
        identifier = next(each for n in count(1) if (each := f"rId{n}") not in known)
        target = posixpath.relpath(part, posixpath.dirname(source) or ".")
        pairs = [("Id", identifier), ("Type", kind), ("Target", target)]
        tag = start_tag("Relationship", pairs, empty=True)
        self._append(relationships_part(source), "Relationships", tag)
        return identifier

    def remove(self, name: str) -> None:
        """Take a part away, with its content type and the relationships that lead to it.

        Raises:
            UnsafeWorkbook: There is no such part.
        """
        part = self._entry(name).name
        self._forget(part)
        del self._entries[part.lower()]
        self._replaced.pop(part.lower(), None)
        self._inflated.pop(part.lower(), None)
        self._removed = True
        self._cut(CONTENT_TYPES, ("Override",), lambda element: _names(element, "PartName", part))
        for other in self.names:
            if other.lower().endswith(".rels"):
                source = source_of(other)
                self._cut(other, ("Relationship",), partial(_leads_to, source=source, part=part))

    def to_bytes(self) -> bytes:
        """Return the file; the very bytes that it was read from when nothing was changed."""
        if not self.changed:
            return self._data
        replaced = {self._entries[key].name: content for key, content in self._replaced.items()}
        return write_archive(self._data, self._entries.values(), replaced)

    def derived(self, kind: str, parts: tuple[str, ...], build: Callable[[], Derived]) -> Derived:
        """Return what `build` makes of some parts; kept until one of them changes.

        Args:
            kind: What is built, so that two readings of one part stay apart.
            parts: Names of all parts that the result depends on.
            build: Makes it.
        """
        key = (kind, tuple(part.lower() for part in parts))
        if key not in self._derived:
            self._derived[key] = build()
        return cast("Derived", self._derived[key])

    def elements(self, part: str, names: Collection[str]) -> list[Element]:
        """Return the elements of a small part that have one of these local names.

        Raises:
            UnsafeWorkbook: There is no such part, or it is no well-formed XML.
        """
        try:
            return find_elements(self.read_xml(part), names)
        except expat.ExpatError:
            raise malformed(part) from None

    def content_type(self, part: str) -> str:
        """Return the content type of a part, empty when none is declared."""
        types = self.derived("content types", (CONTENT_TYPES,), self._content_types)
        name = part.lower()
        return types.get("/" + name) or types.get(name.rpartition(".")[2], "")

    def relationships(self, source: str = "") -> tuple[Relationship, ...]:
        """Return the relationships of a part; of the package itself when none is named."""
        part = relationships_part(source)
        if part not in self:
            return ()
        return self.derived(
            "relationships",
            (part,),
            lambda: tuple(
                _relationship(element, source) for element in self.elements(part, ("Relationship",))
            ),
        )

    def _content_types(self) -> dict[str, str]:
        types: dict[str, str] = {}
        for element in self.elements(CONTENT_TYPES, ("Override", "Default")):
            key = element.get("PartName") or element.get("Extension") or ""
            types[key.lower()] = element.get("ContentType") or ""
        return types

    def _append(self, part: str, root: str, tag: bytes) -> None:
        (element,) = self.elements(part, (root,))
        xml = self.read_xml(part)
        self.replace(part, apply_edits(xml, [insertion_at_end(element, tag)]))

    def _cut(self, part: str, names: Collection[str], unwanted: Callable[[Element], bool]) -> None:
        edits = [removal(element) for element in self.elements(part, names) if unwanted(element)]
        if edits:
            self.replace(part, apply_edits(self.read_xml(part), edits))

    def _entry(self, name: str) -> Entry:
        entry = self._entries.get(name.lower())
        if entry is None:
            raise UnsafeWorkbook(
                f"工作簿缺少部件“{name}”，文件不完整：请在 Excel 中打开并另存一次，或重新取得该文件。"
            )
        return entry

    def _forget(self, name: str) -> None:
        """Drop what was derived from a part."""
        self._derived = {
            key: value for key, value in self._derived.items() if name.lower() not in key[1]
        }


def relationships_part(source: str) -> str:
    """Return the part that holds the relationships of a part: `xl/_rels/workbook.xml.rels`."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(part: str) -> str:
    """Return the part whose relationships stand in this part, or an empty name: the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _relationship(element: Element, source: str) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = element.get("Target") or ""
    return Relationship(
        identifier=element.get("Id") or "",
        kind=(element.get("Type") or "").rpartition("/")[2],
        target=target if external else _resolved(source, target),
        external=external,
    )


def _resolved(source: str, target: str) -> str:
    """Return the part that a target means: relative to its source, or from the root."""
    path = unquote(target.replace("\\", "/"))
    return part_name(posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)))


def _names(element: Element, attribute: str, part: str) -> bool:
    return part_name(element.get(attribute) or "").lower() == part.lower()


def _leads_to(element: Element, source: str, part: str) -> bool:
    relationship = _relationship(element, source)
    return not relationship.external and relationship.target.lower() == part.lower()
