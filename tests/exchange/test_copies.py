"""Copies of a team in one workbook: what goes in, what stands side by side, what is refused."""

from pathlib import Path

import openpyxl
import pytest

from tests.support.command_line import Answer, command_here
from tests.support.judged_books import CASE, SAMPLE, Book, judged_book, new_book
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.scoring import INDICATOR_LIST
from xltoolkit.workbook.plan import PlannedValue

TABLE = "评价-合并对照.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return new_book(tmp_path, judged_book(CASE))


def copy(book: Book, name: str) -> Book:
    return new_book(book.path.parent, judged_book(CASE), name)


def merge(book: Book, *arguments: str) -> Answer:
    return command_here("merge", book.path.name, *arguments, folder=book.path.parent)


def add_finding(book: Book, number: str, fact: str, row: int = 0) -> None:
    free = 12 + row  # the case fills the first seven rows of the list, from row 5
    book.write({"现场发现": {(free, 1): number, (free, 4): fact}})


def findings(book: Book) -> dict[object, object]:
    return {row["id"]: row["fact"] for row in book.rows(FINDING_LIST)}


def compared(book: Book) -> list[tuple[object, ...]]:
    """Return the rows of the table of differences."""
    sheet = openpyxl.load_workbook(book.path.with_name(TABLE)).worksheets[0]
    rows = [tuple(cell for cell in row[1:]) for row in sheet.iter_rows(min_row=6, values_only=True)]
    return [row for row in rows if isinstance(row[0], int | float)]


def test_new_findings_of_two_colleagues_stand_one_below_the_other(book: Book) -> None:
    first, second = copy(book, "张.xlsx"), copy(book, "李.xlsx")
    add_finding(first, "F21", "张发现的事项。")
    add_finding(second, "F22", "李发现的事项。")
    answer = merge(book, "张.xlsx", "李.xlsx")
    assert answer.code == 0, answer.problems
    assert "现场发现新增2行" in answer.output
    assert findings(book)["F21"] == "张发现的事项。"
    assert findings(book)["F22"] == "李发现的事项。"
    book.run()
    assert {"F21", "F22"} <= book.printed_keys()


def test_a_second_merge_of_the_same_copies_changes_no_byte(book: Book) -> None:
    first = copy(book, "张.xlsx")
    add_finding(first, "F21", "张发现的事项。")
    merge(book, "张.xlsx")
    before = book.path.read_bytes()
    answer = merge(book, "张.xlsx")
    assert "没有可并入的新内容" in answer.output
    assert book.path.read_bytes() == before


def test_one_number_for_two_matters_puts_both_side_by_side(book: Book) -> None:
    first, second = copy(book, "张.xlsx"), copy(book, "李.xlsx")
    add_finding(first, "F21", "张发现的事项。")
    add_finding(second, "F21", "李发现的事项。")
    before = book.path.read_bytes()
    answer = merge(book, "张.xlsx", "李.xlsx")
    assert answer.code == 0
    assert book.path.read_bytes() == before
    (row,) = compared(book)
    assert "张发现的事项。" in row
    assert "李发现的事项。" in row


def test_marks_surveys_and_manual_columns_come_together(book: Book) -> None:
    first, second = copy(book, "张.xlsx"), copy(book, "李.xlsx")
    first.type("_scoring_mark", 4.0, row="goal_quality")
    first.type("_issues_feedback", "单位认可。", row="F05")
    second.type("_surveys_method", "线上问卷", row="Q01")
    second.type("_scoring_applicable", "不适用", row="training")
    answer = merge(book, "张.xlsx", "李.xlsx")
    assert answer.code == 0, answer.problems
    scoring = {row["id"]: row for row in book.rows(INDICATOR_LIST)}
    assert scoring["goal_quality"]["mark"] == 4
    assert scoring["training"]["applicable"] == "不适用"
    assert book.issue("F05")["feedback"] == "单位认可。"
    assert "线上问卷" in book.text_of("满意度")
    assert not book.path.with_name(TABLE).exists()


def test_copies_of_a_workbook_with_an_own_scheme_come_together(tmp_path: Path) -> None:
    command_here("schemes", "new", "本局方案.yaml", folder=tmp_path)
    command_here("new", "评价.xlsx", "--scheme", "本局方案.yaml", folder=tmp_path)
    made = (tmp_path / "评价.xlsx").read_bytes()
    book, first = new_book(tmp_path, made, "评价.xlsx"), new_book(tmp_path, made, "张.xlsx")
    first.type("_scoring_mark", 4.0, row="goal_quality")
    answer = merge(book, "张.xlsx")
    assert answer.code == 0, answer.problems
    scoring = {row["id"]: row for row in book.rows(INDICATOR_LIST)}
    assert scoring["goal_quality"]["mark"] == 4


