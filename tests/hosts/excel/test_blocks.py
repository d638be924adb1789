"""Cells as blocks, and values as Excel keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.typed_text import typed
from udfs.errors import CellError
from xltoolkit.hosts.excel.blocks import FormulaText, blocks, entry, row_addresses
from xltoolkit.workbook.plan import PlannedValue

PLACES = st.tuples(st.integers(1, 12), st.integers(1, 8))


@given(st.dictionaries(PLACES, st.integers(0, 9).map(float)))
def test_blocks_are_the_cells_each_once(cells: dict[tuple[int, int], PlannedValue]) -> None:
    found: dict[tuple[int, int], object] = {}
    for block in blocks(cells):
        for row, values in enumerate(block.rows, start=block.top):
            for column, value in enumerate(values, start=block.left):
                assert (row, column) not in found
                found[row, column] = value
    assert found == cells


def test_a_list_is_as_many_blocks_as_its_columns_have_gaps() -> None:
    cells: dict[tuple[int, int], PlannedValue] = {
        (row, column): None for row in range(5, 10_005) for column in (1, 2, 3, 5, 6)
    }
    assert [block.corners for block in blocks(cells)] == [
        ((5, 1), (10_004, 3)),
        ((5, 5), (10_004, 6)),
    ]


@given(
    st.one_of(st.text(max_size=50), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
)
def test_what_is_put_into_a_cell_stands_there(value: PlannedValue) -> None:
    assert typed(entry(value)) == (value if value != "" else None)
    assert type(typed(entry(value))) in (type(value), type(None))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "'a",
        "3-5",
        "2022-12-31",
        "12%",
        "TRUE",
        "false",
        "#N/A",
        "007",
        "＝A1",
        "1E5",
        "（2）",
        " =1+1",
        "\u3000-1",
        " TRUE ",
        "\n#N/A",
    ],
)
def test_a_text_that_excel_would_read_goes_behind_an_apostrophe(text: str) -> None:
    assert entry(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["预算执行率偏低", "一、问题", "（一）管理", "三公经费" * 30 + "2022"]
)
def test_ordinary_words_are_put_in_as_they_are(text: str) -> None:
    assert entry(text) == text


def test_formulas_errors_and_nothing_have_their_own_ways() -> None:
    assert entry(FormulaText("A1")) == "=A1"
    assert entry(CellError.NA) == "#N/A"
    assert entry(None) == ""


@given(st.sets(st.integers(1, 1_048_576), min_size=1, max_size=400))
def test_rows_are_addressed_each_once_in_addresses_that_excel_takes(rows: set[int]) -> None:
    addressed: list[int] = []
    for address in row_addresses(rows):
        assert len(address) <= 255
        for part in address.split(","):
            first, last = part.split(":")
            addressed += range(int(first), int(last) + 1)
    assert addressed == sorted(rows)
