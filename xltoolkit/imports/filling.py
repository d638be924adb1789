"""Filling a workbook from a case file: which value goes into which cell.

Cells are found by defined names and ids, so a workbook in use can be filled too. A list of
the case file replaces the list of the workbook; what the case file does not say is left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import Quantity
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Entry
from xltoolkit.imports.case_model import CaseFile, DataItem, Scope
from xltoolkit.imports.filling_lists import list_rows, published_sums
from xltoolkit.imports.filling_scoring import mark_cells, rate_cells, standard_cells
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.checks import COUNT_LIST, SUM_LIST
from xltoolkit.workbook.layout.cover import BODY, DEPARTMENT, PROFILE, RESULTS, STAGE, YEAR
from xltoolkit.workbook.layout.data import DATA_ROWS, SCOPE_BY_COLUMN, VALUE_COLUMNS
from xltoolkit.workbook.layout.model import Kind, ListLayout, Role, SingleCell
from xltoolkit.workbook.layout.settings import DECIDED_BASIS, DECIDED_GRADE, DECIDED_SCORE
from xltoolkit.workbook.layout.sheet_names import SCORING
from xltoolkit.workbook.located import LocatedList, locate_cell, locate_list, lost_name
from xltoolkit.workbook.plan import PlannedValue, RowLook, SheetPlan
from xltoolkit.workbook.reading_data import UNSTATED_SCOPE, read_entries
from xltoolkit.workbook.text_fit import row_height

_SCOPES = {scope.value: scope for scope in Scope}

CellKey = tuple[str, int, int]
"""Sheet, row, column."""

PUBLISHED_BASIS = "公布得分"
COVER_WIDTH = 88.0
"""Characters that a paragraph of 封面 has room for."""


@dataclass
class Filling:
    """The cells to be written so far, and the height of the rows that are filled by them."""

    content: WorkbookContent
    cells: dict[CellKey, PlannedValue] = field(default_factory=dict)
    heights: dict[tuple[str, int], float] = field(default_factory=dict)

    def single(self, cell: SingleCell, value: PlannedValue) -> None:
        """Write a single cell; an empty value leaves it as it is."""
        if value in (None, ""):
            return
        located = locate_cell(self.content, cell)
        self.cells[located.sheet, located.row, located.column] = value
        if isinstance(value, str) and cell.kind is Kind.PARAGRAPH:
            height = row_height([(value, COVER_WIDTH)])
            self.heights[located.sheet, located.row] = height

    def row(self, located: LocatedList, row: int, values: Mapping[str, PlannedValue]) -> None:
        """Write columns of one row of a list, empty ones too.

        Raises:
            UserError: when a value belongs into a column that the workbook's template lacks.
        """
        for column, value in values.items():
            if column not in located.columns:
                _refuse_without_column(located, column, value)
                continue
            key = (located.sheet, row, located.columns[column])
            self.cells[key] = None if value == "" else value
        height = row_height(_wrapped_texts(located.layout, values))
        self.heights[located.sheet, row] = max(height, self.heights.get((located.sheet, row), 0.0))

    def replace_list(self, layout: ListLayout, rows: Sequence[Mapping[str, PlannedValue]]) -> None:
        """Write a list from its first row on, and empty what stood in the columns below.

        Raises:
            UserError: when the list has more entries than prepared rows.
        """
        if not rows:
            return
        located = locate_list(self.content, layout)
        if len(rows) > len(located.rows):
            missing = len(rows) - len(located.rows)
            raise UserError(
                f"“{layout.sheet}”的“{layout.title}”要填{len(rows)}行，表中只有"
                f"{len(located.rows)}行，请先在该表中间插入{missing}行再填。"
            )
        for row, values in zip(located.rows, rows, strict=False):
            self.row(located, row, values)
        for row in located.rows[len(rows) :]:
            for column in filter(located.columns.__contains__, rows[0]):
                self.cells[located.sheet, row, located.columns[column]] = None


def _wrapped_texts(
    layout: ListLayout, values: Mapping[str, PlannedValue]
) -> list[tuple[str, float]]:
    """Return the texts that wrap in visible columns, each with the width of its column.

    A column of amounts may hold the text of a quantity that is one.
    """
    return [
        (value, layout.column(column).width)
        for column, value in values.items()
        if isinstance(value, str)
        and layout.column(column).kind in (Kind.TEXT, Kind.PARAGRAPH, Kind.MONEY)
        and layout.column(column).role not in (Role.FOLDED, Role.HIDDEN)
    ]


def fill_cells(
    case: CaseFile, catalogue: Catalogue, scheme: Scheme, content: WorkbookContent
) -> dict[CellKey, PlannedValue]:
    """Return the cells of a workbook that hold what the case file says.

    Raises:
        UserError: when a list has more entries than prepared rows, or a name is lost.
    """
    return _filling(case, catalogue, scheme, content).cells


def plan_filling(
    case: CaseFile, catalogue: Catalogue, scheme: Scheme, content: WorkbookContent
) -> tuple[SheetPlan, ...]:
    """Return the same as plans for a host, with the heights that the texts need.

    A folded row that is filled is shown by that. Rows of 指标评分 keep their height.
    """
    return _plans(_filling(case, catalogue, scheme, content))


def plan_items(
    items: Mapping[str, DataItem], catalogue: Catalogue, content: WorkbookContent
) -> tuple[SheetPlan, ...]:
    """Return plans that put values with their scope, source and note into 基础数据.

    What an item does not say of these stays as it stands in the workbook.

    Raises:
        UserError: when the name of a quantity's cell is lost.
    """
    filling = Filling(content)
    entries = read_entries(content, catalogue)
    with_present = {each: _with_present(item, entries[each]) for each, item in items.items()}
    _fill_data(filling, with_present, catalogue)
    return _plans(filling)


def _with_present(item: DataItem, present: Entry) -> DataItem:
    return replace(
        item,
        scope=item.scope or _SCOPES.get(present.scope),
        source=item.source or present.source,
        note=item.note or present.note,
    )


def _plans(filling: Filling) -> tuple[SheetPlan, ...]:
    sheets = dict.fromkeys(sheet for sheet, _, _ in filling.cells)
    return tuple(
        SheetPlan(
            sheet=sheet,
            cells={
                (row, column): value
                for (name, row, column), value in filling.cells.items()
                if name == sheet
            },
            rows={
                row: RowLook(height=height)
                for (name, row), height in sorted(filling.heights.items())
                if name == sheet and sheet != SCORING
            },
        )
        for sheet in sheets
    )


def _refuse_without_column(located: LocatedList, column: str, value: PlannedValue) -> None:
    """An older workbook lacks columns that were added; what has no place there is told."""
    if value not in (None, ""):
        title = located.layout.column(column).title
        raise UserError(
            f"工作簿的模板较旧，“{located.sheet}”没有“{title}”一列，无法填入“{value}”，"
            "请用“xltoolkit new”新建工作簿后再填。"
        )


def _filling(
    case: CaseFile, catalogue: Catalogue, scheme: Scheme, content: WorkbookContent
) -> Filling:
    filling = Filling(content)
    _fill_cover(filling, case)
    _fill_data(filling, case.data, catalogue)
    for layout, rows in list_rows(case, catalogue, scheme):
        filling.replace_list(layout, rows)
    for located, row, values in mark_cells(case, content):
        filling.row(located, row, values)
    for located, row, values in standard_cells(case, scheme, content):
        filling.row(located, row, values)
    for located, row, values in rate_cells(case, catalogue, content):
        filling.row(located, row, values)
    _fill_published(filling, case, catalogue)
    return filling


def _fill_cover(filling: Filling, case: CaseFile) -> None:
    filling.single(DEPARTMENT, case.department)
    filling.single(YEAR, float(case.year))
    filling.single(BODY, case.body)
    filling.single(STAGE, case.stage.value if case.stage else None)
    filling.single(PROFILE, case.profile)
    filling.single(RESULTS, case.results)


def _fill_published(filling: Filling, case: CaseFile, catalogue: Catalogue) -> None:
    published = case.published
    if published.score is not None:
        filling.single(DECIDED_SCORE, published.score)
        filling.single(DECIDED_GRADE, published.grade)
        filling.single(DECIDED_BASIS, PUBLISHED_BASIS)
    filling.replace_list(SUM_LIST, published_sums(case, catalogue))
    if published.findings is not None:
        located = locate_list(filling.content, COUNT_LIST)
        filling.row(located, located.rows[0], {"published": float(published.findings)})


@dataclass(frozen=True)
class _Given:
    """What stands beside a value: 口径, 来源, 备注; `column` is the column of the value."""

    column: str
    scope: str
    source: str
    note: str

    def beside(self, kind: str) -> str:
        """Return 口径, 来源 or 备注."""
        return {"scope": self.scope, "source": self.source, "note": self.note}[kind]


def _fill_data(filling: Filling, items: Mapping[str, DataItem], catalogue: Catalogue) -> None:
    located = locate_list(filling.content, DATA_ROWS)
    known = catalogue.quantities_by_id()
    by_row: dict[int, list[_Given]] = {}
    for quantity_id, item in items.items():
        row, column = _cell_of(filling.content, located, known[quantity_id])
        value = item.value if isinstance(item.value, str) else float(item.value)
        filling.row(located, row, {column: value})
        scope = item.scope.value if item.scope else UNSTATED_SCOPE
        by_row.setdefault(row, []).append(_Given(column, scope, item.source, item.note))
    for row, kept in _kept(filling.content, located, items, catalogue):
        if row in by_row:
            by_row[row].append(kept)
    for row, given in by_row.items():
        for kind in ("scope", "source", "note"):
            filling.row(located, row, dict(_beside(kind, given)))


def _kept(
    content: WorkbookContent,
    located: LocatedList,
    items: Mapping[str, DataItem],
    catalogue: Catalogue,
) -> Iterator[tuple[int, _Given]]:
    """Return the values of the workbook that the items do not speak of, with their rows."""
    known = catalogue.quantities_by_id()
    for quantity_id, entry in read_entries(content, catalogue).items():
        if entry.value is not None and quantity_id not in items:
            row, column = _cell_of(content, located, known[quantity_id])
            yield row, _Given(column, entry.scope, entry.source, entry.note)


def _cell_of(content: WorkbookContent, located: LocatedList, quantity: Quantity) -> tuple[int, str]:
    area = content.area(quantity.defined_name)
    if area is None:
        raise lost_name(quantity.defined_name, f"“{located.sheet}”的“{quantity.title}”")
    for column in VALUE_COLUMNS:
        if located.columns[column] == area.left:
            return area.top, column
    raise lost_name(quantity.defined_name, f"“{located.sheet}”的“{quantity.title}”")


def _beside(kind: str, given: Sequence[_Given]) -> Iterator[tuple[str, PlannedValue]]:
    """Write what stands beside the values of a row: once where all agree, else by column."""
    texts = {each.column: each.beside(kind) for each in given}
    distinct = list(dict.fromkeys(text for text in texts.values() if text))
    if len(set(texts.values())) == 1:
        yield kind, next(iter(texts.values())) or None
        texts = {}
    else:
        yield kind, SCOPE_BY_COLUMN if kind == "scope" else "；".join(distinct)
    for column in VALUE_COLUMNS:
        yield f"{kind}_{column}", texts.get(column) or None
