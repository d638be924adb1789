"""A case file goes into the workbook and comes back as the same case."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support import books, cases
from tests.support.libreoffice import recalculate
from tests.support.plain_case import comparable
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Case
from xltoolkit.imports.case_model import Task
from xltoolkit.imports.filling import fill_cells, plan_filling
from xltoolkit.workbook.reading import read_case
from xltoolkit.workbook.reading_data import read_entries

SEEDS = {"changsha_2022": cases.changsha, "sample_department": cases.sample}


def read(content: Any) -> Case:
    return read_case(content, cases.CATALOGUE)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "part",
    ["tasks", "surveys", "findings", "groups", "advice", "decision", "totals", "heads"],
)
def test_lists_and_totals_come_back_as_the_case_file_says(seed: str, part: str) -> None:
    expected = comparable(getattr(SEEDS[seed](), part))

    assert comparable(getattr(read(books.filled(seed)), part)) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_targets_come_back_and_the_sheet_computes_a_change_that_is_not_published(seed: str) -> None:
    expected = [
        row
        if row.change is not None or row.actual is None or row.previous is None
        else replace(row, change=row.actual - row.previous)
        for row in SEEDS[seed]().targets
    ]

    assert comparable(read(books.filled(seed)).targets) == comparable(tuple(expected))


@pytest.mark.parametrize("seed", SEEDS)
def test_quantities_come_back_with_scope_source_and_note(seed: str) -> None:
    expected = {
        key: entry for key, entry in SEEDS[seed]().entries.items() if entry.value is not None
    }
    entries = read(books.filled(seed)).entries

    given = {key: entry for key, entry in entries.items() if entry.value is not None}
    assert comparable(given) == comparable(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sheet_computes_what_the_functions_say(seed: str) -> None:
    names = ("id", "value", "score", "final_score", "reason", "direction", "standard", "absence")
    for part in ("indicators", "unscored"):
        expected = [[getattr(row, name) for name in names] for row in getattr(SEEDS[seed](), part)]
        rows = getattr(read(books.filled(seed)), part)
        actual = [[getattr(row, name) for name in names] for row in rows]
        assert comparable(tuple(map(tuple, actual))) == comparable(tuple(map(tuple, expected)))


def test_the_checks_of_the_2022_case() -> None:
    checks = {check.id: check for check in read(books.filled("changsha_2022")).checks}

    assert checks["I12"].verdict == "平"
    assert checks["I13"].verdict == "不平"
    assert checks["I13"].difference == pytest.approx(-102.45)
    assert checks["I02"].verdict == "未提供"
    assert {each: checks[each].verdict for each in ("exec_rate", "T01", "T05")} == {
        "exec_rate": "一致",
        "T01": "一致",
        "T05": "不可复算",
    }
    assert checks["basic_exec_rate"].verdict == "未公布"
    assert checks["project_exec_rate"].standard == 0.95
    assert checks["S04"].verdict == "平"


def test_a_workbook_saved_by_another_library_gives_the_same_case(tmp_path: Path) -> None:
    source, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(books.filled_book("changsha_2022"))
    openpyxl.load_workbook(source).save(copy)

    assert read(books.content_of(copy.read_bytes())) == read(books.filled("changsha_2022"))


@pytest.mark.libreoffice
def test_a_workbook_saved_by_libreoffice_gives_the_same_case(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(books.filled_book("changsha_2022"))
    copy = recalculate(source, tmp_path / "saved")

    actual = comparable(read(books.content_of(copy.read_bytes())))
    expected = comparable(read(books.filled("changsha_2022")))
    assert actual == expected


def test_a_list_with_more_entries_than_prepared_rows_is_refused() -> None:
    file = cases.seed_file("changsha_2022")
    crowded = replace(file, tasks=tuple(Task(f"任务{number}") for number in range(25)))

    with pytest.raises(
        UserError, match="“年初重点工作”要填25行，表中只有20行，请先在该表中间插入5行"
    ):
        fill_cells(crowded, cases.CATALOGUE, books.SCHEME, books.empty())


def test_a_shorter_list_empties_the_rows_that_stood_below() -> None:
    file = cases.seed_file("changsha_2022")
    shorter = replace(file, findings=file.findings[:1])
    cells = fill_cells(shorter, cases.CATALOGUE, books.SCHEME, books.filled("changsha_2022"))
    area = books.empty().area("_findings_fact")
    assert area is not None

    assert cells["现场发现", area.top, area.left] == file.findings[0].fact
    assert all(cells["现场发现", row, area.left] is None for row in area.rows[1:])


def test_what_the_case_file_does_not_say_is_left_alone() -> None:
    file = replace(cases.seed_file("changsha_2022"), findings=(), profile="")
    cells = fill_cells(file, cases.CATALOGUE, books.SCHEME, books.empty())
    named = {name: books.empty().area(name) for name in ("单位概况", "编制数", "_findings_fact")}

    for area in named.values():
        assert area is not None
        assert (area.sheet, area.top, area.left) not in cells


def test_rows_that_are_filled_are_high_enough_and_shown() -> None:
    file = cases.seed_file("changsha_2022")
    plans = plan_filling(file, cases.CATALOGUE, books.SCHEME, books.empty())
    data = next(plan for plan in plans if plan.sheet == "基础数据")
    area = books.empty().area("固定资产原值")
    assert area is not None

    assert data.rows[area.top].hidden is False
    assert (data.rows[area.top].height or 0) >= 20


def test_a_value_that_stays_keeps_its_source_beside_a_new_one() -> None:
    content = books.filled("sample_department")
    before = read(content).entries["budget_initial"]
    file = cases.seed_file("sample_department")
    spend = replace(file.data["spend_total"], value=2600.0, source="更正后的决算表")
    correction = replace(file, data={"spend_total": spend})
    after = content
    for (sheet, row, column), value in fill_cells(
        correction, cases.CATALOGUE, books.SCHEME, content
    ).items():
        after = books.with_value(after, sheet, row, column, value)

    entries = read_entries(after, cases.CATALOGUE)

    assert (entries["spend_total"].value, entries["spend_total"].source) == (2600, "更正后的决算表")
    assert entries["budget_initial"] == before


@pytest.mark.parametrize("seed", SEEDS)
def test_filling_twice_changes_nothing(seed: str) -> None:
    content = books.filled(seed)
    file = cases.seed_file(seed)

    again = fill_cells(file, cases.CATALOGUE, books.SCHEME, content)

    assert again
    for (sheet, row, column), value in again.items():
        assert content.value(sheet, row, column) in (value, "" if value is None else value)
