"""What it costs to build the workbook of a scheme, against writing as many plain cells."""

from io import BytesIO

import xlsxwriter

from measure import alternate, print_ratios
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.commands.templates import built_template
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.template import build_template

ROUNDS = 5


def main() -> None:
    """Print the build of the largest scheme's workbook, alone and with its calculation."""
    catalogue = load_catalogue()
    largest = max(catalogue.schemes, key=lambda scheme: len(scheme.rows))
    content = Session(open_package(build_template(catalogue, largest))).content()
    cells = {name: len(sheet) for name, sheet in content.sheets.items()}
    timings = alternate(
        {
            f"{sum(cells.values())} plain cells in as many sheets": lambda: _plain(cells),
            "build the template": lambda: build_template(catalogue, largest),
            "build, calculate and store the results": lambda: built_template(largest),
        },
        ROUNDS,
    )
    print_ratios(f"The workbook of the largest scheme ({_described(largest)})", timings)


def _plain(cells: dict[str, int]) -> None:
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    for name, count in cells.items():
        sheet = book.add_worksheet(name)
        for row in range(count):
            sheet.write_number(row, 0, row)
    book.close()


def _described(scheme: Scheme) -> str:
    return f"{scheme.id}, {len(scheme.rows)} indicators"


if __name__ == "__main__":
    main()
