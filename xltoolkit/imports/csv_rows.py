"""Rows of a text table, whatever program wrote it."""

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from xltoolkit.errors import UserError, reason_of
from xltoolkit.imports.table_header import Row, find_header

MOST_BYTES = 16 << 20
"""A table of quantities has a few kilobytes."""

_DELIMITERS = (",", ";", "\t")


def has_quantity_header(rows: Sequence[Row]) -> bool:
    """Whether the rows are a table of quantities."""
    return find_header(rows) is not None


def read_csv_rows(
    path: Path, has_header: Callable[[Sequence[Row]], bool] = has_quantity_header
) -> list[list[str]]:
    """Return all cells of a CSV file as they stand, as text.

    The file is UTF-8 (with or without byte order mark), UTF-16 with one, or GB18030. Cells are
    divided by comma, semicolon or tab: by the one with which the rows have their header.

    Raises:
        UserError: the file cannot be read, is too large or is no text.
    """
    text = _text(path)
    tables = [_rows(path, text, delimiter) for delimiter in _DELIMITERS]
    return next((rows for rows in tables if has_header(rows)), tables[0])


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            f"读取“{path}”失败（{reason_of(error)}）：请检查文件名、所在文件夹和权限后再试。"
        ) from None
    if len(data) > MOST_BYTES:
        raise UserError(f"“{path.name}”超过{MOST_BYTES >> 20}MB，不像数据表：请检查文件。")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(f"“{path.name}”不是文本数据表：请在表格程序中另存为“CSV UTF-8”后再试。")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UserError(
            f"“{path.name}”的引号不成对或某一格过长：请在表格程序中重新另存为CSV后再试。"
        ) from None
