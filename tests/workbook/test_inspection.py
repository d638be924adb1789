"""What `xltoolkit check` says about input cells."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import books, cases
from tests.support.worksheets import insert_row
from udfs.errors import CellError
from udfs.values import Scalar
from xltoolkit.errors import UserError
from xltoolkit.workbook import running
from xltoolkit.workbook.content import Cell, WorkbookContent
from xltoolkit.workbook.input_problem import InputProblem
from xltoolkit.workbook.inspection import inspect_inputs
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.satisfaction import SURVEY_LIST
from xltoolkit.workbook.reading import read_case

FOLDER = Path(__file__).parent
PROBLEMS = yaml.safe_load((FOLDER / "input_problems.yaml").read_text(encoding="utf-8"))
SEED = "changsha_2022"


def position(cell: str) -> tuple[str, int, int]:
    """Find a cell of the filled workbook as the cases name it."""
    content = books.filled(SEED)
    sheet, _, place = cell.partition("!")
    if not place:
        area = content.area(cell)
        assert area is not None
        return area.sheet, area.top, area.left
    name, _, column = place.rpartition(".")
    list_id = {"指标评分": "scoring", "基础数据": "data"}[sheet]
    across = content.area(f"_{list_id}_{column}")
    ids = content.area(f"_{list_id}_id") if list_id == "scoring" else content.area(name)
    assert across is not None
    assert ids is not None
    rows = [
        row for row in ids.rows if list_id == "data" or name == content.value(sheet, row, ids.left)
    ]
    return sheet, rows[0], across.left


def inspect(cell: str, value: object) -> tuple[InputProblem, ...]:
    content = books.with_value(books.filled(SEED), *position(cell), value)
    return inspect_inputs(content, cases.CATALOGUE)


@pytest.mark.parametrize("seed", ["changsha_2022", "sample_department"])
def test_the_seeds_have_no_problem(seed: str) -> None:
    assert inspect_inputs(books.filled(seed), cases.CATALOGUE) == ()


@pytest.mark.parametrize("case", PROBLEMS, ids=[case["name"] for case in PROBLEMS])
def test_a_doubtful_cell_is_named_with_the_value_that_was_meant(case: dict[str, Any]) -> None:
    value = CellError(case["error"]) if "error" in case else case["value"]

    problems = inspect(case["cell"], value)

    if "sentence" not in case:
        assert problems == ()
        return
    assert [problem.severity for problem in problems] == [case.get("severity", "错误")]
    assert case["sentence"] in str(problems[0])
    assert problems[0].sheet == position(case["cell"])[0]


def showing(cell: str, value: Scalar) -> WorkbookContent:
    """Return the workbook as if the formula of a cell gave another value."""
    content = books.filled(SEED)
    sheet, row, column = position(cell)
    formula = content.sheets[sheet][row, column].formula
    cells = {**content.sheets[sheet], (row, column): Cell(value, formula)}
    return WorkbookContent({**content.sheets, sheet: cells}, content.names)


def test_a_rate_above_1000_percent_points_to_the_units() -> None:
    sheet, row, _ = position("指标评分!exec_rate.value")

    problems = inspect_inputs(showing("指标评分!exec_rate.value", 90.8), cases.CATALOGUE)

    assert [str(problem) for problem in problems] == [
        f"{sheet}!J{row}现为“9080.00%”：比率超过1000%，请核对分子、分母的单位是否都是万元。"
    ]


def test_a_score_that_is_an_error_is_reported() -> None:
    wrong = showing("指标评分!exec_rate.final_score", CellError.DIV0)

    problems = inspect_inputs(wrong, cases.CATALOGUE)

    assert [problem.severity for problem in problems] == ["错误"]
    assert "现为“#DIV/0!”：“定稿得分”算不出数值，请核对本行的数1至数4" in str(problems[0])


def test_a_score_that_only_waits_for_an_entry_is_no_problem() -> None:
    waiting = showing("指标评分!exec_rate.final_score", CellError.NA)

    assert inspect_inputs(waiting, cases.CATALOGUE) == ()


def test_what_follows_from_a_wrong_entry_is_not_reported_beside_it() -> None:
    wrong = showing("指标评分!exec_rate.final_score", CellError.VALUE)
    typed = books.with_named_value(wrong, "决算支出", "约三千")

    assert [problem.value for problem in inspect_inputs(typed, cases.CATALOGUE)] == ["约三千"]


def test_a_row_inserted_into_a_list_has_no_formulas_once_it_is_filled() -> None:
    sheet, row, column = position("_targets_id")
    inserted = insert_row(books.filled(SEED), sheet, row + 1)
    assert inspect_inputs(inserted, cases.CATALOGUE) == ()

    filled = books.with_value(inserted, sheet, row + 1, column, "T99")

    sentences = [str(problem) for problem in inspect_inputs(filled, cases.CATALOGUE)]
    assert [sentence.partition("：")[2] for sentence in sentences] == [
        f"“{title}”没有公式，本行不计算，请从相邻行复制公式。" for title in ("比上年", "完成率")
    ]


def test_a_foreign_workbook_is_refused() -> None:
    with pytest.raises(UserError, match="这不是本工具的评价工作簿"):
        inspect_inputs(WorkbookContent({"Sheet1": {}}, {}), cases.CATALOGUE)


@pytest.mark.parametrize(
    ("column", "value", "missing"),
    [("_findings_cases", 2.0, "对应指标"), ("_findings_indicator", "业务培训", "例数")],
)
def test_a_finding_counts_only_with_indicator_and_cases(
    column: str, value: object, missing: str
) -> None:
    problems = inspect(column, value)

    assert [problem.severity for problem in problems] == ["提醒"]
    assert f"“{missing}”未填，这条发现不计入扣分" in str(problems[0])


def test_a_failed_self_check_is_reported() -> None:
    problems = inspect_inputs(showing("check_points", False), cases.CATALOGUE)  # noqa: FBT003  # what the cell shows

    assert len(problems) == 1
    assert "工作簿自检未通过，“指标评分”的各类分值之和不等于满分，请核对公式" in str(problems[0])


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("_findings_id", "F05", "现场发现!A6的编号“F05”与现场发现!A5重复，请改成不重复的编号。"),
        ("_findings_id", None, "现场发现!A5缺少现场发现的编号，请填写一个不重复的编号。"),
        ("_targets_id", "T02", "绩效目标!A6的编号“T02”与绩效目标!A5重复，请改成不重复的编号。"),
        ("评价年度", None, "封面的“评价年度”现为“空”，不是年份，请填四位年份，如2022。"),
    ],
)
def test_what_a_run_would_refuse_is_told_too(cell: str, value: Scalar, sentence: str) -> None:
    content = books.with_value(books.filled(SEED), *position(cell), value)

    problems = running.inspect(content)

    assert [problem.severity for problem in problems][-1] == "错误"
    assert str(problems[-1]).startswith(sentence)


def test_a_run_refuses_a_workbook_that_cannot_tell_whether_data_changed() -> None:
    content = books.with_value(books.filled(SEED), *position("_fingerprint"), None)
    with pytest.raises(UserError, match=r"^评价结论!J2的“现在的数据指纹”是空的，"):
        read_case(content, cases.CATALOGUE)


def test_a_run_refuses_a_grade_that_is_an_error() -> None:
    content = showing("评价等级", CellError.NUM)
    with pytest.raises(UserError, match=r"的“评价等级”是错误值（#NUM!）：请检查“参数”的等级下限"):
        read_case(content, cases.CATALOGUE)


def test_what_a_run_would_refuse_is_told_once() -> None:
    content = books.with_value(books.filled(SEED), *position("决算支出"), "五百")
    assert len(running.inspect(content)) == 1


@pytest.mark.parametrize(
    ("returned", "valid", "sentences"),
    [
        (10.0, 10.0, []),
        (11.0, 10.0, ["“收回数”大于“发放数”10，请核对"]),
        (10.0, 11.0, ["“有效数”大于“收回数”10，请核对"]),
    ],
)
def test_a_survey_has_no_more_sheets_than_were_sent(
    returned: float, valid: float, sentences: list[str]
) -> None:
    content = books.filled(SEED)
    for name, value in (
        ("问卷发放数", 10.0),
        (SURVEY_LIST.name("returned"), returned),
        ("问卷有效数", valid),
    ):
        content = books.with_value(content, *position(name), value)

    problems = inspect_inputs(content, cases.CATALOGUE)
    assert [problem.reason for problem in problems] == sentences


@pytest.mark.parametrize(
    ("cases_found", "sentences"),
    [(2.0, []), (5.0, ["现场发现的例数合计5，与评分录入不同，按评分录入计分，请核对"]), (None, [])],
)
def test_a_typed_count_that_differs_from_the_findings_is_told(
    cases_found: float | None, sentences: list[str]
) -> None:
    content = books.filled("sample_department")
    area = content.area(FINDING_LIST.name("cases"))
    assert area is not None
    content = books.with_value(content, area.sheet, area.top + 1, area.left, cases_found)

    problems = inspect_inputs(content, cases.CATALOGUE)
    told = [each.reason for each in problems if each.sheet == "指标评分"]
    assert told == sentences
