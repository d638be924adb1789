"""Looking for marks that nothing supports, and for a scheme that is not in force in the year.

Standard library only, Python 3.8.
"""

from typing import Iterator

from xltoolkit.catalogue.scheme_model import MARKED_SHAPES, Scheme
from xltoolkit.workbook.cell_reading import ListReader, RowReader, cell_number, place_of
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.input_problem import WARNING, InputProblem, problem_at
from xltoolkit.workbook.layout.cover import YEAR
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST, ITEM_COLUMNS
from xltoolkit.workbook.located import locate_cell


def unsupported_marks(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Find rows that evaluators scored, or adjusted, without saying on what and by whom.

    A mark without a working paper cannot be reviewed; it counts all the same.
    """
    marked = {row.id for row in scheme.rows if row.score.shape in MARKED_SHAPES}
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        is_adjusted = row.number("adjusted") is not None
        if not is_adjusted and not (row.text("id") in marked and _is_entered(row)):
            continue
        for column_id in ("reviewer", "evidence"):
            if not row.text(column_id):
                title = INDICATOR_LIST.column(column_id).title
                reason = f"本行由人工评分，“{title}”未填，请补填或核对"
                yield problem_at(row.place(column_id), WARNING, None, reason)
        if is_adjusted and not row.text("adjustment_reason"):
            reason = "填了手工调整而没有调整理由，请补填"
            yield problem_at(row.place("adjustment_reason"), WARNING, None, reason)


def _is_entered(row: RowReader) -> bool:
    return any(row.cell(column) not in (None, "") for column in ("mark", *ITEM_COLUMNS))


def wrong_year(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Find a year of evaluation in which the scheme is not in force."""
    year = cell_number(content, YEAR)
    if year is None or year != int(year) or scheme.holds_in(int(year)):
        return
    located = locate_cell(content, YEAR)
    first, last = scheme.effective.get("from"), scheme.effective.get("to")
    begin = "" if first is None else first.isoformat()
    end = "今" if last is None else last.isoformat()
    reason = (
        f"方案“{scheme.name}”第{scheme.version}版适用于{begin}至{end}，不含该年度，"
        "请核对年度，或用“xltoolkit new --year”按该年度的版本新建"
    )
    yield problem_at(place_of(located.sheet, located.address), WARNING, year, reason)
