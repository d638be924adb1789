"""The rows of a batch as Parquet tables, written part by part so that memory stays small.

Every table begins with the file, the department, the year and the group that it is compared
within. Money is in 万元, ratios are fractions; what is not known is null, never 0.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

import pandas
import pyarrow
from pyarrow import parquet

from xltoolkit.batch.model import Department, Row

DEPARTMENTS_OF_A_PART = 500
SEPARATOR = "；"
BETWEEN_GRADES = "、"

_TEXT, _NUMBER, _WHOLE = pyarrow.string(), pyarrow.float64(), pyarrow.int64()
_COMMON = {"file": _TEXT, "department": _TEXT, "year": _WHOLE, "group": _TEXT}
_DEPARTMENT = {
    "body": _TEXT,
    "stage": _TEXT,
    "scheme": _TEXT,
    "scheme_name": _TEXT,
    "scheme_version": _TEXT,
    "adjustments": _TEXT,
    "full": _NUMBER,
    "scorable": _NUMBER,
    "scored": _NUMBER,
    "total": _NUMBER,
    "normalised": _NUMBER,
    "grade": _TEXT,
    "open_grades": _TEXT,
    "decided_score": _NUMBER,
    "decided_grade": _TEXT,
    "decided_basis": _TEXT,
    "amount": _NUMBER,
    "problems": _WHOLE,
    "hints": _WHOLE,
    "to_verify": _WHOLE,
    "open_checks": _WHOLE,
}
_HEAD = {
    "name": _TEXT,
    "points": _NUMBER,
    "scorable": _NUMBER,
    "scored": _NUMBER,
    "score": _NUMBER,
}
_SCORE = {
    "indicator": _TEXT,
    "head": _TEXT,
    "name": _TEXT,
    "points": _NUMBER,
    "score": _NUMBER,
    "absence": _TEXT,
    "reason": _TEXT,
}
_RATE = {
    "indicator": _TEXT,
    "name": _TEXT,
    "of_scheme": pyarrow.bool_(),
    "value": _NUMBER,
    "result": _TEXT,
    "standard": _NUMBER,
    "judgement": _TEXT,
    "published": _TEXT,
}
_ISSUE = {
    "key": _TEXT,
    "rule": _TEXT,
    "nature": _TEXT,
    "origin": _TEXT,
    "issue_group": _TEXT,
    "title": _TEXT,
    "text": _TEXT,
    "amount": _NUMBER,
    "points_lost": _NUMBER,
}
_FAILURE = {"file": _TEXT, "kind": _TEXT, "reason": _TEXT}

SCHEMAS: Mapping[str, pyarrow.Schema] = {
    "departments": pyarrow.schema({**_COMMON, **_DEPARTMENT}),
    "heads": pyarrow.schema({**_COMMON, **_HEAD}),
    "scores": pyarrow.schema({**_COMMON, **_SCORE}),
    "rates": pyarrow.schema({**_COMMON, **_RATE}),
    "issues": pyarrow.schema({**_COMMON, **_ISSUE}),
    "failures": pyarrow.schema(_FAILURE),
}
"""The columns of each table, in their order."""

Tables = Mapping[str, bytes]
"""A Parquet file for each name of `SCHEMAS`."""

Entries = Iterator[dict[str, Any]]


def build_tables(rows: Iterable[tuple[str, Row]]) -> Tables:
    """Return the tables of all rows, given with the names of their files."""
    streams = {name: io.BytesIO() for name in SCHEMAS}
    writers = {
        name: parquet.ParquetWriter(streams[name], schema, compression="zstd")
        for name, schema in SCHEMAS.items()
    }
    remaining = iter(rows)
    while part := tuple(islice(remaining, DEPARTMENTS_OF_A_PART)):
        for name, writer in writers.items():
            entries = [entry for file, row in part for entry in _ENTRIES[name](file, row)]
            if entries:
                writer.write_table(pyarrow.Table.from_pylist(entries, schema=SCHEMAS[name]))
    for writer in writers.values():
        writer.close()
    return {name: stream.getvalue() for name, stream in streams.items()}


def read_table(tables: Tables, name: str, columns: list[str] | None = None) -> pandas.DataFrame:
    """Return one table, or some of its columns, for comparing."""
    return pandas.read_parquet(io.BytesIO(tables[name]), columns=columns)


def group_title(department: Department) -> str:
    """Return what a department is compared within: year, scheme, version, changed parameters.

    Departments of one title were measured alike; no comparison goes beyond it.
    """
    title = (
        f"{department.year}年度·{department.scheme_name}·"
        f"{department.scheme}第{department.scheme_version}版"
    )
    if not department.adjustments:
        return title
    return f"{title}（参数有调整：{SEPARATOR.join(department.adjustments)}）"


def _common(file: str, department: Department) -> dict[str, Any]:
    return {
        "file": file,
        "department": department.name,
        "year": department.year,
        "group": group_title(department),
    }


def _departments(file: str, row: Row) -> Entries:
    if row.department is not None:
        own = {name: getattr(row.department, name) for name in _DEPARTMENT}
        own["adjustments"] = SEPARATOR.join(row.department.adjustments)
        own["open_grades"] = BETWEEN_GRADES.join(row.department.open_grades)
        yield {**_common(file, row.department), **own}


def _list_of(field: str) -> Callable[[str, Row], Entries]:
    def entries(file: str, row: Row) -> Entries:
        if row.department is not None:
            common = _common(file, row.department)
            for each in getattr(row.department, field):
                yield {**common, **asdict(each)}

    return entries


def _issues(file: str, row: Row) -> Entries:
    """Give the issues; their heading is `issue_group`, for `group` is what is compared."""
    if row.department is not None:
        common = _common(file, row.department)
        for issue in row.department.issues:
            own = asdict(issue)
            own["issue_group"] = own.pop("group")
            yield {**common, **own}


def _failures(file: str, row: Row) -> Entries:
    if row.failure is not None:
        yield {"file": file, "kind": row.failure.kind.value, "reason": row.failure.reason}


_ENTRIES: Mapping[str, Callable[[str, Row], Entries]] = {
    "departments": _departments,
    "heads": _list_of("heads"),
    "scores": _list_of("scores"),
    "rates": _list_of("rates"),
    "issues": _issues,
    "failures": _failures,
}
