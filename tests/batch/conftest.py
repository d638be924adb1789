"""Fictional departments in folders, made once in a session, and what every task is told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.batch.watched import NOW, Watched
from xltoolkit.batch import running
from xltoolkit.batch.model import Row, TaskConfig
from xltoolkit.batch.pool import Task
from xltoolkit.batch.synthetic_files import Synthesis, write_department


@pytest.fixture
def config() -> TaskConfig:
    """Return what every task of a batch is told."""
    return TaskConfig(NOW)


@pytest.fixture(scope="session")
def departments(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, str], Path]:
    """Give the path of a fictional department as a workbook or case file; do not change it."""
    folder = tmp_path_factory.mktemp("departments")
    made: dict[tuple[int, str], Path] = {}

    def department(number: int, suffix: str) -> Path:
        if (number, suffix) not in made:
            wanted = Synthesis(folder, 1, 2023, "five_heads", suffix == ".yaml")
            made[number, suffix] = write_department(wanted, number)
        return made[number, suffix]

    return department


@pytest.fixture
def folder(tmp_path: Path, departments: Callable[[int, str], Path]) -> Path:
    """Return a folder with three workbooks and a case file of fictional departments."""
    target = tmp_path / "部门"
    target.mkdir()
    for number in range(1, 5):
        suffix = ".xlsx" if number <= 3 else ".yaml"
        path = departments(number, suffix)
        (target / path.name).write_bytes(path.read_bytes())
    return target


@pytest.fixture
def watched(folder: Path, tmp_path: Path, config: TaskConfig) -> Watched:
    """Return a batch over the folder, not yet run."""
    return Watched(folder, tmp_path / "结果", config)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let batches work in this process, where the pool is not what is tested."""

    def run_here(
        paths: list[Path], config: TaskConfig, workers: int, task: Task
    ) -> Iterator[tuple[Path, Row]]:
        return ((path, task(path, config)) for path in paths)

    monkeypatch.setattr(running, "run_in_pool", run_here)
