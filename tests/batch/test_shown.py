"""The comparison workbook and page: complete, readable, and safe whatever names the files bring."""

import io
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.batch.test_comparing import department, issue, of_values, rate
from tests.batch.watched import NOW
from tests.support.libreoffice import read_values, recalculate
from xltoolkit.batch.book import BookInput, build_book
from xltoolkit.batch.comparing import compare
from xltoolkit.batch.comparison import Comparison
from xltoolkit.batch.model import Department, FailureKind, Row
from xltoolkit.batch.page import PageInput, build_page
from xltoolkit.batch.tables import build_tables

HARMFUL = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    '=HYPERLINK("http://example.invalid","点我")',
    "http://example.invalid",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "甲局&\u2028",
)
SCREEN = "1280,2400"

# openpyxl does not know the data bars of newer programs; nothing is saved with it here.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def comparison_of(departments: Sequence[Department]) -> Comparison:
    rows = [(f"{each.name}.xlsx", Row(each)) for each in departments]
    failure = Row.failed(FailureKind.REFUSED, f"{HARMFUL[0]}不是工作簿。\n第二行。")
    return compare(build_tables([*rows, (HARMFUL[0], failure)]))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Return a comparison in which every kind of sheet and table has rows."""
    harmful = [
        department(name, 70 + number, issues=(issue("B02", name),), rates=(rate(0.9, "90.00%"),))
        for number, name in enumerate(HARMFUL)
    ]
    others = [replace(each, normalised=80.0) for each in of_values([0.9, 0.91, 0.92, 0.93, 3.0])]
    missing = department("缺分局", 60, grade="", scored=60, open_grades=("差", "中"))
    return comparison_of([*harmful, *others, missing, department("=旧局", 90, year=2022)])


@pytest.fixture(scope="module")
def book(comparison: Comparison) -> bytes:
    return build_book(BookInput(comparison, NOW, lambda name: f"external:../部门/{name}"))


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> bytes:
    return build_page(PageInput(comparison, NOW, "对比.xlsx", lambda _name: "../部门/x.xlsx"))


def test_no_name_becomes_a_formula(book: bytes) -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    cells = [cell for sheet in loaded for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert set(HARMFUL[:8]) <= texts
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(name) for name in sheets)


def test_links_lead_to_the_files_only(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        relations = [name for name in package.namelist() if "worksheets/_rels" in name]
        links = b"".join(package.read(name) for name in relations).decode()
    assert links.count("Target=") > len(HARMFUL)
    assert 'Target="http' not in links


def test_the_sheets_say_what_the_comparison_says(book: bytes, comparison: Comparison) -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    assert loaded.sheetnames == [
        "说明",
        *(
            f"{name}{group}"
            for group in (1, 2)
            for name in ("排名", "得分分布", "常见问题", "离群值")
        ),
        "未排名",
        "未评成",
    ]
    rows = list(loaded["排名1"].iter_rows(min_row=5, values_only=True))
    ranking = comparison.groups[0].ranking
    assert [row[:4] for row in rows] == [
        (each.rank, each.department, each.score, each.grade) for each in ranking
    ]
    overview = [str(row[0]) for row in loaded["说明"].iter_rows(values_only=True)]
    assert any(
        "评成16个文件，其中参加排名15个，未全部评分1个；未评成1个。" in each for each in overview
    )


def test_a_group_without_scores_has_no_empty_sheets() -> None:
    one = comparison_of([department("甲局", 50, grade="", scored=0, scores=())])
    book = build_book(BookInput(one, NOW, lambda name: f"external:{name}"))
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames == ["说明", "未排名", "未评成"]


def test_a_repeated_file_is_shown_as_such(tmp_path: Path) -> None:
    rows = [(name, Row(department("甲局", 80))) for name in ("一.xlsx", "二.xlsx")]
    one = compare(build_tables(rows))
    loaded = openpyxl.load_workbook(
        io.BytesIO(build_book(BookInput(one, NOW, lambda name: f"external:{name}")))
    )
    texts = [str(cell.value) for row in loaded["说明"].iter_rows() for cell in row]
    assert any("评成2个文件，其中参加排名1个，未全部评分0个，重复不计1个" in each for each in texts)
    assert "二.xlsx" in [cell.value for row in loaded["未排名"].iter_rows() for cell in row]
    found = Page(build_page(PageInput(one, NOW, "对比.xlsx", lambda name: name)))
    assert "1个部门，参加排名1个。" in found.text
    assert "已计“一.xlsx”" in found.text


def test_a_control_character_in_a_name_breaks_no_sheet() -> None:
    one = comparison_of([department("甲\x07局", 80), department("乙局", 81)])
    book = build_book(BookInput(one, NOW, lambda name: f"external:{name}"))
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    assert loaded["排名"]["B6"].value == "甲_x0007_局"  # as the file format writes it


@pytest.mark.libreoffice
def test_libreoffice_shows_what_is_stored(book: bytes, tmp_path: Path) -> None:
    path = tmp_path / "对比.xlsx"
    path.write_bytes(book)
    stored = read_values(path)
    shown = read_values(recalculate(path, tmp_path / "out"))
    assert shown.keys() == stored.keys()
    for sheet, cells in stored.items():
        # LibreOffice stores fifteen digits of a number.
        assert shown[sheet] == pytest.approx(cells), sheet


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def test_the_page_runs_nothing_and_loads_nothing(page: bytes) -> None:
    found = Page(page)
    names = {name for name, _ in found.elements}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form"}
    for _, attributes in found.elements:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
    links = [each["href"] for name, each in found.elements if name == "a"]
    assert set(links) == {"../部门/x.xlsx", "对比.xlsx"}
    assert "<script>alert(1)</script>" in found.text
    assert b"url(" not in page


def test_the_page_has_charts_tables_and_sentences(page: bytes, comparison: Comparison) -> None:
    found = Page(page)
    assert found.count("svg") == 8  # four for each group
    for group in comparison.groups:
        assert group.title in found.text
        assert all(each.department in found.text for each in group.ranking)
    assert all(sentence in found.text for sentence in comparison.warnings)
    assert "未评成的文件（1个）" in found.text


def test_a_long_ranking_refers_to_the_workbook() -> None:
    many = comparison_of([department(f"{n}局", 60 + n / 10) for n in range(150)])
    page = build_page(PageInput(many, NOW, "对比.xlsx", lambda name: name))
    assert "只列出前100个，其余50个见" in Page(page).text
    assert len(page) < 200_000


def test_a_group_without_scores_draws_no_charts() -> None:
    one = comparison_of([department("甲局", 50, grade="", scored=50)])
    found = Page(build_page(PageInput(one, NOW, "对比.xlsx", lambda name: name)))
    assert found.count("svg") == 0
    assert "本组没有全部评分的部门，不排名，不画图。" in found.text


def chromium(page: Path, folder: Path, *options: str) -> str:
    """Load a page without a window and without a network."""
    return subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--proxy-server=127.0.0.1:9",
            f"--user-data-dir={folder / 'profile'}",
            *options,
            page.as_uri(),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    ).stdout


@pytest.mark.chromium
def test_a_browser_draws_the_page(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "对比.html"
    path.write_bytes(page)
    picture = tmp_path / "page.png"

    shown = chromium(
        path, tmp_path, "--dump-dom", f"--window-size={SCREEN}", f"--screenshot={picture}"
    )

    # What the browser has made of it is what was written: nothing was repaired or executed.
    assert Page(shown.encode()).elements == Page(page).elements
    assert picture.stat().st_size > 50_000
