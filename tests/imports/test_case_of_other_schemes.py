"""Case files of schemes with own goals, levels and a choice of definitions, from file to score."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import command

HUBEI = """\
department: 示例单位（虚构）
year: 2020
scheme: hubei_self_2020
data: {spend_total: 90.00, budget_final: 100.00}
targets:
  - {id: T1, name: 办件数, direction: ">=", unit: 件, target: 100, actual: 90, points: 30, counts_for: annual_goals}
  - {id: T2, name: 平均用时, direction: "<=", unit: 分钟, target: 10, actual: 12.5, points: 20, counts_for: annual_goals}
  - {id: T3, name: 社会效益, direction: ">=", unit: 比率, points: 30, rated: 0.9, counts_for: annual_goals}
"""
HUNAN = """\
department: 示例单位（虚构）
year: 2019
scheme: hunan_template
data: {budget_initial: 900.00, budget_add: 0.00, spend_total: 900.00, budget_final: 950.00}
marks:
  admin_efficiency: {level: 一般, reviewer: 甲, evidence: D-01}
  econ_social_benefit: {score: 8, applicable: true, reviewer: 甲, evidence: D-02}
  mgmt_system: {marks: [是, 是, 否, 是], reviewer: 甲, evidence: D-03}
  bldg_area_control_rate: {applicable: 无此项目}
  fund_compliance: {applicable: 证据不足}
  budget_completion_rate: {definition: 年初预算口径：决算支出÷年初预算}
"""


def judged(case: str, scheme: str, folder: Path) -> dict[str, Any]:
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    assert command("new", "book.xlsx", "--scheme", scheme, folder=folder).code == 0
    filled = command("fill", "book.xlsx", "case.yaml", folder=folder)
    assert filled.code == 0, filled.output
    answer: dict[str, Any] = json.loads(command("run", "book.xlsx", "--json", folder=folder).output)
    return answer


def test_the_goals_of_a_department_are_filled_and_scored(tmp_path: Path) -> None:
    answer = judged(HUBEI, "hubei_self_2020", tmp_path)

    # 20 × 90 %; 30 × 90/100, 20 × 10/12.5, 30 × 90 %.
    assert answer["total"] == pytest.approx(18 + 27 + 16 + 27)
    assert (answer["scored"], answer["grade"]) == (100, "良")


def test_levels_states_and_definitions_are_filled_and_scored(tmp_path: Path) -> None:
    answer = judged(HUNAN, "hunan_template", tmp_path)

    # 年初预算口径 900/900: 5; no addition: 5; no building: 5; checklist 3 of 4: 6; level: 3; mark: 8.
    assert answer["total"] == pytest.approx(5 + 5 + 5 + 6 + 3 + 8)
    assert answer["grade"] is None
    checked = command("check", "book.xlsx", folder=tmp_path)
    assert "未填" not in checked.output


WRONG = [
    (
        "counts_for: annual_goals}",
        "counts_for: goals}",
        "方案hubei_self_2020的自设目标指标中没有“goals”",
    ),
    ("scheme: hubei_self_2020", "scheme: five_heads", "案例按方案“five_heads”编写"),
]


@pytest.mark.parametrize(("find", "put", "says"), WRONG, ids=["a goal", "another scheme"])
def test_a_case_that_does_not_fit_the_scheme_is_refused(
    find: str, put: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "case.yaml").write_text(HUBEI.replace(find, put, 1), encoding="utf-8")
    command("new", "book.xlsx", "--scheme", "hubei_self_2020", folder=tmp_path)

    answer = command("fill", "book.xlsx", "case.yaml", folder=tmp_path)

    assert answer.code == 1
    assert says in answer.problems


def test_a_draft_prints_that_its_score_is_a_trial(tmp_path: Path) -> None:
    judged(HUNAN, "hunan_template", tmp_path)
    shown = command("run", "book.xlsx", folder=tmp_path).output

    assert "草稿，未核全" in "".join(shown.split())


def test_the_list_of_cells_without_evidence_names_row_and_column(tmp_path: Path) -> None:
    judged(HUNAN.replace(", evidence: D-01", ""), "hunan_template", tmp_path)

    checked = command("check", "book.xlsx", folder=tmp_path).output

    assert "本行由人工评分，“证据编号”未填，请补填或核对" in checked
    assert checked.count("未填") == 1


def test_a_year_outside_the_scheme_is_a_warning(tmp_path: Path) -> None:
    judged(HUBEI.replace("year: 2020", "year: 2015"), "hubei_self_2020", tmp_path)

    checked = command("check", "book.xlsx", folder=tmp_path).output

    assert "适用于2020-01-01至今，不含该年度" in checked
