"""Which defined names have moved, when rows and columns may have been inserted rightly.

Whatever is inserted or deleted, names that shared a row of the template share one still, and
those above stay above; a name that breaks this was moved. Standard library only, Python 3.8.
"""

from bisect import bisect_left
from collections import Counter
from typing import Dict, List, Mapping, NamedTuple, Sequence, Set, Tuple

from xltoolkit.workbook.content import Address, WorkbookContent


class PlacedName(NamedTuple):
    """A defined name with its place in the template and its place now."""

    name: str
    before: Address
    sheet: str
    now: Address


def present_sheets(
    content: WorkbookContent, names: Mapping[str, Mapping[str, Address]]
) -> Dict[str, str]:
    """Return what each sheet of the template is called now: where most of its names are."""
    sheets = {}
    for sheet, places in names.items():
        areas = [content.area(name) for name in places]
        found = Counter(area.sheet for area in areas if area is not None)
        sheets[sheet] = found.most_common(1)[0][0] if found else sheet
    return sheets


def placed_names(
    content: WorkbookContent, places: Mapping[str, Address]
) -> Tuple[List[PlacedName], List[str]]:
    """Return the names of a sheet with their places, and those that are lost."""
    placed, lost = [], []
    for name, before in places.items():
        area = content.area(name)
        if area is None or area.sheet not in content.sheets:
            lost.append(name)
        else:
            placed.append(PlacedName(name, before, area.sheet, (area.top, area.left)))
    return placed, lost


def moved_names(placed: Sequence[PlacedName], sheet: str) -> List[PlacedName]:
    """Return the names of one sheet of the template that no insertion can have brought there."""
    here = [each for each in placed if each.sheet == sheet]
    out_of_line: Set[str] = set()
    # In nearly every workbook all names stand where the template has them.
    for axis in (0, 1) if any(each.before != each.now for each in here) else ():
        out_of_line |= _out_of_line(
            [(each.name, each.before[axis], each.now[axis]) for each in here]
        )
    return [each for each in placed if each.sheet != sheet or each.name in out_of_line]


def _out_of_line(lines: Sequence[Tuple[str, int, int]]) -> Set[str]:
    """Return the names whose row (or column) left the order; lines are name, before, now."""
    kept = dict(in_order(line_map(lines)))
    return {name for name, before, now in lines if kept.get(before) != now}


def line_map(lines: Sequence[Tuple[str, int, int]]) -> List[Tuple[int, int]]:
    """Return where each row (or column) of the template is now: where most of its names are."""
    places: Dict[int, List[int]] = {}
    for _, before, now in lines:
        places.setdefault(before, []).append(now)
    return [(before, Counter(places[before]).most_common(1)[0][0]) for before in sorted(places)]


def in_order(pairs: Sequence[Tuple[int, int]]) -> List[Tuple[int, int]]:
    """Return the longest part of the pairs in which both numbers rise."""
    ends: List[int] = []
    ends_at: List[int] = []
    before: List[int] = []
    for position, (_, now) in enumerate(pairs):
        length = bisect_left(ends, now)
        before.append(ends_at[length - 1] if length else -1)
        ends[length : length + 1] = [now]
        ends_at[length : length + 1] = [position]
    chain = []
    position = ends_at[-1] if ends_at else -1
    while position >= 0:
        chain.append(pairs[position])
        position = before[position]
    return chain[::-1]
