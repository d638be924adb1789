"""Fictional departments: the same every time, without contradiction, and plainly fictional."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.batch.independent import reckon
from tests.support.command_line import command
from xltoolkit.batch.model import TaskConfig
from xltoolkit.batch.process import process
from xltoolkit.batch.synthetic import FICTIONAL, ranges, synthetic_case
from xltoolkit.batch.synthetic_files import Synthesis, write_department, write_departments
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.quantity_model import Identity, Place, SignedTerm
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile

CATALOGUE = load_catalogue()
SCHEME = "five_heads"
numbers = some.integers(1, 99_999)
law = settings(deadline=None)  # the first example reads the catalogue


def wish(folder: Path, *, as_cases: bool = True, seed: int = 7) -> Synthesis:
    return Synthesis(folder, seed, 2023, SCHEME, as_cases)


@law
@given(number=numbers, seed=some.integers(0, 1_000))
def test_a_department_depends_on_seed_and_number_alone(number: int, seed: int) -> None:
    case = synthetic_case(number, seed, 2023, SCHEME)
    assert case == synthetic_case(number, seed, 2023, SCHEME)
    assert case != synthetic_case(number + 1, seed, 2023, SCHEME)
    assert case.data != synthetic_case(number, seed + 1, 2023, SCHEME).data


@law
@given(number=numbers)
def test_a_department_says_that_it_is_fictional(number: int) -> None:
    case = synthetic_case(number, 1, 2023, SCHEME)
    assert FICTIONAL in case.department
    assert "虚构" in case.profile
    assert all("虚构" in item.source for item in case.data.values())


@law
@given(number=numbers)
def test_the_figures_of_a_department_contradict_no_identity(number: int) -> None:
    case = synthetic_case(number, 1, 2023, SCHEME)
    broken = [
        identity.id
        for identity in CATALOGUE.identities
        if identity.severity != "coincidence" and not holds(identity, case)
    ]
    assert broken == []


def holds(identity: Identity, case: CaseFile) -> bool:
    sides = (identity.left_terms, identity.right_terms)
    if any(term.quantity not in case.data and not term.optional for side in sides for term in side):
        return True
    left, right = (sum(signed(case, term) for term in side) for side in sides)
    over = left - right
    return over <= identity.tolerance + 1e-6 and (identity.relation == "<=" or over >= -0.011)


def signed(case: CaseFile, term: SignedTerm) -> float:
    item = case.data.get(term.quantity)
    return 0.0 if item is None else term.sign * float(item.value)


@law
@given(number=numbers)
def test_every_input_of_the_scheme_that_stands_in_a_cell_is_given(number: int) -> None:
    case = synthetic_case(number, 1, 2023, SCHEME)
    known = CATALOGUE.quantities_by_id()
    needed = {
        quantity
        for row in CATALOGUE.scheme(SCHEME).rows
        if row.value is not None
        for quantity in row.value.inputs
        if isinstance(known[quantity].place, Place)
    }
    assert needed - set(case.data) == set()


def test_every_range_belongs_to_a_quantity_of_the_catalogue() -> None:
    assert set(ranges().quantities) - set(CATALOGUE.quantities_by_id()) == set()


@settings(max_examples=25, deadline=None)
@given(number=numbers)
def test_a_case_file_says_what_was_drawn(
    number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted = wish(tmp_path_factory.mktemp("cases"))
    path = write_department(wanted, number)
    drawn = synthetic_case(number, wanted.seed, wanted.year, wanted.scheme)
    assert read_case_file(path) == drawn
    assert path.read_text(encoding="utf-8").startswith("# 虚构数据")


def test_the_same_wish_gives_the_same_bytes(tmp_path: Path) -> None:
    for as_cases in (True, False):
        one, other = (
            write_department(wish(tmp_path, as_cases=as_cases), 3).read_bytes() for _ in range(2)
        )
        assert one == other


def test_workbook_and_case_file_of_a_department_have_one_result(
    tmp_path: Path, config: TaskConfig
) -> None:
    rows = [
        process(write_department(wish(tmp_path, as_cases=as_cases), 5), config)
        for as_cases in (True, False)
    ]
    assert rows[0] == rows[1]
    assert rows[0].department is not None


def test_departments_differ_in_size_score_and_completeness(tmp_path: Path) -> None:
    cases = [synthetic_case(number, 1, 2023, SCHEME) for number in range(1, 301)]
    reckoned = [reckon(case) for case in cases]
    budgets = [float(case.data["budget_initial"].value) for case in cases]
    scores = [each.normalised for each in reckoned if each.scored == each.scorable]
    assert max(budgets) > 30 * min(budgets)
    assert max(scores) - min(scores) > 15
    assert 100 < len(scores) < 300


def test_many_processes_write_what_one_writes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, workers in ((one, 1), (two, 2)):
        list(write_departments(replace(wish(tmp_path), out=folder), 12, workers))
    assert contents(one) == contents(two)
    assert len(contents(one)) == 12


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_command_writes_workbooks_into_a_new_folder(tmp_path: Path) -> None:
    answer = command("synth", "2", "-o", "新", folder=tmp_path)
    assert (answer.code, answer.output) == (
        0,
        "已在“新”生成2个虚构部门，全部数据均为虚构。\n",
    )
    assert sorted(contents(tmp_path / "新")) == ["虚构部门00001.xlsx", "虚构部门00002.xlsx"]
