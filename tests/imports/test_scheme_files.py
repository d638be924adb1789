"""A scheme as a file of one's own: written, edited, read back, and refused line by line."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.support.cases import CATALOGUE
from tests.support.command_line import command
from udfs import FUNCTIONS
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.catalogue.source_model import SourceMark
from xltoolkit.commands.scheme_files import load_scheme_file, own_copy, read_scheme_file
from xltoolkit.imports.scheme_data import to_yaml
from xltoolkit.imports.scheme_writing import scheme_workbook
from xltoolkit.strict_yaml import SourceError

EACH = pytest.mark.parametrize("scheme", CATALOGUE.schemes, ids=lambda scheme: scheme.id)
EDITS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("scheme_edits.yaml").read_text(encoding="utf-8")
)
HELP = [(name, function.help.zh) for name, function in FUNCTIONS.items()]


@EACH
def test_yaml_of_a_scheme_gives_the_scheme_back(scheme: Scheme, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(to_yaml(scheme), encoding="utf-8")

    assert load_scheme_file(file).content == scheme


@EACH
def test_a_workbook_of_a_scheme_gives_the_scheme_back(scheme: Scheme, tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    file.write_bytes(scheme_workbook(scheme, CATALOGUE, HELP))

    assert load_scheme_file(file).content == scheme


def test_a_copy_claims_nothing_but_keeps_the_marks_of_its_rows() -> None:
    origin = CATALOGUE.scheme("hubei_self_2020")
    copy = own_copy(origin, "mine", "")

    assert (copy.id, copy.name) == ("mine", "mine（自设方案，非官方）")
    assert copy.source == replace(SourceMark("own"), note=copy.source.note)
    assert "hubei_self_2020" in str(copy.source.note)
    assert [row.source for row in copy.rows] == [row.source for row in origin.rows]


@pytest.mark.parametrize("origin", CATALOGUE.schemes, ids=lambda scheme: scheme.id)
def test_a_copy_of_a_draft_is_a_draft_until_its_rows_are_confirmed(origin: Scheme) -> None:
    copy = own_copy(origin, "mine", "")
    from_memory = {row.id for row in origin.rows if row.source.status == "memory"}
    pending = {row.id for row in origin.rows if row.score.shape == "pending"}
    assert {row.id for row in copy.unsupported} == from_memory | pending

    confirmed = tuple(replace(row, source=SourceMark("own")) for row in copy.rows)
    assert {row.id for row in replace(copy, rows=confirmed).unsupported} == pending


def edited(change: Callable[[openpyxl.Workbook], None], scheme: str = "yueyang_2018") -> bytes:
    copy = own_copy(CATALOGUE.scheme(scheme), "mine", "")
    book = openpyxl.load_workbook(BytesIO(scheme_workbook(copy, CATALOGUE, HELP)))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("case", EDITS, ids=[case["name"] for case in EDITS])
def test_a_mistake_is_named_with_sheet_line_and_column(
    case: dict[str, Any], tmp_path: Path
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for place, value in case["type"].items():
            sheet, _, cell = place.partition("!")
            book[sheet][cell] = value

    file = tmp_path / "方案.xlsx"
    file.write_bytes(edited(change))

    with pytest.raises(SourceError) as refusal:
        read_scheme_file(file)

    assert [str(problem) for problem in refusal.value.problems] == case["says"]


def test_a_sheet_that_is_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "方案.xlsx"
    file.write_bytes(edited(lambda book: book.remove(book["标准"])))

    with pytest.raises(SourceError, match=r"方案\.xlsx“标准”第1行：工作簿中没有这张表"):
        read_scheme_file(file)


def test_staff_make_a_scheme_of_their_own_and_a_workbook_of_it(tmp_path: Path) -> None:
    made = command("schemes", "new", "方案.xlsx", "--from", "hubei_self_2020", folder=tmp_path)
    assert made.code == 0

    book = openpyxl.load_workbook(tmp_path / "方案.xlsx")
    book["指标"]["E4"], book["指标"]["E5"] = 30, 70
    book.save(tmp_path / "方案.xlsx")

    imported = command("schemes", "import", "方案.xlsx", "mine.yaml", folder=tmp_path)
    assert (imported.code, imported.output) == (0, "已写出方案文件：mine.yaml\n")
    new = command("new", "新.xlsx", "--scheme", "mine.yaml", "--year", "2024", folder=tmp_path)
    assert new.code == 0
    typed = command(
        "set", "新.xlsx", "决算支出=80", "全年预算=100", "评价年度=2024", folder=tmp_path
    )
    assert typed.code == 0
    ran = command("run", "新.xlsx", "--json", folder=tmp_path)
    assert ran.code == 0
    assert '"total": 24.0' in ran.output


def test_an_import_with_problems_writes_nothing(tmp_path: Path) -> None:
    command("schemes", "new", "方案.xlsx", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "方案.xlsx")
    book["指标"]["E4"] = 7
    book.save(tmp_path / "方案.xlsx")

    answer = command("schemes", "import", "方案.xlsx", "mine.yaml", folder=tmp_path)

    assert answer.code == 1
    assert "各指标分值合计101分，不等于满分100分" in answer.output
    assert not (tmp_path / "mine.yaml").exists()


def test_a_draft_says_so_when_a_workbook_is_made(tmp_path: Path) -> None:
    answer = command("new", "新.xlsx", "--scheme", "yueyang_2018", folder=tmp_path)

    assert answer.code == 0
    assert "该方案是草稿，3项指标（61分）未经核实或评分标准待补" in answer.output
