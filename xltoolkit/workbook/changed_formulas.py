"""Which formulas differ from those that the template has in their places.

A formula is found by list, column and row, wherever it stands now, and compared by what it
refers to, not by its text. Standard library only, Python 3.8.
"""

from dataclasses import dataclass
from typing import Dict, Iterator, Mapping, Optional, Set, Tuple

from udfs.values import Scalar
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.workbook.cell_reading import ListReader, as_text, place_of
from xltoolkit.workbook.content import Address, Cell, WorkbookContent, address
from xltoolkit.workbook.geometry import Anchor, Geometry
from xltoolkit.workbook.layout.checks import OPEN_CHECKS
from xltoolkit.workbook.layout.model import Kind
from xltoolkit.workbook.layout.record import ROW_KEYS
from xltoolkit.workbook.layout.scoring import total_cells
from xltoolkit.workbook.layout.verdict import DATA_STATE, FINGERPRINT
from xltoolkit.workbook.located import LocatedList
from xltoolkit.workbook.name_places import in_order, line_map, placed_names, present_sheets
from xltoolkit.workbook.template_record import (
    ROW_MARK,
    RecordedFormula,
    TemplateRecord,
)

OVERWRITTEN, CHANGED = "overwritten", "changed"
_COMPUTED_CELLS = (*total_cells(1), OPEN_CHECKS, DATA_STATE, FINGERPRINT)


@dataclass(frozen=True)
class ChangedFormula:
    """A cell whose formula is not the template's.

    `group` is the column or cell that it belongs to, `title` how messages call that; `column`
    is the id of the column, empty for a cell of no list. `present` is the formula that stands
    there now, None where there is none, and `value` what the cell shows.
    """

    kind: str
    group: str
    list_title: str
    title: str
    column: str
    place: CellPlace
    present: Optional[str]
    value: Scalar

    @property
    def what(self) -> str:
        """The column with its list, or the cell."""
        return f"{self.list_title}：{self.title}" if self.list_title else self.title


def changed_formulas(content: WorkbookContent, record: TemplateRecord) -> Iterator[ChangedFormula]:
    """Compare every cell that the template computes; none where a host tells no formulas.

    A host may tell that there is a formula and not what it says, by an empty text.
    """
    if not any(
        cell.formula is not None for cells in content.sheets.values() for cell in cells.values()
    ):
        return
    geometry = Geometry(content)
    for located in geometry.lists:
        yield from _in_list(content, geometry, located, record)
    yield from _elsewhere(content, geometry, record)


def _in_list(
    content: WorkbookContent, geometry: Geometry, located: LocatedList, record: TemplateRecord
) -> Iterator[ChangedFormula]:
    layout, cells = located.layout, content.sheets[located.sheet]
    key_column = ROW_KEYS.get(layout.id)
    keys = {column_id: Anchor(layout, column_id, "").key for column_id in located.columns}
    computed = [each for each in keys if key_column or keys[each] in record.in_lists]
    filled: Optional[Set[int]] = None
    for row in located.rows if computed else ():
        row_key = as_text(located.value(content, row, key_column)) if key_column else ""
        for column_id in computed:
            key = f"{keys[column_id]}@{row_key}" if key_column else keys[column_id]
            expected = record.in_lists.get(key)
            position = located.cell(row, column_id)
            cell = cells.get(position)
            if expected is None or _is_as_recorded(cell, expected, row):
                continue
            kind = _kind(geometry, located.sheet, position, cell, expected)
            if kind is None:
                continue
            if filled is None:
                filled = {each.row for each in ListReader(content, layout).filled_rows()}
            shows_nothing = cell is None or cell.value in (None, "")
            if shows_nothing and (row not in filled or layout.column(column_id).kind is Kind.LINK):
                continue  # an inserted row: nobody uses it, or it only lacks its link
            yield ChangedFormula(
                kind=kind,
                group=keys[column_id],
                list_title=layout.title,
                title=layout.column(column_id).title,
                column=column_id,
                place=place_of(located.sheet, position),
                present=None if cell is None else cell.formula,
                value=None if cell is None else cell.value,
            )


