"""Workbooks with many findings, which make 问题清单 outgrow its prepared rows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.support.cases import CATALOGUE, seed_file
from tests.support.judged_books import SAMPLE, judged_book
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.imports.filling import plan_filling
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.located import locate_list
from xltoolkit.workbook.plan import SheetPlan


@cache
def crowded_book(findings: int) -> bytes:
    """Return the workbook of the fictional department with so many findings, before a run."""
    case = seed_file(SAMPLE)
    model = replace(case.findings[-1], indicator="", cases=None)
    many = tuple(replace(model, id=f"G{number:05d}") for number in range(findings))
    session = Session(open_package(judged_book(SAMPLE)))
    rows = locate_list(session.content(), FINDING_LIST).rows
    last = rows.start + findings - 1
    if last >= rows.stop:
        session.apply((SheetPlan(FINDING_LIST.sheet, {}, {}, rows.stop - 1, last),))
    scheme = CATALOGUE.scheme(case.scheme)
    more = replace(case, findings=many)
    session.apply(plan_filling(more, CATALOGUE, scheme, session.content()))
    session.store_results()
    return session.to_bytes()
