"""定稿: a workbook that is locked is not written any more; a change asks for a new version.

Standard library only, Python 3.8.
"""

from typing import Dict

from xltoolkit.errors import UserError
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.cover import STAGE, STAGES
from xltoolkit.workbook.layout.settings import FINALISED
from xltoolkit.workbook.located import locate_cell
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


def stage_cells(content: WorkbookContent, stage: str) -> Dict[str, Dict[Address, PlannedValue]]:
    """Return the cell, by sheet, that says the stage."""
    located = locate_cell(content, STAGE)
    return {located.sheet: {located.address: stage}}


def lock_cells(content: WorkbookContent, time: str) -> Dict[str, Dict[Address, PlannedValue]]:
    """Return the cell, by sheet, that locks a workbook at a time; an empty time opens it.

    Raises:
        UserError: the workbook was made before there was a lock, or its name is lost.
    """
    located = locate_cell(content, FINALISED)
    return {located.sheet: {located.address: time or None}}
