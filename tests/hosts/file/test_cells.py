"""Reading cells: what each stored form means, in whatever dress the part comes."""

import io
import math
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.hosts.file.packages import HEAD, MAIN, sheet_xml
from udfs.errors import CellError
from xltoolkit.hosts.file.cells import Cell, read_sheet
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.limits import UnsafeWorkbook
from xltoolkit.hosts.file.strings import read_shared_strings
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook
from xltoolkit.hosts.file.xml_source import decode_text, escape_text

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cell_cases.yaml").read_text(encoding="utf-8")
)


def _prefixed(xml: str) -> str:
    """Return the same part with a prefix before each element name."""
    text = xml.replace("xmlns=", "xmlns:x=")
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "r", "rPh", "rPr", "b"):
        for before, after in (("<", " "), ("<", ">"), ("<", "/"), ("</", ">")):
            text = text.replace(f"{before}{name}{after}", f"{before}x:{name}{after}")
    return text


DRESSES = {
    "as Excel writes it": lambda xml: xml,
    "with a prefix": _prefixed,
    "with the namespace declared twice": lambda xml: xml.replace(
        "<sheetData>", f'<sheetData xmlns="{MAIN}">'
    ),
    "with a byte order mark": lambda xml: "\ufeff" + xml,
}


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_cell_means(case: dict[str, Any], dress: Any) -> None:
    table = case.get("strings", "<si><t>文字</t></si>")
    strings = read_shared_strings("s", f'{HEAD}<sst xmlns="{MAIN}">{table}</sst>'.encode())
    xml = dress(sheet_xml(f'<row r="1">{case["cell"]}</row>')).encode()
    cell = read_sheet("p", xml, strings).cells.get((1, 1), Cell(None, None, "n", 0))
    expected = CellError(case["error"]) if "error" in case else case["value"]
    assert (cell.value, type(cell.value)) == (expected, type(expected))
    assert cell.formula == case.get("formula")
    assert cell.style == case.get("style", 0)


@pytest.mark.parametrize("style", ["abc", "-1", "１"])
def test_a_format_that_is_no_number_is_refused_with_its_cell(style: str) -> None:
    xml = sheet_xml(f'<row r="1"><c r="A1" s="{style}"><v>1</v></c></row>').encode()
    with pytest.raises(UnsafeWorkbook, match=f"单元格 A1 的格式编号“{style}”无效"):
        read_sheet("p", xml, ())


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    xml = sheet_xml('<row r="1"><c r="A1" t="d"><v>1904-01-02</v></c></row>').encode()
    assert read_sheet("p", xml, date_1904=True).cells[1, 1].value == 1.0


def test_formats_alone_are_no_cells_but_count() -> None:
    xml = sheet_xml('<row r="2"><c r="B2" s="1"/><c r="D2" s="1"/></row>').encode()
    sheet = read_sheet("p", xml)
    assert (sheet.cells, sheet.size) == ({}, 2)


def test_what_follows_the_cells_is_no_cell() -> None:
    xml = sheet_xml("", after='<extLst><ext><c r="A1"><v>1</v></c></ext></extLst>').encode()
    assert read_sheet("p", xml).size == 0


def test_marks_of_formulas_are_kept() -> None:
    xml = sheet_xml('<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f></c></row>').encode()
    assert read_sheet("p", xml).formula_marks == {(1, 1): {"t": "array", "ref": "A1:A2"}}


values = st.one_of(
    st.booleans(),
    # XlsxWriter rounds to 16 digits, which takes the very largest beyond what a cell holds.
    st.floats(-1e300, 1e300),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=20),
)
positions = st.tuples(st.integers(1, 30), st.integers(1, 30))


@given(st.dictionaries(positions, values, max_size=20))
def test_agrees_with_what_xlsxwriter_wrote_and_openpyxl_reads(
    content: dict[tuple[int, int], bool | float | str],
) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("数据")
    for (row, column), value in content.items():
        write = {bool: sheet.write_boolean, str: sheet.write_string}.get(
            type(value), sheet.write_number
        )
        write(row - 1, column - 1, value)
    book.close()
    package = open_package(stream.getvalue())
    ours = read_cells(package, read_workbook(package).sheets[0]).cells
    theirs = openpyxl.load_workbook(stream)["数据"]
    assert ours.keys() == content.keys()
    for position, value in content.items():
        other = theirs.cell(*position).value
        if isinstance(value, float):
            # XlsxWriter writes 16 digits; the last may differ from the number that was meant.
            assert math.isclose(float(str(ours[position].value)), value, rel_tol=1e-15)
            assert ours[position].value == other
        elif isinstance(value, str):
            assert ours[position].value == value
        else:
            assert ours[position].value is value


@given(st.text(max_size=30))
def test_text_survives_its_escapes(text: str) -> None:
    stored = escape_text(text)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in stored)
    plain = stored.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert decode_text(plain) == text.encode(errors="replace").decode()


@given(st.lists(st.sampled_from(["_", "x", "0041", "005F", "\x07", "\r", "a"]), max_size=12))
def test_text_that_looks_like_an_escape_survives(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert decode_text(escape_text(text)) == text
