"""What a function cell of Excel costs on the side of Python, through the real xlwings.

Excel itself and the way between two processes are not here: what is counted is how often that
way is gone. Values go with the call, so nothing may be asked of Excel besides.
"""

from measure import alternate, print_ratios
from tests.support.pywin32_stand_in import Dispatch, install
from udfs import FUNCTIONS
from xltoolkit.commands.demo import CASE_FILE
from xltoolkit.commands.new_book import template_with_macros
from xltoolkit.hosts.excel.hidden_sheets import SERVED_MODULE
from xltoolkit.hosts.file.gate import contents
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.data_file import fill_case
from xltoolkit.resources import folder

ROUNDS = 7
CALLS = 1_000
ROWS = 300


def main() -> None:
    """Print the round trips of a workbook, and the cost of a call."""
    install()
    from xlwings.com_server import XLPython  # noqa: PLC0415 - after its stand-ins

    server = XLPython()
    rate = FUNCTIONS["PERF_EXEC_RATE"]
    scores = tuple((float(number),) for number in range(ROWS))

    def called(name: str, *arguments: object) -> None:
        for _ in range(CALLS):
            server.CallUDF(SERVED_MODULE, name, arguments, None, None)  # type: ignore[no-untyped-call]  # xlwings has no types here

    def plain() -> None:
        for _ in range(CALLS):
            rate.call(90.0, 100.0)

    timings = alternate(
        {
            f"{CALLS} calls of PERF_EXEC_RATE in Python": plain,
            "the same through xlwings": lambda: called("PERF_EXEC_RATE", 90.0, 100.0),
            f"PERF_TOTAL of {ROWS} cells through xlwings": lambda: called("PERF_TOTAL", scores),
        },
        ROUNDS,
    )
    print_ratios("Calls from Excel", timings)
    print(f"  asked of Excel besides, in all these calls: {Dispatch.asked}")
    print_round_trips()


def print_round_trips() -> None:
    """Print how many cells of the filled workbook have functions, and how many calls they hold."""
    case = read_case_file(folder("seeds") / CASE_FILE)
    session = Session(open_package(template_with_macros(case.scheme)))
    session.apply(fill_case(case, session.content()))
    formulas = (
        cell.formula
        for cells in session.content().sheets.values()
        for cell in cells.values()
        if cell.formula is not None and "PERF_" in cell.formula
    )
    calls = [sum(call.name in FUNCTIONS for call in contents(text).calls) for text in formulas]
    print(f"  workbook of 2022: {len(calls)} cells with functions, {sum(calls)} calls at most;")
    print(f"  each call is one round trip; {calls.count(1)} cells hold one call")


if __name__ == "__main__":
    main()
