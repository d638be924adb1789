"""What a lock as 定稿 holds fast beside the data: the texts that people sign.

The fingerprint of 评价结论 covers what was entered; this covers what was written from it and what
staff worded themselves. The columns in which a department answers and rectifies stay open.
Standard library only, Python 3.8.
"""

import hashlib
from typing import Callable, Dict, Iterable, Iterator, List, Mapping, Tuple

from udfs.values import Scalar
from xltoolkit.workbook.content import Address, WorkbookContent
from xltoolkit.workbook.layout.cover import COVER_CELLS
from xltoolkit.workbook.layout.issues import ISSUE_CELLS, ISSUE_LIST
from xltoolkit.workbook.layout.model import ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST
from xltoolkit.workbook.layout.sheet_names import COVER, ISSUES, SCORING, VERDICT
from xltoolkit.workbook.layout.verdict import VERDICT_CELLS, VERDICT_HEADS, VERDICT_RATES
from xltoolkit.workbook.located import locate_list

OPEN_COLUMNS = ("feedback", "adoption", "measures", "deadline", "status", "remark")
"""Of 问题清单, what the department answers and how it rectifies: that goes on after 定稿.
The treatment of 核对 stays open as well."""

_DIGITS = 12
_LONGEST_MARK = 12
_ISSUE_COLUMNS = tuple(
    column.id
    for column in ISSUE_LIST.columns
    if column.id not in OPEN_COLUMNS
    and column.role in (Role.RUN, Role.SIDE, Role.MANUAL, Role.HIDDEN)
)
_VERDICT_PRINTED = tuple(cell for cell in VERDICT_CELLS if cell.role is Role.RUN)

Tokens = Iterable[str]


def text_marks(content: WorkbookContent) -> Dict[str, str]:
    """Return a short mark over the texts of each sheet, which changes when one of them does.

    Raises:
        UserError: a list of these sheets has lost a name.
    """
    return {sheet: _mark(tokens(content)) for sheet, tokens in _SHEETS.items()}


def _mark(tokens: Tokens) -> str:
    digest = hashlib.sha256()
    for token in tokens:
        digest.update(f"{len(token)}:{token}".encode())
    return digest.hexdigest()[:_LONGEST_MARK]


def _cover(content: WorkbookContent) -> Iterator[str]:
    return _single(content, COVER_CELLS)


def _scoring(content: WorkbookContent) -> Iterator[str]:
    return _list(content, INDICATOR_LIST, [column.id for column in INDICATOR_LIST.columns])


def _issues(content: WorkbookContent) -> Iterator[str]:
    yield from _single(content, ISSUE_CELLS)
    yield from _list(content, ISSUE_LIST, _ISSUE_COLUMNS)


def _verdict(content: WorkbookContent) -> Iterator[str]:
    yield from _single(content, _VERDICT_PRINTED)
    for layout in (VERDICT_HEADS, VERDICT_RATES):
        yield from _list(content, layout, [column.id for column in layout.columns])


_SHEETS: Mapping[str, Callable[[WorkbookContent], Iterator[str]]] = {
    COVER: _cover,
    SCORING: _scoring,
    ISSUES: _issues,
    VERDICT: _verdict,
}


def _single(content: WorkbookContent, cells: Iterable[SingleCell]) -> Iterator[str]:
    """Give the name and the content of every cell; one that an old workbook lacks is empty."""
    for cell in cells:
        area = content.area(cell.name)
        text = "" if area is None else _token(content, area.sheet, (area.top, area.left))
        yield f"{cell.name}={text}"


def _list(content: WorkbookContent, layout: ListLayout, column_ids: Iterable[str]) -> Iterator[str]:
    """Give every row that holds anything in the columns, wherever it stands."""
    located = locate_list(content, layout)
    places = [(each, located.columns[each]) for each in column_ids if each in located.columns]
    for row in located.rows:
        texts: List[Tuple[str, str]] = [
            (each, _token(content, located.sheet, (row, column))) for each, column in places
        ]
        if any(text for _, text in texts):
            yield from (f"{each}={text}" for each, text in texts)


def _token(content: WorkbookContent, sheet: str, at: Address) -> str:
    """Write a cell so that every program that saves it leaves the same; a formula as such.

    What a formula shows follows from the data. That it is still one is what counts here.
    """
    cell = content.sheets[sheet].get(at)
    if cell is None:
        return ""
    return "=" if cell.formula is not None else _written(cell.value)


def _written(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return format(value + 0.0, f".{_DIGITS}g")
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
