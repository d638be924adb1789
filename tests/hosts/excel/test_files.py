"""The workbook with macros and the add-in: built twice, and read back by other programs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba.integrity import check_file

from scripts.office_file import OfficeFile
from scripts.office_file_checks import faults
from tests.support.vba_reader import modules_of
from xltoolkit.commands.new_book import template
from xltoolkit.hosts.excel import bundle
from xltoolkit.hosts.excel.code_names import WORKBOOK
from xltoolkit.hosts.excel.hidden_sheets import hidden_sheets
from xltoolkit.hosts.excel.places import ADD_IN_NAME
from xltoolkit.hosts.excel.plain_books import first_check
from xltoolkit.hosts.excel.ribbon import Tab
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.workbook_parts import read_workbook

SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


FILES: dict[str, tuple[Tab, Callable[[], bytes]]] = {
    "five_heads.xlsm": (Tab.BOOK, lambda: bundle.macro_workbook(template("five_heads"))),
    "first_check.xlsm": (Tab.BOOK, lambda: bundle.macro_workbook(first_check())),
    ADD_IN_NAME: (Tab.ADD_IN, bundle.add_in),
}
pytestmark = pytest.mark.parametrize("name", FILES)


@pytest.fixture
def file(name: str, tmp_path: Path) -> Path:
    path = tmp_path / name
    path.write_bytes(FILES[name][1]())
    return path


def test_two_builds_give_the_same_bytes(name: str, file: Path) -> None:
    assert FILES[name][1]() == file.read_bytes()


def test_another_reader_finds_every_source_line_for_line(name: str, file: Path) -> None:
    read = modules_of(file)
    expected = {f"{each.name}.bas": each.text for each in bundle.modules(FILES[name][0])}
    documents = [module for module in read if module.endswith(".cls")]

    assert {module: read[module].splitlines() for module in expected} == {
        module: text.splitlines() for module, text in expected.items()
    }
    assert read.keys() == expected.keys() | set(documents)
    assert len(documents) == 1 + len(read_workbook(open_package(file.read_bytes())).sheets)


def test_another_checker_has_no_complaint(name: str, file: Path) -> None:
    report = check_file(file)

    assert report.complete
    assert report.issues == ()


def test_our_checks_have_no_complaint(name: str, file: Path) -> None:
    assert list(faults(OfficeFile.read(file))) == []


def test_every_sheet_is_tied_to_its_module(name: str, file: Path) -> None:
    office_file = OfficeFile.read(file)
    modules = modules_of(file)
    properties = office_file.tree("xl/workbook.xml").find(f"{SHEETS}workbookPr")
    assert properties is not None
    code_names = [properties.get("codeName")]
    for sheet in office_file.sheets:
        sheet_properties = office_file.tree(sheet.part)[0]
        assert etree.QName(sheet_properties).localname == "sheetPr"
        code_names.append(sheet_properties.get("codeName"))

    assert code_names[0] == WORKBOOK
    assert {f"{code_name}.cls" for code_name in code_names} == {
        module for module in modules if module.endswith(".cls")
    }


def test_no_menu_brings_our_sheets_to_light(name: str, file: Path) -> None:
    sheets = {
        sheet.name: sheet.state for sheet in read_workbook(open_package(file.read_bytes())).sheets
    }

    ours = [sheet.name for sheet in hidden_sheets()]
    assert [*sheets][-len(ours) :] == ours
    assert {sheets[each] for each in ours} == {"veryHidden"}