def _is_as_recorded(cell: Optional[Cell], expected: RecordedFormula, row: int) -> bool:
    """Whether a formula is the template's to the letter; the rest needs a closer look."""
    if cell is None or not expected.pattern:
        return False
    return cell.formula == expected.pattern.replace(ROW_MARK, str(row))


def _kind(
    geometry: Geometry,
    sheet: str,
    position: Address,
    cell: Optional[Cell],
    expected: RecordedFormula,
) -> Optional[str]:
    """How a cell differs; None where its formula says what the template's does.

    A formula whose text is empty follows the first of a group, which is looked at itself.
    """
    if cell is None or cell.formula is None:
        return OVERWRITTEN
    same = not cell.formula or geometry.meaning(sheet, position, cell.formula) == expected.meaning
    return None if same else CHANGED


def _elsewhere(
    content: WorkbookContent, geometry: Geometry, record: TemplateRecord
) -> Iterator[ChangedFormula]:
    """Compare the formulas that stand in no list, where the rows of the sheet have gone."""
    sheets = present_sheets(content, record.names)
    shifts = {sheet: _shift(content, record, sheet, sheets) for sheet in sheets}
    titles = _titles(record)
    for (sheet, before), expected in record.elsewhere.items():
        now = shifts[sheet].place(before) if sheet in shifts else before
        present = sheets.get(sheet, sheet)
        cell = content.sheets.get(present, {}).get(now)
        if _is_as_recorded(cell, expected, now[0]):
            continue
        kind = _kind(geometry, present, now, cell, expected)
        if kind is not None and not _stands_elsewhere(content, geometry, present, expected):
            yield ChangedFormula(
                kind=kind,
                group=f"{sheet}!{address(*before)}",
                list_title="",
                title=titles.get((sheet, before), f"{present}!{address(*now)}"),
                column="",
                place=place_of(present, now),
                present=None if cell is None else cell.formula,
                value=None if cell is None else cell.value,
            )


def _stands_elsewhere(
    content: WorkbookContent, geometry: Geometry, sheet: str, expected: RecordedFormula
) -> bool:
    """Whether a formula of no list stands in another row of its sheet: rows were inserted."""
    return any(
        cell.formula and geometry.meaning(sheet, position, cell.formula) == expected.meaning
        for position, cell in content.sheets.get(sheet, {}).items()
        if geometry.anchor(sheet, position) is None
    )


def _titles(record: TemplateRecord) -> Dict[Tuple[str, Address], str]:
    """Return what the computed single cells are called, by their places in the template."""
    titles = {cell.name: cell.title for cell in _COMPUTED_CELLS}
    return {
        (sheet, place): titles[name]
        for sheet, places in record.names.items()
        for name, place in places.items()
        if name in titles
    }


@dataclass(frozen=True)
class _Shift:
    """Where the rows and columns of a sheet of the template are now."""

    rows: Tuple[Tuple[int, int], ...]
    columns: Tuple[Tuple[int, int], ...]

    def place(self, before: Address) -> Address:
        """Return where a cell is, judged by the named ones nearest to it."""
        return _moved_along(self.rows, before[0]), _moved_along(self.columns, before[1])


def _moved_along(lines: Tuple[Tuple[int, int], ...], before: int) -> int:
    """Shift a line as the last named one at or before it, else not at all."""
    known = [(old, new) for old, new in lines if old <= before]
    return before + (known[-1][1] - known[-1][0] if known else 0)


def _shift(
    content: WorkbookContent, record: TemplateRecord, sheet: str, sheets: Mapping[str, str]
) -> _Shift:
    placed, _ = placed_names(content, record.names[sheet])
    here = [each for each in placed if each.sheet == sheets[sheet]]
    if all(each.before == each.now for each in here):
        return _Shift((), ())
    rows, columns = (
        tuple(in_order(line_map([(each.name, each.before[axis], each.now[axis]) for each in here])))
        for axis in (0, 1)
    )
    return _Shift(rows, columns)
