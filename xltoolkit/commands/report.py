"""`xltoolkit report`, `report-template` and `text`: the Word report, its template, plain text."""

from pathlib import Path

from xltoolkit.commands.clock import now
from xltoolkit.errors import UserError
from xltoolkit.report.composing import compose
from xltoolkit.report.marks import count_marks
from xltoolkit.report.output import require_ending, write_output
from xltoolkit.report.pdf import to_pdf
from xltoolkit.report.plain_text import plain_text
from xltoolkit.report.reading_book import CurrentBook, read_current
from xltoolkit.report.word import render, texts_of
from xltoolkit.resources import folder

TEMPLATE = "report.docx"
WORD, PDF = ".docx", ".pdf"


def report(book: Path, out: Path, template: Path | None) -> None:
    """Write the report of a workbook as .docx or .pdf; the workbook itself is not changed.

    Raises:
        UserError: workbook, template or place cannot be used; nothing was written.
    """
    require_ending(out, (WORD, PDF))
    current = read_current(book, now())
    document = report_document(current, template)
    data = to_pdf(document) if out.suffix.lower() == PDF else document
    kept = write_output(out, data, now())
    print(f"已生成报告：{out}")
    if kept is not None:
        print(f"同名的旧文件已另存为 {kept.path}。")
    marks = sum(count_marks(text) for text in texts_of(document))
    if marks:
        print(
            f"报告中有{marks}处黄底标记（【待补】【待核】依据待补、系统拟稿），请逐处填写或核实后删去。"
        )
    say_where_stale(current)


def report_document(current: CurrentBook, template: Path | None = None) -> bytes:
    """Return the Word report of a workbook."""
    chosen = template or folder("workbook_templates") / TEMPLATE
    return render(compose(current.content, current.case), _read(chosen), chosen.name, now())


def say_where_stale(current: CurrentBook) -> None:
    """Say that the file itself does not show yet what was written from it."""
    if current.was_stale:
        print("工作簿的两张结果表还没有按现在的数据生成，请再运行一次“xltoolkit run”。")


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


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise UserError(
            f"读取Word模板“{template}”失败（{error.strerror}），请检查文件名和所在文件夹。"
        ) from None
