"""Fill a Word template with a report.

The template may come from anybody: its package is checked before a library reads it, and its
placeholders run in a sandbox, where only the names of the report exist.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateAssertionError, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from lxml import etree

from xltoolkit.errors import UserError
from xltoolkit.hosts.file.archive import read_directory
from xltoolkit.hosts.file.limits import LIMITS, UnsafeWorkbook
from xltoolkit.hosts.file.package import Package
from xltoolkit.hosts.file.xml_source import is_xml, refuse_document_type
from xltoolkit.report.filling_template import template_values
from xltoolkit.report.placeholders import (
    SHOWN_CHARACTERS,
    BadPlaceholder,
    check_paragraphs,
    placeholders_of,
)
from xltoolkit.report.word_language import ReportLanguage, checked, named
from xltoolkit.report.word_package import document_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from xltoolkit.report.composing import Report
    from xltoolkit.report.placeholders import Placeholder

_PLACEHOLDER_OPENINGS = ("{{", "{%")
_HELP = "可用的占位符见用户手册“改Word模板”"
_UNKNOWN_FILTER = "用了报告没有的过滤器或判断"
_LINES_BEFORE = 4
"""So many lines of the context that docxtpl gives end with the one at fault."""
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_ROUND_QUOTES = (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"))
_PARTS_WITH_PLACEHOLDERS = frozenset(
    (
        CONTENT_TYPE.WML_DOCUMENT_MAIN,
        CONTENT_TYPE.WML_HEADER,
        CONTENT_TYPE.WML_FOOTER,
        CONTENT_TYPE.WML_FOOTNOTES,
    )
)
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (ZeroDivisionError, "除数为0"),
    (ArithmeticError, "算出的数太大"),
    (RecursionError, "自己用到了自己"),
    (etree.XMLSyntaxError, "段落或表格被拆断"),
    (TypeError, "用错了内容的种类"),
    (TemplateRuntimeError, _UNKNOWN_FILTER),
)
_FAILURES: tuple[type[Exception], ...] = (
    TemplateError,
    ValueError,
    *(kind for kind, _ in _REASONS),
)


def render(report: Report, template: bytes, name: str, now: datetime) -> bytes:
    """Return the Word document of a report.

    Args:
        report: What it says.
        template: The file of the template.
        name: Its file name, for messages.
        now: The time that the document's properties say.

    Raises:
        UserError: the template is no Word document, or one of its placeholders is broken; the
            sentence names it.
    """
    _refuse_unsafe(template, name)
    document = _Checked(io.BytesIO(template))
    document.init_docx()
    _fill(document, report, name)
    properties = document.docx.core_properties
    properties.created = properties.modified = now.replace(tzinfo=None, microsecond=0)
    return document_bytes(document.docx)


def _refuse_unsafe(template: bytes, name: str) -> None:
    """Let no library read a package that is none, oversized, or built to do harm."""
    try:
        package = Package(template, read_directory(template, LIMITS))
        for part in package.names:
            content = package.read(part)
            if is_xml(part, content):
                refuse_document_type(part, content)
        kinds = [package.content_type(link.target) for link in package.relationships()]
    except UnsafeWorkbook as refusal:
        raise UserError(f"Word模板“{name}”不能使用：{refusal}") from None
    if CONTENT_TYPE.WML_DOCUMENT_MAIN not in kinds:
        raise UserError(f"“{name}”不是Word文档（.docx）：请在Word中另存为 .docx 后再试。")


def _fill(document: DocxTemplate, report: Report, name: str) -> None:
    language = ReportLanguage()
    try:
        _check_placeholders(document, language)
        document.render(named(template_values(report, document)), language, autoescape=True)
        _check_properties(document)
    except BadPlaceholder as problem:
        raise UserError(f"Word模板“{name}”{problem}，报告未生成：请改正；{_HELP}。") from None
    except UndefinedError as error:
        raise UserError(
            f"Word模板“{name}”中的占位符“{error.message}”没有对应的内容，报告未生成："
            f"请改正名称，或删去该占位符；{_HELP}。"
        ) from None
    except TemplateSyntaxError as error:
        raise UserError(_syntax_sentence(name, error)) from None
    except SecurityError:
        raise UserError(
            f"Word模板“{name}”的占位符越出了允许的范围，报告未生成：请改回原来的占位符；{_HELP}。"
        ) from None
    except _FAILURES as error:
        raise UserError(
            f"Word模板“{name}”的占位符有误（{_reason(error)}），报告未生成："
            f"请对照自带的模板改正；{_HELP}。"
        ) from None


class _Checked(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template whose parts are looked at before a lenient reader mends them."""

    def render_xml_part(self, *arguments: Any, **options: Any) -> str:
        """Fill a part, and refuse what no Word could open."""
        return checked(str(super().render_xml_part(*arguments, **options)))


def _check_placeholders(document: DocxTemplate, language: ReportLanguage) -> None:
    """Read every placeholder by itself, so that a broken one is quoted and not its neighbour."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for part in document.docx.part.package.iter_parts():
        if part.content_type in _PARTS_WITH_PLACEHOLDERS:
            for each in check_paragraphs(etree.fromstring(part.blob, parser)):
                _compile(each, language)
    for name in _PROPERTIES:
        for each in placeholders_of(getattr(document.docx.core_properties, name))[0]:
            _compile(each, language)


def _compile(placeholder: Placeholder, language: ReportLanguage) -> None:
    if not placeholder.is_printed:
        return
    straight = placeholder.inner
    for round_quote, quote in _ROUND_QUOTES:
        straight = straight.replace(round_quote, quote)
    try:
        language.from_string(f"{{{{ {straight} }}}}")
    except TemplateAssertionError:
        raise BadPlaceholder(f"的占位符写法有误：“{placeholder.text}”{_UNKNOWN_FILTER}") from None
    except TemplateSyntaxError:
        raise BadPlaceholder(f"的占位符写法有误：“{placeholder.text}”") from None


def _check_properties(document: DocxTemplate) -> None:
    for name in _PROPERTIES:
        if "<w:" in getattr(document.docx.core_properties, name):
            raise BadPlaceholder("的文档属性里用了带格式的内容")


def _reason(error: Exception) -> str:
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words
    return "写法不对"


def _syntax_sentence(name: str, error: TemplateSyntaxError) -> str:
    why = _UNKNOWN_FILTER if isinstance(error, TemplateAssertionError) else ""
    return (
        f"Word模板“{name}”的占位符写法有误：“{_broken_text(error)}”{why}，报告未生成："
        "请检查花括号是否成对、for 和 if 是否都有结束，或对照自带的模板改正。"
    )


def _broken_text(error: TemplateSyntaxError) -> str:
    """Return the line of the template that cannot be read, from its placeholder on."""
    lines = list(getattr(error, "docx_context", ()))
    place = error.lineno - 1 - max(error.lineno - _LINES_BEFORE, 0)
    line = lines[place] if place < len(lines) else ""
    starts = [line.find(opening) for opening in _PLACEHOLDER_OPENINGS if opening in line]
    return (line[min(starts) :] if starts else line)[:SHOWN_CHARACTERS]


def texts_of(document: bytes) -> Iterator[str]:
    """Give the text of every paragraph of a Word document, those in tables included."""
    body = Document(io.BytesIO(document)).element.body
    for paragraph in body.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
