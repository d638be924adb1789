"""Change cells and rows of one sheet and leave every other byte of it alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from operator import itemgetter
from typing import TYPE_CHECKING

from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.cell_xml import Content, cell_xml, formula_xml, refuse_long_text
from xltoolkit.hosts.file.insertions import (
    element,
    inserted_rows,
    widened_dimension,
    widened_spans,
)
from xltoolkit.hosts.file.references import Position, address, try_area
from xltoolkit.hosts.file.row_looks import has_look, with_look
from xltoolkit.hosts.file.sheet_map import CellSpan, RowSpan, SheetMap
from xltoolkit.hosts.file.workbook_parts import read_cells, remove_calculation_chain
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits
from xltoolkit.hosts.file.xml_source import local_name, start_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from udfs.values import Scalar
    from xltoolkit.hosts.file.cells import Cell, Sheet
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.workbook_parts import SheetPart
    from xltoolkit.workbook.plan import RowLook

# A calculated number that agrees to this many digits with the stored one is not stored again.
_EQUAL_DIGITS = 12


@dataclass(frozen=True)
class FormulaResult:
    """What the formula of a cell gives; the formula itself is kept."""

    value: Scalar


@dataclass(frozen=True)
class NewFormula:
    """A formula, without `=`, and what it gives."""

    text: str
    value: Scalar


Change = None | bool | int | float | str | CellError | FormulaResult | NewFormula
"""A value that replaces what the cell holds (None clears it), or one of the two above."""


def change_cells(
    package: Package,
    sheet: SheetPart,
    changes: Mapping[Position, Change],
    looks: Mapping[int, RowLook] | None = None,
) -> bool:
    """Change cells and rows of a sheet; what is as it shall be already is not touched.

    A cell keeps its format. A new cell takes the format of its row or column.

    Args:
        package: The workbook, changed in memory only.
        sheet: The sheet.
        changes: What each cell shall hold, by row and column.
        looks: How rows shall stand, by their number.

    Returns:
        Whether anything was changed.

    Raises:
        UserError: Text longer than a cell holds, or part of a shared or array formula would
            lose the formula that it depends on.
    """
    current = read_cells(package, sheet)
    needed = {at: change for at, change in changes.items() if not _holds(current, at, change)}
    present = {row.number: row.attributes for row in current.places.rows} if looks else {}
    needed_looks = {
        number: look
        for number, look in (looks or {}).items()
        if not has_look(present.get(number, ()), look)
    }
    if not needed and not needed_looks:
        return False
    for position, change in sorted(needed.items(), key=itemgetter(0)):
        refuse_long_text(sheet.name, position, _value(change))
        if not isinstance(change, FormulaResult):
            _refuse_breaking(current, sheet.name, position)
    places = SheetMap(package.read_xml(sheet.part), current.places)
    package.replace(sheet.part, splice(places, needed, needed_looks))
    if any(_changes_formula(current.cells.get(at), change) for at, change in needed.items()):
        remove_calculation_chain(package)
    return True


def splice(
    sheet: SheetMap, changes: Mapping[Position, Change], looks: Mapping[int, RowLook]
) -> bytes:
    """Return a worksheet part with these changes, without asking what it holds now."""
    by_row: dict[int, dict[int, Change]] = {number: {} for number in looks}
    for (number, column), change in changes.items():
        by_row.setdefault(number, {})[column] = change
    edits: list[Edit] = []
    new_rows: dict[int, bytes] = {}
    added: list[Position] = []
    for number, cells in sorted(by_row.items(), key=itemgetter(0)):
        row = sheet.row(number)
        present = {} if row is None else {cell.position[1]: cell for cell in row.cells}
        new = {
            column: _new_cell(sheet, row, (number, column), change)
            for column, change in sorted(cells.items(), key=itemgetter(0))
            if column not in present and change is not None
        }
        added += [(number, column) for column in new]
        if row is None:
            new_rows |= _new_row(sheet, number, new, looks.get(number))
            continue
        edits += _row_edits(sheet.xml, row, new, looks.get(number))
        edits += [
            _cell_edit(sheet, present[column], change)
            for column, change in cells.items()
            if column in present
        ]
    edits += inserted_rows(sheet, new_rows)
    edits += widened_dimension(sheet, added)
    return apply_edits(sheet.xml, edits)


def _new_row(
    sheet: SheetMap, number: int, cells: Mapping[int, bytes], look: RowLook | None
) -> dict[int, bytes]:
    """Return a row that did not exist by its number, nothing where it would say nothing."""
    attributes = [("r", str(number))]
    if look is not None:
        attributes = with_look(attributes, look)
    elif not cells:
        return {}
    return {number: element(f"{sheet.prefix}row", attributes, b"".join(cells.values()))}


def _row_edits(
    xml: bytes, row: RowSpan, cells: Mapping[int, bytes], look: RowLook | None
) -> Iterator[Edit]:
    """Yield the edits that give a row its look and the cells that it did not have."""
    before = row.span.element(xml)
    attributes = [
        (key, widened_spans(value, cells) if key == "spans" else value)
        for key, value in before.attributes
    ]
    if look is not None:
        attributes = with_look(attributes, look)
    if before.content == before.end and cells:
        whole = element(before.name, attributes, b"".join(cells.values()))
        yield Edit(before.start, before.end, whole)
        return
    if sorted(attributes) != sorted(before.attributes):
        tag = start_tag(before.name, attributes, empty=before.content == before.end)
        yield Edit(before.start, before.content, tag)
    for column, cell in cells.items():
        following = [each.span.start for each in row.cells if each.position[1] > column]
        place = min(following, default=before.content_end)
        yield Edit(place, place, cell)


def _cell_edit(sheet: SheetMap, cell: CellSpan, change: Change) -> Edit:
    after = cell_xml(sheet.prefix, cell.span.attributes, _content_of(sheet, cell, change))
    return Edit(cell.span.start, cell.span.end(sheet.xml), after)


def _value(change: Change) -> Scalar:
    return change.value if isinstance(change, FormulaResult | NewFormula) else change


def _holds(sheet: Sheet, position: Position, change: Change) -> bool:
    """Tell whether a cell already holds what is asked for."""
    cell = sheet.cells.get(position)
    value = _as_stored(_value(change))
    if cell is None:
        return value is None and not isinstance(change, NewFormula)
    if isinstance(change, FormulaResult):
        return _equal_result(cell.value, value)
    if isinstance(change, NewFormula):
        ordinary = position not in sheet.formula_marks
        return ordinary and cell.formula == change.text and _equal_result(cell.value, value)
    same_type = isinstance(cell.value, bool) is isinstance(value, bool)
    return cell.formula is None and same_type and cell.value == value


def _as_stored(value: Scalar) -> Scalar:
    """Return what a cell gives back when this was written into it."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        number = float(value)
    except OverflowError:
        return CellError.NUM
    return number if isfinite(number) else CellError.NUM


