"""Which quantity a table means by a name: its id, title, defined name, or place on 基础数据."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from xltoolkit.catalogue.quantity_model import ListColumn, Place, Quantity
from xltoolkit.workbook.layout.data import MATRIX_TITLES, VALUES_TITLES

VALUE_COLUMN_IDS = {**MATRIX_TITLES, **VALUES_TITLES}
"""Title of a value column of 基础数据, in either layout, to its id."""

_ALIKE = 0.6


@dataclass(frozen=True)
class QuantityNames:
    """The names of the quantities that have a cell of their own.

    `by_name` holds every spelling, each with the quantities that it may mean; `by_place` the
    title of a row and the id of a value column; `shown` the names that are worth suggesting.
    """

    by_name: Mapping[str, tuple[Quantity, ...]]
    by_place: Mapping[tuple[str, str], Quantity]
    shown: Mapping[str, str]

    def named(self, text: str) -> tuple[Quantity, ...]:
        """Return the quantities that a name may mean: none, one, or several."""
        return self.by_name.get(folded(text), ())

    def at(self, row: str, column: str) -> Quantity | None:
        """Return the quantity in a row and a value column (by its id) of 基础数据."""
        return self.by_place.get((folded(row), column))

    def has_row(self, row: str) -> bool:
        """Whether 基础数据 has a row of this title."""
        wanted = folded(row)
        return any(title == wanted for title, _ in self.by_place)

    def nearest(self, text: str) -> str | None:
        """Return the name that is most like a text, None when none is."""
        alike = get_close_matches(folded(text), self.shown, n=1, cutoff=_ALIKE)
        return self.shown[alike[0]] if alike else None


def quantity_names(quantities: Iterable[Quantity]) -> QuantityNames:
    """Collect the names of quantities; columns of lists are known by name only."""
    by_name: dict[str, dict[str, Quantity]] = {}
    by_place: dict[tuple[str, str], Quantity] = {}
    shown: dict[str, str] = {}
    for quantity in quantities:
        for name in _spellings(quantity):
            by_name.setdefault(folded(name), {})[quantity.id] = quantity
        if isinstance(quantity.place, Place):
            shown.update({folded(name): name for name in (quantity.title, quantity.defined_name)})
            shown[folded(quantity.place.row)] = quantity.place.row
            column = VALUE_COLUMN_IDS[quantity.place.column]
            # People write the quantity's own name before the column as readily as the row's.
            for row in (quantity.title, quantity.place.row):
                by_place[folded(row), column] = quantity
    return QuantityNames(
        {name: tuple(meant.values()) for name, meant in by_name.items()}, by_place, shown
    )


def _spellings(quantity: Quantity) -> Iterator[str]:
    yield quantity.id
    yield quantity.title
    yield quantity.defined_name
    place = quantity.place
    if isinstance(place, ListColumn):
        return
    if place.column == "值":
        yield place.row
    for separator in ("", "/", "-", ":"):
        yield f"{place.row}{separator}{place.column}"


def folded(text: str) -> str:
    """Return a name as it is compared: half width, lower case, without blanks and quotes."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter not in "“”\"'" and not letter.isspace())
