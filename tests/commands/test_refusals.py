"""When a command cannot work it says so in one Chinese sentence, and changes nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.command_line import command

CASES = yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text(encoding="utf-8"))


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


USAGE = (
    (),
    ("run",),
    ("没有的命令",),
    ("run", "评价.xlsx", "--没有的选项"),
    ("fill", "评价.xlsx", "案例.yaml", "--unit", "亿元"),
)


@pytest.mark.parametrize("arguments", USAGE, ids=lambda arguments: " ".join(arguments) or "nothing")
def test_a_wrong_command_line_is_exit_code_2(folder: Path, arguments: tuple[str, ...]) -> None:
    answer = command(*arguments, folder=folder)

    assert answer.code == 2
    assert "Traceback" not in answer.problems


def test_a_clock_that_is_none_is_refused(folder: Path) -> None:
    answer = command("run", "评价.xlsx", folder=folder, fixed_time="昨天")

    assert answer.code == 1
    assert answer.problems == (
        "环境变量SOURCE_DATE_EPOCH的值“昨天”不是秒数，请改为整数或删去该变量。\n"
    )
