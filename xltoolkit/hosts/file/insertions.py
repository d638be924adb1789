"""Put new rows and new cells into a worksheet part, in order."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.references import Area, Position, try_area
from xltoolkit.hosts.file.xml_edit import Edit, with_attribute
from xltoolkit.hosts.file.xml_source import start_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from xltoolkit.hosts.file.sheet_map import RowSpan, SheetMap


def inserted_cells(sheet: SheetMap, cells: Mapping[Position, bytes]) -> Iterator[Edit]:
    """Yield the edits that put cells where none were, with the rows that they need.

    Args:
        sheet: Where things stand; the rows of these cells with theirs.
        cells: The cell elements, in the order of rows and columns.
    """
    rows = {row.number: row for row in sheet.rows}
    new_rows: dict[int, bytes] = {}
    for number, group in groupby(cells, key=lambda position: position[0]):
        row = rows.get(number)
        of_row = {position: cells[position] for position in group}
        if row is None:
            name = f"{sheet.prefix}row"
            new_rows[number] = _element(name, [("r", str(number))], b"".join(of_row.values()))
        else:
            yield from _into_row(sheet.xml, row, of_row)
    yield from inserted_rows(sheet, new_rows)


def inserted_rows(sheet: SheetMap, rows: Mapping[int, bytes]) -> Iterator[Edit]:
    """Yield the edits that put row elements where none were, in the order of rows."""
    data = sheet.data
    if rows and data.content == data.end:
        yield Edit(
            data.start, data.end, _element(data.name, data.attributes, b"".join(rows.values()))
        )
        return
    starts = sorted((row.number, row.span.start) for row in sheet.rows)
    numbers = [number for number, _ in starts]
    for number, row in rows.items():
        following = bisect_right(numbers, number)
        place = starts[following][1] if following < len(starts) else data.content_end
        yield Edit(place, place, row)


def _into_row(xml: bytes, row: RowSpan, cells: Mapping[Position, bytes]) -> Iterator[Edit]:
    element = row.span.element(xml)
    spans = _widened_spans(element.get("spans"), [column for _, column in cells])
    attributes = [
        (key, spans if key == "spans" and spans else value) for key, value in element.attributes
    ]
    if element.content == element.end:
        content = b"".join(cells.values())
        yield Edit(element.start, element.end, _element(element.name, attributes, content))
        return
    if spans is not None:
        yield Edit(element.start, element.content, start_tag(element.name, attributes))
    for position, cell in cells.items():
        following = [start for column, start in row.starts if column > position[1]]
        place = min(following, default=element.content_end)
        yield Edit(place, place, cell)


def _element(name: str, attributes: Collection[tuple[str, str]], content: bytes) -> bytes:
    return start_tag(name, attributes) + content + f"</{name}>".encode()


def _widened_spans(spans: str | None, columns: list[int]) -> str | None:
    """Return the `spans` of a row with these columns in it, None where nothing changes."""
    first, _, last = (spans or "").partition(":")
    # Several spans (`1:3 7:9`) are only a hint to readers: they stay as they are.
    if not (first.isdecimal() and last.isdecimal()):
        return None
    widened = f"{min(int(first), *columns)}:{max(int(last), *columns)}"
    return None if widened == spans else widened


def widened_dimension(sheet: SheetMap, positions: Collection[Position]) -> Iterator[Edit]:
    """Yield the edit that takes new cells into the stated area of a sheet, if it is needed."""
    area = try_area(sheet.dimension.get("ref")) if sheet.dimension else None
    if sheet.dimension is None or area is None or not positions:
        return
    rows = [area.first_row, area.last_row, *(row for row, _ in positions)]
    columns = [area.first_column, area.last_column, *(column for _, column in positions)]
    widened = Area(min(rows), min(columns), max(rows), max(columns))
    if widened != area:
        yield with_attribute(sheet.xml, sheet.dimension, "ref", str(widened))
