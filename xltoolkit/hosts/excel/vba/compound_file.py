"""The container of a VBA project: a compound file of version 3 (MS-CFB).

A small file system: sectors of 512 bytes chained by a table (FAT), short streams in a stream of
mini sectors of 64 bytes with a table of its own, and a directory whose siblings form a
red-black tree. No times are stored.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

SECTOR = 512
MINI_SECTOR = 64
SHORTEST_IN_SECTORS = 4096  # shorter streams go into mini sectors
MOST_TABLE_SECTORS = 109  # of the FAT, that the header itself lists

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_ENTRIES_IN_SECTOR = SECTOR // _ENTRY.size
_LINKS_IN_SECTOR = SECTOR // 4
_HEADER = struct.Struct("<8s16sHHHHH6sIIIIIIIII")


class TooLarge(Exception):
    """More sectors than the header can list; far beyond any project of ours."""


@dataclass(frozen=True)
class Stream:
    """A file of the container."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Storage:
    """A folder of the container."""

    name: str
    children: tuple[Stream | Storage, ...]


@dataclass
class _Entry:
    """An entry of the directory; entries point to each other by their number."""

    name: str
    kind: int
    content: bytes = b""
    colour: int = _BLACK
    left: int = _NOBODY
    right: int = _NOBODY
    child: int = _NOBODY
    start: int = 0
    size: int = 0

    def pack(self) -> bytes:
        name = f"{self.name}\0".encode("utf-16-le")
        links = (self.left, self.right, self.child)
        kind = (len(name), self.kind, self.colour)
        return _ENTRY.pack(name, *kind, *links, bytes(16), 0, 0, 0, self.start, self.size)


@dataclass
class _Chains:
    """Units of one size, chained by a table; `put` appends a chain and returns its start."""

    unit: int
    units: list[bytes] = field(default_factory=list)
    table: list[int] = field(default_factory=list)

    def put(self, content: bytes) -> int:
        if not content:
            return _END
        start = len(self.units)
        self.units += _cut(content, self.unit)
        self.table += [*range(start + 1, len(self.units)), _END]
        return start


def compound_file(children: Sequence[Stream | Storage]) -> bytes:
    """Return the container that holds these streams and storages.

    Raises:
        TooLarge: more than about seven megabytes.
    """
    entries = _directory(Storage("Root Entry", tuple(children)))
    sectors = _Chains(SECTOR)
    mini = _Chains(MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            chains = sectors if len(entry.content) >= SHORTEST_IN_SECTORS else mini
            entry.start, entry.size = chains.put(entry.content), len(entry.content)
    mini_stream = b"".join(mini.units)
    entries[0].start, entries[0].size = sectors.put(mini_stream), len(mini_stream)
    mini_table = _packed_table(mini.table)
    mini_start = sectors.put(mini_table)
    start_of_directory = sectors.put(_packed_directory(entries))
    table_sectors = _add_table(sectors)
    header = _header(table_sectors, start_of_directory, (mini_start, len(mini_table) // SECTOR))
    return header + b"".join(sectors.units) + _packed_table(sectors.table)


def _directory(root: Storage) -> list[_Entry]:
    entries = [_Entry(root.name, _ROOT)]
    _add_children(entries, 0, root)
    return entries


def _add_children(entries: list[_Entry], parent: int, storage: Storage) -> None:
    children = sorted(storage.children, key=_sibling_order)
    first = len(entries)
    for child in children:
        is_stream = isinstance(child, Stream)
        content = child.content if isinstance(child, Stream) else b""
        entries.append(_Entry(child.name, _STREAM if is_stream else _STORAGE, content))
    numbers = range(first, len(entries))
    # All levels but the last are full: the last one red, the others black, is a red-black tree.
    full_levels = (len(numbers) + 1).bit_length() - 1
    entries[parent].child = _tree(entries, numbers, full_levels)
    for number, child in zip(numbers, children, strict=True):
        if isinstance(child, Storage):
            _add_children(entries, number, child)


def _sibling_order(child: Stream | Storage) -> tuple[int, str]:
    """Siblings are ordered by the length of their names, then by the names in capitals."""
    return len(child.name), child.name.upper()


def _tree(entries: list[_Entry], numbers: range, black_levels: int) -> int:
    """Link siblings as a balanced tree and return the number of its root."""
    if not numbers:
        return _NOBODY
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.colour = _BLACK if black_levels > 0 else _RED
    entry.left = _tree(entries, numbers[:middle], black_levels - 1)
    entry.right = _tree(entries, numbers[middle + 1 :], black_levels - 1)
    return numbers[middle]


def _packed_directory(entries: Sequence[_Entry]) -> bytes:
    unused = _ENTRY.pack(b"", 0, 0, 0, _NOBODY, _NOBODY, _NOBODY, bytes(16), 0, 0, 0, 0, 0)
    packed = [entry.pack() for entry in entries]
    packed += [unused] * (-len(packed) % _ENTRIES_IN_SECTOR)
    return b"".join(packed)


def _add_table(sectors: _Chains) -> range:
    """Chain in the sectors of the table itself; return their numbers."""
    count = 1
    while count * _LINKS_IN_SECTOR < len(sectors.table) + count:
        count += 1
    if count > MOST_TABLE_SECTORS:
        raise TooLarge(f"{count} sectors of the table")
    first = len(sectors.table)
    sectors.table += [_TABLE] * count
    return range(first, first + count)


def _packed_table(table: Sequence[int]) -> bytes:
    padded = [*table, *[_FREE] * (-len(table) % _LINKS_IN_SECTOR)]
    return struct.pack(f"<{len(padded)}I", *padded)


def _header(table_sectors: range, directory: int, mini_table: tuple[int, int]) -> bytes:
    header = _HEADER.pack(
        *(_SIGNATURE, bytes(16), 0x3E, 3, 0xFFFE),  # version 3, little-endian
        *(9, 6, bytes(6)),  # sectors of 2^9 bytes, mini sectors of 2^6
        *(0, len(table_sectors), directory, 0, SHORTEST_IN_SECTORS),
        *(*mini_table, _END, 0),  # no further list of table sectors
    )
    listed = [*table_sectors, *[_FREE] * (MOST_TABLE_SECTORS - len(table_sectors))]
    return header + struct.pack(f"<{MOST_TABLE_SECTORS}I", *listed)


def _cut(content: bytes, unit: int) -> Iterator[bytes]:
    for start in range(0, len(content), unit):
        yield content[start : start + unit].ljust(unit, b"\0")
