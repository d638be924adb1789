"""`xltoolkit report`, `report-template` and `text`: the Word report, its template, plain text."""

from pathlib import Path

from xltoolkit.clock import now
from xltoolkit.errors import UserError
from xltoolkit.report.composing import compose
from xltoolkit.report.exporting import TEMPLATE, WORD, export_report
from xltoolkit.report.output import require_ending, write_output
from xltoolkit.report.plain_text import plain_text
from xltoolkit.report.reading_book import read_current
from xltoolkit.resources import folder


def report(book: Path, out: Path | None, template: Path | None) -> None:
    """Write the report of a workbook as .docx or .pdf, beside it where no file is named."""
    for sentence in export_report(book, now(), out, template).sentences:
        print(sentence)


def copy_template(out: Path) -> None:
    """Write the Word template that is built in to a file that staff may edit."""
    require_ending(out, (WORD,))
    if out.exists():
        raise UserError(f"“{out}”已存在，为免覆盖改过的模板未写入，请换一个文件名。")
    write_output(out, (folder("workbook_templates") / TEMPLATE).read_bytes(), now())
    print(f"已另存Word模板：{out}")


def print_text(book: Path) -> None:
    """Print the main paragraphs, to be pasted into a paper of one's own."""
    current = read_current(book, now())
    print(plain_text(compose(current.content, current.case)), end="")
