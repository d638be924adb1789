"""When a command cannot work it says so in one Chinese sentence, and changes nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.command_line import command

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "refusals.yaml").read_text(encoding="utf-8"))
USAGE = yaml.safe_load((HERE / "usage.yaml").read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["do"]) for case in CASES])
def test_one_sentence_names_the_trouble_and_the_remedy(folder: Path, case: dict[str, Any]) -> None:
    before = files(folder)

    answer = command(*case["do"], folder=folder)

    assert answer.problems == f"{case['says']}\n"
    assert (answer.code, answer.output) == (1, "")
    assert files(folder) == before


@pytest.mark.parametrize("case", USAGE, ids=[" ".join(case["do"]) for case in USAGE])
def test_a_wrong_command_line_is_told_in_one_sentence(folder: Path, case: dict[str, Any]) -> None:
    answer = command(*case["do"], folder=folder)

    assert answer.problems == f"{case['says']}\n"
    assert (answer.code, answer.output) == (2, "")


def test_an_unknown_command_is_told_the_known_ones(folder: Path) -> None:
    answer = command("没有的命令", folder=folder)

    assert answer.code == 2
    assert answer.problems.startswith("没有命令“没有的命令”，可用的命令：calc、")


def test_without_words_the_help_is_shown(folder: Path) -> None:
    answer = command(folder=folder)

    assert answer.code == 2
    assert "生成问题清单和评价结论" in answer.problems


def test_a_clock_that_is_none_is_refused(folder: Path) -> None:
    answer = command("run", "评价.xlsx", folder=folder, fixed_time="昨天")

    assert answer.code == 1
    assert answer.problems == (
        "环境变量SOURCE_DATE_EPOCH的值“昨天”不是秒数，请改为整数或删去该变量。\n"
    )
