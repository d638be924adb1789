"""Keeping what people typed: the three-way merge of generated texts, and the manual columns.

Beside every generated text the workbook keeps the text as it was last generated, the base.
Who finds the base unchanged in the visible cell replaces it; a text that a person edited stays,
and a newer wording of the tool stands beside it for a decision. Manual columns follow the
issue's key wherever its row goes. Nothing that was typed is ever dropped.
"""

from dataclasses import dataclass, replace
from typing import Dict, List, Mapping, Sequence, Tuple, Union

CellValue = Union[None, float, str, bool]

EDITABLE_FIELDS = ("title", "text", "basis", "office", "advice")
"""The generated texts of an issue that may be edited in place."""


@dataclass(frozen=True)
class MergedText:
    """A text after a merge: what is shown, the base for next time, a newer wording if any."""

    shown: CellValue
    base: str
    newer: str = ""

    @property
    def edited(self) -> bool:
        """Whether the text shown is a person's."""
        return self.shown != self.base and bool(self.base or self.shown)


def merge_text(base: str, current: CellValue, generated: str) -> MergedText:
    """Merge what stands in the cell with what the tool writes now.

    An emptied cell asks for the tool's text again; a person who typed the tool's new wording
    has accepted it.
    """
    if _is_empty(current) or current in (base, generated):
        return MergedText(generated, generated)
    newer = generated if generated != base else ""
    return MergedText(current, base, newer)


@dataclass(frozen=True)
class ListedRow:
    """A row as it stands on 问题清单: the texts shown, their bases, and the manual columns.

    `key` is empty on headings and on rows that a person added.
    """

    key: str
    texts: Mapping[str, CellValue]
    bases: Mapping[str, str]
    manual: Mapping[str, CellValue]
    gone: bool = False

    @property
    def has_manual_text(self) -> bool:
        """Whether a person filled a manual column or edited a text."""
        return any(not _is_empty(value) for value in self.manual.values()) or any(
            not _is_empty(value) and value != self.bases.get(field, "")
            for field, value in self.texts.items()
        )

    @property
    def says_something(self) -> bool:
        """Whether anything at all is written in the row."""
        values: List[CellValue] = [*self.texts.values(), *self.manual.values()]
        return any(not _is_empty(value) for value in values)


@dataclass(frozen=True)
class MergedRow:
    """A row to be written: its key, merged texts and manual columns."""

    key: str
    texts: Mapping[str, MergedText]
    manual: Mapping[str, CellValue]

    @property
    def edited_fields(self) -> Tuple[str, ...]:
        """The fields whose text is a person's."""
        return tuple(field for field, text in self.texts.items() if text.edited)


@dataclass(frozen=True)
class MergedList:
    """All rows to be written, and what has changed against the sheet as it was."""

    current: Mapping[str, MergedRow]
    gone: Tuple[MergedRow, ...]
    own: Tuple[MergedRow, ...]
    new_keys: Tuple[str, ...]
    gone_keys: Tuple[str, ...]


def merge_rows(
    listed: Sequence[ListedRow], generated: Mapping[str, Mapping[str, str]]
) -> MergedList:
    """Merge the rows of the sheet with the texts generated now, both by key.

    `generated` maps each key to its texts by field. A row whose issue no longer arises is kept
    among `gone` when it carries anything typed by a person. A row without a key is a person's
    `own` row; so is a copy of a row with words of its own, which loses the key of its model.
    """
    known, own = _by_key(listed)
    current = {key: _merge_row(key, known.get(key), texts) for key, texts in generated.items()}
    vanished = [row for key, row in known.items() if key not in generated]
    return MergedList(
        current=current,
        gone=tuple(_gone_row(row) for row in vanished if row.has_manual_text),
        own=tuple(_own_row(row) for row in own),
        new_keys=tuple(key for key in generated if key not in known or known[key].gone),
        gone_keys=tuple(row.key for row in vanished if not row.gone),
    )


def _by_key(listed: Sequence[ListedRow]) -> Tuple[Dict[str, ListedRow], List[ListedRow]]:
    """Sort the rows into those known by key and a person's own ones."""
    known: Dict[str, ListedRow] = {}
    own: List[ListedRow] = []
    for row in listed:
        if row.key and row.key not in known:
            known[row.key] = row
        elif row.key:
            known[row.key] = _with_entries_of(known[row.key], row)
            if _says_otherwise(row, known[row.key]):
                own.append(row)
        elif row.says_something:
            own.append(row)
    return known, own


def _with_entries_of(row: ListedRow, copy: ListedRow) -> ListedRow:
    """Take over what was typed beside a copy of a row, where the row itself says nothing."""
    manual = {
        column: copy.manual.get(column) if _is_empty(value) else value
        for column, value in row.manual.items()
    }
    return replace(row, manual=manual)


def _says_otherwise(copy: ListedRow, row: ListedRow) -> bool:
    """Whether a copy of a row holds words of a person that the row does not."""
    entries = any(
        not _is_empty(value) and value != row.manual.get(column)
        for column, value in copy.manual.items()
    )
    return entries or any(
        not _is_empty(text) and text != copy.bases.get(field, "") and text != row.texts.get(field)
        for field, text in copy.texts.items()
    )


def _merge_row(key: str, row: Union[ListedRow, None], texts: Mapping[str, str]) -> MergedRow:
    if row is None:
        fresh = {field: MergedText(text, text) for field, text in texts.items()}
        return MergedRow(key, fresh, {})
    merged = {
        field: merge_text(row.bases.get(field, ""), row.texts.get(field), text)
        for field, text in texts.items()
    }
    return MergedRow(key, merged, row.manual)


def _gone_row(row: ListedRow) -> MergedRow:
    """Keep the row of an issue that no longer arises; an emptied text shows its base again."""
    bases = {field: row.bases.get(field, "") for field in EDITABLE_FIELDS}
    texts = {
        field: MergedText(bases[field] if _is_empty(shown) else shown, bases[field])
        for field, shown in _texts(row).items()
    }
    return MergedRow(row.key, texts, row.manual)


def _own_row(row: ListedRow) -> MergedRow:
    """Keep a person's row; nothing in it was generated, so it has neither key nor bases."""
    texts = {field: MergedText(shown, "") for field, shown in _texts(row).items()}
    return MergedRow("", texts, row.manual)


def _texts(row: ListedRow) -> Dict[str, CellValue]:
    return {field: row.texts.get(field) for field in EDITABLE_FIELDS}


def _is_empty(value: CellValue) -> bool:
    return value is None or value == ""
