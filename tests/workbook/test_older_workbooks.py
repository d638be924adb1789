"""A workbook made before columns were added is read and judged as it was."""

from dataclasses import replace

import pytest

from tests.support import books
from tests.support.cases import CATALOGUE, seed_file
from xltoolkit.errors import UserError
from xltoolkit.evaluation.issues import find_issues
from xltoolkit.imports.filling import plan_filling
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.layout.checks import DEFINITION_LIST
from xltoolkit.workbook.layout.record import RECORD_LIST
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST
from xltoolkit.workbook.layout.settings import SCHEME_TEXT
from xltoolkit.workbook.layout.targets import TARGET_LIST
from xltoolkit.workbook.reading import read_case

LISTS = (INDICATOR_LIST, TARGET_LIST)
ADDED = {
    *(each.name(column.id) for each in LISTS for column in each.columns if column.added),
    *(DEFINITION_LIST.name(column.id) for column in DEFINITION_LIST.columns),
    DEFINITION_LIST.block_name,
    *(RECORD_LIST.name(column.id) for column in RECORD_LIST.columns),
    SCHEME_TEXT.name,
}


def older(seed: str) -> WorkbookContent:
    """Return a filled workbook without the names that earlier templates did not have."""
    content = books.filled(seed)
    names = {name: text for name, text in content.names.items() if name not in ADDED}
    assert len(names) < len(content.names)
    return WorkbookContent(content.sheets, names)


@pytest.mark.parametrize("seed", ["changsha_2022", "sample_department"])
def test_an_older_workbook_gives_the_same_scores_and_issues(seed: str) -> None:
    now = read_case(books.filled(seed), CATALOGUE)
    then = read_case(older(seed), CATALOGUE)

    assert then.totals == now.totals
    assert [row.final_score for row in then.indicators] == [
        row.final_score for row in now.indicators
    ]
    assert find_issues(then, CATALOGUE) == find_issues(now, CATALOGUE)


def test_an_older_workbook_is_checked_without_complaint() -> None:
    assert inspect_inputs(older("sample_department"), CATALOGUE) == ()


def test_an_older_workbook_is_filled_as_before() -> None:
    case = seed_file("sample_department")

    plans = plan_filling(case, CATALOGUE, CATALOGUE.scheme("five_heads"), older("changsha_2022"))

    assert {plan.sheet for plan in plans} >= {"封面", "基础数据", "绩效目标"}


def test_what_an_older_workbook_has_no_column_for_is_told() -> None:
    case = seed_file("sample_department")
    goals = tuple(replace(target, points=5.0) for target in case.targets)

    with pytest.raises(UserError, match=r"“绩效目标”没有“目标分值”一列，无法填入“5\.0”"):
        plan_filling(
            replace(case, targets=goals),
            CATALOGUE,
            CATALOGUE.scheme("five_heads"),
            older("changsha_2022"),
        )
