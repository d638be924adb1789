"""The built-in functions: the engine, the committed list and LibreOffice against one table."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from scripts.prove_builtins import as_text, engine_answers, prove
from tests.support.builtin_cases import (
    SHEET,
    BuiltinCase,
    KnownDifference,
    builtin_cases,
    common_cells,
    known_differences,
)
from tests.support.cells import is_same
from tests.support.libreoffice import read_values, recalculate
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.hosts.file.gate import check_formula
from xltoolkit.hosts.file.proven import PATH, proven_list

CASES = builtin_cases()
LISTED = [case for case in CASES.all if case.subject not in proven_list().refused]
# What formulas of the templates are made of: none of these may ever be refused.
NEEDED_BY_TEMPLATES = [
    "IF",
    "AND",
    "OR",
    "ISBLANK",
    "NA",
    "SUM",
    "SUMIFS",
    "COUNT",
    "COUNTA",
    "MIN",
    "MAX",
    "ROUND",
    "IFERROR",
    "HYPERLINK",
    "TEXT",
]
WITHOUT_ARGUMENTS = {"NA", "PI", "TRUE", "FALSE"}
# They look at where their argument stands, not at what it holds.
ABOUT_PLACES = {"ROW", "COLUMN", "ROWS", "COLUMNS"}
FORMULA_COLUMN = 30


@pytest.fixture(scope="module")
def answers() -> dict[str, Scalar]:
    return engine_answers(CASES.all)


@pytest.mark.parametrize("case", LISTED, ids=str)
def test_the_engine_gives_the_answer_of_excel(
    case: BuiltinCase, answers: dict[str, Scalar]
) -> None:
    assert is_same(answers[case.formula], case.result), answers[case.formula]


@pytest.mark.parametrize("case", LISTED, ids=str)
def test_the_gate_lets_every_proven_formula_pass(case: BuiltinCase) -> None:
    assert check_formula(case.formula) == ()


def test_the_committed_list_is_what_the_cases_yield() -> None:
    assert PATH.read_text(encoding="utf-8") == as_text(prove(CASES))


def test_a_function_with_a_failed_case_is_refused_with_the_reason() -> None:
    reason = proven_list().refused["DATEDIF"]

    assert '=DATEDIF(Z9,J3,"d")' in reason
    assert "DATEDIF" not in proven_list().functions


@pytest.mark.parametrize("name", NEEDED_BY_TEMPLATES)
def test_what_templates_need_is_listed(name: str) -> None:
    assert name in proven_list().functions


def test_at_least_sixty_functions_are_listed() -> None:
    assert len(proven_list().functions) >= 60


@pytest.mark.parametrize(
    "name", sorted(set(proven_list().functions) - WITHOUT_ARGUMENTS - ABOUT_PLACES)
)
def test_every_function_is_tried_with_empty_cells_text_and_errors(name: str) -> None:
    uses = {case.use for case in CASES.functions if case.subject == name}

    assert {"empty", "text", "error"} <= uses | _uses_by_value(name)


def _uses_by_value(name: str) -> set[str]:
    """A case of a text function is one with text, whatever it shows besides."""
    takes_text = any(
        isinstance(case.result, str) for case in CASES.functions if case.subject == name
    )
    return {"text"} if takes_text else set()


@pytest.mark.parametrize("subject", sorted({case.subject for case in LISTED}))
def test_the_answers_of_a_function_differ_from_nothing_and_from_each_other(subject: str) -> None:
    results = {str(case.result) for case in LISTED if case.subject == subject}

    assert results - {"0", "", "False"}
    assert len(results) > 1 or subject in WITHOUT_ARGUMENTS | ABOUT_PLACES


@pytest.mark.parametrize("difference", known_differences(), ids=str)
def test_a_known_difference_is_still_there_and_can_be_avoided(difference: KnownDifference) -> None:
    formulas = [difference.formula, difference.instead]
    found = engine_answers(BuiltinCase("", "", formula, None) for formula in formulas)

    assert is_same(found[difference.formula], difference.engine)
    assert is_same(found[difference.instead], difference.excel)


@pytest.fixture(scope="module")
def answers_of_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scalar]:
    """All formulas in one workbook, calculated by LibreOffice."""
    folder = tmp_path_factory.mktemp("libreoffice")
    book = folder / "cases.xlsx"
    _write_cases(book)
    values = read_values(recalculate(book, folder / "calculated"))[SHEET]
    # A formula that gives an empty text is stored without a value.
    return {
        case.formula: values.get((row, FORMULA_COLUMN), "") for row, case in enumerate(CASES.all, 1)
    }


def _write_cases(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"use_future_functions": True}) as book:
        sheet = book.add_worksheet(SHEET)
        for (row, column), value in common_cells().items():
            if isinstance(value, CellError):
                sheet.write_formula(row - 1, column - 1, f"={value}", None, str(value))
            elif isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value)
            else:
                sheet.write(row - 1, column - 1, value)
        for row, case in enumerate(CASES.all):
            sheet.write_formula(row, FORMULA_COLUMN - 1, case.formula)


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", CASES.all, ids=str)
def test_libreoffice_agrees_with_the_hand_known_answer(
    case: BuiltinCase, answers_of_libreoffice: dict[str, Scalar]
) -> None:
    answer = answers_of_libreoffice[case.formula]
    # Its own errors, such as Err:502, have no name in a workbook: they are stored as #VALUE!.
    is_nameless_error = answer is CellError.VALUE and isinstance(case.result, CellError)
    agrees = is_nameless_error or is_same(answer, case.result)

    assert agrees == (case.libreoffice_differs is None), answer


def test_the_list_is_stored_as_json() -> None:
    assert set(json.loads(PATH.read_text(encoding="utf-8"))) == {
        "functions",
        "operators",
        "refused",
    }
