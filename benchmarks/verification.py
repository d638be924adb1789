"""What `verify` costs: a table of 10,000 published figures, read and classed."""

import csv
import json
import tempfile
from itertools import cycle, islice
from pathlib import Path

from measure import alternate, print_ratios
from xltoolkit.commands.verify import judge_file

ROUNDS = 3
FIGURES = 10_000
TITLES = ("名称", "种类", "公布值", "分子", "分母", "分项")
ROWS = (
    ("agrees", "比率", "57.14%", "400", "700", ""),
    ("within rounding", "比率", "57.15%", "400", "700", ""),
    ("a saving", "比率", "42.86%", "400", "700", ""),
    ("no cause", "比率", "12.34%", "400.00", "700.00", ""),
    ("a change", "比率", "98.31%", "63.46-32", "32", ""),
    ("a sum", "合计", "1,000.00", "", "", "620.00+380.00"),
    ("a wrong sum", "合计", "1000.50", "", "", "620.00+380.00"),
)


def main() -> None:
    """Print the cost of a table against reading its cells alone."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "figures.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((TITLES, *islice(cycle(ROWS), FIGURES)))

        def read() -> None:
            with table.open(encoding="utf-8", newline="") as file:
                json.dumps(list(csv.reader(file)))

        def verify() -> None:
            judge_file(table)

        timings = alternate(
            {f"reading {FIGURES} rows": read, f"verify of {FIGURES} figures": verify}, ROUNDS
        )
    print_ratios("verification of published figures", timings)


if __name__ == "__main__":
    main()
