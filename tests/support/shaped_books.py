"""A workbook of any scheme, filled cell by cell, calculated without an office program, and read."""

from collections.abc import Mapping
from dataclasses import replace

from tests.support.cases import CATALOGUE
from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.evaluation.case import Case, Indicator
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.reading import read_case

Typed = Mapping[str, Scalar]
Marks = Mapping[tuple[str, str], Scalar]


def with_scheme(scheme: Scheme) -> Catalogue:
    return replace(CATALOGUE, schemes=(scheme,))


def filled_session(book: bytes, typed: Typed, marks: Marks) -> Session:
    """Type values into named cells and into columns of rows of 指标评分, and calculate."""
    session = Session(open_package(book))
    content = session.content()
    cells: dict[str, dict[tuple[int, int], Scalar]] = {}
    for name, value in {"评价年度": 2023, **typed}.items():
        area = content.area(name)
        assert area is not None, name
        cells.setdefault(area.sheet, {})[area.top, area.left] = value
    for (indicator, column), value in marks.items():
        area = content.area(f"_scoring_{column}")
        assert area is not None, column
        cells.setdefault(area.sheet, {})[row_of(content, indicator), area.left] = value
    session.write(cells)  # type: ignore[arg-type]  # no test types an error value
    return session


def row_of(content: WorkbookContent, indicator: str) -> int:
    ids = content.area("_scoring_id")
    assert ids is not None
    return next(r for r in ids.rows if content.value(ids.sheet, r, ids.left) == indicator)


def filled_case(book: bytes, catalogue: Catalogue, typed: Typed, marks: Marks) -> Case:
    return read_case(filled_session(book, typed, marks).content(), catalogue)


def indicators_of(
    book: bytes, catalogue: Catalogue, typed: Typed, marks: Marks
) -> dict[str, Indicator]:
    """Return the rows of 指标评分 by id."""
    case = filled_case(book, catalogue, typed, marks)
    return {each.id: each for each in case.indicators}
