"""The hidden record of the template at the foot of 参数, written when all else stands."""

from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.record import RECORD_LIST
from xltoolkit.workbook.layout.sheet_names import SETTINGS
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.template_record import record_rows


def _unused(parts: TemplateParts) -> set[str]:
    """Return the keys of columns that serve a scheme with goals of the department's own only."""
    if any(row.score.shape == "goals" for row in parts.scheme.rows):
        return set()
    return {f"{TARGET_LIST.id}.{column.id}" for column in TARGET_LIST.columns if column.added}


def write_record(parts: TemplateParts) -> None:
    """Write every formula, name and protection of the template into hidden rows."""
    book = parts.book
    content = WorkbookContent(book.cells, book.names)
    unused = _unused(parts)
    rows = [row for row in record_rows(content, tuple(book.protected)) if row[0] not in unused]
    sheet = SheetWriter(book, book.workbook.get_worksheet_by_name(SETTINGS), SETTINGS)
    last_used = max(row for row, _ in book.cells[SETTINGS])
    layout = RECORD_LIST.placed(last_used + 4, len(rows))
    plain = sheet.styles.format({})
    sheet.text(layout.header_row - 1, layout.first_column, layout.title, plain)
    sheet.list_header(layout)
    sheet.list_names(layout)
    for row, texts in enumerate(rows, start=layout.first_row):
        for position, text in enumerate(texts, start=layout.first_column):
            if text:
                sheet.text(row, position, text, plain)
    for row in range(layout.header_row - 1, layout.last_row + 1):
        sheet.worksheet.set_row(row - 1, None, None, {"hidden": True})
