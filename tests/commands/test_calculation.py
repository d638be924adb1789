"""`calc`, `functions` and `schemes`: what programs and people read from them."""

import json
from pathlib import Path

import pytest

from tests.support.command_line import command
from udfs import FUNCTIONS

FORMULAS = (
    ("=PERF_EXEC_RATE(90,100)", "0.9"),
    ("PERF_EXEC_RATE(2823.84,3109.67)", "0.90808349439008"),
    ("=PERF_EXEC_RATE(1,0)", "#DIV/0!"),
    ('=PERF_EXEC_RATE("无",100)', "#VALUE!"),
    ("=PERF_GRADE(88.92)", "良"),
    ("=1=1", "TRUE"),
    ("=PERF_VERIFY(0.9081,2823.84,3109.67)", "一致"),
    ('=""', ""),
)


@pytest.mark.parametrize(("formula", "line"), FORMULAS)
def test_a_formula_prints_one_bare_line(tmp_path: Path, formula: str, line: str) -> None:
    answer = command("calc", formula, folder=tmp_path)

    assert (answer.code, answer.output, answer.problems) == (0, f"{line}\n", "")


@pytest.mark.parametrize(
    ("formula", "value", "error"),
    [
        ("=PERF_EXEC_RATE(90,100)", 0.9, None),
        ("=PERF_GRADE(88.92)", "良", None),
        ("=1/0", None, "#DIV/0!"),
    ],
)
def test_a_formula_as_json(tmp_path: Path, formula: str, value: object, error: str | None) -> None:
    answer = command("calc", "--json", formula, folder=tmp_path)

    assert (answer.code, answer.problems) == (0, "")
    assert json.loads(answer.output) == {"formula": formula, "value": value, "error": error}


ALL_SCHEMES = 10


def test_the_functions_as_json_are_a_list_with_names(tmp_path: Path) -> None:
    answer = command("functions", "--json", folder=tmp_path)

    described = json.loads(answer.output)
    assert [each["name"] for each in described] == [*FUNCTIONS]
    assert all(each["title"]["zh"] and each["help"]["zh"] for each in described)
    assert (answer.code, answer.problems) == (0, "")


def test_the_functions_for_people(tmp_path: Path) -> None:
    answer = command("functions", folder=tmp_path)

    assert answer.code == 0
    assert all(name in answer.output for name in FUNCTIONS)
    assert "预算执行率" in answer.output


def test_the_schemes_say_where_each_row_comes_from(tmp_path: Path) -> None:
    listed = command("schemes", "show", folder=tmp_path)
    assert (listed.code, "five_heads" in listed.output) == (0, True)

    rows = command("schemes", "show", "five_heads", folder=tmp_path)
    assert "满分100分" in rows.output
    assert "自拟" in rows.output

    described = json.loads(command("schemes", "show", "--json", folder=tmp_path).output)
    offered = [scheme["id"] for scheme in described if not scheme["draft"]]
    assert offered == ["five_heads", "hubei_self_2020"]
    assert len(described) == ALL_SCHEMES
    for scheme in described:
        assert sum(row["points"] for row in scheme["rows"]) == scheme["full"]


def test_drafts_are_listed_apart_and_say_what_they_lack(tmp_path: Path) -> None:
    listed = command("schemes", "show", folder=tmp_path).output
    offered, _, drafts = listed.partition("\n草稿")

    assert "five_heads" in offered
    assert "hunan_template" not in offered
    assert "hunan_template" in drafts
    assert "10项70分" in drafts
    assert "得分只供试算，不能作为正式评价依据" in drafts


def test_the_schemes_of_the_toolkit_are_sound(tmp_path: Path) -> None:
    answer = command("schemes", "lint", folder=tmp_path)

    assert (answer.code, answer.output) == (0, "未发现问题。\n")
