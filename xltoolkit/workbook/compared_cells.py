"""The cells of a workbook that a comparison looks at, by what they mean and not where they stand.

A key names the list, the id of the row and the column, or the defined name of a single cell, so
that inserted rows change nothing. Standard library only, Python 3.8.
"""

from dataclasses import dataclass
from typing import Dict, Iterator, Optional, Tuple

from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.workbook.cell_reading import ListReader, RowReader, place_of
from xltoolkit.workbook.content import Cell, WorkbookContent, parse_address
from xltoolkit.workbook.inspection import INPUT_CELLS, INPUT_LISTS
from xltoolkit.workbook.layout.checks import IDENTITY_LIST
from xltoolkit.workbook.layout.data import DATA_ROWS, VALUE_COLUMNS
from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.scoring import (
    HEAD_LIST,
    INDICATOR_LIST,
    SETTING_COLUMNS,
    UNSCORED_LIST,
    total_cells,
)
from xltoolkit.workbook.layout.settings import GRADE_LIST, STANDARD_LIST, STEP_ROUNDING
from xltoolkit.workbook.layout.targets import RATIO_UNIT, TARGET_LIST
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.reading_data import placed_quantities

INPUT, RULE, COMPUTED = "input", "rule", "computed"

Key = Tuple[str, str, str]
"""The list (or the sheet), the row (or the name), the column."""

_LISTS = (*INPUT_LISTS, IDENTITY_LIST, UNSCORED_LIST, HEAD_LIST)
_RULE_LISTS = (STANDARD_LIST.id, GRADE_LIST.id)
_RULE_COLUMNS = ("points", "standard_text", "shape", *SETTING_COLUMNS, "source_mark")
_NAME_COLUMNS = ("name", "title", "level3", "fact", "text", "question")
_BANDS = "_bands_"
_LONGEST_NAME = 24


@dataclass(frozen=True)
class ComparedCell:
    """A cell: what it is called, where it stands, and what it holds.

    `row_title` is what its row is called, empty for a cell of no row; `kind` is how its value is
    written.
    """

    category: str
    row_title: str
    column_title: str
    place: CellPlace
    kind: Kind
    value: Scalar
    formula: Optional[str]

    @property
    def title(self) -> str:
        """What the cell is called: row and column."""
        return f"{self.row_title} {self.column_title}".strip()


def compared_cells(content: WorkbookContent, catalogue: Catalogue) -> Dict[Key, ComparedCell]:
    """Return every input, rule and formula of a workbook.

    Raises:
        UserError: when a list or a name of the workbook is lost.
    """
    found: Dict[Key, ComparedCell] = {}
    for cell in INPUT_CELLS:
        found["", cell.name, ""] = _single(content, cell, INPUT)
    found["", STEP_ROUNDING.name, ""] = _single(content, STEP_ROUNDING, RULE)
    for cell in total_cells(1):
        found["", cell.name, ""] = _single(content, cell, COMPUTED)
    found.update(_quantities(content, catalogue))
    for layout in _LISTS:
        found.update(_list_cells(content, layout))
    found.update(_band_cells(content))
    return found


def _single(content: WorkbookContent, cell: SingleCell, category: str) -> ComparedCell:
    located = locate_cell(content, cell)
    held = _held(content, located.sheet, located.row, located.column)
    place = place_of(located.sheet, located.address)
    return ComparedCell(category, "", cell.title, place, cell.kind, held.value, held.formula)


def _quantities(
    content: WorkbookContent, catalogue: Catalogue
) -> Iterator[Tuple[Key, ComparedCell]]:
    kinds = {"money": Kind.MONEY, "rate": Kind.RATIO, "count": Kind.COUNT}
    for quantity in placed_quantities(catalogue):
        area = content.area(quantity.defined_name)
        if area is not None:
            held = _held(content, area.sheet, area.top, area.left)
            place = place_of(area.sheet, (area.top, area.left))
            kind = kinds.get(quantity.kind, Kind.NUMBER)
            cell = ComparedCell(INPUT, "", quantity.title, place, kind, held.value, held.formula)
            yield (DATA_ROWS.id, quantity.id, ""), cell


