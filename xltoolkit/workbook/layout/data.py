"""The sheet 基础数据: quantities in four value columns, with where they come from.

口径, 来源 and 备注 of a row hold for all its cells; where the cells of a row differ, the folded
columns hold them for each value column. The hidden columns name the quantity of each value
cell by its defined name, so that a lost name can be told with its cell.
"""

from typing import Dict, Tuple

from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.sheet_names import DATA

VALUE_COLUMNS: Tuple[str, ...] = ("previous", "initial", "final", "actual")

MATRIX_TITLES: Dict[str, str] = {
    "上年决算": "previous",
    "年初预算": "initial",
    "全年预算": "final",
    "决算数": "actual",
}
VALUES_TITLES: Dict[str, str] = {"上年": "previous", "值": "actual"}

SCOPE_BY_COLUMN = "分栏注明"
"""What 口径 of a row says when its cells have different ones."""

_TITLES = ("上年决算", "年初预算", "全年预算", "决算数")


def _for_each_value_column(prefix: str, title: str, width: float, role: Role) -> Tuple[Column, ...]:
    return tuple(
        Column(f"{prefix}_{column}", f"{title}：{column_title}", width, Kind.TEXT, role)
        for column, column_title in zip(VALUE_COLUMNS, _TITLES)
    )


DATA_ROWS = ListLayout(
    id="data",
    sheet=DATA,
    title="基础数据",
    first_row=5,
    prepared=1,
    columns=(
        Column("title", "项目", 34, Kind.TEXT, Role.RUN),
        *(Column(column, title, 14, Kind.MONEY) for column, title in zip(VALUE_COLUMNS, _TITLES)),
        Column("unit", "单位", 7, Kind.TEXT, Role.RUN),
        Column("scope", "口径", 10, Kind.CHOICE),
        Column("source", "来源（表名、页码）", 34, Kind.TEXT),
        Column("note", "备注", 26, Kind.TEXT),
        *_for_each_value_column("scope", "口径", 10, Role.FOLDED),
        *_for_each_value_column("source", "来源", 22, Role.FOLDED),
        *_for_each_value_column("note", "备注", 22, Role.FOLDED),
        *_for_each_value_column("name", "名称", 10, Role.HIDDEN),
    ),
    key_column="title",
)
"""`prepared` depends on the catalogue: one row a title, with the headers of the sections
between them."""

VALUES_BLOCK = "_data_values"
"""The defined name over the value columns, all prepared rows."""

NAMES_BLOCK = "_data_names"
"""The defined name over the hidden columns that name the quantity of each value cell."""
