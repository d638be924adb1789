"""Styles, pages and page numbers of the Word template.

The layout of official papers after GB/T 9704—2012 (党政机关公文格式; its sizes from memory, not
compared with its text): A4 with a print space of 156 mm × 225 mm, body in 三号仿宋, 22 lines a
page, headings in 黑体 and 楷体, page numbers in 四号 between dashes.
"""

from __future__ import annotations

from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

BODY_FONT, HEADING_FONT, SECOND_FONT, TITLE_FONT = "仿宋", "黑体", "楷体", "宋体"
DIGIT_FONT = "Times New Roman"
TITLE_SIZE, BODY_SIZE, PAGE_NUMBER_SIZE = 22, 16, 14  # 二号 三号 四号
ANNEX_SIZE, TABLE_SIZE = 12, 10.5  # 小四 五号
LINE, TITLE_LINE, ANNEX_LINE = 28.95, 36, 20  # points; 22 lines on 225 mm
PAGE = (210, 297)
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}

TITLE, BODY, CENTRED, SIGNATURE = "公文标题", "公文正文", "公文居中", "公文落款"
ANNEX, ANNEX_TEXT = "附件标号", "附件正文"
CELL, CELL_CENTRED, CELL_HEAD = "表格文字", "表格居中", "表格表头"
MARK, LEAD = "待补标记", "段首"
_MARK_GROUND = "FFF200"


def add_styles(document: WordDocument) -> None:
    """Add every style that the report uses; staff change them in the template."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _font(cast("ParagraphStyle", document.styles["Normal"]), BODY_FONT, BODY_SIZE)
    _text_styles(document)
    _heading_styles(document)
    _annex_styles(document)
    mark = cast("CharacterStyle", document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER))
    shade(mark.element.get_or_add_rPr(), _MARK_GROUND)
    lead = cast("CharacterStyle", document.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER))
    lead.font.bold = True


def _text_styles(document: WordDocument) -> None:
    body = _paragraph_style(document, BODY, BODY_FONT, BODY_SIZE)
    _spacing(body, LINE)
    _indent_two_characters(body)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    title = _paragraph_style(document, TITLE, TITLE_FONT, TITLE_SIZE)
    title.font.bold = True
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _spacing(title, TITLE_LINE)
    for name, alignment in (
        (CENTRED, WD_ALIGN_PARAGRAPH.CENTER),
        (SIGNATURE, WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        style = _paragraph_style(document, name, BODY_FONT, BODY_SIZE)
        style.paragraph_format.alignment = alignment


def _heading_styles(document: WordDocument) -> None:
    for level, font in ((1, HEADING_FONT), (2, SECOND_FONT)):
        heading = cast("ParagraphStyle", document.styles[f"Heading {level}"])
        _font(heading, font, BODY_SIZE)
        heading.font.bold = False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        _spacing(heading, LINE)
        _indent_two_characters(heading)


def _annex_styles(document: WordDocument) -> None:
    label = _paragraph_style(document, ANNEX, HEADING_FONT, BODY_SIZE)
    _spacing(label, LINE)
    note = _paragraph_style(document, ANNEX_TEXT, BODY_FONT, ANNEX_SIZE)
    _spacing(note, ANNEX_LINE)
    note.paragraph_format.first_line_indent = Pt(2 * ANNEX_SIZE)
    for name, alignment, font in (
        (CELL, WD_ALIGN_PARAGRAPH.LEFT, BODY_FONT),
        (CELL_CENTRED, WD_ALIGN_PARAGRAPH.CENTER, BODY_FONT),
        (CELL_HEAD, WD_ALIGN_PARAGRAPH.CENTER, HEADING_FONT),
    ):
        style = _paragraph_style(document, name, font, TABLE_SIZE)
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)


def _paragraph_style(document: WordDocument, name: str, font: str, size: float) -> ParagraphStyle:
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    _font(style, font, size)
    return style


def _font(style: ParagraphStyle, font: str, size: float) -> None:
    style.font.name = DIGIT_FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dots take the width of a character


def _spacing(style: ParagraphStyle, points: float) -> None:
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(points)


def _indent_two_characters(style: ParagraphStyle) -> None:
    """Indent by two characters of whatever size; the points are for programs that know no characters."""
    style.paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def shade(properties: Any, colour: str) -> None:
    """Give a run, a paragraph or a cell a ground of this colour."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    properties.append(shading)


def set_page(section: Section, *, landscape: bool) -> None:
    """Set size, margins and the place of the page number."""
    width, height = reversed(PAGE) if landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    margins = (
        MARGINS
        if not landscape
        else dict.fromkeys(MARGINS, 28) | {"left_margin": 36, "right_margin": 36}
    )
    for name, size in margins.items():
        setattr(section, name, Mm(size))
    section.footer_distance = Mm(25 if not landscape else 18)


def add_page_numbers(document: WordDocument) -> None:
    """Print — 1 — at the outer side: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            _footer_run(paragraph, text, field)


def _footer_run(paragraph: Paragraph, text: str, field: str) -> None:
    if field:
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        paragraph._p.append(simple)  # noqa: SLF001 # python-docx has no field of its own
        run = paragraph.add_run("1")
        simple.append(run._r)  # noqa: SLF001 # the field holds what is shown until it is updated
    else:
        run = paragraph.add_run(text)
    run.font.size = Pt(PAGE_NUMBER_SIZE)
    run.font.name = TITLE_FONT
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TITLE_FONT)  # noqa: SLF001 # as above
