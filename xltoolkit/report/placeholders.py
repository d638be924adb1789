"""The placeholders of a Word template as they are typed, looked at before anything is filled.

Word splits text into runs and a library joins them again by patterns: what is not closed would
swallow the next paragraph, and what stands beside a loop would be lost without a word. So every
paragraph is read here first, and refused with its own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BRACES = frozenset("{}｛｝")
_WHOLE_PLACES = {"p": ("w:p", "一段"), "tr": ("w:tr", "表格的一行"), "tc": ("w:tc", "一个单元格")}
"""What a tag such as {%p … %} takes the place of, whole."""
_PAIRS = {"for": "endfor", "if": "endif", "macro": "endmacro"}
_WITHIN = {"elif": "if", "else": "if", "endfor": "for", "endif": "if", "endmacro": "macro"}
_ALONE = ("set", "vm", "hm", "colspan", "cellbg")
"""Words without an end; all but the first are docxtpl's own, for cells of a table."""
SHOWN_CHARACTERS = 60


@dataclass(frozen=True)
class Placeholder:
    """A tag as typed: `opening` is {{, {% or {#, `letter` is r, p, tr, tc or empty."""

    opening: str
    letter: str
    inner: str
    text: str

    @property
    def is_printed(self) -> bool:
        """Whether it stands for a text, a picture or a number."""
        return self.opening == "{{"

    @property
    def word(self) -> str:
        """The word that a {% … %} begins with, as for or endif."""
        return (self.inner.split() or [""])[0] if self.opening == "{%" else ""


class BadPlaceholder(Exception):
    """A placeholder that cannot be filled; the text says which and why, without the file."""


def placeholders_of(text: str) -> tuple[tuple[Placeholder, ...], str]:
    """Return the placeholders of a paragraph and what stands around them.

    Raises:
        BadPlaceholder: one is not closed.
    """
    found: list[Placeholder] = []
    around, rest = "", text
    while True:
        start, opening = _first_opening(rest)
        if not opening:
            return tuple(found), around + rest
        around += rest[:start]
        end = rest.find(_CLOSINGS[opening], start + len(opening))
        if end < 0:
            raise BadPlaceholder(
                f"的占位符写法有误：“{rest[start:].strip()[:SHOWN_CHARACTERS]}”没有用“{_CLOSINGS[opening]}”结束"
            )
        inner = rest[start + len(opening) : end]
        whole = rest[start : end + len(_CLOSINGS[opening])]
        found.append(_placeholder(opening, inner, whole))
        rest = rest[end + len(_CLOSINGS[opening]) :]


def _first_opening(text: str) -> tuple[int, str]:
    starts = [(text.find(opening), opening) for opening in _CLOSINGS if opening in text]
    return min(starts, default=(0, ""))


def _placeholder(opening: str, inner: str, whole: str) -> Placeholder:
    letter, _, rest = inner.partition(" ")
    if letter not in ("r", *_WHOLE_PLACES):
        return Placeholder(opening, "", inner.strip("-").strip(), whole)
    return Placeholder(opening, letter, rest.strip("-").strip(), whole)


def check_paragraphs(root: _Element) -> Iterator[Placeholder]:
    """Read every paragraph of a part and give its placeholders.

    Raises:
        BadPlaceholder: braces without their partners, or a placeholder that would swallow what
            stands beside it, or a loop or condition without its end.
    """
    opened: list[Placeholder] = []
    for paragraph in root.iter(qn("w:p")):
        found, around = placeholders_of(_text_of(paragraph))
        if _BRACES.intersection(around):
            raise BadPlaceholder(
                f"的占位符写法有误：“{_part_with_braces(around)}”的花括号不是成对的半角“{{{{ }}}}”"
            )
        for each in found:
            _refuse_swallowing(each, paragraph)
            if each.opening == "{%":
                _pair(each, opened)
            yield each
    for each in opened:
        raise BadPlaceholder(
            f"的占位符写法有误：“{each.text}”没有用“{{% {_PAIRS[each.word]} %}}”结束"
        )


def _pair(placeholder: Placeholder, opened: list[Placeholder]) -> None:
    """Keep which loops and conditions are open; refuse an end without its beginning."""
    word = placeholder.word
    if word in _PAIRS:
        opened.append(placeholder)
        return
    if word in _ALONE:
        return
    is_within = word in _WITHIN and bool(opened)
    begun = {_WITHIN[word], "for"} if word == "else" else {_WITHIN.get(word, "")}
    if not is_within or opened[-1].word not in begun:
        raise BadPlaceholder(f"的占位符写法有误：“{placeholder.text}”{_why(word)}")
    if word.startswith("end"):
        opened.pop()


def _why(word: str) -> str:
    return f"前面没有对应的 {_WITHIN[word]}" if word in _WITHIN else "不是报告认得的语句"


def _text_of(paragraph: _Element) -> str:
    """Return the text of a paragraph without that of the boxes inside it."""
    mark = qn("w:p")
    return "".join(
        text.text or ""
        for text in paragraph.iter(qn("w:t"))
        if next(text.iterancestors(mark)) is paragraph
    )


def _part_with_braces(text: str) -> str:
    first = min(text.find(brace) for brace in _BRACES if brace in text)
    return text[max(0, first - 10) :][:SHOWN_CHARACTERS].strip()


def _refuse_swallowing(placeholder: Placeholder, paragraph: _Element) -> None:
    """Refuse what takes the place of a paragraph, row or cell that holds more than it."""
    if placeholder.letter not in _WHOLE_PLACES or placeholder.opening == "{#":
        return
    name, words = _WHOLE_PLACES[placeholder.letter]
    place = paragraph if name == "w:p" else next(paragraph.iterancestors(qn(name)), None)
    if place is None:
        raise BadPlaceholder(f"中的“{placeholder.text}”不在表格里，不能代替{words}")
    texts = (text.text or "" for text in place.iter(qn("w:t")))
    if "".join(texts).strip() != placeholder.text.strip():
        raise BadPlaceholder(f"中的“{placeholder.text}”要独占{words}，旁边还有别的文字")
