"""A workbook whose findings outgrow the prepared rows of 问题清单."""

from dataclasses import replace

from tests.support.cases import CATALOGUE, seed_file
from tests.support.judged_books import SAMPLE, judged_book
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.imports.filling import plan_filling
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.located import locate_list
from xltoolkit.workbook.plan import SheetPlan


def crowded_book(number: int) -> bytes:
    """Return the workbook of the fictional department with so many findings, before a run."""
    case = seed_file(SAMPLE)
    model = replace(case.findings[-1], indicator="", cases=None)
    findings = [replace(model, id=f"G{each:03d}") for each in range(number)]
    session = Session(open_package(judged_book(SAMPLE)))
    rows = locate_list(session.content(), FINDING_LIST).rows
    room = SheetPlan(FINDING_LIST.sheet, {}, {}, rows.stop - 1, rows.start + number - 1)
    session.apply((room,))
    more = replace(case, findings=tuple(findings))
    scheme = CATALOGUE.scheme(case.scheme)
    session.apply(plan_filling(more, CATALOGUE, scheme, session.content()))
    session.store_results()
    return session.to_bytes()
