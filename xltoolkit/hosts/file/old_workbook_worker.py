"""The process that reads an .xls workbook: bytes on standard input, cells as JSON on the output."""

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineWorkbook

MOST_BYTES_OF_MEMORY = 1 << 30
MOST_CELLS = 1_000_000


def main() -> None:
    """Read standard input and print every worksheet; what goes wrong ends the process."""
    _limit_memory()
    book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    sheets = []
    cells = 0
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells += sum(map(len, rows))
        if cells > MOST_CELLS:
            sys.exit(1)
        sheets.append((name, [[_plain(cell) for cell in row] for row in rows]))
    sys.stdout.buffer.write(json.dumps(sheets).encode())


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  # only where there is such a thing: not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES_OF_MEMORY, MOST_BYTES_OF_MEMORY))


def _plain(cell: object) -> object:
    """Return a cell as JSON can hold it; an empty cell is null, a date its text."""
    if cell == "":
        return None
    if isinstance(cell, (date, datetime, time, timedelta)):
        return str(cell)
    return cell


if __name__ == "__main__":
    main()
