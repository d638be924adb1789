"""定稿: a workbook that is locked is not written any more; a change asks for a new version.

Standard library only, Python 3.8.
"""

from typing import Dict, Tuple

from xltoolkit.errors import UserError
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.cover import STAGE, STAGES
from xltoolkit.workbook.layout.settings import FINALISED
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.locked_texts import text_marks
from xltoolkit.workbook.plan import PlannedValue

FINAL_STAGE = STAGES[-1]
DRAFT_STAGE = STAGES[0]
_MARKS = "　文字校验："
_BETWEEN_MARKS, _OF_SHEET = "、", "＝"


def finalised_at(content: WorkbookContent) -> str:
    """Return when the workbook was locked, empty while it is not."""
    return _lock(content)[0]


def has_text_marks(content: WorkbookContent) -> bool:
    """Whether the lock tells a changed text; those of older versions of the toolkit do not."""
    return bool(_lock(content)[1])


def _lock(content: WorkbookContent) -> Tuple[str, Dict[str, str]]:
    """Return the time of the lock and, by sheet, the mark over the texts that it holds fast."""
    if content.area(FINALISED.name) is None:
        return "", {}
    time, _, marks = cell_text(content, FINALISED).partition(_MARKS)
    named = (each.partition(_OF_SHEET) for each in marks.split(_BETWEEN_MARKS) if each)
    return time, {sheet: mark for sheet, _, mark in named}


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


def refuse_altered(content: WorkbookContent) -> None:
    """Refuse a locked workbook whose texts are not those that were locked.

    Raises:
        UserError: a sheet says something else now; the sentence names it.
    """
    time, locked = _lock(content)
    if not locked:
        return
    present = text_marks(content)
    altered = [sheet for sheet, mark in locked.items() if present.get(sheet) != mark]
    if altered:
        raise UserError(
            f"{'、'.join(f'“{sheet}”' for sheet in altered)}的文字在{time}定稿锁定之后又有改动，"
            "与定稿不一致：请用“xltoolkit restore”恢复，或用“xltoolkit revise”另存为新版本。"
        )


def stage_cells(content: WorkbookContent, stage: str) -> Dict[str, Dict[Address, PlannedValue]]:
    """Return the cell, by sheet, that says the stage."""
    located = locate_cell(content, STAGE)
    return {located.sheet: {located.address: stage}}


def lock_cells(content: WorkbookContent, time: str) -> Dict[str, Dict[Address, PlannedValue]]:
    """Return the cell, by sheet, that locks a workbook at a time; an empty time opens it.

    The cell names, behind the time, a mark over the texts as they stand now, so they must be
    the final ones.

    Raises:
        UserError: the workbook was made before there was a lock, or its name is lost.
    """
    located = locate_cell(content, FINALISED)
    text = _lock_text(content, time) if time else None
    return {located.sheet: {located.address: text}}


def _lock_text(content: WorkbookContent, time: str) -> str:
    marks = (f"{sheet}{_OF_SHEET}{mark}" for sheet, mark in text_marks(content).items())
    return f"{time}{_MARKS}{_BETWEEN_MARKS.join(marks)}"
