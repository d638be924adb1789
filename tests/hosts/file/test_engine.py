"""The boundary between the engine and our functions."""

import logging

import pytest

from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.file.engine import WorkbookNotLoaded, as_callback, load_engine, new_engine
from xltoolkit.hosts.file.engine_values import failure, to_argument, to_cell, to_engine


def test_every_worksheet_function_is_registered() -> None:
    registered = {function["name"].upper() for function in new_engine().list_functions()}

    assert set(FUNCTIONS) <= registered


def test_a_program_error_becomes_an_error_value_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_argument: Scalar) -> Scalar:
        raise KeyError("a mistake in the program")

    with caplog.at_level(logging.ERROR):
        answer = as_callback("PERF_BROKEN", broken)(1.0)

    assert to_cell(answer) is CellError.VALUE
    assert "PERF_BROKEN" in caplog.text
    assert "a mistake in the program" in caplog.text


@pytest.mark.parametrize("error", list(CellError), ids=str)
def test_errors_survive_the_way_into_a_cell_and_back(error: CellError) -> None:
    engine = new_engine()
    engine.add_sheet("表")

    engine.set_value("表", 1, 1, to_engine(error))

    assert to_cell(engine.get_value("表", 1, 1)) is error


def test_a_range_with_every_kind_of_cell_reaches_the_function_as_it_is() -> None:
    seen: list[object] = []

    def note(block: object) -> Scalar:
        seen.append(block)
        return None

    engine = new_engine()
    engine.register_function("NOTE", as_callback("NOTE", note))
    engine.add_sheet("表")
    cells: list[Scalar] = [1.5, "文字", True, CellError.NA, None]
    for column, cell in enumerate(cells, 1):
        engine.set_value("表", 1, column, to_engine(cell))
        engine.set_value("表", 2, column, 0)
    engine.set_formula("表", 9, 9, "=NOTE(A1:E2)")
    engine.evaluate_cell("表", 9, 9)

    assert seen == [[cells, [0.0] * 5]]


def test_an_error_kind_that_no_cell_knows_is_a_value_error_for_functions() -> None:
    assert to_argument({"type": "Error", "kind": "Circ"}) is CellError.VALUE
    assert "循环引用" in (failure({"type": "Error", "kind": "Circ"}) or "")
    assert failure({"type": "Error", "kind": "Na"}) is None


def test_a_value_that_no_cell_can_hold_is_a_program_error() -> None:
    with pytest.raises(TypeError, match="bytes"):
        to_cell(b"")


@pytest.mark.parametrize("content", [b"", b"PK", b"no workbook"])
def test_what_the_engine_cannot_read_is_told_to_the_user(content: bytes) -> None:
    with pytest.raises(WorkbookNotLoaded, match="另存"):
        load_engine(content)