def test_what_differs_is_shown_and_the_workbook_keeps_its_own(book: Book) -> None:
    book.type("_issues_feedback", "原有的意见。", row="F05")
    first = copy(book, "张.xlsx")
    first.type("_issues_feedback", "另一种意见。", row="F05")
    answer = merge(book, "张.xlsx")
    assert "各人填写不同" in answer.output
    assert book.issue("F05")["feedback"] == "原有的意见。"
    (row,) = compared(book)
    assert "原有的意见。" in row
    assert "另一种意见。" in row


def test_against_the_original_a_change_of_one_person_goes_in(book: Book) -> None:
    book.type("_issues_feedback", "原有的意见。", row="F05")
    (book.path.parent / "原件.xlsx").write_bytes(book.path.read_bytes())
    changed = new_book(book.path.parent, book.path.read_bytes(), "张.xlsx")
    changed.type("_issues_feedback", "改过的意见。", row="F05")
    merge(book, "张.xlsx", "--base", "原件.xlsx")
    assert book.issue("F05")["feedback"] == "改过的意见。"


def test_reworded_texts_of_a_copy_are_taken(book: Book) -> None:
    first = copy(book, "张.xlsx")
    first.type("_issues_text", "张改写的具体情况。", row="F05")
    merge(book, "张.xlsx")
    assert book.issue("F05")["text"] == "张改写的具体情况。"


def test_figures_outside_the_scope_are_told_of_and_not_taken(book: Book) -> None:
    first = copy(book, "张.xlsx")
    first.type("决算支出", 9999.0)
    first.type("目标实际值", 10.0, row="T01")
    answer = merge(book, "张.xlsx")
    assert answer.output.count("不在合并范围") == 2
    assert book.value("决算支出") == 2823.84


def test_a_row_without_a_number_is_told_of(book: Book) -> None:
    first = copy(book, "张.xlsx")
    add_finding(first, "", "没有编号的事项。")
    answer = merge(book, "张.xlsx")
    assert "没有编号" in answer.output
    assert any("没有编号的事项。" in row for row in compared(book))


def test_a_list_grows_when_its_rows_are_full(book: Book) -> None:
    first = copy(book, "张.xlsx")
    cells: dict[tuple[int, int], PlannedValue] = {}
    for number in range(53):
        cells[12 + number, 1], cells[12 + number, 4] = f"A{number}", f"第{number}件事项。"
    book.write({"现场发现": cells})
    add_finding(first, "F21", "张发现的事项。")
    answer = merge(book, "张.xlsx")
    assert answer.code == 0, answer.problems
    assert findings(book)["F21"] == "张发现的事项。"
    assert len(findings(book)) == 7 + 53 + 1
    book.run()
    assert "F21" in book.printed_keys()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("_template_version", "0", "模板版本为“0”"),
        ("_scheme_version", "0.9", "第0.9版编制"),
        ("被评价单位", "另一单位", "被评价单位是“另一单位”"),
        ("评价年度", 2021.0, "评价年度是“2021”"),
    ],
)
def test_a_copy_of_another_version_or_department_is_refused(
    book: Book, name: str, value: float | str, says: str
) -> None:
    first, good = copy(book, "张.xlsx"), copy(book, "李.xlsx")
    first.type(name, value)
    add_finding(good, "F22", "李发现的事项。")
    before = book.path.read_bytes()
    answer = merge(book, "李.xlsx", "张.xlsx")
    assert answer.code == 1
    assert "张.xlsx" in answer.problems
    assert says in answer.problems
    assert book.path.read_bytes() == before


def test_a_foreign_file_and_a_missing_one_are_refused(book: Book) -> None:
    openpyxl.Workbook().save(book.path.with_name("外来.xlsx"))
    for name in ("外来.xlsx", "没有.xlsx"):
        answer = merge(book, name)
        assert answer.code == 1
        assert name in answer.problems


def test_a_workbook_that_is_locked_as_final_takes_no_copy(book: Book) -> None:
    first = copy(book, "张.xlsx")
    add_finding(first, "F21", "张发现的事项。")
    assert command_here("finalize", book.path.name, folder=book.path.parent).code == 0
    answer = merge(book, "张.xlsx")
    assert answer.code == 1
    assert "定稿锁定" in answer.problems


