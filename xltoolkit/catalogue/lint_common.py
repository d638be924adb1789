"""What the checks of the catalogue share."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from xltoolkit.strict_yaml import Key, Problem, Source

Item = TypeVar("Item")


def repeated(
    source: Source, keys: Sequence[Key], key: str, values: Iterable[str]
) -> Iterator[Problem]:
    """Report every value of `key` in the list at `keys` that an earlier item has already."""
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value in seen:
            place = (*keys, position, key)
            yield source.problem(place, f"“{value}”重复，请改成唯一的。")
        seen.add(value)


def unknown(
    source: Source, keys: Sequence[Key], names: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Problem]:
    """Report every name that is not among the known ones; `what` says what it should name."""
    allowed = frozenset(known)
    for name in names:
        if name not in allowed:
            yield source.problem(keys, f"没有{what}“{name}”，请改正或先行定义。")
