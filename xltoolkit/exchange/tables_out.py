"""Tables that go to people outside: built new, plain .xlsx, nothing of the workbook inside.

What the reader fills in is yellow and unlocked; hidden names tell which column and row is
which, so that a returned table is read however it was sorted, copied or saved.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from xltoolkit.workbook.plan import PlannedValue
from xltoolkit.workbook.text_fit import row_height

FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
FIRST_ROW, FIRST_COLUMN = 5, 1
MARK_SHEET = "标识"
_BODY_FONT, _HEADING_FONT = "宋体", "黑体"
_YELLOW, _BLUE, _GREY = "#FFF9DB", "#DDE7F1", "#7F7F7F"
_SENT_COLUMN = 3
_DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True)
class OutColumn:
    """A column: `filled` by the reader, with a drop-down where there are `choices`."""

    id: str
    title: str
    width: float
    filled: bool = False
    choices: tuple[str, ...] = ()
    look: str = "text"  # text, centre, money, date
    hint: str = ""


@dataclass(frozen=True)
class OutTable:
    """A table to write: two head lines, columns, rows by column id, hidden marks, closing notes.

    `warning` is a formula over {row} under which a row is shown in red; `to_fill` is a line at
    the head that whoever sends the table out completes; `filled_by` names who fills the rest.
    """

    title: str
    left: str
    right: str
    columns: Sequence[OutColumn]
    rows: Sequence[Mapping[str, PlannedValue]]
    marks: Mapping[str, PlannedValue]
    notes: Sequence[str] = ()
    warning: str = ""
    to_fill: str = ""
    filled_by: str = "填表单位"


def table_bytes(table: OutTable) -> bytes:
    """Return the workbook of a table; equal tables give equal bytes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": FIXED_TIME, "title": table.title})
        book.calc_on_load = False
        book.formats[0].set_font_name(_BODY_FONT)
        _Writer(book, table).write()
    return target.getvalue()


