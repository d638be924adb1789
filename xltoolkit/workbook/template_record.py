"""The record that a template makes of itself, and reading it back. Standard library only."""

import json
from dataclasses import dataclass
from typing import Dict, Iterator, List, Mapping, Optional, Tuple

from xltoolkit.errors import UserError
from xltoolkit.workbook.cell_reading import as_text
from xltoolkit.workbook.content import Address, WorkbookContent, address, parse_address
from xltoolkit.workbook.formula_tokens import WORD, tokens_of
from xltoolkit.workbook.geometry import Geometry
from xltoolkit.workbook.layout.record import (
    FORMAT_KEY,
    NAMES_KEY,
    PROTECTED_KEY,
    RECORD_FORMAT,
    RECORD_LIST,
)
from xltoolkit.workbook.located import locate_list

ROW_MARK = "{row}"


@dataclass(frozen=True)
class RecordedFormula:
    """A formula of the template: its text with `{row}` for its own row, and its meaning."""

    pattern: str
    meaning: str


@dataclass(frozen=True)
class TemplateRecord:
    """What a template was.

    Formulas of lists go by anchor, those of other cells by sheet and address, the places of
    defined names by sheet.
    """

    in_lists: Mapping[str, RecordedFormula]
    elsewhere: Mapping[Tuple[str, Address], RecordedFormula]
    names: Mapping[str, Mapping[str, Address]]
    protected: Tuple[str, ...]


def record_rows(content: WorkbookContent, protected: Tuple[str, ...]) -> List[Tuple[str, str, str]]:
    """Return the rows of the record of a template: key, text, meaning.

    Raises:
        ValueError: a column of a list whose rows are to be alike has different formulas.
    """
    rows: Dict[str, Tuple[str, str]] = {
        FORMAT_KEY: (RECORD_FORMAT, ""),
        PROTECTED_KEY: (json.dumps(protected, ensure_ascii=False), ""),
    }
    for sheet, places in _named_places(content).items():
        text = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
        rows[f"{NAMES_KEY}:{sheet}"] = (text, "")
    geometry = Geometry(content)
    for sheet, position, formula in formula_cells(content):
        anchor = geometry.anchor(sheet, position)
        key = f"{sheet}!{address(*position)}" if anchor is None else anchor.key
        entry = (_pattern(formula, position[0]), geometry.meaning(sheet, position, formula))
        if rows.setdefault(key, entry)[1] != entry[1]:
            raise ValueError(f"{sheet}!{address(*position)}: the formulas of {key} differ")
    return [(key, *texts) for key, texts in rows.items()]


def formula_cells(content: WorkbookContent) -> Iterator[Tuple[str, Address, str]]:
    """Yield sheet, place and text of every formula, in order."""
    for sheet, cells in content.sheets.items():
        for position, cell in sorted(cells.items(), key=lambda item: item[0]):
            if cell.formula:
                yield sheet, position, cell.formula.lstrip("=")


def _pattern(formula: str, row: int) -> str:
    """Mark the own row in a formula whose references are all in it; empty for any other."""
    pattern = formula
    own = {
        token.text
        for token in tokens_of(formula)
        if token.kind == WORD and parse_address(token.text.partition(":")[0]) is not None
    }
    for reference in sorted(own, key=len, reverse=True):
        corners = reference.split(":")
        letters = [corner.rstrip("0123456789") for corner in corners]
        if any(corner != f"{letter}{row}" for corner, letter in zip(corners, letters)):
            return ""
        pattern = pattern.replace(reference, ":".join(letter + ROW_MARK for letter in letters))
    return pattern


def _named_places(content: WorkbookContent) -> Dict[str, Dict[str, Address]]:
    places: Dict[str, Dict[str, Address]] = {}
    for name in sorted(content.names):
        area = content.area(name)
        if area is not None:
            places.setdefault(area.sheet, {})[name] = (area.top, area.left)
    return places


def read_record(content: WorkbookContent) -> Optional[TemplateRecord]:
    """Read the record of a workbook; None where it has none that can be read."""
    try:
        located = locate_list(content, RECORD_LIST)
    except UserError:
        return None
    rows = {
        as_text(located.value(content, row, "key")): (
            as_text(located.value(content, row, "formula")),
            as_text(located.value(content, row, "meaning")),
        )
        for row in located.rows
    }
    if rows.pop(FORMAT_KEY, ("", ""))[0] != RECORD_FORMAT:
        return None
    try:
        return _read_rows(rows)
    except ValueError:  # a person's text stands in the hidden rows
        return None


def _read_rows(rows: Dict[str, Tuple[str, str]]) -> TemplateRecord:
    in_lists: Dict[str, RecordedFormula] = {}
    elsewhere: Dict[Tuple[str, Address], RecordedFormula] = {}
    names: Dict[str, Dict[str, Address]] = {}
    protected = tuple(json.loads(rows.pop(PROTECTED_KEY, ("[]", ""))[0]))
    for key, (text, meaning) in rows.items():
        sheet, mark, cell = key.rpartition("!")
        place = parse_address(cell)
        if key.startswith(NAMES_KEY):
            places = json.loads(text).items()
            names[key.partition(":")[2]] = {name: (at[0], at[1]) for name, at in places}
        elif mark and place is not None:
            elsewhere[sheet, place] = RecordedFormula(text, meaning)
        elif key:
            in_lists[key] = RecordedFormula(text, meaning)
    return TemplateRecord(in_lists, elsewhere, names, protected)
