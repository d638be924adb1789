"""The template as a file: formulas, names, print set-up, protection."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.books import SCHEME, empty, filled, filled_book, template
from tests.support.cases import CATALOGUE
from tests.support.cells import is_same
from tests.support.libreoffice import read_values, recalculate
from udfs.errors import CellError
from xltoolkit.catalogue.quantity_model import Place
from xltoolkit.hosts.file.gate import DefinedNames, check_formula
from xltoolkit.workbook.content import parse_area
from xltoolkit.workbook.layout.checks import SELF_CHECKS
from xltoolkit.workbook.layout.sheet_names import ALL_SHEETS, LOG
from xltoolkit.workbook.sheets.formula_rules import formula_complaints
from xltoolkit.workbook.template import build_template

PLACED = [each for each in CATALOGUE.quantities if isinstance(each.place, Place)]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(BytesIO(template()))


def part(name: str) -> str:
    with zipfile.ZipFile(BytesIO(template())) as archive:
        return archive.read(name).decode("utf-8")


def formulas() -> list[tuple[str, str]]:
    return [
        (f"{sheet}!{address}", cell.formula)
        for sheet, cells in empty().sheets.items()
        for address, cell in cells.items()
        if cell.formula is not None
    ]


def test_the_same_scheme_gives_the_same_bytes() -> None:
    assert build_template(CATALOGUE, SCHEME) == template()


def test_all_sheets_stand_in_the_order_of_work(book: Workbook) -> None:
    assert tuple(book.sheetnames) == ALL_SHEETS
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [LOG]


def test_every_formula_is_right_in_every_host() -> None:
    areas = {name: parse_area(text) for name, text in empty().names.items()}
    ranges = {
        n
        for n, area in areas.items()
        if area and (area.top, area.left) != (area.bottom, area.right)
    }
    names = DefinedNames(
        cells=frozenset(name.casefold() for name in areas if name not in ranges),
        ranges=frozenset(name.casefold() for name in ranges),
    )

    assert len(formulas()) > 800
    for place, formula in formulas():
        assert not list(formula_complaints(f"={formula}", ranges)), (place, formula)
        assert not check_formula(f"={formula}", names), (place, formula)


def test_no_formula_of_the_empty_template_is_broken() -> None:
    broken = [CellError.NAME, CellError.REF, CellError.VALUE, CellError.NUM, CellError.DIV0]

    found = [
        (sheet, address, cell)
        for sheet, cells in empty().sheets.items()
        for address, cell in cells.items()
        if cell.value in broken
    ]

    assert found == []


def test_every_defined_name_leads_to_cells_of_a_sheet() -> None:
    for name, text in empty().names.items():
        area = parse_area(text)
        assert area is not None, name
        assert area.sheet in ALL_SHEETS, name


def test_every_quantity_has_one_cell_of_its_own() -> None:
    places = [empty().names[quantity.defined_name] for quantity in PLACED]

    assert len(set(places)) == len(PLACED)
    assert all(":" not in place for place in places)


@pytest.mark.parametrize("name", SELF_CHECKS)
def test_the_self_checks_of_the_empty_template_hold(name: str) -> None:
    area = empty().area(name)

    assert area is not None
    assert empty().value(area.sheet, area.top, area.left) is True


def test_opening_it_starts_no_calculation() -> None:
    workbook = part("xl/workbook.xml")

    assert 'calcId="191029"' in workbook
    assert "fullCalcOnLoad" not in workbook


def test_no_formula_is_an_array() -> None:
    for number in range(1, len(ALL_SHEETS) + 1):
        sheet = part(f"xl/worksheets/sheet{number}.xml")
        assert 't="array"' not in sheet
        assert " cm=" not in sheet


@pytest.mark.parametrize("name", [name for name in ALL_SHEETS if name != LOG])
def test_every_sheet_prints_on_a4_one_page_wide_with_page_numbers(
    book: Workbook, name: str
) -> None:
    sheet: Worksheet = book[name]

    assert sheet.page_setup.paperSize == 9
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert sheet.page_setup.fitToWidth in {None, 1}  # 1 is what a missing attribute means
    footer = sheet.oddFooter.center if sheet.oddFooter else None
    assert footer is not None
    assert "&P" in str(footer.text)
    assert "&N" in str(footer.text)
    assert sheet.print_area


@pytest.mark.parametrize(
    ("name", "orientation"),
    [
        ("封面", "portrait"),
        ("评价结论", "portrait"),
        ("问题清单", "landscape"),
        ("指标评分", "landscape"),
    ],
)
def test_lists_are_printed_across_and_the_verdict_upright(
    book: Workbook, name: str, orientation: str
) -> None:
    assert (book[name].page_setup.orientation or "portrait") == orientation


@pytest.mark.parametrize("name", ["现场发现", "问题清单", "基础数据"])
def test_the_column_titles_of_the_only_list_are_repeated_on_every_page(
    book: Workbook, name: str
) -> None:
    assert book[name].print_title_rows


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("绩效目标", ["年初重点工作"]),
        ("指标评分", ["分项合计"]),
        ("核对", ["公布的比率", "公布的合计"]),
        ("参数", ["计步方法", "报告的建议", "经验值规则"]),
    ],
)
def test_another_list_begins_a_page_and_has_no_titles_of_the_first_above_it(
    book: Workbook, name: str, titles: list[str]
) -> None:
    sheet = book[name]
    begun = [{cell.value for cell in sheet[each.id + 1]} for each in sheet.row_breaks.brk]
    assert len(begun) == len(titles)
    for texts, title in zip(begun, titles, strict=True):
        assert title in texts
    assert not sheet.print_title_rows


@pytest.mark.parametrize("name", ALL_SHEETS)
def test_every_sheet_is_protected_without_a_password(book: Workbook, name: str) -> None:
    assert book[name].protection.sheet
    assert not book[name].protection.password


def test_inputs_are_open_and_formulas_are_locked(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.protection.locked, f"{sheet.title}!{cell.coordinate}"
    for quantity in PLACED:
        area = parse_area(empty().names[quantity.defined_name])
        assert area is not None
        assert not book[area.sheet].cell(area.top, area.left).protection.locked


def test_the_verdict_has_a_native_bar_chart() -> None:
    chart = part("xl/charts/chart1.xml")

    assert 'c:barDir val="bar"' in chart
    assert "评价结论" in chart


@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", ["changsha_2022", "sample_department"])
def test_every_formula_of_built_in_functions_equals_libreoffice(seed: str, tmp_path: Path) -> None:
    """Our own functions are replaced by what they gave: LibreOffice knows them by the add-in only."""
    content = filled(seed)
    book = openpyxl.load_workbook(BytesIO(filled_book(seed)))
    own = {
        (sheet, place)
        for sheet, cells in content.sheets.items()
        for place, cell in cells.items()
        if cell.formula is not None and "PERF_" in cell.formula
    }
    for sheet, place in own:
        value = content.value(sheet, *place)
        assert value is CellError.NA or not isinstance(value, CellError)
        book[sheet].cell(*place).value = "=NA()" if isinstance(value, CellError) else value
    source = tmp_path / "book.xlsx"
    book.save(source)

    calculated = read_values(recalculate(source, tmp_path / "calculated"))

    compared = 0
    for sheet, cells in content.sheets.items():
        for place, cell in cells.items():
            if cell.formula is not None and (sheet, place) not in own:
                expected = None if cell.value == "" else cell.value
                actual = calculated[sheet].get(place)
                assert is_same(None if actual == "" else actual, expected), (sheet, place, cell)
                compared += 1
    assert compared > 600