def _equal_result(stored: Scalar, value: Scalar) -> bool:
    if isinstance(stored, bool) or isinstance(value, bool):
        return stored is value
    if isinstance(stored, int | float) and isinstance(value, int | float):
        return stored == value or _rounded(stored) == _rounded(value)
    return stored == value


def _rounded(number: float) -> str:
    return f"{number:.{_EQUAL_DIGITS - 1}e}"


def _changes_formula(cell: Cell | None, change: Change) -> bool:
    """Tell whether a formula appears in or vanishes from a cell."""
    before = cell is not None and cell.formula is not None
    after = isinstance(change, NewFormula) or (isinstance(change, FormulaResult) and before)
    return before is not after


def _refuse_breaking(sheet: Sheet, name: str, position: Position) -> None:
    """Refuse to overwrite a cell whose formula other cells depend on, or part of an array."""
    for start, marks in sheet.formula_marks.items():
        area = try_area(marks.get("ref"))
        if area is None or area.is_one_cell:
            continue
        shared = marks.get("t") == "shared"
        if start == position or (not shared and area.covers(position)):
            raise UserError(
                f"工作表“{name}”的单元格 {address(position)} 属于一组公式（{area}），不能单独改写："
                "请在 Excel 中选中该区域重新输入普通公式并保存后再试。"
            )


def _content_of(sheet: SheetMap, cell: CellSpan, change: Change) -> Content:
    """Return what a cell that exists shall hold; its own formula stays under a result."""
    formula = rest = b""
    for child in cell.children:
        kind = local_name(child.name)
        if kind not in ("v", "is"):
            content = sheet.xml[child.start : child.end(sheet.xml)]
            formula, rest = (content, rest) if kind == "f" else (formula, rest + content)
    if not isinstance(change, FormulaResult):
        formula = _formula(sheet.prefix, change)
    return Content(_value(change), formula, rest, isinstance(change, FormulaResult))


def _new_cell(sheet: SheetMap, row: RowSpan | None, position: Position, change: Change) -> bytes:
    """Return a cell that did not exist, formatted as its row, else as its column."""
    style = sheet.column_style(position[1])
    of_row = row.span.element(sheet.xml) if row is not None else None
    if of_row is not None and of_row.get("customFormat") in ("1", "true"):
        style = of_row.get("s") or style
    attributes = [("r", address(position))]
    if style is not None:
        attributes.append(("s", style))
    formula = _formula(sheet.prefix, change)
    content = Content(_value(change), formula, b"", isinstance(change, FormulaResult))
    return cell_xml(sheet.prefix, attributes, content)


def _formula(prefix: str, change: Change) -> bytes:
    return formula_xml(prefix, change.text) if isinstance(change, NewFormula) else b""
