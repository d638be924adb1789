"""What one hand keeps, compared only: a copy that differs is told of, never merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.exchange.cell_merge import merge_cell, plain
from xltoolkit.exchange.copy_lists import COMPARED_CELLS, KeyedList, MergedListLayout
from xltoolkit.exchange.difference import Difference, named_value
from xltoolkit.workbook.content import WorkbookContent, address
from xltoolkit.workbook.layout.sheet_names import DATA
from xltoolkit.workbook.reading_data import placed_quantities

OUT_OF_SCOPE = "不在合并范围，请核对"


def compared_list(
    layout: MergedListLayout,
    book: WorkbookContent,
    base: WorkbookContent,
    copies: Mapping[str, WorkbookContent],
) -> Iterator[Difference]:
    """Tell where the copies differ in a list."""
    ours, before = KeyedList(book, layout), KeyedList(base, layout)
    theirs = {name: KeyedList(content, layout) for name, content in copies.items()}
    keys = dict.fromkeys([*ours.rows, *(key for each in theirs.values() for key in each.rows)])
    for key in keys:
        for column in layout.columns:
            offers = {name: each.value(key, column) for name, each in theirs.items()}
            present = ours.value(key, column)
            merged = merge_cell(present, before.value(key, column), offers)
            if merged.offers:
                row = ours.rows.get(key)
                place = "" if row is None else ours.located.place(row, column)
                title = layout.layout.column(column).title
                yield Difference(
                    ours.located.sheet,
                    "，".join(key),
                    title,
                    place,
                    plain(present),
                    merged.offers,
                    OUT_OF_SCOPE,
                )


def compared_cells(
    book: WorkbookContent,
    base: WorkbookContent,
    copies: Mapping[str, WorkbookContent],
    catalogue: Catalogue,
) -> Iterator[Difference]:
    """Tell where the copies differ in single cells and in the figures of 基础数据."""
    named = [(cell.name, cell.sheet, cell.title) for cell in COMPARED_CELLS]
    named += [(each.defined_name, DATA, each.title) for each in placed_quantities(catalogue)]
    for name, sheet, title in named:
        offers = {copy: named_value(content, name) for copy, content in copies.items()}
        present = named_value(book, name)
        merged = merge_cell(present, named_value(base, name), offers)
        if merged.offers:
            area = book.area(name)
            place = f"{area.sheet}!{address(area.top, area.left)}" if area else ""
            yield Difference(sheet, title, "值", place, plain(present), merged.offers, OUT_OF_SCOPE)
