"""Tables of the Word template: a header that is repeated, rows that docxtpl fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from xltoolkit.report.word_styles import CELL_CENTRED, CELL_HEAD, shade

MERGED = "{% vm %}"
"""Merges a cell downwards; what docxtpl writes for it must stand last in the cell's properties."""
_HEAD_GROUND = "E7EEF5"


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: title, width in millimetres, what is filled in, style of the cell."""

    title: str
    width: float
    content: str
    style: str = CELL_CENTRED


def add_caption(document: WordDocument, text: str) -> Paragraph:
    """Add the caption of a table or a figure; it stays with what follows."""
    caption = document.add_paragraph(text, CELL_HEAD)
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(6)
    caption.paragraph_format.keep_with_next = True
    return caption


def add_table_of(
    document: WordDocument, columns: Sequence[TableColumn], rows: str, total: Sequence[str] = ()
) -> None:
    """Add a table with a row for each entry of `rows`, and a row of totals where there is one."""
    lines = [
        [f"{{%tr for 行 in {rows} %}}"],
        [column.content for column in columns],
        ["{%tr endfor %}"],
        *([total] if total else ()),
    ]
    table = _filled_table(document, columns, lines)
    if total:
        _keep_together(table)


def _keep_together(table: Table) -> None:
    """Keep a short table on one page."""
    for row in list(table.rows)[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def add_nested_table(document: WordDocument, columns: Sequence[TableColumn]) -> None:
    """Add the table of scores: a row for each indicator of each head."""
    total = ["合计", "", "", "{{ 合计.分值 }}", "", "{{ 合计.得分 }}", ""]
    lines = [
        ["{%tr for 组 in 评分表 %}"],
        ["{%tr for 行 in 组.指标 %}"],
        [column.content for column in columns],
        ["{%tr endfor %}"],
        ["{%tr endfor %}"],
        total,
    ]
    _filled_table(document, columns, lines)


def _filled_table(
    document: WordDocument, columns: Sequence[TableColumn], lines: Sequence[Sequence[str]]
) -> Table:
    table: Table = document.add_table(rows=1 + len(lines), cols=len(columns))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for position, column in enumerate(columns):
        table.columns[position].width = Mm(column.width)
        _fill(table.rows[0].cells[position], column.title, CELL_HEAD)
        shade(table.rows[0].cells[position]._tc.get_or_add_tcPr(), _HEAD_GROUND)  # noqa: SLF001 # no shading in its interface
    for row, line in zip(list(table.rows)[1:], lines, strict=True):
        for position, text in enumerate(line):
            _fill(row.cells[position], text, columns[position].style)
    _rows_stay_whole(table)
    for row in table.rows:
        for position, column in enumerate(columns):
            row.cells[position].width = Mm(column.width)
            if not column.content.startswith(MERGED):
                row.cells[position].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def _fill(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _rows_stay_whole(table: Table) -> None:
    """Repeat the header on every page, and break no row between two pages."""
    for position, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 # python-docx has neither property
        for name in _row_properties(position):
            properties.append(OxmlElement(name))


def _row_properties(position: int) -> Iterator[str]:
    yield "w:cantSplit"
    if not position:
        yield "w:tblHeader"
