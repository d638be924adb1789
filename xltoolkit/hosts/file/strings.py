"""Read the shared strings of a workbook."""

from __future__ import annotations

from xml.parsers import expat

from xltoolkit.hosts.file.xml_source import (
    XML_SPACE,
    decode_text,
    main_prefix,
    malformed,
    new_parser,
)


def read_shared_strings(part: str, xml: bytes) -> tuple[str, ...]:
    """Return the texts that cells point at, by their number.

    The runs of a rich text are joined; readings of its characters (`rPh`) are left out;
    white space at the ends counts where the part says so (`xml:space="preserve"`).

    Args:
        part: Its name, for messages.
        xml: The part, free of document types.

    Raises:
        UnsafeWorkbook: Broken XML.
    """
    strings: list[str] = []
    parser = new_parser(xml)
    parser.StartElementHandler = lambda name, _: _attach(parser, main_prefix(name), strings)
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError:
        raise malformed(part) from None
    return tuple(strings)


def _attach(parser: expat.XMLParserType, prefix: str, strings: list[str]) -> None:
    item, text, phonetic = prefix + "si", prefix + "t", prefix + "rPh"
    pieces: list[str] = []
    runs: list[str] = []
    preserves_space = in_phonetic = False

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal preserves_space, in_phonetic
        pieces.clear()
        if name == text:
            preserves_space = "preserve" in attributes.values()
        elif name == phonetic:
            in_phonetic = True

    def on_end(name: str) -> None:
        nonlocal in_phonetic
        if name == text:
            if not in_phonetic:
                run = "".join(pieces)
                runs.append(run if preserves_space else run.strip(XML_SPACE))
        elif name == item:
            strings.append(decode_text("".join(runs)))
            runs.clear()
        elif name == phonetic:
            in_phonetic = False

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = pieces.append
