"""How often the button asks Excel for something: round trips, counted at Excel's stand-in.

Each crosses from one process to another and costs about a millisecond on a real machine, so their
number is what a user waits for. Times of the stand-in mean nothing and are not printed.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.support.crowded_books import crowded_book
from tests.support.excel import Application
from tests.support.windows_modules import windows_xlwings
from xltoolkit.hosts.excel.running import regenerate_open

FINDINGS = (20, 100, 1_000)
NOW = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
COUNTED = {
    "blocks read": ("read block",),
    "blocks written": ("write block",),
    "looks of rows": ("row height", "row hidden"),
    "rows inserted": ("insert rows",),
}


def main() -> None:
    """Print the round trips of a first press and of a second one that finds nothing new."""
    windows_xlwings()
    print("\nThe button in Excel: round trips, whatever the number of issues")
    print(f"  {'':<30}" + "".join(f"{name:>16}" for name in COUNTED))
    with tempfile.TemporaryDirectory() as place:
        for findings in FINDINGS:
            path = Path(place) / f"{findings}.xlsx"
            path.write_bytes(crowded_book(findings))
            app = Application()
            book = app.open(path).as_xlwings()
            for press in ("first press", "second press"):
                app.trips.clear()
                regenerate_open(book, NOW, lambda _: None)
                counts = [sum(app.trips[kind] for kind in kinds) for kinds in COUNTED.values()]
                print(
                    f"  {f'{findings} findings, {press}':<30}" + "".join(f"{n:>16}" for n in counts)
                )


if __name__ == "__main__":
    main()
