"""Marks, published rates and quoted standards of a case file, in the rows that exist for them."""

from collections.abc import Iterator, Mapping

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme, StandardReference
from xltoolkit.errors import UserError
from xltoolkit.imports.case_model import CaseFile, Mark, PublishedRate
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.checks import RATE_LIST
from xltoolkit.workbook.layout.scoring import (
    APPLICABLE,
    INDICATOR_LIST,
    ITEM_COLUMNS,
    NOT_APPLICABLE,
)
from xltoolkit.workbook.layout.settings import STANDARD_LIST
from xltoolkit.workbook.located import LocatedList, locate_list
from xltoolkit.workbook.plan import PlannedValue

QUOTED = "报告所列"
"""Printed behind a standard that the published report itself states."""

RowValues = tuple[LocatedList, int, Mapping[str, PlannedValue]]
"""A list, a row of it, and values by column id."""


def mark_cells(case: CaseFile, content: WorkbookContent) -> Iterator[RowValues]:
    """Return what evaluators entered on 指标评分.

    Raises:
        UserError: when the row of an indicator is missing, or has too few columns for its marks.
    """
    located = locate_list(content, INDICATOR_LIST)
    rows = {located.value(content, row, "id"): row for row in located.rows}
    for indicator, mark in case.marks.items():
        if indicator not in rows:
            raise UserError(
                f"“{INDICATOR_LIST.sheet}”中没有编号为“{indicator}”的指标，"
                "请检查评分录入（marks）中的编号。"
            )
        yield located, rows[indicator], _mark(indicator, mark)


def _mark(indicator: str, mark: Mark) -> Mapping[str, PlannedValue]:
    given = mark.marks or mark.scores
    if len(given) > len(ITEM_COLUMNS):
        raise UserError(
            f"指标“{indicator}”录入了{len(given)}项要点，表中最多{len(ITEM_COLUMNS)}项，请核对。"
        )
    state = {True: APPLICABLE, False: NOT_APPLICABLE}
    values: dict[str, PlannedValue] = {
        "applicable": mark.applicable
        if isinstance(mark.applicable, str)
        else state[mark.applicable],
        "evidence": mark.evidence,
        "reviewer": mark.reviewer,
    }
    entered = mark.count if mark.score is None else mark.score
    if entered is not None:
        values["mark"] = float(entered)
    if mark.level is not None:
        values["mark"] = mark.level
    if mark.definition is not None:
        values["definition"] = mark.definition
    values.update(zip(ITEM_COLUMNS, given, strict=False))
    return values


def rate_cells(
    case: CaseFile, catalogue: Catalogue, content: WorkbookContent
) -> Iterator[RowValues]:
    """Return the published rates, each in the row of its id, else in the next free one.

    Raises:
        UserError: when there are no more free rows.
    """
    located = locate_list(content, RATE_LIST)
    rows = {located.value(content, row, "id"): row for row in located.rows}
    free = iter([row for row in located.rows if not located.value(content, row, "id")])
    for rate in case.published.rates:
        row = rows.get(rate.id) or next(free, None)
        if row is None:
            raise UserError(
                f"“{RATE_LIST.sheet}”的“{RATE_LIST.title}”没有空行可填“{rate.name}”，"
                "请先在该表中间插入行再填。"
            )
        yield located, row, _rate(rate, catalogue)


def _rate(rate: PublishedRate, catalogue: Catalogue) -> Mapping[str, PlannedValue]:
    known = catalogue.quantities_by_id()
    values: dict[str, PlannedValue] = {
        "id": rate.id,
        "name": rate.name,
        "published": rate.value,
        "digits": float(printed_digits(rate.printed)),
        "standard": rate.standard,
        "scope": rate.scope.value if rate.scope else "",
        "source": rate.source,
    }
    if rate.numerator and rate.denominator:
        values["numerator"] = known[rate.numerator].defined_name
        values["denominator"] = known[rate.denominator].defined_name
    return values


def quoted_standards(case: CaseFile, scheme: Scheme) -> frozenset[str]:
    """Return the standards of a scheme that the published report itself states, by id."""
    stated = {rate.id for rate in case.published.rates if rate.standard is not None}
    return frozenset(
        setting.standard
        for row in scheme.rows
        if row.id in stated
        for setting in row.score.p
        if isinstance(setting, StandardReference)
    )


def standard_cells(case: CaseFile, scheme: Scheme, content: WorkbookContent) -> Iterator[RowValues]:
    """Return whose the standards on 参数 are, where the published report states them."""
    quoted = quoted_standards(case, scheme)
    located = locate_list(content, STANDARD_LIST)
    for row in located.rows:
        if located.value(content, row, "id") in quoted:
            yield located, row, {"basis": QUOTED}


def printed_digits(printed: str) -> int:
    """Return how many decimals a printed percentage has: 2 for 92.50%, 0 for 90%."""
    return len(printed.rstrip("%％").partition(".")[2])
