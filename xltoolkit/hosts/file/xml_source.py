"""What every reader of a part needs: a safe parser, UTF-8 bytes, text as cells store it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from xltoolkit.hosts.file.limits import UnsafeWorkbook

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# The two spellings of the main namespace: as Excel writes it, and strict Open XML.
MAIN_NAMESPACES = (
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
)
NAMESPACE_SEPARATOR = "}"
XML_SPACE = " \t\r\n"

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_NAMES = frozenset({"utf-8", "utf8"})
_ENCODINGS = _UTF8_NAMES | {"us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be"}
_MESSAGE_OF_EMPTY = "请在 Excel 中打开并另存一次，或重新取得该文件"

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
# What XML 1.0 cannot carry, and the carriage return, which a parser would make a line feed.
_UNWRITABLE = "\x00-\x08\x0b-\x1f\ufffe\uffff"
_CONTROL = re.compile(f"[{_UNWRITABLE}]")
_LOOKS_ESCAPED = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_UNWRITABLE}])")


class _Refused(Exception):
    """A document type declaration or an unsupported encoding, with its sentence."""


def new_parser(xml: bytes) -> expat.XMLParserType:
    """Return a parser whose element names share one prefix for the main namespace.

    Where the part declares that namespace once, names come as written (`c`, `x:c`), which is
    a fifth faster; otherwise as `namespace}c`. Both ways `main_prefix` of the root's name is
    what stands before every name of the main namespace.
    """
    once = sum(xml.count(namespace) for namespace in MAIN_NAMESPACES) == 1
    parser = expat.ParserCreate(None, None if once else NAMESPACE_SEPARATOR)
    parser.buffer_text = True
    return parser


def main_prefix(root_name: str) -> str:
    """Return what stands before the local name of a root element, separator included."""
    return root_name[: len(root_name) - len(local_name(root_name))]


def local_name(name: str) -> str:
    """Return an element's name without prefix or namespace."""
    return name.rpartition(NAMESPACE_SEPARATOR)[2].rpartition(":")[2]


def attribute(flat: Sequence[str], name: str) -> str | None:
    """Return one attribute from a list of names and values in turn; None when it is absent."""
    # The address of a cell or row, which is asked for most, is written first.
    if flat and flat[0] == name:
        return flat[1]
    # A value must not be taken for a name.
    names = flat[::2]
    return flat[names.index(name) * 2 + 1] if name in names else None


def malformed(part: str) -> UnsafeWorkbook:
    """Return the refusal of a part that is no well-formed XML."""
    return UnsafeWorkbook(f"部件“{part}”不是有效的 XML，文件已损坏：{_MESSAGE_OF_EMPTY}。")


def is_xml(part: str, content: bytes) -> bool:
    """Tell whether a library might read this part as XML, by its name or by its first bytes."""
    if part.lower().endswith((".xml", ".rels", ".vml")):
        return bool(content)
    start = content[:64].removeprefix(_UTF8_MARK).lstrip()
    return start.startswith(b"<") or content[:2] in _UTF16_MARKS


def refuse_document_type(part: str, content: bytes) -> None:
    """Refuse a part with a document type (so with entities), in whatever encoding it hides.

    Most parts need no parser: in UTF-8 a document type cannot be spelled in any other way than
    by the bytes searched here. Everything unusual goes through the parser.

    Raises:
        UnsafeWorkbook: A document type, an encoding other than UTF-8 or UTF-16, broken XML.
    """
    plain = _is_plainly_utf8(content) and b"\0" not in content
    if plain and b"<!DOCTYPE" not in content and b"<!ENTITY" not in content:
        return
    parser = expat.ParserCreate()

    def on_document_type(*_arguments: object) -> None:
        raise _Refused(
            f"部件“{part}”含有 DTD 或实体定义，正常工作簿不会有，可能是攻击文件：请向提供者核实。"
        )

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _Refused(
                f"部件“{part}”用了不支持的编码（{encoding}）：请在 Excel 中打开并另存一次后再试。"
            )

    parser.StartDoctypeDeclHandler = on_document_type
    parser.XmlDeclHandler = on_declaration
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keywords
    except _Refused as refused:
        raise UnsafeWorkbook(str(refused)) from None
    except expat.ExpatError:
        raise malformed(part) from None


def _is_plainly_utf8(content: bytes) -> bool:
    start = content.removeprefix(_UTF8_MARK)
    if not start.startswith(b"<?xml"):
        return start.lstrip().startswith(b"<")
    declaration = start.partition(b"?>")[0].lower().replace(b"'", b'"')
    named = declaration.count(b"encoding")
    return named == 0 or (named == 1 and b'encoding="utf-8"' in b"".join(declaration.split()))


def to_utf8(content: bytes) -> bytes:
    """Return a part in UTF-8, with a declaration that says so; a UTF-8 part as it is.

    Args:
        content: XML in one of the encodings that `refuse_document_type` lets pass.
    """
    if _is_plainly_utf8(content) and b"\0" not in content:
        return content
    # An encoding of our list is ASCII (so UTF-8), or UTF-16 with or without its mark.
    if content[:2] in _UTF16_MARKS:
        text = content.decode("utf-16")
    elif b"\0" in content[:4]:
        text = content.decode("utf-16-be" if content[0] == 0 else "utf-16-le")
    else:
        text = content.decode("utf-8-sig")
    if text.startswith("<?xml"):
        text = text[text.index("?>") + len("?>") :]
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text.encode()


def escape_text(text: str) -> str:
    """Return a cell's text as XML: characters that XML cannot carry become `_x0007_`.

    A literal `_x0041_` becomes `_x005F_x0041_`, so that reading it gives the same text back.
    """
    text = text.encode("utf-8", errors="replace").decode()
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escape_markup(text)


def escape_markup(text: str) -> str:
    """Return text with the three characters replaced that are markup in XML content."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def decode_text(text: str) -> str:
    """Return the text that a stored string means: `_x000D_` is a carriage return."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may be the halves of one character; a half alone means nothing.
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def start_tag(name: str, attributes: Collection[tuple[str, str]], *, empty: bool = False) -> bytes:
    """Return a start tag, or an empty element."""
    parts = [f' {key}="{_escape_attribute(value)}"' for key, value in attributes]
    return f"<{name}{''.join(parts)}{'/' if empty else ''}>".encode()


def _escape_attribute(value: str) -> str:
    if value.isalnum():
        # Addresses, numbers and type marks, so nearly all: nothing in them to escape.
        return value
    value = escape_markup(value).replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