def test_the_table_of_before_is_kept(book: Book) -> None:
    first = copy(book, "张.xlsx")
    for text in ("一种意见。", "两种意见。"):
        book.type("_issues_feedback", text, row="F05")
        first.type("_issues_feedback", f"不同于{text}", row="F05")
        answer = merge(book, "张.xlsx")
    assert "上一次的对照表已另存" in answer.output


def test_a_copy_of_another_case_is_refused(book: Book) -> None:
    new_book(book.path.parent, judged_book(SAMPLE), "他.xlsx")
    assert "不是同一工作簿的副本" in merge(book, "他.xlsx").problems


def test_treatments_of_checks_come_together_and_changed_rules_are_told(book: Book) -> None:
    first = copy(book, "张.xlsx")
    first.type("_published_rates_treatment", "已与单位核对。", row="exec_rate")
    first.type("_scoring_p3", 0.02, row="exec_rate")
    answer = merge(book, "张.xlsx")
    assert answer.code == 0, answer.problems
    assert "已与单位核对。" in book.text_of("核对")
    assert "核对并入1格" in answer.output
    assert answer.output.count("不在合并范围") == 1


def test_a_row_that_both_added_to_the_issue_list_is_no_difference(book: Book) -> None:
    free = book.row_number("_issues_key", "F15") + 40
    book.write({"问题清单": {(free, 2): "自行添加的行"}})
    new_book(book.path.parent, book.path.read_bytes(), "张.xlsx")
    assert "没有可并入的新内容" in merge(book, "张.xlsx").output
    assert not book.path.with_name(TABLE).exists()


PARAGRAPH = "_verdict_conclusion"


def test_a_paragraph_that_one_has_reworded_goes_in(book: Book) -> None:
    first = copy(book, "张.xlsx")
    copy(book, "李.xlsx")
    first.type(PARAGRAPH, "张改写的结论。")
    answer = merge(book, "张.xlsx", "李.xlsx")
    assert "评价结论并入1格" in answer.output
    assert book.value(PARAGRAPH) == "张改写的结论。"
    book.run()
    assert book.value(PARAGRAPH) == "张改写的结论。"
    assert book.value("_verdict_mark_conclusion") == "已改"


def test_a_paragraph_that_two_have_reworded_stands_side_by_side(book: Book) -> None:
    present = book.value(PARAGRAPH)
    for name in ("张", "李"):
        copy(book, f"{name}.xlsx").type(PARAGRAPH, f"{name}改写的结论。")
    answer = merge(book, "张.xlsx", "李.xlsx")
    assert answer.code == 0, answer.problems
    assert book.value(PARAGRAPH) == present
    (row,) = compared(book)
    assert {present, "张改写的结论。", "李改写的结论。"} <= set(row)


def test_the_table_shows_the_text_that_stands_in_the_workbook(book: Book) -> None:
    present = book.issue("F05")["text"]
    for name in ("张", "李"):
        copy(book, f"{name}.xlsx").type("_issues_text", f"{name}的说法。", row="F05")
    merge(book, "张.xlsx", "李.xlsx")
    (row,) = compared(book)
    assert present in row
    assert "（空）" not in row


@pytest.mark.parametrize("has_run", [False, True])
def test_a_finding_that_a_copy_has_deleted_is_told_of_and_kept(
    book: Book, *, has_run: bool
) -> None:
    first = copy(book, "张.xlsx")
    first.write({"现场发现": {(6, column): None for column in range(1, 19)}})  # the row of F05
    if has_run:
        first.run()
    answer = merge(book, "张.xlsx")
    assert "副本中删去了这一行" in answer.output
    assert "F05" in findings(book)
    (row,) = compared(book)
    assert "（已删除）" in row


def test_a_target_that_stood_in_what_was_handed_out_is_missed(book: Book) -> None:
    (book.path.parent / "原件.xlsx").write_bytes(book.path.read_bytes())
    first = copy(book, "张.xlsx")
    first.type("_targets_id", None, row="T01")
    answer = merge(book, "张.xlsx", "--base", "原件.xlsx")
    assert "副本中删去了这一行" in answer.output


@pytest.mark.parametrize("changed", [False, True])
def test_a_finding_that_the_workbook_has_deleted_does_not_come_back(
    book: Book, *, changed: bool
) -> None:
    (book.path.parent / "原件.xlsx").write_bytes(book.path.read_bytes())
    first = copy(book, "张.xlsx")
    book.write({"现场发现": {(6, column): None for column in range(1, 19)}})  # the row of F05
    if changed:
        first.write({"现场发现": {(6, 4): "张改写的事项。"}})
    answer = merge(book, "张.xlsx", "--base", "原件.xlsx")
    assert "F05" not in findings(book)
    assert ("工作簿已删去这一行" in answer.output) is changed
