"""Writing one sheet of a template: cells, names, drop-downs, print set-up, protection.

Rows and columns count from 1, as everywhere in this package.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltoolkit.catalogue.defined_names import valid_defined_name
from xltoolkit.workbook.content import Address, Cell, address
from xltoolkit.workbook.layout.model import Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.sheets.formula_rules import formula_complaints
from xltoolkit.workbook.sheets.styles import (
    HEADER,
    LIST_TITLE,
    SIDE_HEADER,
    SUBTITLE,
    SUBTITLE_RIGHT,
    TITLE,
    Styles,
)

HEADER_HEIGHT = 30.0
TITLE_HEIGHT = 32.0
LONGEST_HINT = 255
_BESIDE = (Role.SIDE, Role.MANUAL, Role.FOLDED, Role.HIDDEN)
_PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_rows": True,
    "format_columns": True,
    "sort": True,
    "autofilter": True,
    "objects": True,
    "scenarios": True,
}


@dataclass
class BookWriter:
    """A template while it is built: the workbook, its styles, and what was written so far."""

    workbook: Workbook
    styles: Styles
    names: dict[str, str] = field(default_factory=dict)
    range_names: set[str] = field(default_factory=set)
    formulas: dict[str, str] = field(default_factory=dict)
    cells: dict[str, dict[Address, Cell]] = field(default_factory=dict)
    protected: list[str] = field(default_factory=list)

    def add_sheet(self, name: str, tab_colour: str) -> "SheetWriter":
        """Add a sheet behind the others."""
        worksheet = self.workbook.add_worksheet(name)
        worksheet.set_tab_color(tab_colour)
        worksheet.hide_gridlines(2)
        return SheetWriter(self, worksheet, name)

    def define(self, name: str, reference: str) -> None:
        """Add a defined name; a name that stands twice is a mistake in the layout."""
        problem = valid_defined_name(name)
        if problem or name in self.names:
            raise ValueError(f"{name}: {problem or 'defined twice'}")
        self.names[name] = reference
        if ":" in reference:
            self.range_names.add(name)
        self.workbook.define_name(name, f"={reference}")

    def check_formulas(self) -> None:
        """Refuse a template with a formula that some host could calculate wrongly.

        Raises:
            ValueError: with the cell, the formula and what is wrong with it.
        """
        for place, formula in self.formulas.items():
            complaints = list(formula_complaints(formula, self.range_names))
            if complaints:
                raise ValueError(f"{place} {formula}: {complaints}")


@dataclass
class SheetWriter:
    """One sheet while it is built."""

    book: BookWriter
    worksheet: Worksheet
    name: str

    @property
    def styles(self) -> Styles:
        """The formats of the workbook."""
        return self.book.styles

    def text(self, row: int, column: int, text: str, style: Format) -> None:
        """Write a text, whatever it looks like."""
        self.book.cells.setdefault(self.name, {})[row, column] = Cell(text)
        self.worksheet.write_string(row - 1, column - 1, text, style)

    def number(self, row: int, column: int, number: float, style: Format) -> None:
        """Write a number."""
        self.book.cells.setdefault(self.name, {})[row, column] = Cell(number)
        self.worksheet.write_number(row - 1, column - 1, number, style)

    def blank(self, row: int, column: int, style: Format) -> None:
        """Write an empty cell with its format."""
        self.worksheet.write_blank(row - 1, column - 1, None, style)

    def formula(self, row: int, column: int, formula: str, style: Format) -> None:
        """Write a formula; the host that calculates the template stores the value."""
        self.book.formulas[f"{self.name}!{address(row, column)}"] = formula
        self.book.cells.setdefault(self.name, {})[row, column] = Cell(None, formula)
        self.worksheet.write_formula(row - 1, column - 1, formula, style, "")

    def merged(self, row: int, columns: tuple[int, int], text: str, style: Format) -> None:
        """Merge the columns (first and last) of a row and write a text into them."""
        first, last = columns
        if first == last:
            self.text(row, first, text, style)
        else:
            self.worksheet.merge_range(row - 1, first - 1, row - 1, last - 1, "", style)
            self.text(row, first, text, style)

    def heading(self, title: str, hint: str, last_column: int, *, in_money: bool = True) -> None:
        """Write the title of a sheet, one sentence on how to fill it, department and unit.

        A sheet without amounts is not `in_money`.
        """
        formats = self.styles.format
        self.merged(1, (1, last_column), title, formats(TITLE))
        self.worksheet.set_row(0, TITLE_HEIGHT)
        self.text(2, 1, hint, formats(SUBTITLE))
        self.formula(3, 1, '=IF(ISBLANK(被评价单位),"",被评价单位)', formats(SUBTITLE))
        if in_money:
            self.text(3, last_column, "金额单位：万元", formats(SUBTITLE_RIGHT))

    def list_title(self, layout: ListLayout, note: str = "") -> None:
        """Write the title of a list in the row above its header."""
        row = layout.title_row
        self.text(row, layout.first_column, layout.title, self.styles.format(LIST_TITLE))
        self.worksheet.set_row(row - 1, 22)
        if note:
            column = layout.first_column + 1
            self.text(row, column, note, self.styles.format(SUBTITLE))

    def list_header(self, layout: ListLayout) -> None:
        """Write the column titles of a list."""
        self.worksheet.set_row(layout.header_row - 1, HEADER_HEIGHT)
        for column in layout.columns:
            beside = column.kind is Kind.LINK or column.role in _BESIDE
            style = self.styles.format(SIDE_HEADER if beside else HEADER)
            first = layout.position(column.id)
            last = first + column.span - 1
            self.merged(layout.header_row, (first, last), column.title, style)

    def list_names(self, layout: ListLayout) -> None:
        """Define the names of the columns of a list and of the whole list."""
        for column in layout.columns:
            self._name_area(layout.name(column.id), layout, layout.position(column.id))
        self._name_area(layout.block_name, layout, layout.first_column, layout.last_column)

    def name_columns(self, name: str, layout: ListLayout, first: str, last: str) -> None:
        """Define a name over neighbouring columns of a list, from one id to another."""
        self._name_area(name, layout, layout.position(first), layout.position(last))

    def _name_area(self, name: str, layout: ListLayout, first: int, last: int = 0) -> None:
        corners = [
            absolute(layout.first_row, first),
            absolute(layout.last_row, last or first),
        ]
        reference = corners[0] if corners[0] == corners[1] else ":".join(corners)
        self.book.define(name, f"{self.name}!{reference}")

    def name_cell(self, name: str, row: int, column: int) -> None:
        """Define the name of a single cell."""
        self.book.define(name, f"{self.name}!{absolute(row, column)}")

    def input_cell(self, cell: SingleCell, last_column: int = 0) -> None:
        """Write an empty input cell with its name, message and drop-down."""
        is_wide = last_column > cell.column
        look = {"align": "left"} if is_wide else {}
        style = self.styles.cell(cell.kind, cell.role, **look)
        if is_wide:
            self.merged(cell.row, (cell.column, last_column), "", style)
        self.blank(cell.row, cell.column, style)
        self.name_cell(cell.name, cell.row, cell.column)
        rows = (cell.row, cell.row)
        self.validate(rows, cell.column, cell.kind, choices=cell.choices, hint=cell.hint)

    def blank_rows(self, layout: ListLayout, skip: Sequence[str] = ()) -> None:
        """Write the empty cells of a list with their formats, messages and drop-downs."""
        for column in layout.columns:
            first = layout.position(column.id)
            style = self.styles.cell(column.kind, column.role)
            if column.id in skip:
                continue
            for row in range(layout.first_row, layout.last_row + 1):
                if column.span > 1:
                    self.merged(row, (first, first + column.span - 1), "", style)
                self.blank(row, first, style)
            if column.role in (Role.INPUT, Role.MANUAL, Role.FOLDED):
                rows = (layout.first_row, layout.last_row)
                self.validate(rows, first, column.kind, column.choices, column.hint)

    def validate(
        self,
        rows: tuple[int, int],
        column: int,
        kind: Kind,
        choices: Sequence[str] = (),
        hint: str = "",
    ) -> None:
        """Give input cells their drop-down or check, and the message that explains them."""
        rule = _validation_rule(kind, choices)
        if hint:
            rule.update(input_title="填写说明", input_message=hint[:LONGEST_HINT])
        if rule.get("validate") == "any" and not hint:
            return
        first, last = rows
        self.worksheet.data_validation(first - 1, column - 1, last - 1, column - 1, rule)

    def drop_down(self, rows: tuple[int, int], column: int, source: str, hint: str = "") -> None:
        """Offer the cells of a defined name for choice; other texts may be typed too."""
        rule = {"validate": "list", "source": f"={source}", "error_type": "information"}
        if hint:
            rule.update(input_title="填写说明", input_message=hint)
        first, last = rows
        self.worksheet.data_validation(first - 1, column - 1, last - 1, column - 1, rule)

    def condition(self, layout: ListLayout, columns: Sequence[str], **rule: Any) -> None:
        """Add a conditional format to columns of a list, one rule for each column."""
        for column in columns:
            position = layout.position(column) - 1
            top, bottom = layout.first_row - 1, layout.last_row - 1
            self.worksheet.conditional_format(top, position, bottom, position, rule)

    def print_on_paper(
        self, area: tuple[int, int] | None, *, landscape: bool, header_row: int
    ) -> None:
        """Set up A4 with page numbers; `area` is the last row and column that are printed.

        Without an area, what is filled is printed.
        """
        sheet = self.worksheet
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.7)
        sheet.set_footer(f'&C&"{PRINT_FONT}"&9第 &P 页，共 &N 页')
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        if area is not None:
            sheet.print_area(0, 0, area[0] - 1, area[1] - 1)
        if header_row:
            sheet.repeat_rows(header_row - 1)

    def new_pages(self, *rows: int) -> None:
        """Begin a page with each of these rows: no title stands at a page's foot."""
        self.worksheet.set_h_pagebreaks([row - 1 for row in rows])

    def protect(self, *, rows_may_be_inserted: bool = False) -> None:
        """Protect the sheet without a password."""
        options = {**_PROTECTION}
        if rows_may_be_inserted:
            options.update(insert_rows=True, delete_rows=True)
        self.worksheet.protect("", options)
        self.book.protected.append(self.name)


PRINT_FONT = "宋体,常规"


def _validation_rule(kind: Kind, choices: Sequence[str]) -> dict[str, Any]:
    """Return the check of a cell; what is refused is only what no calculation could use."""
    if choices:
        return {
            "validate": "list",
            "source": list(choices),
            "error_title": "请从下拉框选择",
            "error_message": "可选：" + "、".join(choices),
        }
    if kind in (Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.POINTS, Kind.RATIO):
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e12,
            "maximum": 1e12,
            "error_title": "请填数字",
            "error_message": "本格只能填数字，不带单位、逗号和文字。",
        }
    return {"validate": "any"}


def absolute(row: int, column: int) -> str:
    """Write a cell as $F$12."""
    text = address(row, column)
    letters = text.rstrip("0123456789")
    return f"${letters}${text[len(letters) :]}"
