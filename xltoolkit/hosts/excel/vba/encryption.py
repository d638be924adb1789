"""The data encryption of the project stream (MS-OVBA 2.4.3).

It hides nothing and protects nothing: the project stream must state in this form that the
project has no password, and Excel takes a project without it for a damaged one.
"""

from __future__ import annotations

import struct

_VERSION = 2


def encrypt(data: bytes, project_identifier: str, seed: int) -> str:
    """Return the data in the form of the fields CMG, DPB and GC.

    Args:
        data: What the field states.
        project_identifier: The identifier of the project, in braces.
        seed: Any byte; a fixed one keeps the file the same from build to build.
    """
    key = sum(project_identifier.encode("ascii")) & 0xFF
    encrypted = bytearray((seed, seed ^ _VERSION, seed ^ key))
    ignored = bytes((seed & 6) // 2)
    unencrypted, first, second = key, encrypted[2], encrypted[1]
    for byte in ignored + struct.pack("<I", len(data)) + data:
        code = byte ^ (second + unencrypted & 0xFF)
        encrypted.append(code)
        unencrypted, first, second = byte, code, first
    return encrypted.hex().upper()
