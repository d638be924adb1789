"""Heights of rows, hidden rows and the end of printing; nothing else of a sheet changes."""

import pytest

from tests.hosts.file.packages import SHEET, sheet_xml, workbook
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.splice import change_cells
from xltoolkit.hosts.file.workbook_parts import read_workbook
from xltoolkit.workbook.plan import RowLook

CELL = '<c r="A2"><v>1</v></c>'
LOOKS = (
    ('<row r="2">%</row>', RowLook(24.5), '<row r="2" ht="24.5" customHeight="1">%</row>'),
    (
        '<row r="2" ht="9" s="3">%</row>',
        RowLook(20),
        '<row r="2" s="3" ht="20" customHeight="1">%</row>',
    ),
    ('<row r="2" hidden="1">%</row>', RowLook(), '<row r="2">%</row>'),
    ('<row r="2">%</row>', RowLook(hidden=True), '<row r="2" hidden="1">%</row>'),
    ('<row r="2"/>', RowLook(15), '<row r="2" ht="15" customHeight="1"/>'),
    ('<row r="1"/><row>%</row>', RowLook(15), '<row r="1"/><row ht="15" customHeight="1">%</row>'),
    (
        '<row r="1"/><row r="3"/>',
        RowLook(15),
        '<row r="1"/><row r="2" ht="15" customHeight="1"/><row r="3"/>',
    ),
    ("", RowLook(hidden=True), '<row r="2" hidden="1"/>'),
)


def looked(rows: str, look: RowLook) -> Package:
    package = open_package(workbook(rows.replace("%", CELL)))
    change_cells(package, read_workbook(package).sheets[0], {}, {2: look})
    return package


@pytest.mark.parametrize(
    ("before", "look", "after"), LOOKS, ids=[case[0] or "no row" for case in LOOKS]
)
def test_a_row_gets_its_look_and_keeps_the_rest(before: str, look: RowLook, after: str) -> None:
    assert looked(before, look).read(SHEET).decode() == sheet_xml(after.replace("%", CELL))


@pytest.mark.parametrize("row", [after for _, _, after in LOOKS if "%" in after])
def test_a_row_that_has_its_look_is_not_touched(row: str) -> None:
    look = next(look for _, look, after in LOOKS if after == row)
    assert not looked(row, look).changed
