"""Files that are no workbook, or a harmful one; each is built here, none is stored."""

import struct
import zlib
from collections.abc import Callable

from tests.hosts.file.packages import (
    HEAD,
    MAIN,
    OFFICE,
    SHEET,
    STRINGS,
    TYPES,
    WORKBOOK,
    packed,
    parts,
    sheet_xml,
    workbook,
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def _compound(*streams: str) -> bytes:
    return COMPOUND + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def _with(name: str, content: str | bytes) -> bytes:
    return packed(parts() | {name: content})


def _entities(document: str) -> str:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return document.replace(HEAD, f'{HEAD}<!DOCTYPE x [<!ENTITY a0 "lol">{laughs}]>')


def _cell(reference: str) -> str:
    return f'<row r="{reference.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{reference}"/></row>'


def _archive(*names: str, mimetype: str = "") -> bytes:
    content: dict[str, str | bytes] = {"mimetype": mimetype} if mimetype else {}
    return packed(content | dict.fromkeys(names, "x"))


def _bomb() -> bytes:
    blank = sheet_xml("").encode().replace(b"<sheetData>", b"<sheetData>" + b" " * (8 << 20))
    return _with(SHEET, blank)


def _renumbered(offset_in_record: int, layout: str, value: int) -> bytes:
    """Return a workbook with one field of the sheet's directory record overwritten."""
    data = bytearray(workbook(_cell("A1")))
    record = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    struct.pack_into(layout, data, record + offset_in_record, value)
    return bytes(data)


def _damaged_content() -> bytes:
    data = bytearray(workbook(_cell("A1")))
    data[data.index(SHEET.encode()) + len(SHEET) + 10] ^= 0xFF
    return bytes(data)


def _renamed_in_header() -> bytes:
    data = workbook(_cell("A1"))
    return data.replace(SHEET.encode(), SHEET.replace("1", "2").encode(), 1)


def _duplicate() -> bytes:
    content = parts() | {SHEET.replace("sheet1", "SHEET1"): sheet_xml("")}
    return packed(content)


def _many_entries() -> bytes:
    return packed(parts() | {f"xl/media/{n}": b"" for n in range(2000)})


def _utf16_bomb() -> bytes:
    text = _entities(sheet_xml("")).replace("UTF-8", "UTF-16")
    return _with(SHEET, text.encode("utf-16"))


def _utf16_without_mark() -> bytes:
    return _with(SHEET, _entities(sheet_xml("")).replace(HEAD, "").encode("utf-16-le"))


def _utf7_bomb() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<worksheet/>'
    return _with(SHEET, text)


def _total_bomb() -> bytes:
    # Noise that packs poorly enough to pass the ratio: five parts of 60 MB.
    block = zlib.compress(bytes(range(256)) * 64)[:4096]
    noise = b"".join(block + bytes([n % 256]) * 60_000 for n in range(900))
    return packed(parts() | {f"xl/media/{n}.bin": noise for n in range(5)})


FILES: dict[str, Callable[[], bytes]] = {
    "empty": bytes,
    "csv": "部门,金额\n财政局,1\n".encode,
    "csv in gb18030": lambda: "部门,金额\n财政局,1\n".encode("gb18030"),
    "html": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
    "xml 2003": lambda: (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
    "pdf": lambda: b"%PDF-1.7\n\x00\x01",
    "noise": lambda: bytes(range(256)),
    "old xls": lambda: _compound("Root Entry", "Workbook"),
    "old word": lambda: _compound("Root Entry", "WordDocument"),
    "password": lambda: _compound("Root Entry", "EncryptionInfo", "EncryptedPackage"),
    "ods": lambda: _archive(
        "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"
    ),
    "xlsb": lambda: _archive(TYPES, "xl/workbook.bin"),
    "docx": lambda: _archive(TYPES, "word/document.xml"),
    "plain zip": lambda: _archive("photo.jpg"),
    "truncated": lambda: workbook(_cell("A1"))[:-200],
    "encrypted entry": lambda: _renumbered(8, "<H", 1),
    "duplicate entry": _duplicate,
    "stated too small": lambda: _renumbered(24, "<I", 50),
    "stated too large": lambda: _renumbered(24, "<I", 5_000),
    "stated beyond 64 MB": lambda: _renumbered(24, "<I", 65 << 20),
    "other method": lambda: _renumbered(10, "<H", 12),
    "damaged content": _damaged_content,
    "renamed in header": _renamed_in_header,
    "many entries": _many_entries,
    "zip bomb": _bomb,
    "total bomb": _total_bomb,
    "path out of the package": lambda: _with("../../evil.xml", "<a/>"),
    "drive letter": lambda: _with("C:/evil.xml", "<a/>"),
    "entity bomb in strings": lambda: _with(STRINGS, _entities(f'{HEAD}<sst xmlns="{MAIN}"/>')),
    "entity bomb in sheet": lambda: _with(SHEET, _entities(sheet_xml(""))),
    "entity bomb in utf-16": _utf16_bomb,
    "entity bomb in utf-16 without mark": _utf16_without_mark,
    "entity bomb in utf-7": _utf7_bomb,
    "document type in an unknown part": lambda: _with("docProps/x.dat", "<!DOCTYPE x><x/>"),
    "far cell": lambda: workbook(_cell("XFD1048576")),
    "row 100001": lambda: workbook(_cell("A100001")),
    "column 501": lambda: workbook(_cell("SG1")),
    "far cell in a low row": lambda: workbook('<row r="2"><c r="B2"/><c r="XFD2"/></row>'),
    "cell in the wrong row": lambda: workbook('<row r="2"><c r="B3"/></row>'),
    "no address": lambda: workbook('<row r="1"><c r="1A"/></row>'),
    "broken sheet": lambda: _with(SHEET, sheet_xml("<row>")),
    "broken workbook": lambda: _with(WORKBOOK, "<workbook"),
    "string that is not there": lambda: workbook('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    "number that is none": lambda: workbook('<row r="1"><c r="A1"><v>1_0</v></c></row>'),
    "sheet without part": lambda: packed(
        {name: part for name, part in parts().items() if name != SHEET}
    ),
    "no sheets": lambda: workbook(
        workbook=f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets/></workbook>'
    ),
}
