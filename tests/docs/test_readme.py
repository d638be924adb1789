"""What the READMEs say of commands and functions is what the tool has and prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from tests.repository.source_files import ROOT
from udfs import FUNCTIONS
from xltoolkit.cli import app

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
COMMAND = ".venv/bin/xltoolkit "

readmes = pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)


@pytest.fixture(scope="module")
def printed_by_the_demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    return subprocess.run(
        [sys.executable, "-m", "xltoolkit.cli", "demo"],
        cwd=tmp_path_factory.mktemp("demo"),
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


@readmes
def test_the_commands_behind_the_demo_are_those_that_it_names(
    page: Path, printed_by_the_demo: str
) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.startswith(COMMAND)]
    assert commands
    assert [line for line in commands if line not in printed_by_the_demo] == []


@readmes
def test_every_command_is_named(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group of commands
    ways_to_name = ("xltoolkit {}", "`{}`", "make {}")
    assert [
        name for name in commands if not any(way.format(name) in text for way in ways_to_name)
    ] == []


@pytest.mark.parametrize(
    ("page", "sentence"),
    [(READMES[0], "All {} functions"), (READMES[1], "全部{}个函数")],
    ids=["english", "chinese"],
)
def test_the_number_of_functions_is_right(page: Path, sentence: str) -> None:
    assert sentence.format(len(FUNCTIONS)) in page.read_text(encoding="utf-8")
