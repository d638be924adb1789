"""The guard: one clear sentence for whatever no library may see, and everything else let in."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hosts.file.hostile import FILES
from tests.hosts.file.packages import SHEET, STRINGS, packed, parts, sheet_xml, workbook
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.limits import Limits, UnsafeWorkbook
from xltoolkit.hosts.file.notices import notices
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "guard_cases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_refused_in_one_sentence(case: dict[str, Any]) -> None:
    with pytest.raises(UnsafeWorkbook) as refusal:
        open_package(FILES[case["file"]]())
    sentence = str(refusal.value)
    assert case["says"] in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "\n" not in sentence


def test_every_hostile_file_has_a_case() -> None:
    assert {case["file"] for case in CASES} == set(FILES)


ACCEPTED = {
    "the last row and column": '<row r="100000"><c r="SF100000"><v>1</v></c></row>',
    "an empty formatted row at the very end": '<row r="1048576" hidden="1"/>',
    "rows and cells out of order": (
        '<row r="9"><c r="B9"/><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"/></row>'
    ),
    "cells without addresses": "<row><c/><c><v>2</v></c></row>",
    "the words of a document type in a comment": "<!-- <!DOCTYPE x> -->",
}


@pytest.mark.parametrize("rows", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_accepted(rows: str) -> None:
    data = workbook(rows)
    assert open_package(data).to_bytes() is data


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(cells=3), "3 个"),
        (Limits(file_bytes=100), "0 MB"),
        (Limits(entries=7), "7 个"),
    ],
    ids=["cells", "size of the file", "entries"],
)
def test_each_limit_is_the_callers(limits: Limits, message: str) -> None:
    data = workbook('<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/><c r="D1"/></row>')
    open_package(data)
    with pytest.raises(UnsafeWorkbook, match=message):
        open_package(data, limits)


def test_cells_at_the_limit_are_let_in() -> None:
    data = workbook('<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/></row>')
    assert open_package(data, Limits(cells=3)).names


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = sheet_xml('<row r="1"><c r="A1" t="str"><v>数</v></c></row>')
    if encoding == "utf-16":
        text = text.replace("UTF-8", "UTF-16")
    package = open_package(packed(parts() | {SHEET: text.encode(encoding)}))
    sheet = read_workbook(package).sheets[0]
    assert read_cells(package, sheet).cells[1, 1].value == "数"


def test_backslashes_and_leading_slashes_name_the_same_parts() -> None:
    content = {name.replace("/", "\\"): part for name, part in parts().items()}
    assert read_workbook(open_package(packed(content))).sheets[0].part == SHEET


def test_strict_open_xml_is_read() -> None:
    strict = {
        name: part.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>').items()
        if isinstance(part, str)
    }
    package = open_package(packed(strict))
    workbook_parts = read_workbook(package)
    assert workbook_parts.strings_part == STRINGS
    assert read_cells(package, workbook_parts.sheets[0]).cells[1, 1].value == "文字"


def test_a_file_is_named_in_its_refusal(tmp_path: Path) -> None:
    path = tmp_path / "二〇二二.xlsx"
    path.write_bytes(b"")
    with pytest.raises(UnsafeWorkbook, match=r"“二〇二二\.xlsx”：文件是空的"):
        open_file(path)


@pytest.mark.parametrize(("name", "message"), [("没有.xlsx", "找不到文件"), ("", "是文件夹")])
def test_a_path_that_leads_to_no_file(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(UnsafeWorkbook, match=message):
        open_file(tmp_path / name)


def test_nothing_to_notice_in_a_plain_workbook() -> None:
    assert notices(open_package(workbook()), "a.xlsx") == ()


def _with_link(kind: str, target: str, content: str) -> bytes:
    content_parts = parts()
    rels = "xl/_rels/workbook.xml.rels"
    text = str(content_parts[rels])
    link = text[text.index("<Relationship Id") : text.index("/>") + 2]
    new = link.replace("rId1", "rId9").replace("/worksheet", f"/{kind}")
    new = new.replace("worksheets/sheet1.xml", target)
    content_parts[rels] = text.replace("</Relationships>", f"{new}</Relationships>")
    return packed(content_parts | {f"xl/{target}": content})


@pytest.mark.parametrize(
    ("kind", "target", "content", "notice"),
    [
        ("externalLink", "externalLinks/externalLink1.xml", "<externalLink/>", "external_link"),
        (
            "externalLink",
            "externalLinks/externalLink1.xml",
            "<externalLink><ddeLink/></externalLink>",
            "dde",
        ),
        ("connections", "connections.xml", "<connections/>", "connection"),
        ("oleObject", "embeddings/oleObject1.bin", "x", "embedded_object"),
        ("vbaProject", "vbaProject.bin", "x", "macro"),
    ],
)
def test_what_a_workbook_carries_is_noticed(
    kind: str, target: str, content: str, notice: str
) -> None:
    found = notices(open_package(_with_link(kind, target, content)), "a.xlsx")
    assert [(each.kind, each.part) for each in found] == [(notice, f"xl/{target}")]
    assert found[0].message.endswith("。")


def test_a_library_reads_what_was_let_in() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    data = workbook('<row r="1"><c r="A1"><v>1.5</v></c></row>')
    book = openpyxl.load_workbook(io.BytesIO(open_package(data).to_bytes()))
    assert book["数据"]["A1"].value == 1.5
