"""One sheet of the comparison workbook: a title, paragraphs, and tables ready to be printed.

Rows and columns count from 0 here, as XlsxWriter counts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from xltoolkit.workbook.sheets.styles import (
    HEADER,
    LINE,
    LIST_TITLE,
    MIDDLE_BLUE,
    MUTED,
    SUBTITLE,
    TITLE,
    Styles,
)
from xltoolkit.workbook.text_fit import lines_needed, row_height

CELL = {"border": 1, "border_color": LINE}
TEXT = {**CELL, "align": "left", "text_wrap": True}
LINK = {**TEXT, "font_color": MIDDLE_BLUE}
CENTRED = {**CELL, "align": "center"}
COUNT = {**CELL, "num_format": "#,##0"}
POINTS = {**CELL, "num_format": "0.00"}
PERCENT = {**CELL, "num_format": "0.00%"}
AMOUNT = {**CELL, "num_format": "#,##0.00"}
PARAGRAPH_WIDTH = 112
"""Characters that a paragraph has room for: the columns of 说明 together, with some to spare."""

LONGEST_LINK = 2_000
MOST_LINKS = 60_000  # a worksheet can have 65,530
TITLE_HEIGHT = 32.0
ROW_HEIGHT = 18.0
HEADER_HEIGHT = 30.0
A4 = 9

Value = float | int | str | None | tuple[str, str] | tuple[dict[str, Any], float]
"""A cell: a number, a text, nothing; (link, text); or (format, number) where it differs."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, width in characters, and the format of its cells."""

    title: str
    width: float
    look: dict[str, Any]


class TableSheet:
    """A sheet while it is written, from the top down."""

    def __init__(self, workbook: Workbook, styles: Styles, name: str) -> None:
        self._sheet = workbook.add_worksheet(name)
        self._styles = styles
        self._row = 0
        self._links = 0
        self._sheet.hide_gridlines(2)
        self._sheet.set_default_row(ROW_HEIGHT)
        self._sheet.set_paper(A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.7)
        self._sheet.set_footer("&C&9第 &P 页，共 &N 页")

    def title(self, title: str, subtitle: str) -> None:
        """Write the title and one line below it."""
        self._sheet.set_row(self._row, TITLE_HEIGHT)
        self._text(self._row, 0, title, self._styles.format({**TITLE, "align": "left"}))
        self._text(self._row + 1, 0, subtitle, self._styles.format(SUBTITLE))
        self._row += 3

    def paragraphs(self, heading: str, paragraphs: Sequence[str]) -> None:
        """Write a heading and paragraphs that run over the columns of the sheet."""
        self._text(self._row, 0, heading, self._styles.format(LIST_TITLE))
        style = self._styles.format({"text_wrap": True, "align": "left", "valign": "top"})
        for paragraph in paragraphs:
            self._row += 1
            self._sheet.merge_range(self._row, 0, self._row, _PARAGRAPH_COLUMNS, "", style)
            self._text(self._row, 0, paragraph, style)
            self._sheet.set_row(self._row, row_height([(paragraph, PARAGRAPH_WIDTH)]))
        self._row += 2

    def table(
        self, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]], empty: str = ""
    ) -> None:
        """Write a table with a filter; its header is repeated on every printed page.

        Args:
            columns: The columns from left to right.
            rows: The values in the order of the columns.
            empty: What is written where there are no rows.
        """
        header = self._styles.format(HEADER)
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, column.width)
            self._text(self._row, number, column.title, header)
        self._sheet.set_row(self._row, HEADER_HEIGHT)
        self._sheet.repeat_rows(self._row)
        if not rows:
            self._text(self._row + 1, 0, empty, self._styles.format({"font_color": MUTED}))
            return
        self._sheet.freeze_panes(self._row + 1, 0)
        self._sheet.autofilter(self._row, 0, self._row + len(rows), len(columns) - 1)
        looks = [self._styles.format(column.look) for column in columns]
        for row in rows:
            self._row += 1
            for number, value in enumerate(row):
                self._cell(self._row, number, value, looks[number])
            self._fit(self._row, columns, row)

    def data_bar(self, column: int, rows: int) -> None:
        """Show the numbers of a column as bars too; the table was written last."""
        rule = {"type": "data_bar", "bar_color": "#C9D8EE", "bar_solid": True, "min_type": "num"}
        self._sheet.conditional_format(
            self._row - rows + 1, column, self._row, column, {**rule, "min_value": 0}
        )

    def _cell(self, row: int, column: int, value: Value, style: Format) -> None:
        if isinstance(value, tuple):
            self._special(row, column, value, style)
        elif isinstance(value, str):
            self._text(row, column, value, style)
        elif value is None:
            self._sheet.write_blank(row, column, None, style)
        else:
            self._sheet.write_number(row, column, value, style)

    def _special(self, row: int, column: int, value: tuple[Any, Any], style: Format) -> None:
        first, second = value
        if isinstance(first, dict):
            self._sheet.write_number(row, column, second, self._styles.format(first))
        elif first and _may_be_link(first) and self._links < MOST_LINKS:
            self._links += 1
            self._sheet.write_url(row, column, first, style, second)
        else:
            self._text(row, column, second, style)

    def _text(self, row: int, column: int, text: str, style: Format) -> None:
        """Write a text, whatever it looks like."""
        if text:
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _fit(self, row: int, columns: Sequence[Column], values: tuple[Value, ...]) -> None:
        """Make a row high enough for its wrapped texts."""
        texts = [
            (text, column.width)
            for column, value in zip(columns, values, strict=True)
            for text in [_shown(value)]
            if text and column.look.get("text_wrap")
        ]
        if any(lines_needed(text, width) > 1 for text, width in texts):
            self._sheet.set_row(row, row_height(texts))


_PARAGRAPH_COLUMNS = 6


def _may_be_link(address: str) -> bool:
    """Whether the file format can hold a link: no control characters, and not too long."""
    return address.isprintable() and len(address) <= LONGEST_LINK


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return value[1] if isinstance(value[1], str) else ""
    return value if isinstance(value, str) else ""
