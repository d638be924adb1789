"""Change a few elements of a part and leave every other byte of it alone.

A parser reports where elements begin and end; the new bytes are spliced in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from xltoolkit.hosts.file.xml_source import local_name, start_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Edit(NamedTuple):
    """Bytes `start` to `end` of a part become `replacement`."""

    start: int
    end: int
    replacement: bytes


@dataclass(frozen=True)
class Element:
    """One element, and where it stands in its part.

    Most elements are looked at and left alone, so where one ends is found when it is asked for.

    Attributes:
        name: As written, prefix included.
        attributes: In their order, as written.
        xml: The part in UTF-8.
        start: Offset of its `<`.
        reported_end: What the parser reports at its end (see `extent`).
        text: The character data directly inside it.
    """

    name: str
    attributes: tuple[tuple[str, str], ...]
    xml: bytes = field(repr=False)
    start: int
    reported_end: int
    text: str = ""

    @cached_property
    def _extent(self) -> tuple[int, int, int]:
        return extent(self.xml, self.start, self.reported_end)

    @property
    def content(self) -> int:
        """Offset behind its start tag."""
        return self._extent[0]

    @property
    def content_end(self) -> int:
        """Offset of its end tag; equal to `content` when it is empty."""
        return self._extent[1]

    @property
    def end(self) -> int:
        """Offset behind the element."""
        return self._extent[2]

    def get(self, attribute: str) -> str | None:
        """Return the value of an attribute, None when it is absent."""
        return next((value for key, value in self.attributes if key == attribute), None)


def find_elements(xml: bytes, names: Collection[str]) -> list[Element]:
    """Return the elements with these local names, in the order of their ends.

    Args:
        xml: A part in UTF-8, checked by the guard.
        names: Local names, whatever their prefix.

    Raises:
        expat.ExpatError: The part is not well-formed.
    """
    found: list[Element] = []
    open_elements: list[tuple[tuple[tuple[str, str], ...], int, list[str]]] = []
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True

    def on_start(name: str, attributes: list[str]) -> None:
        if local_name(name) in names:
            pairs = tuple(zip(attributes[::2], attributes[1::2], strict=True))
            open_elements.append((pairs, parser.CurrentByteIndex, []))

    def on_text(text: str) -> None:
        if open_elements:
            open_elements[-1][2].append(text)

    def on_end(name: str) -> None:
        if local_name(name) in names:
            attributes, start, text = open_elements.pop()
            end = parser.CurrentByteIndex
            found.append(Element(name, attributes, xml, start, end, "".join(text)))

    parser.StartElementHandler = on_start
    parser.CharacterDataHandler = on_text
    parser.EndElementHandler = on_end
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    return found


def tag_end(xml: bytes, start: int) -> int:
    """Return the offset behind the tag that begins at `start`; `>` may stand in its values."""
    close = xml.index(b">", start)
    tag = xml[start:close]
    if b"'" not in tag and tag.count(b'"') % 2 == 0:
        return close + 1
    position = start
    while True:
        close = xml.index(b">", position)
        quotes = [at for mark in (b'"', b"'") if (at := xml.find(mark, position, close)) >= 0]
        if not quotes:
            return close + 1
        opening = min(quotes)
        position = xml.index(xml[opening : opening + 1], opening + 1) + 1


def extent(xml: bytes, start: int, reported_end: int) -> tuple[int, int, int]:
    """Return (content, end of content, end) of an element from what the parser reported.

    At the end of an element the parser reports where its end tag begins, and for an empty
    element (`<v/>`), which has none, where the element ends.
    """
    content = tag_end(xml, start)
    if xml[content - 2 : content] == b"/>":
        return content, content, content
    return content, reported_end, tag_end(xml, reported_end)


def apply_edits(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the part with the edits made.

    Args:
        xml: The part that the offsets are counted in.
        edits: Ranges that do not overlap, in any order; insertions at one place keep theirs.
    """
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=itemgetter(0, 1)):
        pieces += (xml[position : edit.start], edit.replacement)
        position = edit.end
    pieces.append(xml[position:])
    return b"".join(pieces)


def with_attribute(xml: bytes, element: Element, attribute: str, value: str) -> Edit:
    """Return the edit that sets one attribute of an element and keeps the others."""
    pairs = [(key, value if key == attribute else old) for key, old in element.attributes]
    if element.get(attribute) is None:
        pairs.append((attribute, value))
    empty = xml[element.content - 2 : element.content] == b"/>"
    return Edit(element.start, element.content, start_tag(element.name, pairs, empty=empty))


def removal(element: Element) -> Edit:
    """Return the edit that takes an element away."""
    return Edit(element.start, element.end, b"")


def insertion_at_end(element: Element, new: bytes) -> Edit:
    """Return the edit that puts something behind the last child of an element that is not empty."""
    return Edit(element.content_end, element.content_end, new)
