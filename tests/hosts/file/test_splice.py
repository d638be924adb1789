"""Changing cells: what is asked for is written, and not one other byte is touched."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hosts.file.packages import MAIN, SHEET, inflated, packed, packed_parts, parts, sheet_xml
from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.cells import read_sheet
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.references import Position
from xltoolkit.hosts.file.sheet_map import SheetMap
from xltoolkit.hosts.file.splice import Change, FormulaResult, NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import read_cells, read_workbook

# openpyxl drops the extension of E6 when it saves, and says so when it reads.
pytestmark = pytest.mark.filterwarnings("ignore:Unknown extension")

# Every dress that a cell may come in: formulas, shared strings, runs, comments, odd attributes.
ROWS = (
    '<row r="1" ht="20" customHeight="1"><c r="A1" s="1"><v>1</v></c><!-- > -->'
    '<c r="B1" s="2" t="s"><v>0</v></c><c r="C1" t="str"><f>A1&amp;"x>"</f><v>1x></v></c></row>\n'
    '<row r="3"><c r="A3"><f>A1*2</f><v>2</v></c>'
    '<c r="B3" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>'
    "<c r='D3' s='3'/></row>"
    '<row r="4" s="5" customFormat="1"/>'
    '<row r="6"><c r="B6" t="b"><v>0</v></c><c r="C6" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    '<c r="E6" ph="1"><v><![CDATA[5]]></v><extLst><ext uri="a>b"><v>9</v></ext></extLst></c></row>'
)
BEFORE = '<dimension ref="A1:F9"/><cols><col min="6" max="6" style="4"/></cols>'
AFTER = (
    '<mergeCells count="1"><mergeCell ref="A8:B8"/></mergeCells>'
    '<hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>'
)
FORMULAS = {(1, 3), (3, 1), (6, 3)}


def _prefixed(xml: str) -> str:
    text = xml.replace("xmlns=", "xmlns:x=")
    names = "worksheet sheetData row c v f is r t dimension cols col extLst ext mergeCells"
    for name in (*names.split(), "mergeCell", "hyperlinks", "hyperlink"):
        for end in (" ", ">", "/"):
            text = text.replace(f"<{name}{end}", f"<x:{name}{end}")
        text = text.replace(f"</{name}>", f"</x:{name}>")
    return text


DRESSES: dict[str, Callable[[str], bytes]] = {
    "as Excel writes it": str.encode,
    "with a prefix": lambda xml: _prefixed(xml).encode(),
    "with a byte order mark": lambda xml: xml.encode("utf-8-sig"),
    "in UTF-16": lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
}


def book(xml: str | bytes) -> Package:
    return open_package(packed(parts() | {SHEET: xml}))


def sample(dress: Callable[[str], bytes] = str.encode) -> Package:
    return book(dress(sheet_xml(ROWS, BEFORE, AFTER)))


def change(package: Package, changes: dict[Position, Change]) -> bool:
    return change_cells(package, read_workbook(package).sheets[0], changes)


def values(package: Package) -> dict[Position, object]:
    cells = read_cells(package, read_workbook(package).sheets[0]).cells
    return {position: cell.value for position, cell in cells.items()}


def without(xml: bytes, positions: set[Position]) -> bytes:
    """Return a part without the elements of some cells, and without rows that hold only them."""
    places = SheetMap(xml, read_sheet("sheet", xml, ["甲"]).places)
    spans = []
    for row in filter(None, map(places.row, places.rows)):
        hit = [cell for cell in row.cells if cell.position in positions]
        if hit and len(hit) == len(row.cells) and row.number not in {1, 3, 4, 6}:
            spans.append(row.span)
        else:
            spans += [cell.span for cell in hit]
    whole = xml
    for element in sorted((span.element(whole) for span in spans), key=lambda each: -each.start):
        xml = xml[: element.start] + xml[element.end :]
    # An empty row is written with two tags once it has had a cell.
    return xml.replace(b'customFormat="1"/>', b'customFormat="1"></row>').replace(
        b"</x:row>", b"</row>"
    )


scalars = st.one_of(
    st.none(),
    st.booleans(),
    # Beyond this a float, which is what a cell holds, cannot tell whole numbers apart.
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", " a ", "_x0041_", "a\r\nb", "]]>", "\x07"]),
    st.sampled_from(CellError),
)
positions = st.tuples(st.integers(1, 9), st.integers(1, 6))
edits = st.dictionaries(positions, scalars, max_size=12)


def _meant(value: object) -> object:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return value


def _as_change(position: Position, value: object) -> Change:
    """A formula keeps its text where the law is about results."""
    assert value is None or isinstance(value, bool | int | float | str | CellError)
    return FormulaResult(value) if position in FORMULAS else value


@settings(max_examples=200, deadline=None)
@given(edits, st.sampled_from(list(DRESSES)))
def test_what_is_written_is_read_and_the_rest_is_untouched(
    wanted: dict[Position, object], dress: str
) -> None:
    package = sample(DRESSES[dress])
    before, xml = values(package), package.read_xml(SHEET)
    changes = {position: _as_change(position, value) for position, value in wanted.items()}
    changed = change(package, changes)
    after, new = values(package), package.read_xml(SHEET)
    for position in before.keys() | after.keys() | wanted.keys():
        expected = _meant(wanted[position]) if position in wanted else before[position]
        assert after.get(position) == expected
        assert isinstance(after.get(position), bool) is isinstance(expected, bool)
    if "prefix" not in dress:
        assert without(xml, set(wanted)) == without(new, set(wanted))
    assert changed is (package.read(SHEET) != DRESSES[dress](sheet_xml(ROWS, BEFORE, AFTER)))


@settings(max_examples=50, deadline=None)
@given(edits)
def test_asking_twice_changes_nothing(wanted: dict[Position, object]) -> None:
    changes = {position: _as_change(position, value) for position, value in wanted.items()}
    first = sample()
    change(first, changes)
    written = first.to_bytes()
    second = open_package(written)
    assert change(second, changes) is False
    assert second.to_bytes() is written
    again = sample()
    change(again, changes)
    assert again.to_bytes() == written


@settings(max_examples=50, deadline=None)
@given(edits)
def test_openpyxl_reads_the_same(wanted: dict[Position, object]) -> None:
    package = sample()
    change(package, {at: _as_change(at, value) for at, value in wanted.items()})
    sheet = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)["数据"]
    for position, value in values(package).items():
        if position == (8, 2):
            # openpyxl reads nothing from cells that a merged area hides.
            continue
        other = sheet.cell(*position).value
        if isinstance(value, str) and "_x" not in str(other):
            assert (other or "") == value
        elif isinstance(value, CellError):
            assert other == str(value)
        elif isinstance(value, bool | float):
            assert other == value


def test_formulas_keep_their_text_and_get_their_value() -> None:
    package = sample()
    change(package, {(1, 3): FormulaResult("新"), (3, 1): FormulaResult(2.5)})
    xml = package.read(SHEET)
    assert b'<c r="C1" t="str"><f>A1&amp;"x>"</f><v>\xe6\x96\xb0</v></c>' in xml
    assert b'<c r="A3"><f>A1*2</f><v>2.5</v></c>' in xml
    assert "xl/calcChain.xml" in package


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    package = sample()
    change(package, {(1, 1): text})
    assert (
        f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>' in package.read(SHEET).decode()
    )
    sheet = openpyxl.load_workbook(io.BytesIO(package.to_bytes()))["数据"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == (text, "s")


def test_a_cleared_cell_keeps_its_format() -> None:
    package = sample()
    change(package, {(1, 1): None})
    assert b'<c r="A1" s="1"/>' in package.read(SHEET)


@pytest.mark.parametrize(
    ("position", "cell"),
    [
        ((2, 6), '<row r="2"><c r="F2" s="4"><v>7</v></c></row><row r="3">'),
        ((4, 1), '<row r="4" s="5" customFormat="1"><c r="A4" s="5"><v>7</v></c></row>'),
        ((1, 4), '<c r="D1"><v>7</v></c></row>'),
        ((3, 3), "<c r=\"C3\"><v>7</v></c><c r='D3'"),
        ((9, 1), '<row r="9"><c r="A9"><v>7</v></c></row></sheetData>'),
    ],
    ids=["column format", "row format", "end of a row", "between cells", "end of the sheet"],
)
def test_a_new_cell_stands_in_order_with_its_format(position: Position, cell: str) -> None:
    package = sample()
    change(package, {position: 7})
    assert cell in package.read(SHEET).decode()


def test_cells_go_into_an_empty_sheet() -> None:
    xml = sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")
    package = book(xml)
    change(package, {(2, 1): 1, (1, 2): True})
    assert values(package) == {(2, 1): 1.0, (1, 2): True}
    assert b'<sheetData><row r="1">' in package.read(SHEET)


def test_the_stated_area_and_spans_grow() -> None:
    xml = sheet_xml('<row r="1" spans="1:2"><c r="A1"/></row>', '<dimension ref="A1"/>')
    package = book(xml)
    change(package, {(1, 5): 1, (3, 2): 1})
    text = package.read(SHEET).decode()
    assert '<dimension ref="A1:E3"/>' in text
    assert '<row r="1" spans="1:5">' in text


def test_results_that_agree_to_twelve_digits_are_not_written() -> None:
    package = sample()
    assert not change(package, {(3, 1): FormulaResult(2.0000000000001)})
    assert change(package, {(3, 1): FormulaResult(2.00000000001)})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_what_no_cell_can_hold_is_an_error_value(value: float) -> None:
    package = sample()
    change(package, {(1, 1): value})
    assert values(package)[1, 1] is CellError.NUM
    assert not change(package, {(1, 1): value})


def test_a_whole_number_beyond_what_floats_tell_apart_is_written_once() -> None:
    package = sample()
    assert change(package, {(1, 1): 2**53 + 1})
    assert not change(package, {(1, 1): 2**53 + 1})


def test_a_formula_more_or_less_takes_the_calculation_chain_away() -> None:
    for wanted in (NewFormula("A1*3", 3.0), 5.0):
        package = sample()
        change(package, {(3, 1): wanted} if wanted == 5.0 else {(1, 1): wanted})
        assert "xl/calcChain.xml" not in package
    kept = sample()
    change(kept, {(3, 1): NewFormula("A1*3", 3.0)})
    assert "xl/calcChain.xml" in kept


def test_a_new_formula_is_written_with_its_value() -> None:
    package = sample()
    wanted = NewFormula('IF(T2="","",HYPERLINK(T2,"查看"))', "")
    change(package, {(1, 1): wanted})
    assert (
        '<c r="A1" s="1" t="str"><f>IF(T2="","",HYPERLINK(T2,"查看"))</f><v></v></c>'
        in package.read(SHEET).decode()
    )
    assert not change(package, {(1, 1): wanted})


GROUP = sheet_xml(
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c>'
    '<c r="C1"><f t="array" ref="C1:C2">B1:B2</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><v>2</v></c></row>'
)


@pytest.mark.parametrize("position", [(1, 1), (1, 3), (2, 3)])
def test_a_formula_that_others_depend_on_is_not_overwritten(position: Position) -> None:
    with pytest.raises(UserError, match="属于一组公式"):
        change(book(GROUP), {position: 1})


def test_groups_of_formulas_get_their_values() -> None:
    package = book(GROUP)
    results: dict[Position, Change] = {
        at: FormulaResult(9.0) for at in ((1, 1), (2, 1), (1, 3), (2, 3))
    }
    change(package, results)
    xml = package.read(SHEET)
    assert set(values(package).values()) == {9.0}
    assert b'<f t="shared" ref="A1:A2" si="0">B1</f><v>9</v>' in xml
    assert b'<f t="shared" si="0"/><v>9</v>' in xml
    assert b'<f t="array" ref="C1:C2">B1:B2</f><v>9</v>' in xml


def test_a_follower_of_a_shared_formula_may_be_overwritten() -> None:
    package = book(GROUP)
    change(package, {(2, 1): "甲"})
    assert values(package)[2, 1] == "甲"


def test_marks_of_a_value_that_is_gone_go_with_it() -> None:
    package = book(sheet_xml('<row r="1"><c r="A1" vm="1" cm="2" t="e"><v>#VALUE!</v></c></row>'))
    change(package, {(1, 1): 1})
    assert b'<c r="A1"><v>1</v></c>' in package.read(SHEET)


def test_text_longer_than_a_cell_holds() -> None:
    package = sample()
    assert change(package, {(1, 1): "长" * 32_767})
    with pytest.raises(UserError, match=r"单元格 B2 要写入 32768 个字"):
        change(package, {(2, 2): "长" * 32_768})


def test_only_the_touched_part_is_packed_anew() -> None:
    package = sample()
    data = package.to_bytes()
    change(package, {(1, 1): 2})
    old, new = packed_parts(data), packed_parts(package.to_bytes())
    assert [name for name in old if old[name] != new[name]] == [SHEET]


def test_a_part_in_utf16_becomes_utf8_only_when_it_changes() -> None:
    package = sample(DRESSES["in UTF-16"])
    assert not change(package, {(1, 1): 1})
    assert package.read(SHEET).startswith((b"\xff\xfe", b"\xfe\xff"))
    assert change(package, {(1, 1): 2})
    assert inflated(package.to_bytes())[SHEET].startswith(b'<?xml version="1.0" encoding="UTF-8"')
    assert MAIN.encode() in package.read(SHEET)