class _Writer:
    """Writes one table."""

    def __init__(self, book: Any, table: OutTable) -> None:
        self._book = book
        self._table = table
        self._sheet = book.add_worksheet(_sheet_name(table.title))
        self._last_column = FIRST_COLUMN + len(table.columns) - 1

    def write(self) -> None:
        """Write head, columns, rows, notes, names and print settings."""
        self._head()
        for position, column in enumerate(self._table.columns, start=FIRST_COLUMN):
            self._column(position, column)
        for offset, row in enumerate(self._table.rows):
            self._row(FIRST_ROW + offset, row)
        self._notes()
        self._warn()
        self._marks()
        self._page()

    def _format(self, **properties: Any) -> Any:
        return self._book.add_format({"font_name": _BODY_FONT, "font_size": 10, **properties})

    def _head(self) -> None:
        title = self._format(
            font_name=_HEADING_FONT, font_size=16, align="center", valign="vcenter"
        )
        self._sheet.merge_range(0, FIRST_COLUMN, 0, self._last_column, self._table.title, title)
        self._sheet.set_row(0, 34)
        middle = (FIRST_COLUMN + self._last_column) // 2
        for first, last, text, align in (
            (FIRST_COLUMN, middle, self._table.left, "left"),
            (middle + 1, self._last_column, self._table.right, "right"),
        ):
            style = self._format(align=align, valign="vcenter")
            self._sheet.merge_range(1, first, 1, last, text, style)
        note = self._format(font_color=_GREY, valign="vcenter")
        end = middle if self._table.to_fill else self._last_column
        told = f"黄色单元格由{self._table.filled_by}填写，其余内容请勿改动。"
        self._sheet.merge_range(2, FIRST_COLUMN, 2, end, told, note)
        if self._table.to_fill:
            style = self._format(align="right", valign="vcenter", locked=False)
            place = (2, middle + 1, 2, self._last_column)
            self._sheet.merge_range(*place, self._table.to_fill, style)
        self._sheet.set_row(FIRST_ROW - 1, 32)
        self._sheet.set_row(1, 20)
        self._sheet.set_row(2, 18)

    def _column(self, position: int, column: OutColumn) -> None:
        header = self._format(
            font_name=_HEADING_FONT,
            align="center",
            valign="vcenter",
            bg_color=_BLUE,
            border=1,
            text_wrap=True,
        )
        self._sheet.set_column(position, position, column.width)
        self._sheet.write_string(FIRST_ROW - 1, position, column.title, header)
        rows = max(1, len(self._table.rows))
        place = (FIRST_ROW, position, FIRST_ROW + rows - 1, position)
        if column.choices:
            self._sheet.data_validation(*place, {"validate": "list", "source": [*column.choices]})
        elif column.hint:
            rule = {"validate": "any", "input_title": column.title, "input_message": column.hint}
            self._sheet.data_validation(*place, rule)
        self._name(f"_out_{column.id}", place)

    def _name(self, name: str, place: tuple[int, int, int, int], sheet: str = "") -> None:
        first = xlsxwriter.utility.xl_rowcol_to_cell(place[0], place[1], True, True)  # noqa: FBT003 # by position in XlsxWriter
        last = xlsxwriter.utility.xl_rowcol_to_cell(place[2], place[3], True, True)  # noqa: FBT003 # as above
        self._book.define_name(name, f"='{sheet or self._sheet.name}'!{first}:{last}")

    def _row(self, number: int, row: Mapping[str, PlannedValue]) -> None:
        texts = []
        for position, column in enumerate(self._table.columns, start=FIRST_COLUMN):
            value = row.get(column.id)
            self._cell(number, position, column, value)
            if isinstance(value, str):
                texts.append((value, column.width))
        self._sheet.set_row(number, max(30.0, row_height(texts)))

    def _cell(self, number: int, position: int, column: OutColumn, value: PlannedValue) -> None:
        looks: dict[str, dict[str, Any]] = {
            "money": {"num_format": "0.00", "align": "center"},
            "date": {"num_format": _DATE_FORMAT, "align": "center"},
            "centre": {"align": "center"},
            "text": {},
        }
        style = self._format(
            border=1,
            valign="vcenter",
            text_wrap=True,
            locked=not column.filled,
            **({"bg_color": _YELLOW} if column.filled else {}),
            **looks[column.look],
        )
        if value is None or value == "":
            self._sheet.write_blank(number, position, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(number, position, value, style)
        else:
            self._sheet.write_number(number, position, float(value), style)

    def _notes(self) -> None:
        style = self._format(text_wrap=True, valign="top")
        row = FIRST_ROW + max(1, len(self._table.rows))
        for offset, note in enumerate(self._table.notes):
            self._sheet.merge_range(
                row + offset, FIRST_COLUMN, row + offset, self._last_column, note, style
            )
            self._sheet.set_row(row + offset, 28)

    def _warn(self) -> None:
        if not self._table.warning or not self._table.rows:
            return
        rule = {
            "type": "formula",
            "criteria": self._table.warning.format(row=FIRST_ROW + 1),
            "format": self._book.add_format({"font_color": "#C00000", "bold": True}),
        }
        last = FIRST_ROW + len(self._table.rows) - 1
        self._sheet.conditional_format(FIRST_ROW, FIRST_COLUMN, last, self._last_column, rule)

    def _marks(self) -> None:
        """Keep on a hidden sheet what tells the table apart when it comes back."""
        sheet = self._book.add_worksheet(MARK_SHEET)
        for row, (name, value) in enumerate(self._table.marks.items()):
            sheet.write_string(row, 0, name)
            if isinstance(value, str):
                sheet.write_string(row, 1, value)
            elif value is not None:
                sheet.write_number(row, 1, float(value))
            self._book.define_name(f"_out_mark_{name}", f"={MARK_SHEET}!$B${row + 1}")
        self._sent(sheet)
        sheet.hide()
        self._sheet.set_column(0, 0, None, None, {"hidden": True})
        key = self._format(font_color=_GREY)
        for offset, row_values in enumerate(self._table.rows):
            self._sheet.write_string(FIRST_ROW + offset, 0, str(row_values.get("key") or ""), key)
        last = FIRST_ROW + max(1, len(self._table.rows)) - 1
        self._name("_out_key", (FIRST_ROW, 0, last, 0))

    def _sent(self, sheet: Any) -> None:
        """Keep what went out, so that an answer is one and a changed text is seen."""
        columns = [column.id for column in self._table.columns]
        last = max(1, len(self._table.rows)) - 1
        for position, column in enumerate(("key", *columns), start=_SENT_COLUMN):
            for row, values in enumerate(self._table.rows):
                value = values.get(column)
                if isinstance(value, str):
                    sheet.write_string(row, position, value)
                elif value is not None:
                    sheet.write_number(row, position, float(value))
            self._name(f"_out_sent_{column}", (0, position, last, position), MARK_SHEET)

    def _page(self) -> None:
        last = FIRST_ROW + max(1, len(self._table.rows)) - 1 + len(self._table.notes)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self._sheet.repeat_rows(FIRST_ROW - 1)
        self._sheet.print_area(0, FIRST_COLUMN, last, self._last_column)
        self._sheet.set_footer("&C第 &P 页，共 &N 页")
        self._sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
        self._sheet.hide_gridlines(2)
        allowed = {"format_rows": True, "format_columns": True, "sort": True, "autofilter": True}
        self._sheet.protect("", allowed)
        self._sheet.activate()


def _sheet_name(title: str) -> str:
    """Return a title as the name of a sheet, without what a name may not hold."""
    return "".join(each for each in title if each not in "[]:*?/\\'")[:31]
