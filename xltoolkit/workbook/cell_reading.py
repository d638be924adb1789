"""Reading single cells of a workbook: numbers, texts, places. Standard library only, Python 3.8."""

from typing import Dict, Iterator, Optional

from udfs.errors import CellError, NotANumber
from udfs.numbers import to_decimal, to_float
from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import CellPlace, Value
from xltoolkit.workbook.content import Address, WorkbookContent, address
from xltoolkit.workbook.layout.model import ListLayout, Role, SingleCell
from xltoolkit.workbook.located import LocatedList, locate_cell, locate_list


def as_value(cell: Scalar) -> Value:
    """Return a cell's value as a case holds it: an empty text is an empty cell."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int):
        return float(cell)
    return None if cell == "" else cell


def as_counted(cell: Scalar) -> Value:
    """Return a value as the worksheet functions count it: the text "12.5" is a number for them."""
    value = as_value(cell)
    if not isinstance(value, str):
        return value
    try:
        return to_float(to_decimal(value))
    except NotANumber:
        return value


def as_text(cell: Scalar) -> str:
    """Return a cell as text: a number without needless digits, an error as its name."""
    value = as_value(cell)
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value).strip()


def as_optional_number(cell: Scalar) -> Optional[float]:
    """Return the number in a cell, None for anything else."""
    value = as_value(cell)
    return value if isinstance(value, float) else None


class RowReader:
    """One row of a list, read by column id."""

    def __init__(self, content: WorkbookContent, located: LocatedList, row: int) -> None:
        self._content = content
        self._located = located
        self.row = row

    def cell(self, column_id: str) -> Scalar:
        """Return what stands in a column."""
        return self._located.value(self._content, self.row, column_id)

    def has(self, column_id: str) -> bool:
        """Whether the workbook has the column; those of an older template lack some."""
        return column_id in self._located.columns

    def has_formula(self, column_id: str) -> bool:
        """Whether a formula stands in a column."""
        place = self._located.cell(self.row, column_id)
        cell = self._content.sheets[self._located.sheet].get(place)
        return cell is not None and cell.formula is not None

    def value(self, column_id: str) -> Value:
        """Return the value of a column as a case holds it."""
        return as_value(self.cell(column_id))

    def text(self, column_id: str) -> str:
        """Return a column as text."""
        return as_text(self.cell(column_id))

    def number(self, column_id: str) -> Optional[float]:
        """Return the number in a column, None for anything else."""
        return as_optional_number(self.cell(column_id))

    def place(self, column_id: str) -> CellPlace:
        """Return where a column of the row stands."""
        column = self._located.columns[column_id]
        return CellPlace(self._located.sheet, address(self.row, column))

    def in_words(self, column_id: str) -> str:
        """Return a cell as messages name it."""
        return self._located.place(self.row, column_id)


class ListReader:
    """The rows of a list that hold something."""

    def __init__(self, content: WorkbookContent, layout: ListLayout) -> None:
        self._content = content
        self._located = locate_list(content, layout)
        self._layout = layout

    def all_rows(self) -> Iterator[RowReader]:
        """Return all prepared rows, empty ones included."""
        for row in self._located.rows:
            yield RowReader(self._content, self._located, row)

    def filled_rows(self) -> Iterator[RowReader]:
        """Return the rows in which something was entered or written."""
        typed = (Role.INPUT, Role.MANUAL, Role.RUN)
        columns = [column.id for column in self._layout.columns if column.role in typed]
        for row in self._located.filled_rows(self._content, *columns):
            yield RowReader(self._content, self._located, row)

    def rows_by_id(self, what: str) -> Iterator[RowReader]:
        """Return the filled rows; each must have an id of its own.

        Raises:
            UserError: names the cell of an id that is missing or stands twice.
        """
        first: Dict[str, str] = {}
        key = self._layout.key_column
        for row in self.filled_rows():
            row_id = row.text(key)
            if not row_id:
                raise UserError(f"{row.in_words(key)}缺少{what}的编号，请填写一个不重复的编号。")
            if row_id in first:
                raise UserError(
                    f"{row.in_words(key)}的编号“{row_id}”与{first[row_id]}重复，"
                    "请改成不重复的编号。"
                )
            first[row_id] = row.in_words(key)
            yield row


def cell_value(content: WorkbookContent, cell: SingleCell) -> Value:
    """Return the value of a single cell, found by its name."""
    located = locate_cell(content, cell)
    return as_value(content.value(located.sheet, located.row, located.column))


def cell_text(content: WorkbookContent, cell: SingleCell) -> str:
    """Return a single cell as text."""
    located = locate_cell(content, cell)
    return as_text(content.value(located.sheet, located.row, located.column))


def cell_number(content: WorkbookContent, cell: SingleCell) -> Optional[float]:
    """Return the number in a single cell, None for anything else."""
    value = cell_value(content, cell)
    return value if isinstance(value, float) else None


def calculated_number(content: WorkbookContent, cell: SingleCell) -> float:
    """Return the number that a formula gives.

    Raises:
        UserError: when it gives none; the sentence names the cell.
    """
    located = locate_cell(content, cell)
    value = content.value(located.sheet, located.row, located.column)
    number = as_optional_number(value)
    if number is None:
        shown = str(value) if isinstance(value, CellError) else as_text(value)
        raise UserError(
            f"{located.sheet}!{located.cell}的“{cell.title}”算不出数值（{shown or '空'}），"
            "请检查该格公式及其引用的单元格，或从未改动的副本复制该公式。"
        )
    return number


def place_of(sheet: str, position: Address) -> CellPlace:
    """Return a place from a sheet and an address."""
    return CellPlace(sheet, address(*position))
