"""The Word report: what it says of the 2022 case, and how it stands on the page."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT

from tests.report.documents import (
    TEMPLATE,
    lines_of,
    opened,
    parts_of,
    report_of,
    report_of_file,
    text_of_pdf,
    word_report,
)
from tests.seeds.report_text import figures_in, folded
from tests.seeds.seed_files import Entry, entries
from tests.support.cases import seed_file
from tests.support.judged_books import CASE, NOW, SAMPLE, judged_book, new_book
from xltoolkit.report.charts import ChartData, Series, draw
from xltoolkit.report.pdf import font_fallbacks, to_pdf
from xltoolkit.report.word import render
from xltoolkit.report.word_styles import MARK

SEEDS = (CASE, SAMPLE)
HEADINGS = [
    "一、部门基本情况",
    "二、部门预算资金安排、管理、使用情况",
    "三、部门产出成果及效益情况分析",
    "四、存在的主要问题",
    "五、建议",
    "六、评价结论",
]


def text_of(seed: str) -> str:
    return "\n".join(lines_of(word_report(seed)))


@pytest.mark.parametrize("entry", list(entries()), ids=lambda entry: entry.name)
def test_every_figure_of_the_original_that_the_case_quotes_stands_in_the_report(
    entry: Entry,
) -> None:
    printed = {figure.number for figure in figures_in(folded(text_of(CASE)))}
    quoted = {figure.number for figure in figures_in(folded(entry.source))}
    assert quoted - printed == set()


def test_every_finding_and_every_piece_of_advice_stands_in_the_report() -> None:
    text, case = text_of(CASE), seed_file(CASE)
    assert [finding.fact for finding in case.findings if finding.fact not in text] == []
    assert [piece.text for piece in case.advice if piece.text not in text] == []
    assert [group.title for group in case.groups if group.title not in text] == []


def test_the_outline_is_that_of_the_original_without_its_gap() -> None:
    headings = [
        paragraph.text
        for paragraph in opened(word_report(CASE)).paragraphs
        if paragraph.style is not None and paragraph.style.name == "Heading 1"
    ]
    assert headings == HEADINGS


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_of_the_second_level_have_no_gaps(seed: str) -> None:
    digits = "一二三四五六七八九十"
    expected = 1
    for line in lines_of(word_report(seed)):
        if line in HEADINGS:
            expected = 1
        found = re.match(r"（([一二三四五六七八九十]+)）", line)
        if found:
            assert found.group(1) == digits[expected - 1], line
            expected += 1


@pytest.mark.parametrize("seed", SEEDS)
def test_no_placeholder_is_left(seed: str) -> None:
    assert [line for line in lines_of(word_report(seed)) if "{" in line or "None" in line] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_is_the_same_to_the_byte_when_made_twice(tmp_path: Path, seed: str) -> None:
    book = new_book(tmp_path, judged_book(seed))
    assert report_of_file(book.path) == report_of_file(book.path) == word_report(seed)


def test_marks_stand_on_a_coloured_ground() -> None:
    document = opened(word_report(CASE))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style.name == MARK
    ]
    assert any(text.startswith("【待补：预算、采购、资产") for text in marked)
    assert any("第1、2、4、7、10、11、12、13项" in text for text in marked)
    assert any("“待说明”的差额" in text for text in marked)
    assert all(text.startswith("【待") and text.endswith("】") for text in marked)


def test_texts_that_a_person_edited_are_used_as_they_stand(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    book.type("_issues_text", "人工改写的具体情况。", row="F05")
    book.type("_verdict_conclusion", "人工改写的结论。")
    book.type("_verdict_issues_paragraph", "人工改写的概述。")
    text = "\n".join(lines_of(report_of_file(book.path)))
    assert text.count("人工改写的具体情况。") == 2  # in the text and in the annex
    assert "2022年局机关未制订全年业务培训计划。" not in text
    assert "人工改写的结论。" in text
    assert "人工改写的概述。" in text


def test_advice_of_the_working_group_is_printed_once_and_referred_to() -> None:
    text = text_of(CASE)
    assert text.count("提高业务重要性认识，注重业务培训。") == 1
    assert "见建议（四）" in text
    assert "见建议（一）、（二）" in text


def test_without_advice_of_its_own_the_issues_give_theirs() -> None:
    lines = lines_of(word_report(SAMPLE))
    advice = lines[lines.index("五、建议") + 1 : lines.index("六、评价结论")]
    assert advice[0].startswith("（一）")


def test_body_stands_upright_and_annexes_lie() -> None:
    body, annexes = opened(word_report(CASE)).sections
    assert body.orientation == WD_ORIENT.PORTRAIT
    assert annexes.orientation == WD_ORIENT.LANDSCAPE
    assert body.page_width is not None
    assert round(body.page_width.mm) == 210


def test_charts_are_native_and_bring_their_data() -> None:
    parts = parts_of(word_report(SAMPLE))
    for number in (1, 2):
        assert b"externalData" in parts[f"word/charts/chart{number}.xml"]
        assert f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx" in parts
    parts = parts_of(word_report(CASE))
    assert b"<c:v>2823.84</c:v>" in parts["word/charts/chart1.xml"]
    assert b"<c:v>3109.67</c:v>" in parts["word/charts/chart1.xml"]


def test_a_name_that_looks_like_a_formula_stays_a_name_in_the_data_of_a_chart() -> None:
    data = ChartData("bar", "图", ["=1+1"], [Series("得分率", [0.5])], "0%")
    with zipfile.ZipFile(io.BytesIO(draw(data).workbook)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_fonts_have_fallbacks_in_word_and_in_libreoffice() -> None:
    table = parts_of(word_report(CASE))["word/fontTable.xml"].decode()
    for font in ("仿宋", "黑体", "楷体", "宋体"):
        assert f'w:name="{font}"' in table
        assert f"<family>{font}</family>" in font_fallbacks()
    assert "仿宋_GB2312" in table


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    book.type("单位概况", "一段\x07文字 <w:t>& 《书名》\ue000")
    assert "一段文字 <w:t>& 《书名》\ue000" in "\n".join(lines_of(report_of_file(book.path)))


def lost_in_pdf(document: bytes) -> Counter[str]:
    """Return the characters that a document has and its PDF has not."""
    written = Counter("".join("".join(lines_of(document)).split()))
    return written - Counter("".join(text_of_pdf(to_pdf(document)).split()))


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.parametrize("seed", SEEDS)
def test_a_pdf_says_all_that_the_document_says(seed: str) -> None:
    assert lost_in_pdf(word_report(seed)) == Counter()


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_a_pdf_keeps_the_mark_that_ends_a_full_line() -> None:
    lines = ["评" * length + mark + "价" * 40 for mark in "、，。；：" for length in (24, 25, 26)]
    report = replace(report_of(CASE), profile=tuple(lines))
    assert lost_in_pdf(render(report, TEMPLATE, "report.docx", NOW)) == Counter()


@pytest.mark.libreoffice
def test_a_pdf_has_the_pages_of_the_report() -> None:
    pdf = to_pdf(word_report(CASE))
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type/Page>") + pdf.count(b"/Type/Page/") + pdf.count(b"/Type /Page") > 5
