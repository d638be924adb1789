"""The zip layer of a package: its directory, inflating one entry, writing it again.

`zipfile` reads the directory only. Entries are inflated here, bounded by the size that the
directory states, so that a lying size costs nothing; untouched entries are written again with
their packed bytes as they were.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xltoolkit.hosts.file.limits import Limits, UnsafeWorkbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STORED = 0
DEFLATED = 8
# Level 4 packs these workbooks within five percent of level 6, in little more than half the time.
DEFLATE_LEVEL = 4

_ENCRYPTED = 0x1
_DATA_DESCRIPTOR = 0x8
_UTF8_NAME = 0x800
_VERSION = 20
_EPOCH_YEAR = 1980
_FIRST_DATE = 1 << 5 | 1  # the first of January of that year
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3I5H2I")
_END_OF_DIRECTORY = struct.Struct("<4s4H2IH")
_DAMAGED = "请重新取得该文件，或从备份中恢复"


@dataclass(frozen=True)
class Entry:
    """One entry of the zip directory, with the place of its packed bytes in the file."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    time: int
    date: int
    checksum: int
    packed_size: int
    size: int
    attributes: int
    system: int
    start: int


def read_directory(data: bytes, limits: Limits) -> tuple[Entry, ...]:
    """Read the directory and refuse it where it breaks a limit or contradicts the file.

    Args:
        data: A file that begins as a zip file.
        limits: The bounds on entries and sizes.

    Returns:
        The entries in the order of the directory, folders included.

    Raises:
        UnsafeWorkbook: Truncated, encrypted, oversized, double or overlapping entries.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.filelist) > limits.entries:
                raise UnsafeWorkbook(
                    f"文件内有 {len(archive.filelist)} 个部件，超过上限 {limits.entries} 个："
                    "请在 Excel 中把需要的工作表复制到新工作簿后再试。"
                )
            entries = tuple(_entry(data, info) for info in archive.infolist())
    except (zipfile.BadZipFile, struct.error, UnicodeDecodeError, NotImplementedError, OSError):
        raise UnsafeWorkbook(f"文件不完整或已损坏（压缩目录无法读取）：{_DAMAGED}。") from None
    _refuse_sizes(entries, limits)
    _refuse_doubles(entries)
    _refuse_overlaps(entries)
    return entries


def _entry(data: bytes, info: zipfile.ZipInfo) -> Entry:
    name = info.orig_filename
    raw_name = name.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")
    year, month, day, hour, minute, second = info.date_time
    _refuse_name(name)
    if info.flag_bits & _ENCRYPTED:
        raise UnsafeWorkbook(f"部件“{name}”已加密：请取消压缩包或工作簿的密码后再试。")
    if info.compress_type not in (STORED, DEFLATED):
        raise UnsafeWorkbook(
            f"部件“{name}”用了不支持的压缩方法（{info.compress_type}）：请在 Excel 中另存一次后再试。"
        )
    return Entry(
        name=part_name(name),
        raw_name=raw_name,
        flags=info.flag_bits,
        method=info.compress_type,
        time=hour << 11 | minute << 5 | second // 2,
        date=(year - _EPOCH_YEAR) << 9 | month << 5 | day,
        checksum=info.CRC,
        packed_size=info.compress_size,
        size=info.file_size,
        attributes=info.external_attr,
        system=info.create_system,
        start=_packed_start(data, info, raw_name),
    )


def new_entry(name: str) -> Entry:
    """Return the entry of a part to add, of the earliest time; `write_archive` has its content."""
    raw_name = name.encode()
    return Entry(
        name=name,
        raw_name=raw_name,
        flags=0 if name.isascii() else _UTF8_NAME,
        method=DEFLATED,
        time=0,
        date=_FIRST_DATE,
        checksum=0,
        packed_size=0,
        size=0,
        attributes=0,
        system=0,
        start=0,
    )


def _packed_start(data: bytes, info: zipfile.ZipInfo, raw_name: bytes) -> int:
    """Return where the packed bytes begin; the local header must tell what the directory tells."""
    header = _LOCAL_HEADER.unpack_from(data, info.header_offset)
    signature, _version, flags, method, *_rest, name_length, extra_length = header
    name_start = info.header_offset + _LOCAL_HEADER.size
    start: int = name_start + name_length + extra_length
    agrees = (
        signature == b"PK\x03\x04"
        and method == info.compress_type
        and not flags & _ENCRYPTED
        and data[name_start : name_start + name_length] == raw_name
        and start + info.compress_size <= len(data)
    )
    if not agrees:
        raise UnsafeWorkbook(
            f"部件“{info.orig_filename}”的文件头与压缩目录不一致，文件已损坏或被改动：{_DAMAGED}。"
        )
    return start


def part_name(entry_name: str) -> str:
    """Return the name of a part as look-ups use it: forward slashes, none in front."""
    return entry_name.replace("\\", "/").lstrip("/")


def _refuse_name(name: str) -> None:
    segments = part_name(name).split("/")
    if (
        ".." in segments
        or ":" in segments[0]
        or any(ord(character) < ord(" ") for character in name)
    ):
        raise UnsafeWorkbook(
            f"文件内有路径可疑的部件“{ascii(name)[1:-1]}”，可能是伪造的：请向提供者核实后重新取得该文件。"
        )


def _refuse_sizes(entries: Iterable[Entry], limits: Limits) -> None:
    total = 0
    for entry in entries:
        total += entry.size
        if entry.size > limits.part_bytes:
            raise UnsafeWorkbook(
                f"部件“{entry.name}”解压后有 {_mebibytes(entry.size)} MB，超过上限 "
                f"{_mebibytes(limits.part_bytes)} MB：请删除多余的行、图片或格式后另存再试。"
            )
        large = entry.size > limits.ratio_floor_bytes
        if large and entry.size > limits.ratio * max(entry.packed_size, 1):
            raise UnsafeWorkbook(
                f"部件“{entry.name}”的压缩比超过 {limits.ratio} 倍，疑似压缩炸弹："
                "请向提供者核实；确属正常文件的，请删除空白格式行后另存再试。"
            )
    if total > limits.total_bytes:
        raise UnsafeWorkbook(
            f"文件解压后共 {_mebibytes(total)} MB，超过上限 {_mebibytes(limits.total_bytes)} MB："
            "请删除多余的工作表或图片后另存再试。"
        )


def _mebibytes(size: int) -> int:
    return -(-size >> 20)


def _refuse_doubles(entries: Iterable[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        key = entry.name.lower()
        if key in seen:
            raise UnsafeWorkbook(
                f"文件内有两个同名部件“{entry.name}”，无法判断以哪个为准：请在 Excel 中打开核对后另存再试。"
            )
        seen.add(key)


def _refuse_overlaps(entries: Iterable[Entry]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.start < end:
            raise UnsafeWorkbook(
                f"部件“{entry.name}”与其他部件的数据重叠，疑似压缩炸弹：请向提供者核实后重新取得该文件。"
            )
        end = entry.start + entry.packed_size


def inflate(data: bytes, entry: Entry) -> bytes:
    """Return the content of an entry.

    Raises:
        UnsafeWorkbook: The packed bytes are damaged or hold more than the directory states.
    """
    packed = data[entry.start : entry.start + entry.packed_size]
    content = packed
    if entry.method == DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One byte more than stated is enough to see the lie, and all that is spent on it.
            content = machine.decompress(packed, entry.size + 1)
        except zlib.error:
            content = b""
    if len(content) != entry.size or zlib.crc32(content) != entry.checksum:
        raise UnsafeWorkbook(
            f"部件“{entry.name}”的内容与压缩目录所列不符，文件已损坏：{_DAMAGED}。"
        )
    return content


def write_archive(data: bytes, entries: Iterable[Entry], replaced: Mapping[str, bytes]) -> bytes:
    """Write the entries again: the replaced ones packed anew, the others byte for byte.

    Args:
        data: The file that the entries were read from.
        entries: What the new file holds, in order.
        replaced: New content by entry name.

    Returns:
        The new file; equal input gives equal bytes.
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        content = replaced.get(entry.name)
        if content is None:
            written, packed = entry, data[entry.start : entry.start + entry.packed_size]
        else:
            written, packed = _packed_anew(entry, content)
        header, record = _headers(written, offset)
        body += (header, packed)
        directory.append(record)
        offset += len(header) + len(packed)
    size = sum(map(len, directory))
    end = _END_OF_DIRECTORY.pack(
        b"PK\x05\x06", 0, 0, len(directory), len(directory), size, offset, 0
    )
    return b"".join((*body, *directory, end))


def _packed_anew(entry: Entry, content: bytes) -> tuple[Entry, bytes]:
    machine = zlib.compressobj(DEFLATE_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = machine.compress(content) + machine.flush()
    checksum = zlib.crc32(content)
    written = replace(
        entry, method=DEFLATED, checksum=checksum, packed_size=len(packed), size=len(content)
    )
    return written, packed


def _headers(entry: Entry, offset: int) -> tuple[bytes, bytes]:
    """Return the local header and the directory record of an entry that begins at `offset`."""
    # Sizes stand in the header itself, so no data descriptor follows the packed bytes.
    shared = (
        entry.flags & ~_DATA_DESCRIPTOR,
        entry.method,
        entry.time,
        entry.date,
        entry.checksum,
        entry.packed_size,
        entry.size,
        len(entry.raw_name),
        0,
    )
    local = _LOCAL_HEADER.pack(b"PK\x03\x04", _VERSION, *shared)
    made_by = entry.system << 8 | _VERSION
    central = _CENTRAL_HEADER.pack(
        b"PK\x01\x02", made_by, _VERSION, *shared, 0, 0, 0, entry.attributes, offset
    )
    return local + entry.raw_name, central + entry.raw_name
