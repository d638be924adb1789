"""The package of a Word document as it is written: equal contents give equal bytes.

python-docx stamps every entry with the clock and knows no fallbacks of fonts; both are set here.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from xltoolkit.hosts.file.archive import read_directory
from xltoolkit.hosts.file.limits import LIMITS
from xltoolkit.hosts.file.package import Package

if TYPE_CHECKING:
    from docx.document import Document

FONT_TABLE = "word/fontTable.xml"
LEFT_OVERS = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml")
"""Parts of python-docx's own template that no program of today looks at."""
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX, _REGULAR_FILE = 3, 0o100644 << 16

# Each font of the report, whether it has serifs, and what takes its place where it is missing:
# older Windows, WPS on Linux, macOS, and the free fonts that LibreOffice finds.
FONTS = (
    ("仿宋", "roman", "仿宋_GB2312,FangSong,方正仿宋_GBK,华文仿宋,STFangsong,Noto Serif CJK SC"),
    ("黑体", "swiss", "SimHei,方正黑体_GBK,华文黑体,STHeiti,Noto Sans CJK SC"),
    ("楷体", "roman", "楷体_GB2312,KaiTi,方正楷体_GBK,华文楷体,STKaiti,Noto Serif CJK SC"),
    ("宋体", "roman", "SimSun,方正书宋_GBK,华文宋体,STSong,Noto Serif CJK SC"),
    ("Times New Roman", "roman", "Liberation Serif,Tinos,Noto Serif CJK SC"),
)
_BEFORE_OVERFLOW = (
    *("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr"),
    *("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs"),
    *("w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap"),
)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document_bytes(document: Document) -> bytes:
    """Return the file of a document: fixed dates, fallbacks of fonts, no left-overs."""
    keep_punctuation_inside(document)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def keep_punctuation_inside(document: Document) -> None:
    """Let LibreOffice hang no punctuation over the margin: justified, it loses the character.

    It reads the property the wrong way round, and hangs where nothing is said. To Word and WPS
    the property says what they do anyway.
    """
    defaults = _child(document.styles.element, "w:docDefaults", 0)
    properties = _child(_child(defaults, "w:pPrDefault", len(defaults)), "w:pPr", 0)
    if properties.find(qn("w:overflowPunct")) is None:
        properties.insert(_place_in(properties), OxmlElement("w:overflowPunct"))


def _child(parent: Any, name: str, place: int) -> Any:
    found = parent.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        parent.insert(place, found)
    return found


def _place_in(properties: Any) -> int:
    """Return the place of the property among the others, whose order is fixed."""
    before = [qn(name) for name in _BEFORE_OVERFLOW]
    return sum(each.tag in before for each in properties)


def repacked(data: bytes) -> bytes:
    """Write a document anew with the fallbacks of its fonts, without what nobody reads."""
    package = Package(data, read_directory(data, LIMITS))
    for part in LEFT_OVERS:
        if part in package:
            package.remove(part)
    if FONT_TABLE in package:
        package.replace(FONT_TABLE, font_table())
    return _with_fixed_dates(package.to_bytes())


def _with_fixed_dates(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _REGULAR_FILE
            written.writestr(entry, source.read(name))
    return target.getvalue()


def font_table() -> bytes:
    """Return the list of fonts with what takes their place."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        f'<w:family w:val="{family}"/></w:font>'
        for name, family, others in FONTS
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{_MAIN}">{fonts}</w:fonts>'.encode()
