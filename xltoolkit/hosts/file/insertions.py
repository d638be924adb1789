"""Put new rows into a worksheet part, in order, and widen what states its area."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.references import Area, Position, try_area
from xltoolkit.hosts.file.xml_edit import Edit, with_attribute
from xltoolkit.hosts.file.xml_source import start_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from xltoolkit.hosts.file.sheet_map import SheetMap


def inserted_rows(sheet: SheetMap, rows: Mapping[int, bytes]) -> Iterator[Edit]:
    """Yield the edits that put row elements where none were, in the order of rows."""
    if not rows:
        return
    data = sheet.data
    if data.content == data.end:
        yield Edit(
            data.start, data.end, element(data.name, data.attributes, b"".join(rows.values()))
        )
        return
    starts = sorted((row.number, row.start) for row in sheet.rows.values())
    numbers = [number for number, _ in starts]
    for number, row in rows.items():
        following = bisect_right(numbers, number)
        place = starts[following][1] if following < len(starts) else data.content_end
        yield Edit(place, place, row)


def element(name: str, attributes: Collection[tuple[str, str]], content: bytes) -> bytes:
    """Return an element with this content; an empty one is written with one tag."""
    if not content:
        return start_tag(name, attributes, empty=True)
    return start_tag(name, attributes) + content + f"</{name}>".encode()


def widened_spans(spans: str, columns: Collection[int]) -> str:
    """Return the `spans` of a row with these columns in it."""
    first, _, last = spans.partition(":")
    # Several spans (`1:3 7:9`) are only a hint to readers: they stay as they are.
    if not (columns and first.isdecimal() and last.isdecimal()):
        return spans
    return f"{min(int(first), *columns)}:{max(int(last), *columns)}"


def widened_dimension(sheet: SheetMap, positions: Collection[Position]) -> Iterator[Edit]:
    """Yield the edit that takes new cells into the stated area of a sheet, if it is needed."""
    dimension = sheet.dimension if positions else None
    area = try_area(dimension.get("ref")) if dimension else None
    if dimension is None or area is None:
        return
    rows = [area.first_row, area.last_row, *(row for row, _ in positions)]
    columns = [area.first_column, area.last_column, *(column for _, column in positions)]
    widened = Area(min(rows), min(columns), max(rows), max(columns))
    if widened != area:
        yield with_attribute(sheet.xml, dimension, "ref", str(widened))
