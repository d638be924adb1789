"""定稿, a new version, and the archive."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from tests.support.command_line import Answer, command_here
from tests.support.judged_books import CASE, LATER, SAMPLE, Book, judged_book, new_book
from tests.support.libreoffice import recalculate
from udfs.errors import CellError
from xltoolkit.commands.archive import archive
from xltoolkit.commands.finalize import finalize
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.report.archiving import values_only


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return new_book(tmp_path, judged_book(CASE))


def call(book: Book, *arguments: str) -> Answer:
    return command_here(*arguments, folder=book.path.parent)


def test_a_final_workbook_says_so_and_is_written_no_more(book: Book) -> None:
    assert call(book, "finalize", book.path.name).code == 0
    assert book.value("评价阶段") == "定稿"
    locked = book.path.read_bytes()
    assert "无变化" in call(book, "run", book.path.name).output
    for arguments in (("set", book.path.name, "决算支出=1"), ("finalize", book.path.name)):
        answer = call(book, *arguments)
        assert answer.code == 1
        assert "xltoolkit revise" in answer.problems
    assert book.path.read_bytes() == locked


def test_a_run_on_changed_data_asks_for_a_new_version(book: Book) -> None:
    call(book, "finalize", book.path.name)
    book.type("目标实际值", 10.0, row="T01")
    changed = book.path.read_bytes()
    for arguments in (("run", book.path.name), ("report", book.path.name, "-o", "报告.docx")):
        answer = call(book, *arguments)
        assert answer.code == 1
        assert "xltoolkit revise" in answer.problems
    assert book.path.read_bytes() == changed
    assert not book.path.with_name("报告.docx").exists()


def test_going_back_to_before_the_lock_is_said(book: Book) -> None:
    call(book, "finalize", book.path.name)

    back = call(book, "restore", book.path.name)
    assert "注意：恢复到了定稿之前，定稿锁定随之解除" in back.output
    again = call(book, "restore", book.path.name)
    assert "注意" not in again.output


def test_a_new_version_is_open_and_the_old_one_stays_locked(book: Book) -> None:
    call(book, "finalize", book.path.name)
    locked = book.path.read_bytes()
    assert call(book, "revise", book.path.name, "-o", "二.xlsx").code == 0
    assert book.path.read_bytes() == locked
    second = Book(book.path.with_name("二.xlsx"))
    assert second.value("评价阶段") == "初稿"
    assert call(book, "set", "二.xlsx", "绩效目标!J5=10").code == 0
    assert "消除1" in call(book, "run", "二.xlsx").output
    assert "已存在" in call(book, "revise", book.path.name, "-o", "二.xlsx").problems


def test_what_is_not_locked_needs_no_new_version(book: Book) -> None:
    assert "可以直接修改" in call(book, "revise", book.path.name, "-o", "二.xlsx").problems


def test_without_a_grade_nothing_is_final(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(SAMPLE))
    book.type("_scoring_mark", None, row="benefit")
    before = book.path.read_bytes()
    answer = call(book, "finalize", book.path.name)
    assert answer.code == 1
    assert "还没有评价等级" in answer.problems
    assert book.path.read_bytes() == before


def test_the_archive_holds_values_report_and_manifest(book: Book) -> None:
    assert call(book, "archive", book.path.name, "-o", "归档").code == 0
    folder = book.path.with_name("归档")
    assert sorted(path.name for path in folder.iterdir()) == [
        "归档清单.json",
        "评价-值.xlsx",
        "评价-报告.docx",
    ]
    listed = json.loads((folder / "归档清单.json").read_text(encoding="utf-8"))
    assert listed["scheme"] == "five_heads"
    assert listed["fingerprint"] == listed["generated_fingerprint"]
    assert [file["role"] for file in listed["files"]] == [
        "只含数值的副本",
        "评价报告",
        "原工作簿（未归入本文件夹）",
    ]
    assert call(book, "archive-check", "归档").code == 0
    (folder / "评价-值.xlsx").write_bytes(b"changed")
    answer = call(book, "archive-check", "归档")
    assert answer.code == 1
    assert "评价-值.xlsx：已被改动" in answer.output


def test_on_request_the_archive_holds_a_copy_that_calculates_without_any_add_in(book: Book) -> None:
    assert call(book, "archive", book.path.name, "-o", "归档", "--native").code == 0

    native = book.path.with_name("归档") / "评价-内置公式.xlsx"
    content = Session(open_package(native.read_bytes())).content()
    formulas = [
        cell.formula for cells in content.sheets.values() for cell in cells.values() if cell.formula
    ]
    assert formulas
    assert [formula for formula in formulas if "PERF_" in formula.upper()] == []
    area = content.area("折算得分")
    assert area is not None
    assert content.value(area.sheet, area.top, area.left) == book.content().value(
        area.sheet, area.top, area.left
    )


def test_the_copy_of_values_has_every_value_and_no_formula(book: Book) -> None:
    before = book.content()
    copied = new_book(book.path.parent, values_only(book.path.read_bytes()), "值.xlsx").content()
    for sheet, cells in before.sheets.items():
        for at, cell in cells.items():
            there = copied.sheets[sheet].get(at)
            assert (None if there is None else there.value) in (cell.value, cell.value or None)
    formulas = [cell for cells in copied.sheets.values() for cell in cells.values() if cell.formula]
    assert formulas == []
    errors = [
        cell
        for cells in copied.sheets.values()
        for cell in cells.values()
        if isinstance(cell.value, CellError)
    ]
    assert errors  # 未提供 stays #N/A


def test_a_stale_workbook_and_an_existing_folder_are_refused(book: Book) -> None:
    book.type("目标实际值", 10.0, row="T01")
    answer = call(book, "archive", book.path.name, "-o", "归档")
    assert answer.code == 1
    assert "xltoolkit run" in answer.problems
    assert not book.path.with_name("归档").exists()
    call(book, "run", book.path.name)
    assert call(book, "archive", book.path.name, "-o", "归档").code == 0
    assert "已存在" in call(book, "archive", book.path.name, "-o", "归档").problems


MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_BOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"


def with_programs(book: bytes) -> bytes:
    """Return a workbook as one with macros, a ribbon and a link to another file."""
    added = {
        "xl/vbaProject.bin": b"macros",
        "customUI/customUI14.xml": b"<customUI/>",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
    }
    links = {
        "_rels/.rels": f'<Relationship Id="rIdU" Type="{MICROSOFT}/2007/relationships/ui/extensibility"'
        ' Target="customUI/customUI14.xml"/>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationship Id="rIdV" Type="{MICROSOFT}/2006/relationships/vbaProject"'
            ' Target="vbaProject.bin"/>'
            f'<Relationship Id="rIdX" Type="{OFFICE}/externalLink"'
            ' Target="externalLinks/externalLink1.xml"/>'
        ),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            part = source.read(name)
            if name in links:
                part = part.replace(b"</Relationships>", f"{links[name]}</Relationships>".encode())
            if name == "[Content_Types].xml":
                part = part.replace(PLAIN_BOOK, MACRO_BOOK)
            if name == "xl/workbook.xml":
                reference = (
                    b'<externalReferences><externalReference r:id="rIdX"/></externalReferences>'
                )
                part = part.replace(b"</sheets>", b"</sheets>" + reference)
            written.writestr(name, part)
        for name, part in added.items():
            written.writestr(name, part)
    return target.getvalue()


def test_the_copy_of_values_holds_no_program() -> None:
    copied = values_only(with_programs(judged_book(CASE)))
    with zipfile.ZipFile(io.BytesIO(copied)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not any("vba" in name or "customUI" in name or "external" in name for name in parts)
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        for trace in (b"vbaProject", b"customUI", b"externalLink", b"macroEnabled"):
            assert trace not in parts[name], name
    assert b"externalReference" not in parts["xl/workbook.xml"]
    assert PLAIN_BOOK in parts["[Content_Types].xml"]


def without_cells_of_today(book: Book) -> None:
    """Take out the names of cells that workbooks of before have not."""
    with zipfile.ZipFile(book.path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    workbook = etree.fromstring(parts["xl/workbook.xml"])
    for name in workbook.findall(".//{*}definedName"):
        parent = name.getparent()
        if name.get("name") in ("_finalised", "_verdict_report_text") and parent is not None:
            parent.remove(name)
    parts["xl/workbook.xml"] = etree.tostring(workbook)
    with zipfile.ZipFile(book.path, "w") as written:
        for part, content in parts.items():
            written.writestr(part, content)


def test_a_workbook_of_before_runs_and_only_cannot_be_locked(book: Book) -> None:
    without_cells_of_today(book)
    book.type("目标实际值", 10.0, row="T01")
    assert "消除1" in call(book, "run", book.path.name).output
    answer = call(book, "finalize", book.path.name)
    assert answer.code == 1
    assert "_finalised" in answer.problems


def refused(book: Book) -> str:
    """Return what every command that certifies a workbook says, all of them the same."""
    said = set()
    for arguments in (
        ("run", book.path.name),
        ("report", book.path.name, "-o", "报告.docx"),
        ("archive", book.path.name, "-o", "归档"),
        ("ledger", book.path.name, "-o", "台账.xlsx"),
    ):
        answer = call(book, *arguments)
        assert answer.code == 1, arguments
        said.add(answer.problems)
    assert len(said) == 1
    return said.pop()


@pytest.mark.parametrize(
    ("sheet", "name", "value", "row"),
    [
        ("评价结论", "_verdict_conclusion", "改成另一个结论。", None),
        ("评价结论", "_verdict_total_score", 99.0, None),
        ("问题清单", "_issues_text", "改成另一种情况。", "F05"),
        ("问题清单", "_issues_amount", 1.0, "F05"),
        ("封面", "评价阶段", "初稿", None),
        ("封面", "组长", "另一个人", None),
        ("指标评分", "_scoring_adjustment_reason", "事后补的理由", "exec_rate"),
        ("指标评分", "_scoring_score", 5.0, "exec_rate"),
    ],
)
def test_a_text_changed_after_the_lock_is_refused_as_data_are(
    book: Book, sheet: str, name: str, value: str | float, row: str | None
) -> None:
    assert call(book, "finalize", book.path.name).code == 0
    book.type(name, value, row=row)
    said = refused(book)
    assert f"“{sheet}”的文字在" in said
    assert "xltoolkit revise" in said


def test_a_text_reworded_before_the_lock_is_held_fast_too(book: Book) -> None:
    book.type("_verdict_conclusion", "评价组改写的结论。")
    assert call(book, "finalize", book.path.name).code == 0
    assert call(book, "archive", book.path.name, "-o", "一").code == 0
    book.type("_verdict_conclusion", "定稿后又改的结论。")
    assert "“评价结论”的文字在" in refused(book)


def test_answers_and_rectification_go_on_after_the_lock(book: Book) -> None:
    assert call(book, "finalize", book.path.name).code == 0
    for column, value in (
        ("feedback", "认可"),
        ("adoption", "采纳"),
        ("measures", "修订制度。"),
        ("deadline", 45473.0),
        ("status", "已整改"),
        ("remark", "制度已印发。"),
    ):
        book.type(f"_issues_{column}", value, row="F05")
    assert "无变化" in call(book, "run", book.path.name).output
    assert call(book, "archive", book.path.name, "-o", "归档").code == 0


def test_a_lock_of_before_knows_data_only(book: Book) -> None:
    assert call(book, "finalize", book.path.name).code == 0
    book.type("_finalised", "2024-05-07 09:30")
    book.type("_verdict_conclusion", "改成另一个结论。")
    answer = call(book, "archive", book.path.name, "-o", "归档")
    assert answer.code == 0
    assert "没有文字校验" in answer.output


@pytest.mark.libreoffice
def test_a_lock_holds_when_another_program_has_saved_the_workbook(book: Book) -> None:
    assert call(book, "finalize", book.path.name).code == 0
    saved = recalculate(book.path, book.path.parent / "saved")
    book.path.write_bytes(saved.read_bytes())
    assert call(book, "archive", book.path.name, "-o", "归档").code == 0


def test_foreign_files_of_an_archive_are_named(book: Book) -> None:
    call(book, "archive", book.path.name, "-o", "归档")
    folder = book.path.with_name("归档")
    (folder / "外来.txt").write_text("x", encoding="utf-8")
    answer = call(book, "archive-check", "归档")
    assert answer.code == 0
    assert "外来.txt：不是归档时放入的文件" in answer.output


@pytest.mark.parametrize(
    "listing",
    [
        "[]",
        '{"files": []}',
        '{"files": [{"name": 1, "role": "x", "sha256": "x"}]}',
        '{"files": [{"name": "x", "role": ["x"], "sha256": null}]}',
        '{"files": 5}',
    ],
)
def test_a_manifest_that_is_none_is_told_in_a_sentence(tmp_path: Path, listing: str) -> None:
    (tmp_path / "归档").mkdir()
    (tmp_path / "归档" / "归档清单.json").write_text(listing, encoding="utf-8")
    answer = command_here("archive-check", "归档", folder=tmp_path)
    assert answer.code == 1
    assert "中没有可读的" in answer.problems


def test_a_name_that_no_system_allows_is_a_missing_file(tmp_path: Path) -> None:
    files = [{"name": "a\0b", "role": "x", "sha256": "x"}]
    (tmp_path / "归档").mkdir()
    (tmp_path / "归档" / "归档清单.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    assert "缺失" in command_here("archive-check", "归档", folder=tmp_path).output


def test_a_place_that_is_no_folder_is_told_in_chinese(book: Book) -> None:
    (book.path.parent / "a.md5").write_text("x", encoding="utf-8")
    for out in ("a.md5", "a.md5/归档"):
        answer = call(book, "archive", book.path.name, "-o", out)
        assert answer.code == 1
        for english in ("exists", "directory", "Errno"):
            assert english not in answer.problems


@pytest.mark.parametrize("command", ["finalize", "archive"])
def test_one_command_asks_the_clock_once(
    book: Book, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(LATER)
        return LATER

    monkeypatch.setattr(f"xltoolkit.commands.{command}.now", clock)
    if command == "finalize":
        finalize(book.path)
    else:
        archive(book.path, book.path.with_name("归档"))
    assert len(asked) == 1
