"""The sheets that a run writes, without a workbook file: a fresh template, and what befalls it.

Contents are never changed in place: each function returns the workbook after the edit. Rows move
as office programs move them, defined names with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import formualizer

from udfs.values import Scalar
from xltoolkit.hosts.file.formula_copies import moved_down
from xltoolkit.hosts.file.formula_text import with_equals_sign
from xltoolkit.workbook.content import Address, Area, Cell, WorkbookContent, address, parse_area
from xltoolkit.workbook.layout.issues import ISSUE_CELLS, ISSUE_LIST
from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.layout.sheet_names import ISSUES, LOG, VERDICT
from xltoolkit.workbook.layout.verdict import VERDICT_CELLS, VERDICT_HEADS, VERDICT_RATES
from xltoolkit.workbook.plan import RunPlan, SheetPlan

Cells = Mapping[Address, Cell]


def fresh_workbook(
    issue_rows: int = ISSUE_LIST.prepared, log_rows: int = RUN_LOG.prepared
) -> WorkbookContent:
    """Return the sheets as a fresh template has them: no cell filled, all names defined.

    Fewer rows than the template prepares are what is left after somebody deleted rows.
    """
    lists = (
        ISSUE_LIST.placed(ISSUE_LIST.first_row, issue_rows),
        RUN_LOG.placed(RUN_LOG.first_row, log_rows),
        VERDICT_HEADS,
        VERDICT_RATES,
    )
    names = {name: text for layout in lists for name, text in _names(layout).items()}
    for cell in (*ISSUE_CELLS, *VERDICT_CELLS):
        names[cell.name] = reference(Area(cell.sheet, cell.row, cell.column, cell.row, cell.column))
    return WorkbookContent({ISSUES: {}, VERDICT: {}, LOG: {}}, names)


def _names(layout: ListLayout) -> dict[str, str]:
    def rows_of(first: int, last: int) -> str:
        return reference(Area(layout.sheet, layout.first_row, first, layout.last_row, last))

    names = {layout.block_name: rows_of(layout.first_column, layout.last_column)}
    for column in layout.columns:
        position = layout.position(column.id)
        names[layout.name(column.id)] = rows_of(position, position + column.span - 1)
    return names


def reference(area: Area) -> str:
    """Write an area as defined names do: 问题清单!$A$5:$A$304."""
    first, last = _absolute(area.top, area.left), _absolute(area.bottom, area.right)
    return f"{area.sheet}!{first}" if first == last else f"{area.sheet}!{first}:{last}"


def _absolute(row: int, column: int) -> str:
    letters = address(row, column).rstrip("0123456789")
    return f"${letters}${row}"


def apply_plan(content: WorkbookContent, plan: RunPlan) -> WorkbookContent:
    """Write a plan as a host does: prepare rows, set cells, empty those that are None."""
    for sheet in plan.sheets:
        content = _apply_sheet(content, sheet)
    return content


def _apply_sheet(content: WorkbookContent, plan: SheetPlan) -> WorkbookContent:
    cells = dict(content.sheets[plan.sheet])
    for place, value in plan.cells.items():
        if value is None:
            cells.pop(place, None)
        else:
            cells[place] = Cell(value)
    grown = _grow_names(content.names, plan)
    return WorkbookContent({**content.sheets, plan.sheet: cells}, grown)


def _grow_names(names: Mapping[str, str], plan: SheetPlan) -> dict[str, str]:
    """Extend the names of the list whose last row is `grow_from`."""
    grown = dict(names)
    for name, text in names.items():
        area = parse_area(text)
        if plan.grow_to and area and (area.sheet, area.bottom) == (plan.sheet, plan.grow_from):
            grown[name] = reference(replace(area, bottom=plan.grow_to))
    return grown


def type_into(
    content: WorkbookContent, sheet: str, place: Address, value: Scalar
) -> WorkbookContent:
    """Type a value into a cell; None empties it."""
    cells = {each: cell for each, cell in content.sheets[sheet].items() if each != place}
    if value is not None:
        cells[place] = Cell(value)
    return replace(content, sheets={**content.sheets, sheet: cells})


def insert_row(content: WorkbookContent, sheet: str, row: int) -> WorkbookContent:
    """Insert an empty row before `row`; a list that begins there moves down as a whole."""

    def moved(old: int) -> int:
        return old + 1 if old >= row else old

    return _move_rows(content, sheet, {old: moved(old) for old in _rows(content, sheet)}, (row, 1))


def delete_row(content: WorkbookContent, sheet: str, row: int) -> WorkbookContent:
    """Delete a row; a name that loses its last row is broken."""
    kept = {old: old - (old > row) for old in _rows(content, sheet) if old != row}
    return _move_rows(content, sheet, kept, (row, -1))


def copy_row(content: WorkbookContent, sheet: str, source: int, target: int) -> WorkbookContent:
    """Copy a row with its hidden cells and insert the copy before the row `target`."""
    copied = {
        (target, column): cell
        for (row, column), cell in content.sheets[sheet].items()
        if row == source
    }
    content = insert_row(content, sheet, target)
    cells = {**content.sheets[sheet], **copied}
    return replace(content, sheets={**content.sheets, sheet: cells})


def order_rows(
    content: WorkbookContent, sheet: str, first: int, order: Sequence[int]
) -> WorkbookContent:
    """Bring whole rows into another order, as sorting does: `order` lists their present rows."""
    places = {row: first + position for position, row in enumerate(order)}
    moved = {row: places.get(row, row) for row in _rows(content, sheet)}
    cells = _moved(content.sheets[sheet], moved)
    back = {new: old for old, new in moved.items()}
    sorted_cells = {
        (row, column): _of_row(cell, back[row], row) for (row, column), cell in cells.items()
    }
    return replace(content, sheets={**content.sheets, sheet: sorted_cells})


def _of_row(cell: Cell, old: int, new: int) -> Cell:
    """Return a cell of a sorted row: its formula goes on meaning the cells beside it."""
    if not cell.formula:
        return cell
    return Cell(cell.value, moved_down(cell.formula, new - old))


def without_name(content: WorkbookContent, name: str) -> WorkbookContent:
    """Lose a defined name."""
    names = {each: text for each, text in content.names.items() if each != name}
    return replace(content, names=names)


def _rows(content: WorkbookContent, sheet: str) -> set[int]:
    return {row for row, _ in content.sheets[sheet]}


def _moved(cells: Cells, rows: Mapping[int, int]) -> Cells:
    return {(rows[row], column): cell for (row, column), cell in cells.items() if row in rows}


def _move_rows(
    content: WorkbookContent, sheet: str, rows: Mapping[int, int], shift: tuple[int, int]
) -> WorkbookContent:
    """Move rows, and the names with them; `shift` is the row of the edit, and +1 or -1."""
    moved = {**content.sheets, sheet: _moved(content.sheets[sheet], rows)}
    sheets = {
        name: {place: _following(cell, name, sheet, shift) for place, cell in cells.items()}
        for name, cells in moved.items()
    }
    names = {name: _shifted(text, sheet, shift) for name, text in content.names.items()}
    return replace(content, sheets=sheets, names=names)


def _following(cell: Cell, own_sheet: str, sheet: str, shift: tuple[int, int]) -> Cell:
    """Return a cell whose formula refers to the cells that it did, wherever they went."""
    if not cell.formula:
        return cell
    text = with_equals_sign(cell.formula)
    stored, pieces, done = text.encode(), [], 0
    for token in formualizer.tokenize(text).tokens():
        if token.subtype != formualizer.TokenSubType.Range:
            continue
        place, mark, cells = token.value.rpartition("!")
        if parse_area(f"{own_sheet}!{cells}") is None or (place or own_sheet) != sheet:
            continue
        shifted = _shifted(f"{sheet}!{cells}", sheet, shift).rpartition("!")[2]
        pieces += [stored[done : token.start], f"{place}{mark}{shifted}".encode()]
        done = token.end
    return Cell(cell.value, (b"".join(pieces) + stored[done:]).decode().removeprefix("="))


def _shifted(text: str, sheet: str, shift: tuple[int, int]) -> str:
    row, step = shift
    area = parse_area(text)
    if area is None or area.sheet != sheet:
        return text
    # An inserted row pushes what begins there down; a deleted one leaves its own place.
    top = area.top + step if (area.top >= row if step > 0 else area.top > row) else area.top
    bottom = area.bottom + step if area.bottom >= row else area.bottom
    if bottom < top:
        return f"{sheet}!#REF!"
    return reference(replace(area, top=top, bottom=bottom))
