"""The rows of a batch on the disk, so that a second start does only what changed.

One SQLite file in the hidden folder of the results. Whatever ends the program, and whenever: the
file holds every row that was committed, whole. Only the driver opens it, and only one at a time.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from xltoolkit.batch.model import LASTING, Row
from xltoolkit.batch.sources import RECORD, Source
from xltoolkit.errors import UserError, reason_of

FOLDER, FILE = RECORD.parts
ASIDE = "batch.damaged.sqlite"
SECONDS_BETWEEN_COMMITS = 1.0
_ROW = TypeAdapter(Row)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS rows (name TEXT PRIMARY KEY, digest TEXT NOT NULL,"
    " rules TEXT NOT NULL, written INTEGER NOT NULL, row BLOB NOT NULL)"
)
_RESULTS = (
    "CREATE TABLE IF NOT EXISTS results (name TEXT PRIMARY KEY, made_from TEXT NOT NULL,"
    " digest TEXT NOT NULL) WITHOUT ROWID"
)
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
_PRIMARY = 0xFF
"""The part of an error's code that says what it is; the rest says more than is needed."""


class _Damaged(Exception):
    """The file is no store, or one whose rows cannot be relied upon."""


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
        query = "SELECT row FROM rows WHERE name = ? AND digest = ? AND rules = ? AND written >= ?"
        values = (source.name, source.digest, self._rules, int(written))
        with _in_words():
            kept = self._connection.execute(query, values).fetchone()
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
        with _in_words():
            stored = [name for (name,) in self._connection.execute("SELECT name FROM rows")]
            gone = set(stored) - set(names)
            self._connection.executemany(
                "DELETE FROM rows WHERE name = ?", [(name,) for name in gone]
            )
        self.commit()

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Give the rows with the names of their files, in the order of the names."""
        with _in_words():
            names = [name for (name,) in self._connection.execute("SELECT name FROM rows")]
        for name in sorted(names):
            with _in_words():
                query = "SELECT row FROM rows WHERE name = ?"
                kept = self._connection.execute(query, (name,)).fetchone()
            row = None if kept is None else _unpacked(kept[0])
            if row is not None:
                yield name, row

    def is_result(self, name: str, made_from: str, digest: str) -> bool:
        """Whether a file of results, by its hash, is the one that was made from the same."""
        query = "SELECT 1 FROM results WHERE name = ? AND made_from = ? AND digest = ?"
        with _in_words():
            return self._connection.execute(query, (name, made_from, digest)).fetchone() is not None

    def put_result(self, name: str, made_from: str, digest: str) -> None:
        """Keep what a file of results was made from, and its hash."""
        values = (name, made_from, digest)
        with _in_words():
            self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", values)


def _unpacked(packed: bytes) -> Row | None:
    """Return a stored row; None for one that an older version has stored otherwise."""
    try:
        return _ROW.validate_json(zlib.decompress(packed))
    except (zlib.error, TypeError, ValidationError):
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
            with suppress(sqlite3.Error):
                connection.rollback()
        raise
    finally:
        connection.close()


def _connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open the file for this process alone; one that is no store is put aside."""
    with _in_words():
        path.parent.mkdir(exist_ok=True)
        try:
            return _opened(path), False
        except _Damaged:
            path.replace(path.with_name(ASIDE))
        return _opened(path), True


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file.

    Raises:
        _Damaged: it is no store.
        sqlite3.Error: it cannot be opened or written, or another batch has it.
    """
    connection = sqlite3.connect(path, timeout=0)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute(_TABLE)
        connection.execute(_RESULTS)
        _check(connection)
        connection.commit()
    except sqlite3.DatabaseError as error:
        connection.close()
        if _code_of(error) in _DAMAGED:
            raise _Damaged from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Look at the whole file: a page that was damaged would otherwise show much later.

    Raises:
        _Damaged: a page is damaged, an index does not agree with its table, or the columns are
            others or hold no texts.
    """
    (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise _Damaged(answer)
    try:
        for _ in connection.execute("SELECT name, digest, rules, written, 0 FROM rows"):
            pass
        connection.execute("SELECT row FROM rows LIMIT 1")
        connection.execute("SELECT name, made_from, digest FROM results").fetchall()
    except sqlite3.OperationalError as error:
        if _code_of(error) in (sqlite3.SQLITE_OK, sqlite3.SQLITE_ERROR):
            raise _Damaged from error
        raise


def _code_of(error: sqlite3.Error) -> int:
    """Return what an error is; 0 where Python itself has raised it, as for a broken text."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & _PRIMARY


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what SQLite or the system says into one sentence.

    Raises:
        UserError: instead of their errors.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = _code_of(error)
        raise UserError(
            _SENTENCES.get(code) or f"结果不能保存（数据库错误{code}）：{_REMEDY}"
        ) from error
    except OSError as error:
        raise UserError(f"结果不能保存（{reason_of(error)}）：{_REMEDY}") from error


_DAMAGED_NOW = (
    "评价记录在评价途中损坏，批量评价已停止：请检查磁盘后再运行一次，会另存损坏的记录并重新评价。"
)
_REMEDY = "请检查结果文件夹所在的磁盘或网络驱动器，再运行一次，已评完的不会重做。"
_SENTENCES = {
    sqlite3.SQLITE_FULL: (
        "磁盘空间不足，批量评价已停止，已存下的结果都保留着：请清理磁盘后再运行一次，会接着做。"
    ),
    sqlite3.SQLITE_BUSY: (
        "结果文件夹正被另一个批量评价使用：请等它结束，或换一个结果文件夹（-o）。"
    ),
    sqlite3.SQLITE_IOERR: f"结果不能保存（磁盘读写出错）：{_REMEDY}",
    sqlite3.SQLITE_CORRUPT: _DAMAGED_NOW,
    sqlite3.SQLITE_NOTADB: _DAMAGED_NOW,
    sqlite3.SQLITE_READONLY: "结果文件夹只读：请换一个可写的结果文件夹（-o）。",
    sqlite3.SQLITE_CANTOPEN: "结果文件夹不能写入：请换一个可写的结果文件夹（-o）。",
}
