"""The sheet 运行记录."""

from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.sheet_names import LOG
from xltoolkit.workbook.sheets.lists import set_columns
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.styles import SUBTITLE, TAB_BACKGROUND, TITLE


def write_log(parts: TemplateParts) -> None:
    """Write 运行记录, hidden from the start."""
    sheet = parts.book.add_sheet(LOG, TAB_BACKGROUND)
    set_columns(sheet, RUN_LOG)
    last = RUN_LOG.last_column
    sheet.merged(1, (1, last), LOG, sheet.styles.format(TITLE))
    note = "每次生成问题清单和评价结论且内容有变化时，记录一行。"
    sheet.text(2, 1, note, sheet.styles.format(SUBTITLE))
    sheet.list_header(RUN_LOG)
    sheet.list_names(RUN_LOG)
    for column in RUN_LOG.columns:
        # Without borders: LibreOffice prints bordered cells of hidden sheets, too.
        style = sheet.styles.cell(column.kind, column.role, border=0, valign="top")
        for row in range(RUN_LOG.first_row, RUN_LOG.last_row + 1):
            sheet.blank(row, RUN_LOG.position(column.id), style)
    sheet.print_on_paper(None, landscape=True, header_row=RUN_LOG.header_row)
    sheet.worksheet.freeze_panes(RUN_LOG.header_row, 0)
    sheet.protect()
    sheet.worksheet.hide()
