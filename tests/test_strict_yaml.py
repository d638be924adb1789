"""Strict YAML: what is read, and the sentence for everything that is not."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

from xltoolkit.strict_yaml import SourceError, parse_yaml, read_yaml

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "strict_yaml_cases.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Row:
    id: str
    amount: float
    day: dt.date | None = None
    kind: Literal["算", "数", "录"] | None = None


@dataclass(frozen=True)
class Reference:
    standard: str


@dataclass(frozen=True)
class Book:
    title: str
    rows: tuple[Row, ...]
    limits: tuple[float | Reference, ...] = ()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_text_is_read_or_refused_as_the_case_says(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(case["text"], encoding="utf-8")
    if "error" in case:
        with pytest.raises(SourceError) as refusal:
            read_yaml(file, "cases.yaml").build(Book)
        assert str(refusal.value) == case["error"]
    else:
        book = read_yaml(file).build(Book)
        found = [[r.id, r.amount, r.day and r.day.isoformat(), r.kind] for r in book.rows]
        assert found == case["rows"]


def test_messages_name_the_file_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=r"^absent\.yaml第1行：文件无法读取"):
        read_yaml(Path("absent.yaml"))


def test_a_file_in_another_encoding_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_bytes("title: 一览".encode("gb18030"))
    with pytest.raises(SourceError) as refusal:
        read_yaml(tmp_path / "old.yaml", "old.yaml")
    assert str(refusal.value) == "old.yaml第1行：文件不是UTF-8编码，请另存为UTF-8后重试。"


def test_every_entry_knows_its_line() -> None:
    source = parse_yaml("title: t\nrows:\n  - id: a\n    amount: 1\n  - id: b\n", "a.yaml")
    assert source.line_of() == 1
    assert source.line_of("rows") == 2
    assert source.line_of("rows", 0, "amount") == 4
    assert source.line_of("rows", 1) == 5
    assert source.line_of("rows", 1, "amount") == 5  # absent: the entry around it


def test_a_check_of_meaning_raises_the_same_kind_of_error() -> None:
    source = parse_yaml("title: t\nrows:\n  - id: a\n", "a.yaml")
    refusal = source.error(("rows", 0, "id"), "编号“a”已停用，请换一个。")
    assert isinstance(refusal, SourceError)
    assert str(refusal) == "a.yaml第3行（rows→第1项→id）：编号“a”已停用，请换一个。"
