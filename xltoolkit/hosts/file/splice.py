"""Change cells of one sheet and leave every other byte of it alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.cell_xml import Content, cell_xml, formula_xml, refuse_long_text
from xltoolkit.hosts.file.insertions import inserted_cells, widened_dimension
from xltoolkit.hosts.file.references import Position, address, try_area
from xltoolkit.hosts.file.sheet_map import CellSpan, RowSpan, SheetMap, map_sheet
from xltoolkit.hosts.file.workbook_parts import read_cells, remove_calculation_chain
from xltoolkit.hosts.file.xml_edit import Edit, apply_edits
from xltoolkit.hosts.file.xml_source import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from udfs.values import Scalar
    from xltoolkit.hosts.file.cells import Cell, Sheet
    from xltoolkit.hosts.file.package import Package
    from xltoolkit.hosts.file.workbook_parts import SheetPart

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


def change_cells(package: Package, sheet: SheetPart, changes: Mapping[Position, Change]) -> bool:
    """Change cells of a sheet; those that already hold what is asked for are not touched.

    A cell keeps its format. A new cell takes the format of its row or column.

    Args:
        package: The workbook, changed in memory only.
        sheet: The sheet.
        changes: What each cell shall hold, by row and column.

    Returns:
        Whether anything was changed.

    Raises:
        UserError: Text longer than a cell holds, or part of a shared or array formula would
            lose the formula that it depends on.
    """
    current = read_cells(package, sheet)
    needed = {
        position: change
        for position, change in sorted(changes.items(), key=lambda item: item[0])
        if not _holds(current, position, change)
    }
    if not needed:
        return False
    for position, change in needed.items():
        refuse_long_text(sheet.name, position, _value(change))
        if not isinstance(change, FormulaResult):
            _refuse_breaking(current, sheet.name, position)
    package.replace(sheet.part, splice(package.read_xml(sheet.part), needed))
    if any(_changes_formula(current.cells.get(at), change) for at, change in needed.items()):
        remove_calculation_chain(package)
    return True


def splice(xml: bytes, changes: Mapping[Position, Change]) -> bytes:
    """Return a worksheet part with these cells changed, without asking what they hold now.

    Args:
        xml: The part in UTF-8.
        changes: What each cell shall hold.
    """
    wanted: dict[int, set[int]] = {}
    for row, column in changes:
        wanted.setdefault(row, set()).add(column)
    sheet = map_sheet(xml, wanted)
    present = {cell.position: cell for row in sheet.rows for cell in row.cells}
    rows = {row.number: row for row in sheet.rows}
    edits: list[Edit] = []
    added: dict[Position, bytes] = {}
    for position, change in sorted(changes.items(), key=lambda item: item[0]):
        if position in present:
            cell = present[position].span.element(xml)
            content = _content_of(sheet, present[position], change)
            edits.append(
                Edit(cell.start, cell.end, cell_xml(sheet.prefix, cell.attributes, content))
            )
        elif change is not None:
            added[position] = _new_cell(sheet, rows.get(position[0]), position, change)
    edits += inserted_cells(sheet, added)
    edits += widened_dimension(sheet, added)
    return apply_edits(xml, edits)


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
        return f"{stored:.{_EQUAL_DIGITS - 1}e}" == f"{value:.{_EQUAL_DIGITS - 1}e}"
    return stored == value


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
            element = child.element(sheet.xml)
            content = sheet.xml[element.start : element.end]
            formula, rest = (content, rest) if kind == "f" else (formula, rest + content)
    if not isinstance(change, FormulaResult):
        formula = _formula(sheet.prefix, change)
    return Content(_value(change), formula, rest, isinstance(change, FormulaResult))


def _new_cell(sheet: SheetMap, row: RowSpan | None, position: Position, change: Change) -> bytes:
    """Return a cell that did not exist, formatted as its row, else as its column."""
    style = sheet.column_style(position[1])
    element = row.span.element(sheet.xml) if row is not None else None
    if element is not None and element.get("customFormat") in ("1", "true"):
        style = element.get("s") or style
    attributes = [("r", address(position))]
    if style is not None:
        attributes.append(("s", style))
    formula = _formula(sheet.prefix, change)
    content = Content(_value(change), formula, b"", isinstance(change, FormulaResult))
    return cell_xml(sheet.prefix, attributes, content)


def _formula(prefix: str, change: Change) -> bytes:
    return formula_xml(prefix, change.text) if isinstance(change, NewFormula) else b""
