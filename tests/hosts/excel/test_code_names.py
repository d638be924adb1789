"""Code names of workbooks that other programs have saved."""

import pytest

from tests.hosts.file.packages import SHEET, WORKBOOK, packed, parts, sheet_xml
from xltoolkit.hosts.excel.bundle import macro_workbook
from xltoolkit.hosts.excel.code_names import _code_names
from xltoolkit.hosts.file.guard import open_package

# The code names that sheets have, and those that they get.
CASES = {
    "none has one": (["", "", ""], ["Sheet1", "Sheet2", "Sheet3"]),
    "all have one": (["Sheet3", "Data", "Tabelle1"], ["Sheet3", "Data", "Tabelle1"]),
    "one is taken further behind": (["", "Sheet1"], ["Sheet2", "Sheet1"]),
    "one in Chinese": (["工作表1", "Sheet1"], ["Sheet2", "Sheet1"]),
    "two that differ in case only": (["Sheet1", "SHEET1"], ["Sheet1", "Sheet2"]),
    "that of the workbook": (["ThisWorkbook"], ["Sheet1"]),
    "a name that is too long": (["A" * 32], ["Sheet1"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_sheet_keeps_a_name_that_vba_accepts(case: str) -> None:
    present, expected = CASES[case]
    assert _code_names(present) == expected


PROPERTIES = {
    "no properties": ("", '<sheetPr codeName="Sheet1"/>'),
    "other properties": (
        "<sheetPr><tabColor rgb='FF000000'/></sheetPr>",
        "<sheetPr codeName=\"Sheet1\"><tabColor rgb='FF000000'/></sheetPr>",
    ),
    "a name of its own": ("<sheetPr codeName='Data'/>", '<sheetPr codeName="Data"/>'),
}


@pytest.mark.parametrize("case", PROPERTIES)
def test_the_properties_of_a_sheet_stand_first_and_whole(case: str) -> None:
    before, after = PROPERTIES[case]
    made = open_package(macro_workbook(packed(parts(sheet=sheet_xml("", before=before)))))

    sheet = made.read(SHEET).decode()
    assert sheet == sheet_xml("", before=after)


def test_the_properties_of_a_workbook_come_behind_its_version() -> None:
    content = parts()
    book = str(content[WORKBOOK]).replace("<sheets>", '<fileVersion appName="xl"/><sheets>')
    made = open_package(macro_workbook(packed({**content, WORKBOOK: book})))

    expected = '<fileVersion appName="xl"/><workbookPr codeName="ThisWorkbook"/><sheets>'
    assert expected in made.read(WORKBOOK).decode()
