"""The layers of vbaProject.bin, each read back by somebody else's reader."""

import io
import struct
from collections.abc import Iterator

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.vba_reader import decompressed
from xltoolkit.hosts.excel.vba.compound_file import SHORTEST_IN_SECTORS, Stream, compound_file
from xltoolkit.hosts.excel.vba.compression import compress
from xltoolkit.hosts.excel.vba.encryption import encrypt
from xltoolkit.hosts.excel.vba.modules import BadSource, Module, ModuleKind, check_modules
from xltoolkit.hosts.excel.vba.project_stream import project_identifier

CHUNK = 4096
RED, NOBODY = 0, 0xFFFFFFFF
DIRECTORY_ENTRY = struct.Struct("<64sHBBIII")

texts = st.text("ab \r\n", max_size=3 * CHUNK).map(str.encode)
streams = st.dictionaries(
    st.text("ABCDEabcde_1", min_size=1, max_size=31),
    st.sampled_from((0, 1, 63, 64, 65, SHORTEST_IN_SECTORS - 1, SHORTEST_IN_SECTORS, 9000)),
    max_size=20,
)


@given(texts)
def test_another_reader_decompresses_what_was_compressed(text: bytes) -> None:
    assert decompressed(compress(text)) == text


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
@pytest.mark.parametrize("pattern", [b"a", b"Dim x As Long\r\n", bytes(range(32, 127))])
def test_chunks_of_every_length_are_read_back(length: int, pattern: bytes) -> None:
    text = (pattern * (length // len(pattern) + 1))[:length]
    assert decompressed(compress(text)) == text


def test_repetitions_take_little_room() -> None:
    assert len(compress(b"    Exit Function\r\n" * 200)) < 250


def decrypted(field: str) -> bytes:
    """Undo the encryption as MS-OVBA 2.4.3.3 tells it."""
    coded = bytes.fromhex(field)
    seed, version, key = coded[0], coded[0] ^ coded[1], coded[0] ^ coded[2]
    assert version == 2
    plain, before, last = bytearray(), coded[1], coded[2]
    unencrypted = key
    for byte in coded[3:]:
        unencrypted = byte ^ ((before + unencrypted) & 0xFF)
        plain.append(unencrypted)
        before, last = last, byte
    start = (seed & 6) // 2
    (length,) = struct.unpack_from("<I", plain, start)
    return bytes(plain[start + 4 : start + 4 + length])


@given(st.binary(max_size=20), st.integers(0, 255))
def test_encrypted_data_is_what_it_was(data: bytes, seed: int) -> None:
    assert decrypted(encrypt(data, project_identifier("A"), seed)) == data


@given(streams)
def test_another_reader_finds_every_stream(sizes: dict[str, int]) -> None:
    contents = {name.upper(): (name * size).encode()[:size] for name, size in sizes.items()}
    made = compound_file([Stream(name, content) for name, content in contents.items()])

    with olefile.OleFileIO(io.BytesIO(made)) as found:
        assert sorted(path[0] for path in found.listdir()) == sorted(contents)
        for name, content in contents.items():
            assert found.openstream(name).read() == content
        assert not found.parsing_issues


@given(streams)
def test_siblings_form_a_red_black_tree(sizes: dict[str, int]) -> None:
    names = {name.upper() for name in sizes}
    entries = directory_of(compound_file([Stream(name, b"") for name in names]))
    ordered = [entries[number][0] for number in walk(entries, entries[0][4])]

    assert ordered == sorted(names, key=lambda name: (len(name), name))
    assert len(set(black_heights(entries, entries[0][4]))) == 1
    assert not names or entries[entries[0][4]][1] != RED


Entry = tuple[str, int, int, int, int]  # name, colour, left, right, child


def directory_of(made: bytes) -> list[Entry]:
    (start,) = struct.unpack_from("<I", made, 48)
    table = struct.unpack_from("<128I", made, 512 * (1 + struct.unpack_from("<I", made, 76)[0]))
    entries = []
    while start != 0xFFFFFFFE:
        for number in range(4):
            place = 512 * (1 + start) + 128 * number
            name, length, _, colour, *links = DIRECTORY_ENTRY.unpack_from(made, place)
            text = name[: max(length - 2, 0)].decode("utf-16-le")
            entries.append((text, colour, links[0], links[1], links[2]))
        start = table[start]
    return entries


def walk(entries: list[Entry], number: int) -> Iterator[int]:
    if number != NOBODY:
        yield from walk(entries, entries[number][2])
        yield number
        yield from walk(entries, entries[number][3])


def black_heights(entries: list[Entry], number: int) -> Iterator[int]:
    """Walk all ways down; a red entry has no red child."""
    if number == NOBODY:
        yield 0
        return
    _, colour, left, right, _ = entries[number]
    for child in (left, right):
        assert not (colour == RED and child != NOBODY and entries[child][1] == RED)
        for height in black_heights(entries, child):
            yield height + (colour != RED)


BAD_MODULES = {
    "text outside of ASCII": ([Module("A", "' 绩效")], "A, line 2: text outside of ASCII"),
    "a line that VBA cuts off": ([Module("A", "x" * 1024)], "A, line 2: 1024 characters"),
    "a name with a hyphen": ([Module("A-B")], "A-B: no name"),
    "a name that begins with a digit": ([Module("1A")], "1A: no name"),
    "a name of 32 letters": ([Module("A" * 32)], "no name"),
    "names that differ in case only": ([Module("Ab"), Module("aB")], "two modules of one name"),
}


@pytest.mark.parametrize("case", BAD_MODULES)
def test_a_source_that_excel_would_not_load_is_refused(case: str) -> None:
    modules, says = BAD_MODULES[case]
    with pytest.raises(BadSource, match=says):
        check_modules(modules)


def test_what_just_fits_is_taken() -> None:
    check_modules([Module("A" * 31, "x" * 1023), Module("B_1", kind=ModuleKind.SHEET)])
