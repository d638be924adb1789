"""`xltoolkit fill`: data into a workbook."""

from pathlib import Path

from xltoolkit.clock import now
from xltoolkit.errors import UserError
from xltoolkit.hosts.file.editing import edited
from xltoolkit.hosts.file.foreign_sheets import foreign_sheets
from xltoolkit.imports.data_file import UNCHANGED, read_data_file


def fill(book: Path, data: Path, unit: str | None) -> None:
    """Put a case file, a table of quantities or published accounts into a workbook.

    What it lacks stays as it is.
    """
    find_cells = read_data_file(data, unit, foreign_sheets)
    with edited(book, now()) as session:
        filling = find_cells(session.content())
        session.apply(filling.plans)
    for sentence in filling.remarks:
        print(sentence)
    if filling.is_refused:
        raise UserError(filling.done)
    print(filling.done if session.changed else UNCHANGED)
