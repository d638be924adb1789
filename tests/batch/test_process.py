"""The task of a batch: one file in, one row out; the file itself stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hosts.file.hostile import FILES
from tests.support.judged_books import CASE, SAMPLE, Book, judged_book, new_book
from xltoolkit.batch import process as module
from xltoolkit.batch.model import Department, FailureKind, Row, TaskConfig
from xltoolkit.batch.process import process

Departments = Callable[[int, str], Path]


def department_of(row: Row) -> Department:
    assert row.department is not None, row.failure
    return row.department


@pytest.fixture
def sample(tmp_path: Path) -> Book:
    return new_book(tmp_path, judged_book(SAMPLE))


def test_a_result_says_what_the_workbook_shows(sample: Book, config: TaskConfig) -> None:
    found = department_of(process(sample.path, config))
    assert found.name == sample.value("被评价单位")
    assert found.total == pytest.approx(sample.value("得分合计"))
    assert found.normalised == pytest.approx(sample.value("折算得分"))
    assert found.grade == sample.value("评价等级") == "良"
    assert found.problems == len(sample.printed_keys())
    assert sum(score.score or 0 for score in found.scores) == pytest.approx(found.total)
    assert sum(head.score for head in found.heads) == pytest.approx(found.total)
    assert found.adjustments == ()


def test_a_department_without_all_marks_has_no_grade(tmp_path: Path, config: TaskConfig) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    found = department_of(process(book.path, config))
    assert (found.grade, found.open_grades) == ("", ("差", "中", "良"))
    assert (found.decided_score, found.decided_grade) == (88.92, "良")
    missing = [score for score in found.scores if score.score is None]
    assert missing
    assert {score.absence for score in missing} == {"未提供"}


def test_nothing_is_written_unless_it_is_asked_for(
    tmp_path: Path, departments: Departments, config: TaskConfig
) -> None:
    book = tmp_path / "部门.xlsx"
    book.write_bytes(departments(1, ".xlsx").read_bytes())
    before = book.read_bytes()
    one = process(book, config)
    assert book.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["部门.xlsx"]

    written = process(book, replace(config, write=True))
    assert book.read_bytes() != before
    assert Book(book).printed_keys()
    assert written == one

    after = book.read_bytes()
    assert process(book, replace(config, write=True)) == one
    assert book.read_bytes() == after


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("标准_预算执行率", 0.9, ("预算执行率的标准90%",)),
        ("标准_预算执行率", 0.95, ()),
        ("标准_公众满意度", 0.9, ("公众满意度的标准90%",)),
    ],
)
def test_a_workbook_that_measures_otherwise_says_so(
    sample: Book, config: TaskConfig, name: str, value: float, words: tuple[str, ...]
) -> None:
    sample.type(name, value)
    assert department_of(process(sample.path, config)).adjustments == words


def test_another_line_of_a_grade_is_an_adjustment(sample: Book, config: TaskConfig) -> None:
    sample.type("等级表", 85.0)
    found = department_of(process(sample.path, config))
    assert found.adjustments == ("等级线优85、良80、中60、差0",)


@pytest.mark.parametrize("kind", ["truncated", "password", "zip bomb", "csv", "plain zip"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    tmp_path: Path, config: TaskConfig, kind: str
) -> None:
    path = tmp_path / "文件.xlsx"
    path.write_bytes(FILES[kind]())
    failure = process(path, config).failure
    assert failure is not None
    assert failure.kind is FailureKind.REFUSED
    # The summary names the file itself.
    assert "文件.xlsx" not in failure.reason
    assert failure.reason.endswith("。")


def test_a_case_file_names_its_mistakes_by_line(tmp_path: Path, config: TaskConfig) -> None:
    path = tmp_path / "案例.yaml"
    path.write_text("department: 甲\nyear: 今年\n", encoding="utf-8")
    failure = process(path, config).failure
    assert failure is not None
    assert "案例.yaml第2行（year）" in failure.reason


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (MemoryError(), FailureKind.MEMORY, "--memory"),
        (KeyError("x"), FailureKind.ERROR, "程序出错（KeyError：'x'）"),
        (RecursionError("deep"), FailureKind.ERROR, "反馈给维护人员"),
    ],
)
def test_a_mistake_of_ours_costs_its_own_file_only(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    config: TaskConfig,
    error: BaseException,
    kind: FailureKind,
    words: str,
) -> None:
    def broken(path: Path, config: TaskConfig) -> Department:
        raise error

    monkeypatch.setattr(module, "evaluate_file", broken)
    failure = process(tmp_path / "部门.xlsx", config).failure
    assert failure is not None
    assert failure.kind is kind
    assert words in failure.reason
