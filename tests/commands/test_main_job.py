"""`new`, `fill`, `set`, `check`, `run`, `restore`, `demo`: the main job on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import command
from tests.support.judged_books import Book
from xltoolkit.commands.new_book import template_with_macros

KEYS: dict[str, type | tuple[type, ...]] = {
    "department": str,
    "year": int,
    "full": float,
    "scorable": float,
    "scored": float,
    "total": float,
    "normalised": float,
    "grade": type(None),
    "grade_range": list,
    "final": dict,
    "heads": list,
    "rates": list,
    "checks": list,
    "issues": list,
}
NUMBER = (int, float, type(None))
ISSUE: dict[str, type | tuple[type, ...]] = {
    "key": str,
    "nature": str,
    "origin": str,
    "group": str,
    "title": str,
    "text": str,
    "amount": NUMBER,
    "sheet": str,
    "cell": str,
    "standard": (*NUMBER, str),
    "actual": (*NUMBER, str),
    "gap": NUMBER,
    "advice": str,
    "points_lost": NUMBER,
    "manual": dict,
}
RATE: dict[str, type | tuple[type, ...]] = {
    "indicator": str,
    "name": str,
    "inputs": dict,
    "value": NUMBER,
    "standard": NUMBER,
    "holds": (bool, type(None)),
    "published": NUMBER,
    "class": str,
}
CLASSES = {"一致", "截尾", "输入舍入", "不一致", "未公布", "不可复算"}


def typed_as(described: dict[str, Any], types: dict[str, type | tuple[type, ...]]) -> bool:
    return [*described] == [*types] and all(
        isinstance(described[key], kind) for key, kind in types.items()
    )


def run_json(folder: Path, book: str = "评价.xlsx") -> dict[str, Any]:
    answer = command("run", book, "--json", folder=folder)
    assert (answer.code, answer.problems) == (0, "")
    described: dict[str, Any] = json.loads(answer.output)
    return described


def test_a_run_as_json_has_the_keys_and_types_of_the_contract(folder: Path) -> None:
    described = run_json(folder)

    assert typed_as(described, KEYS)
    assert (described["full"], described["scorable"], described["scored"]) == (100, 100, 56)
    assert described["grade_range"] == ["差", "中", "良"]
    assert described["final"] == {"score": 88.92, "grade": "良", "basis": "公布得分"}
    assert all(typed_as(issue, ISSUE) for issue in described["issues"])
    assert all(typed_as(rate, RATE) for rate in described["rates"])
    assert {rate["class"] for rate in described["rates"]} <= CLASSES
    natures = [issue["nature"] for issue in described["issues"]]
    assert [natures.count(each) for each in ("问题", "提示", "待核实")] == [15, 4, 5]
    assert len({issue["group"] for issue in described["issues"][:15]}) == 5


def test_a_rate_as_json_carries_its_numbers(folder: Path) -> None:
    rates = {rate["indicator"]: rate for rate in run_json(folder)["rates"]}

    rate = rates["exec_rate"]
    assert rate["inputs"] == {"spend_total": 2823.84, "budget_final": 3109.67}
    assert rate["value"] == pytest.approx(0.9081, abs=5e-5)
    assert (rate["standard"], rate["holds"], rate["class"]) == (0.95, False, "一致")
    assert rates["basic_exec_rate"]["class"] == "未公布"
    assert rates["Q02"]["class"] == "不可复算"


def test_a_department_that_is_graded_by_computation(folder: Path) -> None:
    command("new", "虚构.xlsx", folder=folder)
    answer = command("fill", "虚构.xlsx", "案例.yaml", folder=folder)
    assert (answer.code, answer.output) == (0, "已填入“案例.yaml”的数据。\n")

    described = run_json(folder, "虚构.xlsx")

    assert (described["grade"], described["normalised"]) == ("良", 86.875)
    assert (described["final"], described["grade_range"]) == (None, [])
    assert described["issues"][0]["manual"] == {}


def test_what_people_typed_beside_an_issue_is_told(folder: Path) -> None:
    Book(folder / "评价.xlsx").type("_issues_feedback", "单位认可。", row="F04")

    manual = {issue["key"]: issue["manual"] for issue in run_json(folder)["issues"]}

    assert manual["F04"] == {"feedback": "单位认可。"}
    assert manual["F05"] == {}


def test_a_run_tells_people_what_it_found_and_what_changed(folder: Path) -> None:
    answer = command("set", "评价.xlsx", "绩效目标!J5=10", folder=folder)
    assert (answer.code, answer.output) == (0, "已填入1个单元格。\n")

    answer = command("run", "评价.xlsx", folder=folder)

    assert (answer.code, answer.problems) == (0, "")
    assert "问题清单（共14条）" in answer.output
    assert "（五）绩效评价水平亟待提高" in answer.output
    assert "【算】" in answer.output
    assert "综合评价得分88.92分　等级良（定稿录入" in answer.output
    assert answer.output.endswith("问题14条（新增0，消除1），提示4条，待核实5项。\n评价.xlsx\n")

    again = command("run", "评价.xlsx", folder=folder)
    assert "无变化：工作簿与上次生成的结果一致，未写入。" in again.output
    assert "问题清单（共14条）" in again.output


def test_a_fixed_clock_makes_runs_repeatable(folder: Path) -> None:
    books = []
    for name in ("甲", "乙"):
        (folder / name).mkdir()
        command("new", f"{name}/本.xlsx", folder=folder)
        command("fill", f"{name}/本.xlsx", "案例.yaml", folder=folder)
        command("run", f"{name}/本.xlsx", folder=folder)
        books.append((folder / name / "本.xlsx").read_bytes())
    assert books[0] == books[1]


def test_a_year_that_was_named_stands_on_the_cover(folder: Path) -> None:
    command("new", "甲.xlsx", "--year", "2023", folder=folder)

    assert Book(folder / "甲.xlsx").value("评价年度") == 2023


def test_restore_goes_back_and_forth(folder: Path) -> None:
    book = folder / "评价.xlsx"
    judged = book.read_bytes()
    command("set", "评价.xlsx", "决算支出=100", folder=folder)
    changed = book.read_bytes()
    assert changed != judged

    first = command("restore", "评价.xlsx", folder=folder)
    assert (first.code, book.read_bytes() == judged) == (0, True)
    assert first.output.startswith("已恢复到 2024-05-06 08:00:00 保存的状态")

    second = command("restore", "评价.xlsx", folder=folder)
    assert (second.code, book.read_bytes() == changed) == (0, True)


def test_snapshots_stand_in_their_own_folder(folder: Path) -> None:
    before = {path.name for path in folder.iterdir()}
    command("set", "评价.xlsx", "决算支出=100", folder=folder)
    command("run", "评价.xlsx", folder=folder)

    assert {path.name for path in folder.iterdir()} - before == {".xltoolkit"}
    assert len([*(folder / ".xltoolkit").iterdir()]) == 2


def test_check_names_cell_value_and_suggestion(folder: Path) -> None:
    clean = command("check", "评价.xlsx", folder=folder)
    assert (clean.code, clean.output) == (0, "录入检查通过，未发现问题。\n")
    before = (folder / "评价.xlsx").read_bytes()

    command("set", "评价.xlsx", "全年预算=3,109.67", "实际支付进度=98", folder=folder)
    answer = command("check", "评价.xlsx", folder=folder)

    assert answer.code == 0
    assert "【错误】基础数据!D6现为“3,109.67”" in answer.output
    assert "建议改为3109.67。" in answer.output
    assert "【提醒】" in answer.output
    assert "共2处，其中错误1处。" in answer.output
    assert (folder / "评价.xlsx").read_bytes() != before


def test_a_table_of_quantities_is_filled_and_told_row_by_row(folder: Path) -> None:
    (folder / "数.csv").write_text(
        '名称,数值,单位\n决算支出,28238400,元\n全年预算,"3,109.67",万元\n没有的项目,1,万元\n',
        encoding="utf-8",
    )
    answer = command("fill", "空.xlsx", "数.csv", folder=folder)

    assert answer.code == 0
    assert "没有的项目" in answer.output
    assert "已填入2个数，另有1处未填入，见上。" in answer.output
    book = Book(folder / "空.xlsx")
    assert (book.value("决算支出"), book.value("全年预算")) == (2823.84, 3109.67)


def test_the_demo_leaves_one_workbook_and_the_next_step(tmp_path: Path) -> None:
    answer = command("demo", "-o", "演示", folder=tmp_path)

    assert (answer.code, answer.problems) == (0, "")
    left = [*(tmp_path / "演示").iterdir()]
    assert [path.suffix for path in left] == [".xlsx"]
    assert str(Path("演示") / left[0].name) in answer.output
    for line in ("主要指标", "问题清单（共15条）", "提示（4条，不印发）", "待核实（5条，不印发）"):
        assert line in answer.output
    assert "set '演示" in answer.output
    assert "绩效目标!J5=10" in answer.output

    command("set", left[0], "绩效目标!J5=10", folder=tmp_path)
    answer = command("run", left[0], folder=tmp_path)
    assert "问题14条（新增0，消除1）" in answer.output
    assert [path.name for path in (tmp_path / "演示").iterdir() if path.suffix == ".xlsx"] == [
        left[0].name
    ]


def test_the_demo_as_json_is_that_of_a_run(tmp_path: Path) -> None:
    answer = command("demo", "-o", tmp_path / "演示", "--json", folder=tmp_path)
    described = json.loads(answer.output)
    assert (answer.code, answer.problems) == (0, "")
    assert typed_as(described, KEYS)

    (book,) = (tmp_path / "演示").glob("*.xlsx")
    before = book.read_bytes()
    again = command("run", book, "--json", folder=tmp_path)
    assert json.loads(again.output) == described
    assert book.read_bytes() == before


def test_a_second_demo_takes_the_place_of_the_first(tmp_path: Path) -> None:
    for _ in range(2):
        assert command("demo", "-o", "演示", "--json", folder=tmp_path).code == 0
    assert len([*(tmp_path / "演示").iterdir()]) == 1


def test_check_tells_what_a_file_carries_besides_cells(folder: Path) -> None:
    (folder / "宏.xlsx").write_bytes(template_with_macros("five_heads"))

    answer = command("check", "宏.xlsx", folder=folder)

    assert "在 .xlsx 文件中带有宏，本工具不运行它：请向提供者核实。" in answer.output
