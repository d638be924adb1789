"""Reading VBA back with oletools, whose reader is independent of our writer."""

from __future__ import annotations

import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # libraries that it uses are out of date, which is theirs
    from oletools.olevba import VBA_Parser, decompress_stream


def decompressed(container: bytes) -> bytes:
    """Return what a compressed stream holds."""
    return bytes(decompress_stream(bytearray(container)))


def modules_of(file: Path) -> dict[str, str]:
    """Return the whole text of every module by name, `.cls` behind those of sheets."""
    parser = VBA_Parser(str(file))
    try:
        return {name: text for _, _, name, text in parser.extract_macros()}
    finally:
        parser.close()
