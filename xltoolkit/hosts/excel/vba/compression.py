"""The compression of VBA sources (MS-OVBA 2.4.1): chunks of 4096 bytes, copies within a chunk."""

from __future__ import annotations

import struct

_SIGNATURE = b"\x01"
_CHUNK = 4096
_CHUNK_HEADER = 0x3000  # the three bits that every chunk header carries
_COMPRESSED = 0x8000
_TOKENS_PER_FLAG = 8
_SHORTEST_COPY = 3
_LONGEST_BODY = _CHUNK + 2 - 4  # a longer one would not be shorter than the plain chunk

_word = struct.Struct("<H")


def compress(data: bytes) -> bytes:
    """Return the compressed container of a stream."""
    chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
    return _SIGNATURE + b"".join(map(_packed_chunk, chunks))


def _packed_chunk(chunk: bytes) -> bytes:
    body = _compressed(chunk)
    if len(body) <= _LONGEST_BODY:
        return _word.pack(_COMPRESSED | _CHUNK_HEADER | len(body) - 1) + body
    # A plain chunk is always whole: what is missing at the end is filled with zeros.
    return _word.pack(_CHUNK_HEADER | _CHUNK - 1) + chunk.ljust(_CHUNK, b"\0")


def _compressed(chunk: bytes) -> bytes:
    """Return the tokens of a chunk: eight at a time behind a byte that tells copies apart."""
    body = bytearray()
    seen: dict[bytes, list[int]] = {}
    position = 0
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for number in range(_TOKENS_PER_FLAG):
            if position >= len(chunk):
                break
            length, distance = _longest_copy(chunk, position, seen)
            if length:
                flags |= 1 << number
                tokens += _copy_token(position, length, distance)
            else:
                length = 1
                tokens.append(chunk[position])
            for start in range(position, position + length):
                seen.setdefault(chunk[start : start + _SHORTEST_COPY], []).append(start)
            position += length
        body.append(flags)
        body += tokens
    return bytes(body)


def _longest_copy(chunk: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return length and distance of the longest repetition, the nearest of equal ones; 0 for none."""
    most = min((1 << _length_bits(position)) - 1 + _SHORTEST_COPY, len(chunk) - position)
    best, distance = 0, 0
    for start in reversed(seen.get(chunk[position : position + _SHORTEST_COPY], ())):
        length = 0
        while length < most and chunk[start + length] == chunk[position + length]:
            length += 1
        if length > best:
            best, distance = length, position - start
    return (best, distance) if best >= _SHORTEST_COPY else (0, 0)


def _copy_token(position: int, length: int, distance: int) -> bytes:
    return _word.pack((distance - 1) << _length_bits(position) | (length - _SHORTEST_COPY))


def _length_bits(position: int) -> int:
    """How many of the 16 bits of a copy token hold its length; the others hold the distance."""
    distance_bits = max((position - 1).bit_length(), 4)
    return 16 - distance_bits
