"""Where everything stands in a fresh template of one scheme.

The lists whose length depends on the catalogue or the scheme get their rows here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import Identity, Place, Quantity, Section
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.workbook.layout.checks import (
    COUNT_LIST,
    DEFINITION_LIST,
    IDENTITY_LIST,
    RATE_LIST,
    SUM_LIST,
)
from xltoolkit.workbook.layout.data import DATA_ROWS, MATRIX_TITLES, VALUES_TITLES
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.layout.scoring import (
    CUSTOM_HEAD,
    CUSTOM_ROWS,
    HEAD_LIST,
    INDICATOR_LIST,
    TOTAL_NAMES,
    UNSCORED_LIST,
)
from xltoolkit.workbook.needs import needed_quantities

BETWEEN_LISTS = 4
"""A list begins so many rows below the last of the one above: gap, title, header."""


@dataclass(frozen=True)
class DataRow:
    """A row of 基础数据: its quantities by value column, and whether it is folded away."""

    row: int
    section: Section
    title: str
    quantities: Mapping[str, Quantity]
    folded: bool


@dataclass(frozen=True)
class HeadRows:
    """The rows of 指标评分 that belong to one level-1 head."""

    name: str
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Placement:
    """The lists with their rows, the rows of 基础数据, the heads of the scheme.

    `definition_rows` are the rows of 口径对照, by the id of the indicator and by definition.
    """

    data: ListLayout
    data_rows: tuple[DataRow, ...]
    section_rows: Mapping[str, int]
    indicators: ListLayout
    heads: ListLayout
    head_rows: tuple[HeadRows, ...]
    totals_row: int
    unscored: ListLayout
    identities: ListLayout
    rates: ListLayout
    sums: ListLayout
    counts: ListLayout
    definitions: ListLayout
    definition_rows: Mapping[str, Mapping[str, int]]

    @property
    def last_list_of_checks(self) -> ListLayout:
        """The last list of 核对; schemes without a choice of definitions have no 口径对照."""
        return self.definitions if self.definition_rows else self.counts

    @property
    def self_checks_row(self) -> int:
        """The row of the self-checks, below everything else on 核对."""
        return self.last_list_of_checks.last_row + BETWEEN_LISTS


def place(catalogue: Catalogue, scheme: Scheme) -> Placement:
    """Place every list of a template.

    Raises:
        UserError: when the scheme cannot be laid out as one table.
    """
    section_rows, data_rows = _data_rows(catalogue, scheme)
    data = DATA_ROWS.placed(DATA_ROWS.first_row, data_rows[-1].row - DATA_ROWS.first_row + 1)
    indicators = INDICATOR_LIST.placed(INDICATOR_LIST.first_row, len(scheme.rows) + CUSTOM_ROWS)
    heads = _below(HEAD_LIST, indicators.last_row, HEAD_LIST.prepared)
    totals_row = heads.last_row + 3
    unscored = _below(UNSCORED_LIST, totals_row + len(TOTAL_NAMES) - 1, UNSCORED_LIST.prepared)
    identities = IDENTITY_LIST.placed(IDENTITY_LIST.first_row, len(shown_identities(catalogue)))
    rates = _below(RATE_LIST, identities.last_row, RATE_LIST.prepared)
    sums = _below(SUM_LIST, rates.last_row, SUM_LIST.prepared)
    counts = _below(COUNT_LIST, sums.last_row, COUNT_LIST.prepared)
    offered = sum(len(row.definitions) for row in scheme.rows)
    definitions = _below(DEFINITION_LIST, counts.last_row, max(offered, 1))
    return Placement(
        data=data,
        data_rows=data_rows,
        section_rows=section_rows,
        indicators=indicators,
        heads=heads,
        head_rows=_head_rows(scheme, indicators),
        totals_row=totals_row,
        unscored=unscored,
        identities=identities,
        rates=rates,
        sums=sums,
        counts=counts,
        definitions=definitions,
        definition_rows=_definition_rows(scheme, definitions.first_row),
    )


def _definition_rows(scheme: Scheme, first_row: int) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {}
    number = first_row
    for row in scheme.rows:
        for definition in row.definitions:
            rows.setdefault(row.id, {})[definition.name] = number
            number += 1
    return rows


def shown_identities(catalogue: Catalogue) -> tuple[Identity, ...]:
    """Return the identities that 核对 shows; coincidences are looked at by issue rules only."""
    return tuple(each for each in catalogue.identities if each.severity != "coincidence")


def value_column(quantity: Quantity, layout: str) -> str:
    """Return the id of the value column in which a quantity of 基础数据 stands."""
    titles = MATRIX_TITLES if layout == "matrix" else VALUES_TITLES
    assert isinstance(quantity.place, Place)
    return titles[quantity.place.column]


def _below(layout: ListLayout, last_row: int, prepared: int) -> ListLayout:
    return layout.placed(last_row + BETWEEN_LISTS, prepared)


def _data_rows(catalogue: Catalogue, scheme: Scheme) -> tuple[dict[str, int], tuple[DataRow, ...]]:
    needed = set(needed_quantities(catalogue, scheme))
    section_rows: dict[str, int] = {}
    data_rows: list[DataRow] = []
    row = DATA_ROWS.first_row
    for section in catalogue.sections:
        section_rows[section.id] = row
        row += 1
        for title, quantities in _rows_of(catalogue, section).items():
            folded = not any(quantity.id in needed for quantity in quantities.values())
            data_rows.append(DataRow(row, section, title, quantities, folded))
            row += 1
    return section_rows, tuple(data_rows)


def _rows_of(catalogue: Catalogue, section: Section) -> dict[str, dict[str, Quantity]]:
    rows: dict[str, dict[str, Quantity]] = {}
    for quantity in catalogue.quantities:
        if isinstance(quantity.place, Place) and quantity.place.section == section.id:
            column = value_column(quantity, section.layout)
            rows.setdefault(quantity.place.row, {})[column] = quantity
    return rows


def _head_rows(scheme: Scheme, indicators: ListLayout) -> tuple[HeadRows, ...]:
    heads: list[HeadRows] = []
    for offset, row in enumerate(scheme.rows):
        number = indicators.first_row + offset
        if heads and heads[-1].name == row.level1:
            heads[-1] = HeadRows(row.level1, heads[-1].first_row, number)
        elif any(head.name == row.level1 for head in heads):
            raise UserError(
                f"方案“{scheme.id}”的一级指标“{row.level1}”不连续，请把同一一级指标的各行排在一起。"
            )
        else:
            heads.append(HeadRows(row.level1, number, number))
    heads.append(HeadRows(CUSTOM_HEAD, indicators.last_row - CUSTOM_ROWS + 1, indicators.last_row))
    if len(heads) > HEAD_LIST.prepared:
        raise UserError(
            f"方案“{scheme.id}”有{len(heads) - 1}个一级指标，最多可有{HEAD_LIST.prepared - 1}个，"
            "请合并一级指标。"
        )
    return tuple(heads)
