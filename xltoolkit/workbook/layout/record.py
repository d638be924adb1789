"""What a workbook remembers of its template, in hidden rows at the foot of 参数.

So every host can tell what was changed since, whatever scheme or version the template is of.
"""

from xltoolkit.workbook.layout.checks import (
    CHECK_LISTS,
    DEFINITION_LIST,
    IDENTITY_LIST,
    RATE_LIST,
)
from xltoolkit.workbook.layout.data import DATA_ROWS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.model import Column, Kind, ListLayout, Role
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import HEAD_LIST, INDICATOR_LIST, UNSCORED_LIST
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    GRADE_LIST,
    GROUP_LIST,
    RULE_LIST,
    RULE_SET,
    STANDARD_LIST,
)
from xltoolkit.workbook.layout.sheet_names import SETTINGS
from xltoolkit.workbook.layout.targets import TARGET_LIST, TASK_LIST
from xltoolkit.workbook.layout.verdict import VERDICT_HEADS, VERDICT_RATES

RECORD_LIST = ListLayout(
    id="record",
    sheet=SETTINGS,
    title="模板记录（系统核对用，请勿改动）",
    first_row=RULE_SET.row + 4,
    prepared=1,
    columns=(
        Column("key", "位置", 26, Kind.TEXT, Role.HIDDEN),
        Column("formula", "公式", 12, Kind.TEXT, Role.HIDDEN),
        Column("meaning", "含义", 9, Kind.TEXT, Role.HIDDEN),
    ),
    key_column="key",
)
"""The builder places it; `formula` is the text where nothing has moved, with {row} for its own
row, `meaning` the same with every cell by list, column and row, whatever has moved."""

RECORD_FORMAT = "1"
FORMAT_KEY, PROTECTED_KEY, NAMES_KEY = "#format", "#protected", "#names"
"""Keys of the rows that tell no formula: the form of this record, the protected sheets, and the
places of the defined names of a sheet (`#names:封面`), as JSON."""

ROW_KEYS = {
    INDICATOR_LIST.id: "id",
    UNSCORED_LIST.id: "id",
    HEAD_LIST.id: "name",
    IDENTITY_LIST.id: "id",
    RATE_LIST.id: "number",
    DEFINITION_LIST.id: "id",
}
"""Lists in which the formulas of a column may differ from row to row, with the column, written by
the builder, that tells the rows apart."""

ALL_LISTS = (
    DATA_ROWS,
    TARGET_LIST,
    TASK_LIST,
    SURVEY_LIST,
    QUESTION_LIST,
    FINDING_LIST,
    INDICATOR_LIST,
    UNSCORED_LIST,
    HEAD_LIST,
    *CHECK_LISTS,
    DEFINITION_LIST,
    STANDARD_LIST,
    GRADE_LIST,
    GROUP_LIST,
    ADVICE_LIST,
    RULE_LIST,
    ISSUE_LIST,
    VERDICT_HEADS,
    VERDICT_RATES,
    RUN_LOG,
)
