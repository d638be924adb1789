"""What a run on the filled workbook of the 2022 case costs, and where the time goes."""

import io
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from xml.parsers import expat

import openpyxl

from measure import Timing, alternate, print_ratios
from xltoolkit.commands.new_book import template
from xltoolkit.hosts.file.guard import open_file, open_package
from xltoolkit.hosts.file.run import run_file
from xltoolkit.hosts.file.saving import save
from xltoolkit.hosts.file.session import Session
from xltoolkit.hosts.file.snapshots import snapshot
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile, Finding
from xltoolkit.imports.data_file import fill_case
from xltoolkit.resources import folder
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.located import locate_list
from xltoolkit.workbook.plan import SheetPlan
from xltoolkit.workbook.running import judge, stamp_after

CASE_FILE = "changsha_2022.yaml"
NOW = datetime(2024, 5, 6, 8, 0, tzinfo=UTC)
ROUNDS = 9
ROUNDS_OF_GROWTH = 1
ISSUES = (100, 1_000, 5_000)


def main() -> None:
    """Print a run against the least that any program must do, its stages, and its growth."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "filled.xlsx"
        book.write_bytes(filled_book(case_file()))
        print_ratios("A run on the filled workbook of 2022", compare(book))
        print_ratios("Stages of that run", stages(book))
        print_ratios("A run with many issues, for each issue", growth(Path(place)))


def case_file() -> CaseFile:
    """Return the case of the 2022 report."""
    return read_case_file(folder("seeds") / CASE_FILE)


def filled_book(case: CaseFile) -> bytes:
    """Return the template filled with a case, as it is before its first run."""
    session = Session(open_package(template(case.scheme)))
    session.apply(fill_case(case, session.content()))
    session.store_results()
    return session.to_bytes()


def compare(book: Path) -> list[Timing]:
    """Time a first run, a second run that finds nothing new, and what others do."""
    filled = book.read_bytes()
    judged = book.with_name("judged.xlsx")
    judged.write_bytes(filled)
    run_file(judged, NOW)
    return alternate(
        {
            "floor: unzip, expat over all sheets, zip": partial(floor, book, seen_by_python=False),
            "the same, elements reported to Python": partial(floor, book, seen_by_python=True),
            "first run: all is new": partial(first_run, book, filled),
            "second run: nothing is new": partial(run_file, judged, NOW),
            "openpyxl: load and save": partial(openpyxl_copy, book),
        },
        ROUNDS,
    )


def floor(book: Path, *, seen_by_python: bool) -> None:
    """Do what no program that changes a workbook can leave out.

    With `seen_by_python` the parser reports every element to a function that does nothing,
    which is the least that a reader written in Python can spend.
    """
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parser = expat.ParserCreate()
            if seen_by_python:
                parser.StartElementHandler = lambda _name, _attributes: None
                parser.EndElementHandler = lambda _name: None
                parser.CharacterDataHandler = lambda _text: None
            parser.Parse(content, True)  # noqa: FBT003 - expat takes no keywords
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    book.with_name("floor.xlsx").write_bytes(packed.getvalue())


def first_run(book: Path, filled: bytes) -> None:
    """Run on the workbook as it was filled."""
    book.write_bytes(filled)
    run_file(book, NOW)
    book.write_bytes(filled)


def openpyxl_copy(book: Path) -> None:
    """Load and save, which is what a program on openpyxl spends before it does anything."""
    openpyxl.load_workbook(book).save(book.with_name("openpyxl.xlsx"))


def stages(book: Path) -> list[Timing]:
    """Time the stages of a first run; the first line is the whole of it."""
    seconds: dict[str, list[float]] = {}
    filled = book.read_bytes()
    for _ in range(ROUNDS):
        book.write_bytes(filled)
        started = time.perf_counter()
        staged_run(book, seconds)
        seconds.setdefault("all", []).append(time.perf_counter() - started)
    whole = seconds.pop("all")
    return [
        Timing("the whole run", median(whole)),
        *(Timing(name, median(taken)) for name, taken in seconds.items()),
    ]


def staged_run(book: Path, seconds: dict[str, list[float]]) -> None:
    """Do what `run_file` does, and note how long each stage takes."""

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds.setdefault(name, []).append(time.perf_counter() - started)

    with stage("guard and read"):
        package = open_file(book)
    with stage("load and calculate"):
        session = Session(package)
    with stage("judge and plan"):
        outcome = judge(session.content(), "benchmark", "2024-05-06 08:00")
    with stage("apply and calculate"):
        session.apply(outcome.plan.sheets)
        session.write(stamp_after(session.content(), outcome))
    with stage("store in the sheets"):
        session.store_results()
    with stage("zip"):
        data = session.to_bytes()
    with stage("keep and save"):
        snapshot(book, NOW)
        save(book, data)


def growth(place: Path) -> list[Timing]:
    """Time first runs on workbooks with many findings; each time is that of one issue."""
    timings = []
    for number in ISSUES:
        book = place / f"{number}.xlsx"
        filled = crowded_book(number)
        took = alternate({str(number): partial(first_run, book, filled)}, ROUNDS_OF_GROWTH)
        timings.append(Timing(f"{number} issues", took[0].seconds / number))
        shutil.rmtree(place / ".xltoolkit")
    return timings


def crowded_book(number: int) -> bytes:
    """Return the workbook with so many findings, in a list that has been grown for them."""
    case = case_file()
    session = Session(open_package(filled_book(case)))
    located = locate_list(session.content(), FINDING_LIST)
    last = located.rows.start + number - 1
    if last >= located.rows.stop:
        grown = SheetPlan(located.sheet, {}, {}, located.rows.stop - 1, last)
        session.apply((grown,))
    model = case.findings[0]
    findings = tuple(_finding(model, each) for each in range(number))
    session.apply(fill_case(replace(case, findings=findings), session.content()))
    session.store_results()
    return session.to_bytes()


def _finding(model: Finding, number: int) -> Finding:
    return replace(
        model, id=f"G{number:05d}", fact=f"{model.fact}（第{number + 1}项）", amount=None
    )


if __name__ == "__main__":
    main()
