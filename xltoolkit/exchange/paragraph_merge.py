"""Merge the paragraphs of 评价结论 that colleagues have reworded in their copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from udfs.values import Scalar
from xltoolkit.exchange.cell_merge import CellMerge, merge_cell, plain
from xltoolkit.exchange.difference import named_value
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.verdict import PARAGRAPHS, Paragraph
from xltoolkit.workbook.located import LocatedCell, locate_cell
from xltoolkit.workbook.plan import PlannedValue


@dataclass(frozen=True)
class ParagraphMerge:
    """A paragraph that somebody has reworded: where it stands, what it says, what is decided."""

    title: str
    place: LocatedCell
    present: PlannedValue
    merged: CellMerge


def merge_paragraphs(
    book: WorkbookContent, base: WorkbookContent, copies: Mapping[str, WorkbookContent]
) -> Iterator[ParagraphMerge]:
    """Decide on every paragraph as on other reworded texts.

    A text counts as somebody's where it differs from the one that was last generated beside it.
    """
    for paragraph in PARAGRAPHS:
        offers = {name: _reworded(content, paragraph) for name, content in copies.items()}
        merged = merge_cell(_reworded(book, paragraph), _reworded(base, paragraph), offers)
        if merged.offers:
            yield ParagraphMerge(
                title=paragraph.title,
                place=locate_cell(book, paragraph.text),
                present=plain(named_value(book, paragraph.text.name)),
                merged=merged,
            )


def _reworded(content: WorkbookContent, paragraph: Paragraph) -> Scalar:
    """Return the text of a paragraph where a person has written it, else None."""
    text = named_value(content, paragraph.text.name)
    return None if text == named_value(content, paragraph.base.name) else text
