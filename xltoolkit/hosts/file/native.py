"""A workbook without any add-in: every call of our functions becomes its native equivalent.

WPS, a phone or a PC without Python then calculate it too. What Excel's own functions cannot say
keeps its last value, and the workbook says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.native_formulas import NoNativeEquivalent, native_formula
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.splice import Change, NewFormula, change_cells
from xltoolkit.hosts.file.workbook_parts import WORKSHEET, read_workbook
from xltoolkit.workbook.cell_reading import as_text
from xltoolkit.workbook.content import Cell, WorkbookContent, address
from xltoolkit.workbook.formula_tokens import tokens_of
from xltoolkit.workbook.layout.cover import COVER_NOTE
from xltoolkit.workbook.layout.record import RECORD_LIST
from xltoolkit.workbook.layout.verdict import DATA_STATE
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.template_record import ROW_MARK

if TYPE_CHECKING:
    from xltoolkit.hosts.file.references import Position

OURS = "PERF_"
NOT_WATCHED = "内置公式版不核对"
NOTE = (
    "本工作簿为内置公式版：不装插件也能计算，改动数据后得分、等级随之更新。"
    "“数据指纹”为转换时的数值，不随数据变化，“数据状态”不再核对；"
    "问题清单和评价结论须用原工作簿重新生成。"
)

_STATE_KEY = f"{DATA_STATE.sheet}!{address(DATA_STATE.row, DATA_STATE.column)}"
"""Where the record tells of 数据状态."""
_SOME_ROW = 1_048_575
"""Stands for the own row while a recorded formula is rewritten: no template reaches it."""


@dataclass(frozen=True)
class NativeWorkbook:
    """A workbook without calls of ours.

    `rewritten` counts its formulas that were changed; `kept` names the cells that hold their last
    value, because Excel's own functions cannot say what was calculated there.
    """

    book: bytes
    rewritten: int
    kept: tuple[str, ...]


def native_workbook(book: bytes) -> NativeWorkbook:
    """Return a copy of a workbook of ours in which every call of ours is native.

    Raises:
        UserError: the workbook cannot be read or calculated.
    """
    package = open_package(book)
    session = Session(package)
    content = session.content()
    changes, kept = _changes(content)
    rewritten = sum(
        isinstance(change, NewFormula) for cells in changes.values() for change in cells.values()
    )
    for name, cells in (*_notes(content).items(), *_record(content).items()):
        changes.setdefault(name, {}).update(cells)
    for sheet in read_workbook(package).sheets:
        if sheet.kind == WORKSHEET:
            change_cells(package, sheet, changes.get(sheet.name, {}))
    calculated = Session(open_package(package.to_bytes()))
    calculated.store_results()
    return NativeWorkbook(calculated.to_bytes(), rewritten, kept)


Changes = dict[str, dict["Position", Change]]


def _changes(content: WorkbookContent) -> tuple[Changes, tuple[str, ...]]:
    """Return the new formulas, and where a value takes the place of one."""
    changes: Changes = {}
    kept = []
    for sheet, cells in content.sheets.items():
        for position, cell in cells.items():
            if not cell.formula or OURS not in cell.formula.upper():
                continue
            change = _change(cell)
            if not isinstance(change, NewFormula):
                kept.append(f"{sheet}!{address(*position)}")
            changes.setdefault(sheet, {})[position] = change
    return changes, tuple(kept)


def _change(cell: Cell) -> Change:
    try:
        return NewFormula(native_formula(cell.formula or ""), cell.value)
    except NoNativeEquivalent:
        return cell.value


def _notes(content: WorkbookContent) -> Changes:
    """Say on the cover and beside the verdict what this copy cannot tell."""
    changes: Changes = {}
    state = locate_cell(content, DATA_STATE)
    changes.setdefault(state.sheet, {})[state.address] = NOT_WATCHED
    note = content.area(COVER_NOTE)
    if note is not None:
        changes.setdefault(note.sheet, {})[note.top, note.left] = NOTE
    return changes


def _record(content: WorkbookContent) -> Changes:
    """Rewrite what the workbook remembers of its template, so that it is compared with itself."""
    located = locate_list(content, RECORD_LIST)
    cells: dict[Position, Change] = {}
    for row in located.rows:
        key, pattern, meaning = (
            as_text(located.value(content, row, column.id)) for column in RECORD_LIST.columns
        )
        if OURS in meaning or key == _STATE_KEY:
            texts = _native_entry(key, pattern, meaning)
            for column, text in zip(RECORD_LIST.columns, texts, strict=True):
                cells[located.cell(row, column.id)] = text or None
    return {located.sheet: cells}


def _native_entry(key: str, pattern: str, meaning: str) -> tuple[str, str, str]:
    """Rewrite one entry of the record; nothing is left of a cell that holds a value now."""
    try:
        if key != _STATE_KEY:
            return key, _native_pattern(pattern), _native_meaning(meaning)
    except NoNativeEquivalent:
        pass
    return "", "", ""


def _native_pattern(pattern: str) -> str:
    if not pattern:
        return ""
    row = str(_SOME_ROW)
    return native_formula(pattern.replace(ROW_MARK, row)).replace(row, ROW_MARK)


def _native_meaning(meaning: str) -> str:
    """Rewrite the calls in a meaning, whose cells stand in angle brackets."""
    cells: dict[str, str] = {}
    words = []
    for word in meaning.split(" "):
        is_cell = word.startswith("<") and word.endswith(">") and word != "<>"
        if is_cell:
            placeholder = f"_cell{len(cells)}_"
            cells[placeholder] = word
            words.append(placeholder)
        else:
            words.append(word)
    text = " ".join(words).replace(" (", "(")  # a function and its bracket stand together
    tokens = tokens_of(native_formula(text))
    return " ".join(cells.get(token.text, token.text) for token in tokens)
