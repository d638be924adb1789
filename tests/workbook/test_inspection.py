"""What `xltoolkit check` says about input cells."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import books, cases
from udfs.errors import CellError
from xltoolkit.workbook.inspection import InputProblem, inspect_inputs

FOLDER = Path(__file__).parent
PROBLEMS = yaml.safe_load((FOLDER / "input_problems.yaml").read_text(encoding="utf-8"))
SEED = "changsha_2022"


def inspect(name: str, value: object) -> tuple[InputProblem, ...]:
    content = books.with_named_value(books.filled(SEED), name, value)
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
    area = books.empty().area(case["cell"])
    assert area is not None
    assert problems[0].sheet == area.sheet


def test_a_rate_above_1000_percent_points_to_the_units() -> None:
    session_value = books.empty().area("_scoring_value")
    assert session_value is not None
    row = session_value.top + 3  # 预算执行率
    content = books.filled(SEED)
    cell = content.sheets["指标评分"][row, session_value.left]
    cells = {**content.sheets["指标评分"], (row, session_value.left): cell._replace(value=90.8)}
    wrong = type(content)({**content.sheets, "指标评分": cells}, content.names)

    sentences = [str(problem) for problem in inspect_inputs(wrong, cases.CATALOGUE)]

    assert sentences == [
        f"指标评分!J{row}现为“9080.00%”：比率超过1000%，请核对分子、分母的单位是否都是万元。"
    ]


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
    problems = inspect("check_points", False)  # noqa: FBT003  # what the cell shows

    assert len(problems) == 1
    assert "自检“check_points”未通过" in str(problems[0])
