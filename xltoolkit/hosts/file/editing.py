"""Changing a workbook file of ours: all or nothing, and its state before is kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.guard import open_file
from xltoolkit.hosts.file.locks import refuse_locked
from xltoolkit.hosts.file.run import open_session
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.snapshots import snapshot
from xltoolkit.workbook.finalising import refuse_finalised
from xltoolkit.workbook.running import refuse_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from xltoolkit.hosts.file.session import Session


@contextmanager
def edited(book: Path, moment: datetime, *, final_too: bool = False) -> Iterator[Session]:
    """Give the session of a workbook, and save it at the end if anything was written into it.

    Args:
        book: The workbook.
        moment: Names its state before, which is kept beside it.
        final_too: Whether one that is locked as 定稿 may be written.

    Raises:
        UserError: it is none of ours, locked as 定稿, or cannot be read or written; it is as it
            was, as it is after any other error.
    """
    refuse_locked(book.resolve())
    package = open_file(book)
    loaded = package.to_bytes()
    session = open_session(package)
    refuse_foreign(session.content())
    if not final_too:
        refuse_finalised(session.content())
    yield session
    if not session.was_written:
        return
    session.store_results()
    if session.changed:
        snapshot(book, moment)
        save(book, session.to_bytes(), loaded)
