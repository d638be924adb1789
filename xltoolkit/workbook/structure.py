"""Whether a workbook still has everything that its formulas and a run rely on.

Nothing here needs results, so it can be told of a workbook that cannot be calculated: what its
formulas have lost explains more than the first formula that fails. Standard library only,
Python 3.8.
"""

from xltoolkit.catalogue import load_catalogue
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.cover import COVER_CELLS
from xltoolkit.workbook.layout.issues import ISSUE_CELLS
from xltoolkit.workbook.layout.record import ALL_LISTS
from xltoolkit.workbook.layout.settings import SETTING_CELLS
from xltoolkit.workbook.layout.verdict import VERDICT_CELLS
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.reading import recognise
from xltoolkit.workbook.reading_data import read_entries
from xltoolkit.workbook.reading_scoring import read_indicators, read_standards

_LISTS = tuple(layout for layout in ALL_LISTS if not layout.added)
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
