"""The workbook that a report, a table or an archive is made from: calculated and up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.catalogue import load_catalogue
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.run import evaluate, open_session
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.finalising import finalised_at, refuse_altered
from xltoolkit.workbook.layout.verdict import DATA_STATE, STALE
from xltoolkit.workbook.reading import read_case

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from xltoolkit.evaluation.case import Case
    from xltoolkit.workbook.content import WorkbookContent


@dataclass(frozen=True)
class CurrentBook:
    """A workbook whose two sheets say what its data say.

    `was_stale` tells that the file itself does not say it yet; `content` does. `data` is the
    file as it was read.
    """

    content: WorkbookContent
    case: Case
    was_stale: bool
    data: bytes


def read_current(path: Path, now: datetime) -> CurrentBook:
    """Read a workbook and judge it in memory where that is still to be done; nothing is written.

    Of a workbook that is locked as 定稿 the sheets are taken as they stand.

    Raises:
        UserError: it cannot be worked on, or was changed after 定稿.
    """
    package = open_file(path)
    data = package.to_bytes()
    session = open_session(package)
    content = session.content()
    if finalised_at(content):
        if cell_text(content, DATA_STATE) == STALE:
            raise UserError(
                f"“{path.name}”定稿锁定之后数据又有改动，与定稿的结论不一致："
                "请用“xltoolkit restore”恢复，或用“xltoolkit revise”另存为新版本。"
            )
        refuse_altered(content)
        return CurrentBook(
            content, read_case(content, load_catalogue()), was_stale=False, data=data
        )
    outcome = evaluate(session, now)
    return CurrentBook(session.content(), outcome.case, bool(outcome.plan.sheets), data)
