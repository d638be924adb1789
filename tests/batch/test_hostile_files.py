"""Hostile files among good ones: every good one has its right result, every bad one its reason.

`make hostile` runs it on a thousand files.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas
import pytest

from tests.batch.hostile_files import LITTLE_MEMORY, SECONDS, put_hostile_files
from tests.batch.independent import reckon
from tests.batch.tasks import process_or_crash
from tests.batch.watched import Watched
from xltoolkit.batch.model import TaskConfig
from xltoolkit.batch.synthetic import synthetic_case

GOOD = int(os.environ.get("XLTOOLKIT_GOOD_FILES", "32"))
TIMES = int(os.environ.get("XLTOOLKIT_HOSTILE_TIMES", "1"))
"""How many hostile files there are of each kind."""

WORKBOOKS = 6


@pytest.fixture
def mixed(tmp_path: Path, departments: Callable[[int, str], Path]) -> Path:
    folder = tmp_path / "部门"
    folder.mkdir()
    for number in range(1, GOOD + 1):
        path = departments(number, ".xlsx" if number <= WORKBOOKS else ".yaml")
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_good_files_come_out_right_and_bad_ones_are_named(
    mixed: Path, tmp_path: Path, config: TaskConfig
) -> None:
    book = next(mixed.glob("*.xlsx")).read_bytes()
    expected = put_hostile_files(mixed, book, TIMES)
    limits = replace(config, seconds=SECONDS, memory=LITTLE_MEMORY)
    batch = Watched(mixed, tmp_path / "结果", limits)
    batch.settings = replace(batch.settings, task=process_or_crash)

    report = batch.run()

    assert {each.file: each.kind for each in report.comparison.failures} == expected
    assert all(each.reason.endswith("。") for each in report.comparison.failures)
    assert report.comparison.files == GOOD
    check_against_independent_sums(tmp_path / "结果", GOOD)


def check_against_independent_sums(out: Path, count: int) -> None:
    """Compare the tables with what fractions make of the same departments."""
    departments = pandas.read_parquet(out / "departments.parquet").set_index("department")
    scores = pandas.read_parquet(out / "scores.parquet")
    rates = pandas.read_parquet(out / "rates.parquet")
    values = rates.set_index(["department", "indicator"])["value"].to_dict()
    assert len(departments) == count
    for number in range(1, count + 1):
        case = synthetic_case(number, 1, 2023, "five_heads")
        right = reckon(case)
        found = departments.loc[case.department]
        assert found["scorable"] == right.scorable
        assert found["scored"] == right.scored
        assert found["total"] == pytest.approx(right.total, abs=1e-9)
        assert found["normalised"] == pytest.approx(right.normalised, abs=1e-9)
        for rate, value in right.rates.items():
            assert values[case.department, rate] == pytest.approx(value, abs=1e-12)
    by_department = scores.groupby("department")["score"].sum()
    assert (by_department - departments["total"]).abs().max() < 1e-9
