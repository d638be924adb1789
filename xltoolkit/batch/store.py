"""The rows of a batch on the disk, so that a second start does only what changed.

One SQLite file in the hidden folder of the results. Whatever ends the program, and whenever: the
file holds every row that was committed, whole. Only the driver opens it, and only one at a time.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from xltoolkit.batch.model import LASTING, Row
from xltoolkit.batch.sources import Source
from xltoolkit.errors import UserError, reason_of

FOLDER = ".xltoolkit"
FILE = "batch.sqlite"
ASIDE = "batch.damaged.sqlite"
SECONDS_BETWEEN_COMMITS = 1.0
_ROW = TypeAdapter(Row)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS rows (name TEXT PRIMARY KEY, digest TEXT NOT NULL,"
    " rules TEXT NOT NULL, written INTEGER NOT NULL, row BLOB NOT NULL)"
)
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


class RowStore:
    """The stored rows of one folder of results; made by `open_store`.

    Attributes:
        was_damaged: Whether an unreadable file was put aside, so that all is evaluated anew.
    """

    def __init__(self, connection: sqlite3.Connection, rules: str, *, was_damaged: bool) -> None:
        self._connection = connection
        self._rules = rules
        self._committed = time.monotonic()
        self.was_damaged = was_damaged

    def has(self, source: Source, *, written: bool) -> bool:
        """Tell whether a file, as it is now, has a row that still holds.

        A row holds for one content of the file and one set of rules. Where results are to be
        written into the workbooks too, it must be of a batch that has done so. A failure that
        may pass by, as one of time or memory, holds never.
        """
        kept = self._connection.execute(
            "SELECT row FROM rows WHERE name = ? AND digest = ? AND rules = ? AND written >= ?",
            (source.name, source.digest, self._rules, int(written)),
        ).fetchone()
        row = None if kept is None or not source.digest else _unpacked(kept[0])
        return row is not None and (row.failure is None or row.failure.kind in LASTING)

    def put(self, source: Source, row: Row, *, written: bool) -> None:
        """Keep the row of a file; it is on the disk a second later at most."""
        packed = zlib.compress(_ROW.dump_json(row), level=1)
        values = (source.name, source.digest, self._rules, int(written), packed)
        with _in_words():
            self._connection.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", values)
        if time.monotonic() - self._committed >= SECONDS_BETWEEN_COMMITS:
            self.commit()

    def commit(self) -> None:
        """Put what was kept onto the disk."""
        with _in_words():
            self._connection.commit()
        self._committed = time.monotonic()

    def keep_only(self, names: Collection[str]) -> None:
        """Forget the files that are no longer there."""
        stored = [name for (name,) in self._connection.execute("SELECT name FROM rows")]
        gone = set(stored) - set(names)
        with _in_words():
            self._connection.executemany(
                "DELETE FROM rows WHERE name = ?", [(name,) for name in gone]
            )
        self.commit()

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Give the rows with the names of their files, in the order of the names."""
        query = self._connection.execute("SELECT name, row FROM rows ORDER BY name")
        for name, packed in query:
            row = _unpacked(packed)
            if row is not None:
                yield name, row


def _unpacked(packed: bytes) -> Row | None:
    """Return a stored row; None for one that an older version has stored otherwise."""
    try:
        return _ROW.validate_json(zlib.decompress(packed))
    except (zlib.error, ValidationError):
        return None


@contextmanager
def open_store(out: Path, rules: str) -> Iterator[RowStore]:
    """Give the rows of a folder of results; on leaving, all that was put is on the disk.

    Args:
        out: The folder of the results, which exists.
        rules: What rows depend on beside the file: version and set of rules.

    Raises:
        UserError: another batch works there, or the folder cannot be written.
    """
    path = out / FOLDER / FILE
    connection, was_damaged = _connect(path)
    store = RowStore(connection, rules, was_damaged=was_damaged)
    try:
        yield store
        store.commit()
    except BaseException:
        # Interrupted or failed: what is done so far is kept, if the disk lets it.
        try:
            connection.commit()
        except sqlite3.Error:
            connection.rollback()
        raise
    finally:
        connection.close()


def _connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open the file for this process alone; one that is no store is put aside."""
    with _in_words():
        try:
            path.parent.mkdir(exist_ok=True)
            return _opened(path), False
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in _DAMAGED:
                raise
        path.replace(path.with_name(ASIDE))
        return _opened(path), True


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute(_TABLE)
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what SQLite or the system says into one sentence.

    Raises:
        UserError: instead of their errors; a damaged store is left to the caller.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = error.sqlite_errorcode & 0xFF  # the rest of it says more than is needed
        if code in _DAMAGED:
            raise
        raise UserError(_SENTENCES.get(code, f"结果不能保存（{error}）：{_REMEDY}")) from error
    except OSError as error:
        raise UserError(f"结果不能保存（{reason_of(error)}）：{_REMEDY}") from error


_REMEDY = "请检查结果文件夹所在的磁盘或网络驱动器，再运行一次，已评完的不会重做。"
_SENTENCES = {
    sqlite3.SQLITE_FULL: (
        "磁盘空间不足，批量评价已停止，已存下的结果都保留着：请清理磁盘后再运行一次，会接着做。"
    ),
    sqlite3.SQLITE_BUSY: (
        "结果文件夹正被另一个批量评价使用：请等它结束，或换一个结果文件夹（-o）。"
    ),
    sqlite3.SQLITE_READONLY: "结果文件夹只读：请换一个可写的结果文件夹（-o）。",
    sqlite3.SQLITE_CANTOPEN: "结果文件夹不能写入：请换一个可写的结果文件夹（-o）。",
}
