"""Growing a list: formats, validations, conditional formats and names go on below it."""

import io

import openpyxl
import pytest

from tests.hosts.file.packages import (
    HEAD,
    MAIN,
    SHEET,
    inflated,
    packed,
    parts,
    relationships,
    sheet_xml,
)
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.grow import grow_rows, split_references
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.splice import change_cells
from xltoolkit.hosts.file.workbook_parts import read_workbook

ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="2" ht="30" customHeight="1"><c r="A2" s="1"/><c r="B2" s="2"/></row>'
    '<row r="3" ht="30" customHeight="1"><c r="A3" s="1"><f>B3</f><v>0</v></c>'
    '<c r="B3" s="2"/><c r="C3" s="3"/></row>'
)
AFTER = (
    '<autoFilter ref="A1:C3"/>'
    '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B3:C3"/></mergeCells>'
    '<conditionalFormatting sqref="A2:A3 C1:C1"><cfRule type="expression" priority="1">'
    "<formula>$A2&gt;1</formula></cfRule></conditionalFormatting>"
    '<dataValidations count="1"><dataValidation type="list" sqref="B2:B3"><formula1>"a,b"</formula1>'
    "</dataValidation></dataValidations>"
    '<extLst><ext xmlns:x14="urn:x14" xmlns:xm="urn:xm" uri="u"><x14:dataValidations>'
    "<x14:dataValidation><xm:sqref>C2:C3</xm:sqref></x14:dataValidation></x14:dataValidations>"
    "</ext></extLst>"
)
NAMES = (
    '<definedName name="_xlnm.Print_Area" localSheetId="0">数据!$A$1:$C$3</definedName>'
    '<definedName name="两块">数据!$A$2:$A$3,数据!$B$1:$B$2</definedName>'
    '<definedName name="末格">数据!$A$3</definedName>'
    '<definedName name="别处">其他!$A$1:$C$3</definedName>'
    '<definedName name="公式">SUM(数据!$A$1:$C$3)</definedName>'
)


def sample(rows: str = ROWS) -> Package:
    content = parts(sheet=sheet_xml(rows, '<dimension ref="A1:C3"/>', AFTER), names=NAMES)
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(
        ("rId1", "table", "../tables/table1.xml")
    )
    content["xl/tables/table1.xml"] = (
        f'{HEAD}<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="A2:B3">'
        '<autoFilter ref="A2:B3"/></table>'
    )
    return open_package(packed(content))


def grown(package: Package, last_prepared: int = 3, last_row: int = 5) -> dict[str, str]:
    sheet = read_workbook(package).sheets[0]
    assert grow_rows(package, sheet, last_prepared, last_row)
    return {
        name: content.decode()
        for name, content in inflated(package.to_bytes()).items()
        if name.endswith(".xml")
    }


def test_new_rows_have_the_format_of_the_last_and_no_content() -> None:
    text = grown(sample())[SHEET]
    for row in (4, 5):
        assert (
            f'<row r="{row}" ht="30" customHeight="1"><c r="A{row}" s="1"/><c r="B{row}" s="2"/>'
            f'<c r="C{row}" s="3"/></row>'
        ) in text
    assert text.index('<row r="5"') > text.index('<row r="4"') > text.index('<row r="3"')


@pytest.mark.parametrize(
    "expected",
    [
        '<dimension ref="A1:C5"/>',
        '<autoFilter ref="A1:C5"/>',
        'sqref="A2:A5 C1:C1"',
        'sqref="B2:B5"',
        "<xm:sqref>C2:C5</xm:sqref>",
        '<mergeCells count="4">',
        '<mergeCell ref="B3:C3"/><mergeCell ref="B4:C4"/><mergeCell ref="B5:C5"/></mergeCells>',
        "<formula>$A2&gt;1</formula>",
    ],
)
def test_what_ends_with_the_list_ends_with_its_new_end(expected: str) -> None:
    assert expected in grown(sample())[SHEET]


@pytest.mark.parametrize(
    "expected",
    [
        ">数据!$A$1:$C$5<",
        ">数据!$A$2:$A$5,数据!$B$1:$B$2<",
        ">数据!$A$3<",
        ">其他!$A$1:$C$3<",
        ">SUM(数据!$A$1:$C$3)<",
    ],
)
def test_names_of_the_list_grow_and_no_others(expected: str) -> None:
    assert expected in grown(sample())["xl/workbook.xml"]


def test_tables_grow() -> None:
    text = grown(sample())["xl/tables/table1.xml"]
    assert 'ref="A2:B5"><autoFilter ref="A2:B5"/>' in text


def test_enough_rows_prepared_changes_nothing() -> None:
    package = sample()
    assert not grow_rows(package, read_workbook(package).sheets[0], 3, 3)
    assert not package.changed


def test_formatted_rows_below_are_taken_over() -> None:
    text = grown(sample(ROWS + '<row r="4"><c r="A4" s="7"/></row><row r="9"/>'))[SHEET]
    assert text.count('<row r="4"') == 1
    assert '<c r="A4" s="1"/>' in text
    assert text.index('<row r="5"') < text.index('<row r="9"')


def test_content_below_is_not_overrun() -> None:
    package = sample(ROWS + '<row r="5"><c r="B5"><v>9</v></c></row>')
    with pytest.raises(UserError, match="单元格 B5 已有内容"):
        grow_rows(package, read_workbook(package).sheets[0], 3, 5)
    assert not package.changed


def test_values_go_into_the_new_rows() -> None:
    package = sample()
    sheet = read_workbook(package).sheets[0]
    grow_rows(package, sheet, 3, 5)
    change_cells(package, sheet, {(5, 1): "甲"})
    assert '<c r="A5" s="1" t="inlineStr">' in package.read(SHEET).decode()


@pytest.mark.filterwarnings("ignore:Data Validation extension")
@pytest.mark.filterwarnings("ignore:Unknown extension")
def test_openpyxl_reads_the_grown_list() -> None:
    package = sample()
    content = parts(
        sheet=package.read(SHEET).decode(), names=NAMES.split('<definedName name="别处', 1)[0]
    )
    plain = open_package(packed(content))
    grow_rows(plain, read_workbook(plain).sheets[0], 3, 5)
    sheet = openpyxl.load_workbook(io.BytesIO(plain.to_bytes()))["数据"]
    assert sheet.print_area == "'数据'!$A$1:$C$5"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B2:B5"
    assert sheet.row_dimensions[5].height == 30


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("a!$A$1,b!$B$2", ["a!$A$1", "b!$B$2"]),
        ("'甲,乙'!$A$1,'it''s, ok'!$B$2", ["'甲,乙'!$A$1", "'it''s, ok'!$B$2"]),
        ("", [""]),
    ],
)
def test_references_are_split_at_commas_outside_names(text: str, references: list[str]) -> None:
    assert split_references(text) == references
