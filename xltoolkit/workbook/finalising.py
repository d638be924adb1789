"""定稿: a workbook that is locked is not written any more; a change asks for a new version.

Standard library only, Python 3.8.
"""

from typing import Dict

from xltoolkit.errors import UserError
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.cover import STAGE, STAGES
from xltoolkit.workbook.layout.settings import FINALISED
from xltoolkit.workbook.located import locate_cell, lost_name
from xltoolkit.workbook.plan import PlannedValue

FINAL_STAGE = STAGES[-1]
DRAFT_STAGE = STAGES[0]


def finalised_at(content: WorkbookContent) -> str:
    """Return when the workbook was locked, empty while it is not."""
    return "" if content.area(FINALISED.name) is None else cell_text(content, FINALISED)


def refuse_finalised(content: WorkbookContent) -> None:
    """Refuse to write a workbook that is locked.

    Raises:
        UserError: it is; the sentence says when and how to go on.
    """
    locked = finalised_at(content)
    if locked:
        raise UserError(
            f"工作簿已于{locked}定稿锁定，未作任何改动："
            "需要修改的，请用“xltoolkit revise”另存为新版本后再改。"
        )


def lock_cells(content: WorkbookContent, time: str) -> Dict[str, Dict[Address, PlannedValue]]:
    """Return the cells, by sheet, that lock a workbook at a time; an empty time opens it.

    Raises:
        UserError: the workbook was made before there was a lock, or its name is lost.
    """
    if content.area(FINALISED.name) is None:
        raise lost_name(FINALISED.name, f"“{FINALISED.sheet}”的“{FINALISED.title}”")
    cells: Dict[str, Dict[Address, PlannedValue]] = {}
    stage = FINAL_STAGE if time else DRAFT_STAGE
    for cell, value in ((FINALISED, time or None), (STAGE, stage)):
        located = locate_cell(content, cell)
        cells.setdefault(located.sheet, {})[located.address] = value
    return cells
