"""What Calc costs as a host: calls of our functions in cells, a press of the button, a start."""

import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from measure import Timing, alternate, print_ratios
from tests.support.books import filled_book
from tests.support.calc_books import CalcBook
from tests.support.calc_office import CalcOffice
from tests.support.crowded_books import crowded_book
from tests.support.judged_books import CASE
from xltoolkit.hosts.calc.headless import HeadlessCalc
from xltoolkit.hosts.calc.office_program import require_office

ROWS = 10_000
ROUNDS = 5
ISSUES = 2_000
FORMULAS = {
    "a native formula: ROUND(a/b,6)": "=ROUND({row}/7;6)",
    "our function: PERF_EXEC_RATE(a,b)": "=PERF_EXEC_RATE({row};7)",
}


def main() -> None:
    """Print the three tables; without LibreOffice say so."""
    if shutil.which("soffice") is None:
        print("\nLibreOffice is not installed: nothing measured in Calc")
        return
    with tempfile.TemporaryDirectory() as place, CalcOffice(Path(place) / "office") as office:
        timings = calls(office)
        print_ratios(f"{ROWS} formulas in Calc", timings)
        print(f"  {ROWS / timings[1].seconds:,.0f} calls of our function a second")
        print_ratios("A press of the button in Calc", presses(office, Path(place)))
    print_ratios("A calculation in a LibreOffice of its own", starts())


def calls(office: CalcOffice) -> list[Timing]:
    """Time the calculation of many formulas of each kind, turn by turn."""
    for name, formula in FORMULAS.items():
        office.ask("new", path=name)
        office.ask("fill_down", path=name, sheet="Sheet1", first=1, last=ROWS, formula=formula)
    seconds: dict[str, list[float]] = {name: [] for name in FORMULAS}
    for _ in range(ROUNDS + 1):
        for name in FORMULAS:
            seconds[name].append(office.ask("time_calculation", path=name))
    for name in FORMULAS:
        office.ask("close", path=name)
    return [Timing(name, median(taken[1:])) for name, taken in seconds.items()]


def presses(office: CalcOffice, folder: Path) -> list[Timing]:
    """Time a press that writes the 2022 workbook, one that finds nothing, and a crowded one."""
    small = CalcBook.opened(office, folder / "small.xlsx", filled_book(CASE))
    large = CalcBook.opened(office, folder / "large.xlsx", crowded_book(ISSUES))
    timings = [
        Timing("the 2022 case: all is new", small.ask("time_press", verb="run")[0]),
        Timing("the 2022 case: nothing is new", small.ask("time_press", verb="run")[0]),
        Timing(f"{ISSUES} issues, written with undo", large.ask("time_press", verb="run")[0]),
    ]
    started = time.perf_counter()
    large.ask("undo")
    timings.append(Timing(f"{ISSUES} issues, undone", time.perf_counter() - started))
    for book in (small, large):
        book.ask("close")
    return timings


def starts() -> list[Timing]:
    """Time a calculation from the start of the program to its result."""
    content = filled_book(CASE)
    program = require_office()
    with HeadlessCalc(program) as calc:
        started = time.perf_counter()
        calc.recalculate(content)
        fresh = time.perf_counter() - started
        again = alternate({"the same profile again": lambda: calc.recalculate(content)}, 2)
    return [Timing("a fresh profile: start to result", fresh), *again]


if __name__ == "__main__":
    main()
