"""Write the report of a workbook to a file: what the command line and every button call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.errors import UserError, reason_of
from xltoolkit.report.composing import compose
from xltoolkit.report.marks import count_marks
from xltoolkit.report.output import is_same_file, require_ending, write_output
from xltoolkit.report.pdf import to_pdf
from xltoolkit.report.reading_book import read_current
from xltoolkit.report.word import render, texts_of
from xltoolkit.resources import folder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from xltoolkit.hosts.file.snapshots import Snapshot
    from xltoolkit.report.reading_book import CurrentBook

TEMPLATE = "report.docx"
WORD, PDF = ".docx", ".pdf"


@dataclass(frozen=True)
class ExportedReport:
    """A report that was written.

    `marks` is how many places wait for a person, `kept` what stood there before, `was_stale`
    whether the two sheets of the file are behind its data (the report is not).
    """

    path: Path
    marks: int
    kept: Snapshot | None
    was_stale: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the person who asked for it is told."""
        told = [f"已生成报告：{self.path}"]
        if self.kept is not None:
            told.append(f"同名的旧文件已另存为 {self.kept.path}。")
        if self.marks:
            told.append(
                f"报告中有{self.marks}处黄底标记（【待补】【待核】依据待补、系统拟稿），"
                "请逐处填写或核实后删去。"
            )
        if self.was_stale:
            told.append(BEHIND)
        return tuple(told)


BEHIND = (
    "工作簿的两张结果表还没有按现在的数据生成：请按“生成问题清单和评价结论”，"
    "或运行“xltoolkit run”。"
)


def export_report(
    book: Path, now: datetime, out: Path | None = None, template: Path | None = None
) -> ExportedReport:
    """Write the report of a saved workbook as .docx or .pdf; the workbook is not changed.

    Args:
        book: The workbook.
        now: The time that the document says.
        out: Where to; beside the workbook, as its name and “-报告.docx”, where none is named.
        template: A Word template of one's own.

    Raises:
        UserError: workbook, template or place cannot be used; nothing was written.
    """
    target = out or book.with_name(f"{book.stem}-报告{WORD}")
    require_ending(target, (WORD, PDF))
    if template is not None and is_same_file(template, target):
        raise UserError(
            f"报告不能写到模板“{target}”自己上，未生成：请用 -o 换一个文件名，保留模板。"
        )
    current = read_current(book, now)
    document = report_document(current, now, template)
    data = to_pdf(document) if target.suffix.lower() == PDF else document
    kept = write_output(target, data, now)
    marks = sum(count_marks(text) for text in texts_of(document))
    return ExportedReport(target, marks, kept, current.was_stale)


def report_document(current: CurrentBook, now: datetime, template: Path | None = None) -> bytes:
    """Return the Word report of a workbook."""
    chosen = template or folder("workbook_templates") / TEMPLATE
    return render(compose(current.content, current.case), _read(chosen), chosen.name, now)


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except FileNotFoundError:
        raise UserError(f"找不到Word模板“{template}”：请检查文件名和所在文件夹。") from None
    except IsADirectoryError:
        raise UserError(f"“{template}”是文件夹，不是Word模板：请指定其中的 .docx 文件。") from None
    except PermissionError:
        raise UserError(
            f"没有权限读取Word模板“{template}”，或它被其他程序独占：请关闭该程序，或检查文件权限后再试。"
        ) from None
    except OSError as error:
        raise UserError(
            f"读取Word模板“{template}”失败（{reason_of(error)}）：请检查磁盘或网络驱动器后再试。"
        ) from None
