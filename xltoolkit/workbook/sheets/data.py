"""The sheet 基础数据."""

from collections.abc import Sequence

from xltoolkit.catalogue.quantity_model import Quantity
from xltoolkit.workbook.layout.data import (
    DATA_ROWS,
    MATRIX_TITLES,
    NAMES_BLOCK,
    SCOPE_BY_COLUMN,
    VALUE_COLUMNS,
    VALUES_BLOCK,
    VALUES_TITLES,
)
from xltoolkit.workbook.layout.model import Column, Kind, Role
from xltoolkit.workbook.layout.sheet_names import DATA
from xltoolkit.workbook.sheets.parts import TemplateParts
from xltoolkit.workbook.sheets.placement import DataRow
from xltoolkit.workbook.sheets.sheet_writer import SheetWriter
from xltoolkit.workbook.sheets.styles import BODY_FONT, LABEL, SECTION, SUBTITLE, TAB_INPUT

_KINDS = {
    "money": Kind.MONEY,
    "count": Kind.COUNT,
    "rate": Kind.RATIO,
    "measure": Kind.NUMBER,
    "text": Kind.TEXT,
}
_LAST_PRINTED = DATA_ROWS.position("note")


def write_data(parts: TemplateParts) -> None:
    """Write 基础数据: sections of quantities, those that the scheme does not need folded."""
    sheet = parts.book.add_sheet(DATA, TAB_INPUT)
    _columns(sheet)
    hint = "黄色单元格由被评价单位填报；没有的留空，不要填0。比率填小数或百分数。"
    sheet.heading(f"{DATA}表", hint, _LAST_PRINTED)
    sheet.list_header(parts.placement.data)
    sheet.list_names(parts.placement.data)
    left, right = VALUE_COLUMNS[0], VALUE_COLUMNS[-1]
    sheet.name_columns(VALUES_BLOCK, parts.placement.data, left, right)
    sheet.name_columns(NAMES_BLOCK, parts.placement.data, f"name_{left}", f"name_{right}")
    for section in parts.catalogue.sections:
        rows = [row for row in parts.placement.data_rows if row.section.id == section.id]
        _section(sheet, parts.placement.section_rows[section.id], rows)
    for row in parts.placement.data_rows:
        _row(sheet, parts.catalogue.scopes, row)
    last = parts.placement.data.last_row
    sheet.print_on_paper((last, _LAST_PRINTED), landscape=True, header_row=DATA_ROWS.header_row)
    sheet.worksheet.freeze_panes(DATA_ROWS.header_row, 1)
    sheet.protect(rows_may_be_inserted=True)


def _columns(sheet: SheetWriter) -> None:
    for column in DATA_ROWS.columns:
        position = DATA_ROWS.position(column.id) - 1
        options: dict[str, int | bool] = {}
        if column.role is Role.HIDDEN:
            options = {"hidden": True}
        elif column.role is Role.FOLDED:
            options = {"level": 1, "hidden": True}
        sheet.worksheet.set_column(position, position, column.width, None, options)


def _section(sheet: SheetWriter, row: int, rows: Sequence[DataRow]) -> None:
    """Write the header of a section: its title and the titles of its value columns."""
    section = rows[0].section
    style = sheet.styles.format(SECTION)
    centred = sheet.styles.format({**SECTION, "align": "center"})
    titles = MATRIX_TITLES if section.layout == "matrix" else VALUES_TITLES
    by_column = {column: title for title, column in titles.items()}
    folded = sum(data_row.folded for data_row in rows)
    used = {column for data_row in rows for column in data_row.quantities}
    for position in range(1, _LAST_PRINTED + 1):
        if not (folded and position >= DATA_ROWS.position("source")):
            sheet.blank(row, position, style)
    sheet.text(row, 1, section.title, style)
    for column in VALUE_COLUMNS:
        if column in used:
            sheet.text(row, DATA_ROWS.position(column), by_column[column], centred)
    if folded:
        text = f"有{folded}行本方案不用，平时折叠；需要时选中上下行，右键“取消隐藏”。"
        note = sheet.styles.format({**SECTION, **SUBTITLE, "font_name": BODY_FONT})
        sheet.merged(row, (DATA_ROWS.position("source"), _LAST_PRINTED), text, note)
    sheet.worksheet.set_row(row - 1, 20)


def _row(sheet: SheetWriter, scopes: Sequence[str], data_row: DataRow) -> None:
    row = data_row.row
    sheet.text(row, 1, data_row.title, sheet.styles.format({**LABEL, "indent": 1}))
    for column in DATA_ROWS.columns[1:]:
        _cell(sheet, row, column, data_row)
    first = next(iter(data_row.quantities.values()))
    style = sheet.styles.cell(Kind.CHOICE, Role.RUN)
    sheet.text(row, DATA_ROWS.position("unit"), first.unit, style)
    scope_style = sheet.styles.cell(Kind.CHOICE, Role.INPUT)
    sheet.text(row, DATA_ROWS.position("scope"), first.scope, scope_style)
    scope_column = DATA_ROWS.position("scope")
    sheet.validate((row, row), scope_column, Kind.CHOICE, (*scopes, SCOPE_BY_COLUMN))
    options = {"level": 1, "hidden": True} if data_row.folded else {}
    sheet.worksheet.set_row(row - 1, None, None, options)


def _cell(sheet: SheetWriter, row: int, column: Column, data_row: DataRow) -> None:
    position = DATA_ROWS.position(column.id)
    if column.id in VALUE_COLUMNS:
        quantity = data_row.quantities.get(column.id)
        if quantity is None:
            sheet.blank(row, position, sheet.styles.cell(Kind.ID, Role.FORMULA))
        else:
            _value(sheet, (row, position), quantity)
        return
    prefix, _, value_column = column.id.partition("_")
    named = data_row.quantities.get(value_column)
    if prefix == "name" and named is not None:
        style = sheet.styles.cell(Kind.TEXT, Role.HIDDEN)
        sheet.text(row, position, named.defined_name, style)
    elif column.role in (Role.INPUT, Role.FOLDED):
        style = sheet.styles.cell(Kind.TEXT, Role.INPUT)
        sheet.blank(row, position, style)


def _value(sheet: SheetWriter, place: tuple[int, int], quantity: Quantity) -> None:
    row, position = place
    kind = _KINDS[quantity.kind]
    sheet.blank(row, position, sheet.styles.cell(kind, Role.INPUT))
    sheet.name_cell(quantity.defined_name, row, position)
    message = f"{quantity.title}（{quantity.unit}）\n取数：{quantity.from_table}"
    if quantity.note:
        message += f"\n说明：{quantity.note}"
    sheet.validate((row, row), position, kind, hint=message)
