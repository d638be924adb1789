"""`xltoolkit finalize` and `revise`: lock a workbook as 定稿, and open a new version of it."""

from pathlib import Path

from xltoolkit.clock import now, printed_time
from xltoolkit.errors import UserError
from xltoolkit.evaluation.verdict_model import Verdict
from xltoolkit.hosts.file.editing import edited
from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.run import evaluate, open_session
from xltoolkit.hosts.file.saving import save
from xltoolkit.workbook.cell_reading import cell_number
from xltoolkit.workbook.finalising import (
    DRAFT_STAGE,
    FINAL_STAGE,
    finalised_at,
    lock_cells,
    stage_cells,
)
from xltoolkit.workbook.layout.checks import OPEN_CHECKS


def finalize(book: Path) -> None:
    """Write the two sheets as 定稿 and lock the workbook.

    Raises:
        UserError: it is locked already, has no grade yet, or cannot be written.
    """
    moment = now()
    with edited(book, moment) as session:
        session.write(stage_cells(session.content(), FINAL_STAGE))
        outcome = evaluate(session, moment)
        _refuse_without_grade(book, outcome.verdict)
        session.write(lock_cells(session.content(), printed_time(moment)))
    print(f"已定稿锁定：{book}")
    open_checks = cell_number(session.content(), OPEN_CHECKS) or 0
    for count, what in (
        (outcome.verdict.to_verify, "待核实的问题"),
        (open_checks, "待处理的核对项"),
    ):
        if count:
            print(f"提醒：还有{count:g}项{what}。")


def _refuse_without_grade(book: Path, verdict: Verdict) -> None:
    if verdict.grade is None and verdict.decided_score is None:
        raise UserError(
            f"“{book.name}”还没有评价等级（可评{verdict.scorable:g}分中已评{verdict.scored:g}分），"
            "不能定稿，未作任何改动：请评完全部指标，或在“参数”填写定稿录入。"
        )


def revise(book: Path, out: Path) -> None:
    """Write an unlocked copy of a locked workbook under a new name; the old one stays locked.

    Raises:
        UserError: the workbook is not locked, or the new name is taken.
    """
    if out.exists():
        raise UserError(f"“{out}”已存在，为免覆盖未写入，请换一个文件名。")
    if out.suffix.lower() != book.suffix.lower():
        raise UserError(f"文件名“{out.name}”应以 {book.suffix} 结尾，请改名后再试。")
    session = open_session(open_file(book))
    content = session.content()
    if not finalised_at(content):
        raise UserError(f"“{book.name}”没有定稿锁定，可以直接修改，不必另存新版本。")
    session.write({**lock_cells(content, ""), **stage_cells(content, DRAFT_STAGE)})
    session.store_results()
    save(out, session.to_bytes())
    print(f"已另存为新版本：{out}（阶段改为初稿，可以修改）")
