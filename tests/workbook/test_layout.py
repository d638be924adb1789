"""The layout as data: names that every program accepts, and what the catalogue asks for."""

import importlib
import pkgutil

import pytest

from tests.support.cases import CATALOGUE
from xltoolkit.catalogue.defined_names import valid_defined_name
from xltoolkit.catalogue.quantity_model import ListColumn, Quantity
from xltoolkit.workbook import layout
from xltoolkit.workbook.layout import ListLayout, SingleCell
from xltoolkit.workbook.layout.verdict import LAST_PRINTED_COLUMN, PARAGRAPH_WIDTH, VERDICT_RATES
from xltoolkit.workbook.merging import EDITABLE_FIELDS

MODULES = [
    importlib.import_module(f"{layout.__name__}.{module.name}")
    for module in pkgutil.iter_modules(layout.__path__)
]
LISTS = {
    each.id: each
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, ListLayout)
}
CELLS = {
    each.name: each
    for module in MODULES
    for value in vars(module).values()
    for each in (value if isinstance(value, tuple) else (value,))
    if isinstance(each, SingleCell)
}
LIST_COLUMNS = [each for each in CATALOGUE.quantities if isinstance(each.place, ListColumn)]


def names_of(each: ListLayout) -> list[str]:
    return [each.block_name, *(each.name(column.id) for column in each.columns)]


def test_no_two_things_have_one_name() -> None:
    names = [name for each in LISTS.values() for name in names_of(each)] + list(CELLS)
    names += [each.defined_name for each in CATALOGUE.quantities if each not in LIST_COLUMNS]

    assert len(names) == len({name.upper() for name in names})


@pytest.mark.parametrize("name", [*CELLS, *(n for each in LISTS.values() for n in names_of(each))])
def test_every_name_is_valid_in_every_program(name: str) -> None:
    assert valid_defined_name(name) is None


@pytest.mark.parametrize("each", LISTS.values(), ids=LISTS.keys())
def test_a_list_has_a_column_for_its_key_and_no_column_twice(each: ListLayout) -> None:
    ids = [column.id for column in each.columns]

    assert each.key_column in ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("quantity", LIST_COLUMNS, ids=[each.id for each in LIST_COLUMNS])
def test_the_list_columns_of_the_catalogue_exist_under_their_names(
    quantity: Quantity,
) -> None:
    assert isinstance(quantity.place, ListColumn)
    columns = {
        (each.sheet, column.title, each.name(column.id))
        for each in LISTS.values()
        for column in each.columns
    }

    assert (quantity.place.sheet, quantity.place.list_column, quantity.defined_name) in columns


def test_the_issue_list_keeps_a_base_and_a_newer_wording_for_every_editable_text() -> None:
    ids = {column.id for column in LISTS["issues"].columns}

    for text in EDITABLE_FIELDS:
        assert {text, f"base_{text}", f"newer_{text}"} <= ids


def test_a_paragraph_of_the_verdict_is_as_wide_as_the_printed_columns() -> None:
    assert sum(column.width for column in VERDICT_RATES.columns) == PARAGRAPH_WIDTH
    assert VERDICT_RATES.last_column == LAST_PRINTED_COLUMN
