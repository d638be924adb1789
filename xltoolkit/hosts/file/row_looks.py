"""The attributes of a row that say how it stands: its height, and whether it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xltoolkit.workbook.plan import RowLook

Attributes = list[tuple[str, str]]
_LOOK = ("ht", "customHeight", "hidden")


def has_look(flat: Sequence[str], look: RowLook) -> bool:
    """Tell whether a row stands as it shall, by the names and values of its attributes in turn."""
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return {key: value for key, value in pairs if key in _LOOK} == dict(_wanted(look))


def with_look(attributes: Iterable[tuple[str, str]], look: RowLook) -> Attributes:
    """Return the attributes of a row that shall stand like this; the others are kept."""
    return [*((key, value) for key, value in attributes if key not in _LOOK), *_wanted(look)]


def _wanted(look: RowLook) -> Attributes:
    attributes: Attributes = []
    if look.height is not None:
        attributes += [("ht", f"{look.height:g}"), ("customHeight", "1")]
    if look.hidden:
        attributes.append(("hidden", "1"))
    return attributes
