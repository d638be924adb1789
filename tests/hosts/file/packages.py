"""Workbook packages built part by part, so that a test knows every byte of them."""

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def _relationship(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relationships(*links: tuple[str, str, str]) -> str:
    inner = "".join(_relationship(*link) for link in links)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def parts(rows: str = "", **changed: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet, the named ones replaced by keyword."""
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{spreadsheet}.{kind}+xml"/>'
        for part, kind in (
            (WORKBOOK, "sheet.main"),
            (SHEET, "worksheet"),
            (STRINGS, "sharedStrings"),
            ("xl/styles.xml", "styles"),
            ("xl/calcChain.xml", "calcChain"),
        )
    )
    return {
        TYPES: (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", WORKBOOK)),
        WORKBOOK: changed.get("workbook")
        or (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="数据" sheetId="1" r:id="rId1"/></sheets>'
            f"<definedNames>{changed.get('names', '')}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "/xl/styles.xml"),
            ("rId4", "calcChain", "calcChain.xml"),
        ),
        SHEET: changed.get("sheet") or sheet_xml(rows),
        STRINGS: changed.get("strings") or f'{HEAD}<sst xmlns="{MAIN}"><si><t>文字</t></si></sst>',
        "xl/styles.xml": (
            f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
            '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
            f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="9">{"<xf/>" * 9}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        ),
        "xl/calcChain.xml": f'{HEAD}<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
    }


def packed(content: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of these parts, with one fixed time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            info = zipfile.ZipInfo(name, (2024, 5, 1, 10, 15, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return stream.getvalue()


def workbook(rows: str = "", **changed: str) -> bytes:
    return packed(parts(rows, **changed))


def packed_parts(data: bytes) -> dict[str, bytes]:
    """Return the packed bytes of every entry, read from the file itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        result = {}
        for info in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            result[info.filename] = data[start : start + info.compress_size]
        return result


def inflated(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
