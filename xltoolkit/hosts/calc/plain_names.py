"""Give the functions in a saved .xlsx file the names that Excel and the file host know.

LibreOffice 7.4 writes ORG.XLTOOLKIT.FUNCTIONS.PERFEXECRATE( where PERF_EXEC_RATE( belongs. The
long names stand in formulas and nowhere else, so their bytes are replaced; the rest of each part
stays as it is. Standard library only, Python 3.8.
"""

import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO, Iterator, Union

from udfs import FUNCTIONS
from xltoolkit.hosts.calc.identifiers import FUNCTIONS_SERVICE, exported_name

_PREFIX = FUNCTIONS_SERVICE.upper().encode() + b"."
_WITH_FORMULAS = ("xl/worksheets/", "xl/workbook.xml", "xl/tables/", "xl/charts/")
_NAMES = {exported_name(name).encode() + b"(": name.encode() + b"(" for name in FUNCTIONS}


def with_plain_names(xml: bytes) -> bytes:
    """Return a part with the plain names of our functions."""
    if _PREFIX in xml:
        for exported, plain in _NAMES.items():
            xml = xml.replace(exported, plain)
    return xml


def write_plain_names(path: Path) -> bool:
    """Put the plain names into a workbook file, in one step; tell whether it was changed.

    The time of the file stays: Calc, which has it open, would take it for changed by others.

    Raises:
        OSError: the file cannot be replaced; it is as it was.
    """
    with zipfile.ZipFile(path) as archive:
        if not any(_PREFIX in archive.read(name) for name in _parts(archive)):
            return False
    status = path.stat()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".xltoolkit-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            copy_with_plain_names(path, stream)
        shutil.copymode(path, temporary)
        os.utime(temporary, ns=(status.st_atime_ns, status.st_mtime_ns))
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise
    return True


def copy_with_plain_names(source: Union[Path, BinaryIO], target: BinaryIO) -> None:
    """Write a workbook to `target` with the plain names."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        formulas = set(_parts(archive))
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename in formulas:
                content = with_plain_names(content)
            copy.writestr(entry, content, entry.compress_type)


def _parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the parts that may hold formulas."""
    return (name for name in archive.namelist() if name.startswith(_WITH_FORMULAS))
