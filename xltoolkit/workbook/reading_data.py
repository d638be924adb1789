"""Reading 基础数据: every quantity by its defined name. Standard library only, Python 3.8."""

from typing import Dict, Iterator, Optional

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import Place, Quantity
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Entry
from xltoolkit.workbook.cell_reading import as_counted, as_text, as_value, place_of
from xltoolkit.workbook.content import Area, WorkbookContent, address
from xltoolkit.workbook.layout.data import DATA_ROWS, SCOPE_BY_COLUMN, VALUE_COLUMNS
from xltoolkit.workbook.layout.sheet_names import DATA
from xltoolkit.workbook.located import LocatedList, locate_list

UNSTATED_SCOPE = "未注明"


def read_entries(content: WorkbookContent, catalogue: Catalogue) -> Dict[str, Entry]:
    """Return one entry for every quantity of 基础数据, filled or empty, by quantity id.

    Raises:
        UserError: when the name of a cell is lost; the sentence names the cell where it can
            still be told.
    """
    located = locate_list(content, DATA_ROWS)
    entries = {}
    for quantity in placed_quantities(catalogue):
        area = content.area(quantity.defined_name)
        if area is None or area.sheet not in content.sheets:
            raise _lost_cell(content, located, quantity)
        entries[quantity.id] = _entry(content, located, quantity, area)
    return entries


def placed_quantities(catalogue: Catalogue) -> Iterator[Quantity]:
    """Return the quantities that have a cell of their own."""
    for quantity in catalogue.quantities:
        if isinstance(quantity.place, Place):
            yield quantity


def _entry(content: WorkbookContent, located: LocatedList, quantity: Quantity, area: Area) -> Entry:
    row = area.top
    column = _value_column(located, area.left)

    def beside(kind: str) -> str:
        """What holds for the whole row, unless the row tells its values apart."""
        told_apart = column is not None and any(
            as_text(located.value(content, row, f"{kind}_{each}")) for each in VALUE_COLUMNS
        )
        return as_text(located.value(content, row, f"{kind}_{column}" if told_apart else kind))

    scope = beside("scope")
    value = content.value(area.sheet, row, area.left)
    return Entry(
        quantity=quantity.id,
        value=as_value(value) if quantity.kind == "text" else as_counted(value),
        place=place_of(area.sheet, (row, area.left)),
        scope=UNSTATED_SCOPE if scope in ("", SCOPE_BY_COLUMN) else scope,
        source=beside("source"),
        note=beside("note"),
    )


def _value_column(located: LocatedList, position: int) -> Optional[str]:
    for column in VALUE_COLUMNS:
        if located.columns[column] == position:
            return column
    return None


def _lost_cell(content: WorkbookContent, located: LocatedList, quantity: Quantity) -> UserError:
    name = quantity.defined_name
    for row in located.rows:
        for column in VALUE_COLUMNS:
            if located.value(content, row, f"name_{column}") == name:
                place = f"{located.sheet}!{address(row, located.columns[column])}"
                return UserError(
                    f"{place}（{quantity.title}）的名称“{name}”已丢失，"
                    f"请选中该格，在名称框中输入“{name}”并按回车。"
                )
    return UserError(
        f"“{DATA}”缺少“{quantity.title}”一格（名称“{name}”），该行已被删除，"
        "请撤销删除，或用“xltoolkit restore”恢复。"
    )
