"""Which list, column and row a cell belongs to, wherever it has moved to.

A formula says the same while it refers to the same cells in this sense, whatever their present
addresses. Standard library only, Python 3.8.
"""

from typing import Dict, List, NamedTuple, Optional, Tuple

from xltoolkit.errors import UserError
from xltoolkit.workbook.cell_reading import as_text
from xltoolkit.workbook.content import Address, WorkbookContent, parse_address
from xltoolkit.workbook.formula_tokens import WORD, Token, tokens_of
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.layout.record import ALL_LISTS, ROW_KEYS
from xltoolkit.workbook.located import LocatedList, locate_list


class Anchor(NamedTuple):
    """A cell by list and column, and by the text that identifies its row where rows differ."""

    layout: ListLayout
    column: str
    row: str

    @property
    def key(self) -> str:
        """The anchor as a record writes it."""
        name = f"{self.layout.id}.{self.column}"
        return f"{name}@{self.row}" if self.row else name


def _located(content: WorkbookContent, layout: ListLayout) -> Optional[LocatedList]:
    try:
        return locate_list(content, layout)
    except UserError:  # a lost name: who reads the list refuses, and tells it better
        return None


class Geometry:
    """The lists of a workbook where they stand now."""

    def __init__(self, content: WorkbookContent) -> None:
        self._content = content
        found = (_located(content, layout) for layout in ALL_LISTS)
        self.lists: List[LocatedList] = [located for located in found if located is not None]
        self._columns: Dict[Tuple[str, int], List[Tuple[LocatedList, str]]] = {}
        for located in self.lists:
            for column_id, column in located.columns.items():
                self._columns.setdefault((located.sheet, column), []).append((located, column_id))

    def anchor(self, sheet: str, position: Address) -> Optional[Anchor]:
        """Return the list, column and row of a cell; None for a cell of no list."""
        row, column = position
        for located, column_id in self._columns.get((sheet, column), ()):
            if row in located.rows:
                return Anchor(located.layout, column_id, self._row_key(located, row))
        return None

    def _row_key(self, located: LocatedList, row: int) -> str:
        key_column = ROW_KEYS.get(located.layout.id)
        return "" if key_column is None else as_text(located.value(self._content, row, key_column))

    def meaning(self, sheet: str, position: Address, formula: str) -> str:
        """Return a formula of a cell with every reference told by what it refers to."""
        return " ".join(self._told(token, sheet, position) for token in tokens_of(formula))

    def _told(self, token: Token, sheet: str, position: Address) -> str:
        if token.kind != WORD:
            return token.text
        place, mark, cells = token.text.rpartition("!")
        target = place.strip("'").replace("''", "'") if mark else sheet
        corners = cells.split(":")
        addresses = [parse_address(corner.replace("$", "")) for corner in corners]
        if None in addresses:
            return token.text.casefold()  # a defined name, a truth value, an error
        told = [
            self._told_cell(target, each, sheet, position) for each in addresses if each is not None
        ]
        return ":".join(dict.fromkeys(told))  # A5:A5 is A5

    def _told_cell(self, sheet: str, cell: Address, own_sheet: str, own: Address) -> str:
        anchor = self.anchor(sheet, cell)
        same_row = sheet == own_sheet and cell[0] == own[0]
        if anchor is not None and (same_row or anchor.row):
            return f"<{anchor.layout.id}.{anchor.column}{'' if same_row else '@' + anchor.row}>"
        prefix = "" if sheet == own_sheet else f"{sheet}!"
        return f"<{prefix}{cell[0] - own[0]},{cell[1] - own[1]}>"
