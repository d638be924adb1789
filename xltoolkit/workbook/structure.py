"""Whether a workbook still has everything that its formulas and a run rely on.

Nothing here needs results, so it can be told of a workbook that cannot be calculated: what its
formulas have lost explains more than the first formula that fails. Standard library only,
Python 3.8.
"""

from xltoolkit.catalogue import load_catalogue
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.checks import CHECK_LISTS
from xltoolkit.workbook.layout.cover import COVER_CELLS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_CELLS, ISSUE_LIST
from xltoolkit.workbook.layout.log import RUN_LOG
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import HEAD_LIST, UNSCORED_LIST
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    GRADE_LIST,
    GROUP_LIST,
    RULE_LIST,
    SETTING_CELLS,
)
from xltoolkit.workbook.layout.targets import TARGET_LIST, TASK_LIST
from xltoolkit.workbook.layout.verdict import VERDICT_CELLS, VERDICT_HEADS, VERDICT_RATES
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.reading_data import read_entries
from xltoolkit.workbook.reading_scoring import read_indicators, read_standards

_LISTS = (
    TARGET_LIST,
    TASK_LIST,
    SURVEY_LIST,
    QUESTION_LIST,
    FINDING_LIST,
    UNSCORED_LIST,
    HEAD_LIST,
    *CHECK_LISTS,
    GRADE_LIST,
    GROUP_LIST,
    ADVICE_LIST,
    RULE_LIST,
    ISSUE_LIST,
    VERDICT_HEADS,
    VERDICT_RATES,
    RUN_LOG,
)
_CELLS = (*COVER_CELLS, *SETTING_CELLS, *ISSUE_CELLS, *VERDICT_CELLS)


def refuse_lost_parts(content: WorkbookContent) -> None:
    """Refuse a workbook that is not ours, or has lost a sheet, a row or a name.

    `content` may be as it is stored: values of formulas are not looked at.

    Raises:
        UserError: the sentence names the place and the remedy.
    """
    catalogue = load_catalogue()
    scheme = recognise(content, catalogue)
    read_entries(content, catalogue)
    read_indicators(content, scheme, read_standards(content, scheme))
    for layout in _LISTS:
        locate_list(content, layout)
    for cell in _CELLS:
        locate_cell(content, cell)
