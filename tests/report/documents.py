"""Helpers of this folder: reports of judged workbooks, and what a reader finds in them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument

from tests.support.judged_books import NOW, judged_book
from xltoolkit.catalogue import load_catalogue
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.report.composing import Report, compose
from xltoolkit.report.reading_book import read_current
from xltoolkit.report.word import render, texts_of
from xltoolkit.resources import folder
from xltoolkit.workbook.reading import read_case

TEMPLATE = (folder("workbook_templates") / "report.docx").read_bytes()


@cache
def report_of(seed: str) -> Report:
    """Return the report of a judged workbook."""
    content = Session(open_package(judged_book(seed))).content()
    return compose(content, read_case(content, load_catalogue()))


@cache
def word_report(seed: str) -> bytes:
    """Return the Word report of a judged workbook, by the template that is built in."""
    return render(report_of(seed), TEMPLATE, "report.docx", NOW)


def report_of_file(path: Path) -> bytes:
    """Return the Word report of a workbook file."""
    current = read_current(path, NOW)
    return render(compose(current.content, current.case), TEMPLATE, "report.docx", NOW)


def opened(document: bytes) -> WordDocument:
    """Return a Word document as python-docx reads it."""
    return Document(io.BytesIO(document))


def lines_of(document: bytes) -> list[str]:
    """Return the paragraphs that say something, those of tables included."""
    return [text for text in texts_of(document) if text.strip()]


def text_of_pdf(pdf: bytes) -> str:
    """Return the text of a PDF as poppler reads it."""
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def parts_of(document: bytes) -> dict[str, bytes]:
    """Return the parts of a document by name."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def template_saying(*paragraphs: str) -> bytes:
    """Return a Word template of these paragraphs, as staff type them."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