def _list_cells(content: WorkbookContent, layout: ListLayout) -> Iterator[Tuple[Key, ComparedCell]]:
    elsewhere = VALUE_COLUMNS if layout is DATA_ROWS else ()
    seen: Dict[str, int] = {}
    for row in ListReader(content, layout).filled_rows():
        row_id = row.text(layout.key_column) or "（无编号）"
        seen[row_id] = seen.get(row_id, 0) + 1
        if seen[row_id] > 1:
            row_id = f"{row_id}（第{seen[row_id]}处）"
        for column in layout.columns:
            if column.id not in elsewhere:
                cell = _list_cell(content, layout, row, column)
                if cell is not None:
                    yield (layout.id, row_id, column.id), cell


def _list_cell(
    content: WorkbookContent, layout: ListLayout, row: RowReader, column: Column
) -> Optional[ComparedCell]:
    """Return a cell of a list, None for one that only a run or the template writes."""
    place = row.place(column.id)
    position = parse_address(place.cell)
    assert position is not None  # it was made from a position
    held = _held(content, place.sheet, *position)
    is_rule = layout.id in _RULE_LISTS or (layout is INDICATOR_LIST and column.id in _RULE_COLUMNS)
    may_be_typed = column.role in (Role.INPUT, Role.FOLDED)
    if held.formula is None and not (is_rule or may_be_typed or column.role is Role.FORMULA):
        return None
    category = RULE if is_rule else INPUT if may_be_typed else COMPUTED
    kind = _kind(layout, row, column)
    name = _row_title(layout, row)
    return ComparedCell(category, name, column.title, place, kind, held.value, held.formula)


def _kind(layout: ListLayout, row: RowReader, column: Column) -> Kind:
    """A number of a target is a ratio where its unit says so."""
    is_number = layout is TARGET_LIST and column.kind is Kind.NUMBER
    return Kind.RATIO if is_number and row.text("unit") == RATIO_UNIT else column.kind


def _row_title(layout: ListLayout, row: RowReader) -> str:
    columns = [column.id for column in layout.columns]
    names = (row.text(each) for each in _NAME_COLUMNS if each in columns)
    name = next((each for each in names if each), "")
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}…"
    key = row.text(layout.key_column)
    is_told = layout.column(layout.key_column).role is not Role.HIDDEN and key != name
    return f"{key} {name}".strip() if is_told else name


def _band_cells(content: WorkbookContent) -> Iterator[Tuple[Key, ComparedCell]]:
    """Return the tables of bands, each named after its indicator."""
    for name in content.names:
        area = content.area(name) if name.startswith(_BANDS) else None
        if area is None:
            continue
        title = f"{name[len(_BANDS) :]}分档表"
        for row in area.rows:
            for column in range(area.left, area.right + 1):
                held = _held(content, area.sheet, row, column)
                key = (name, str(row - area.top), str(column - area.left))
                heading = f"第{row - area.top + 1}档" + ("" if column == area.left else "得分")
                place = place_of(area.sheet, (row, column))
                yield (
                    key,
                    ComparedCell(
                        RULE, title, heading, place, Kind.NUMBER, held.value, held.formula
                    ),
                )


def _held(content: WorkbookContent, sheet: str, row: int, column: int) -> Cell:
    return content.sheets[sheet].get((row, column), Cell(None))


def without_own_row(formula: str, row: int) -> str:
    """Return a formula with its own row as #, so that it can be compared with one further down."""
    written = []
    position = 0
    while position < len(formula):
        digits = _digits_at(formula, position)
        before = formula[position - 1 : position]
        is_row = bool(digits) and (before == "$" or (before.isascii() and before.isalpha()))
        written.append("#" if is_row and int(digits) == row else digits or formula[position])
        position += len(digits) or 1
    return "".join(written)


def _digits_at(text: str, position: int) -> str:
    end = position
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return text[position:end]
