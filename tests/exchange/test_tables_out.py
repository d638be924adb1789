"""征求意见稿 and 整改台账: what goes out, and what comes back into the workbook."""

from pathlib import Path

import openpyxl
import pytest

from tests.support.command_line import Answer, command_here
from tests.support.judged_books import CASE, Book, judged_book, new_book
from tests.support.libreoffice import recalculate
from xltoolkit.exchange.issue_tables import overdue_formula

OUT = "征求意见稿.xlsx"
LEDGER = "台账.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return new_book(tmp_path, judged_book(CASE))


def run(book: Book, *arguments: str) -> Answer:
    answer = command_here(*arguments, folder=book.path.parent)
    assert answer.code == 0, answer.problems
    return answer


def fill_in(book: Book, name: str, key: str, **values: str) -> None:
    """Fill in a row of a table as a department does, with another program."""
    path = book.path.with_name(name)
    table = openpyxl.load_workbook(path)
    sheet = table.worksheets[0]
    columns = {
        each: table.defined_names[f"_out_{each}"].attr_text.rpartition("!")[2].split("$")[1]
        for each in values
    }
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    for each, value in values.items():
        sheet[f"{columns[each]}{row}"] = value
    table.save(path)


def shown(book: Book, name: str) -> str:
    sheet = openpyxl.load_workbook(book.path.with_name(name)).worksheets[0]
    return "\n".join(
        str(cell.value) for row in sheet.iter_rows(min_col=2) for cell in row if cell.value
    )


def test_only_problems_go_out(book: Book) -> None:
    answer = run(book, "consult", book.path.name, "-o", OUT)
    text = shown(book, OUT)
    assert "15条问题" in answer.output
    assert text.count("超编") == 2  # title and text of one row
    for inside in ("待核实", "口径不一致", "系统拟稿", "E02:", "无对应建议"):
        assert inside not in text


def test_an_answer_finds_its_issue_by_key(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", answer="部分认可", feedback="已补订计划。", measures="补订")
    fill_in(book, OUT, "F06", answer="认可")
    answer = run(book, "answers", book.path.name, OUT)
    assert "已并入3格" in answer.output
    assert book.issue("F05")["feedback"] == "部分认可：已补订计划。"
    assert book.issue("F05")["measures"] == "补订"
    assert book.issue("F06")["feedback"] == "认可"
    book.run()
    assert book.issue("F05")["feedback"] == "部分认可：已补订计划。"


def test_an_answer_twice_changes_nothing(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", answer="认可")
    run(book, "answers", book.path.name, OUT)
    before = book.path.read_bytes()
    assert "已并入0格" in run(book, "answers", book.path.name, OUT).output
    assert book.path.read_bytes() == before


def test_what_the_workbook_says_already_stays_and_is_shown_beside(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    book.type("_issues_measures", "评价组记录的措施。", row="F05")
    fill_in(book, OUT, "F05", measures="单位的措施。")
    answer = run(book, "answers", book.path.name, OUT)
    assert book.issue("F05")["measures"] == "评价组记录的措施。"
    assert "单位的措施。" in answer.output


def test_an_answer_to_an_issue_that_is_gone_is_not_lost(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", answer="认可")
    book.write({"现场发现": {(6, column): None for column in range(1, 19)}})  # the row of F05
    book.run()
    answer = run(book, "answers", book.path.name, OUT)
    assert "没有这一条" in answer.output
    assert "认可" in shown(book, "评价-合并对照.xlsx")


def test_the_ledger_goes_out_with_what_is_known_and_comes_back_after_final(book: Book) -> None:
    book.type("_issues_measures", "修订制度。", row="F05")
    run(book, "finalize", book.path.name)
    run(book, "ledger", book.path.name, "-o", LEDGER)
    assert "修订制度。" in shown(book, LEDGER)
    assert "共15条：未填状态15条" in shown(book, LEDGER)
    fill_in(book, LEDGER, "F05", status="已整改", remark="制度已印发。")
    run(book, "answers", book.path.name, LEDGER)
    assert book.issue("F05")["status"] == "已整改"
    assert book.issue("F05")["remark"] == "制度已印发。"
    run(book, "ledger", book.path.name, "-o", LEDGER)
    assert "共15条：已整改1条、未填状态14条" in shown(book, LEDGER)


def test_a_table_of_another_kind_or_department_is_refused(book: Book) -> None:
    openpyxl.Workbook().save(book.path.with_name("外来.xlsx"))
    answer = command_here("answers", book.path.name, "外来.xlsx", folder=book.path.parent)
    assert answer.code == 1
    assert "没有标识" in answer.problems
    run(book, "consult", book.path.name, "-o", OUT)
    book.type("被评价单位", "另一单位")
    answer = command_here("answers", book.path.name, OUT, folder=book.path.parent)
    assert answer.code == 1
    assert "未作任何改动" in answer.problems


def test_text_that_looks_like_a_formula_stays_text(book: Book) -> None:
    book.type("_issues_text", "=1+1", row="F05")
    run(book, "consult", book.path.name, "-o", OUT)
    assert "=1+1" in shown(book, OUT)
    sheet = openpyxl.load_workbook(book.path.with_name(OUT)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_table_is_the_same_to_the_byte_when_made_twice(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", "一.xlsx")
    run(book, "consult", book.path.name, "-o", "二.xlsx")
    first, second = (book.path.with_name(name).read_bytes() for name in ("一.xlsx", "二.xlsx"))
    assert first == second


def test_a_state_that_went_on_since_the_ledger_went_out_is_taken(book: Book) -> None:
    book.type("_issues_status", "整改中", row="F05")
    book.type("_issues_status", "整改中", row="F06")
    run(book, "ledger", book.path.name, "-o", LEDGER)
    fill_in(book, LEDGER, "F05", status="已整改")
    fill_in(book, LEDGER, "F06", status="已整改")
    book.type("_issues_status", "长期坚持", row="F06")
    answer = run(book, "answers", book.path.name, LEDGER)
    assert book.issue("F05")["status"] == "已整改"
    assert book.issue("F06")["status"] == "长期坚持"
    assert "共1处未并入" in answer.output


@pytest.mark.libreoffice
def test_a_table_that_libreoffice_saved_comes_back(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", answer="认可", feedback="已补订计划。")
    saved = recalculate(book.path.with_name(OUT), book.path.parent / "saved")
    book.path.with_name("退回.xlsx").write_bytes(saved.read_bytes())
    run(book, "answers", book.path.name, "退回.xlsx")
    assert book.issue("F05")["feedback"] == "认可：已补订计划。"


def write_into(book: Book, name: str, written: dict[str, str]) -> None:
    """Write cells of a table, as a department does that keeps to no column."""
    path = book.path.with_name(name)
    table = openpyxl.load_workbook(path)
    for place, value in written.items():
        table.worksheets[0][place] = value
    table.save(path)


def add_row(book: Book, name: str, **values: str | float) -> None:
    """Put a row between the last issue and the closing notes, as a department does."""
    path = book.path.with_name(name)
    table = openpyxl.load_workbook(path)
    sheet = table.worksheets[0]
    note = next(cell.row for cell in sheet["B"] if str(cell.value).startswith("请逐条"))
    for merged in [each for each in sheet.merged_cells.ranges if each.min_row >= note]:
        sheet.unmerge_cells(str(merged))
    sheet.move_range(f"B{note}:K{note + 1}", rows=1)
    for column, value in values.items():
        sheet[f"{column}{note}"] = value
    table.save(path)


def compared(book: Book) -> str:
    return shown(book, "评价-合并对照.xlsx")


def test_a_row_that_the_department_added_is_listed_with_its_texts(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    before = book.path.read_bytes()
    add_row(book, OUT, C="另一个问题", D="单位自己补充的情况。", E=12.5)
    answer = run(book, "answers", book.path.name, OUT)
    assert "自行添加的行" in answer.output
    assert f"{OUT}：第21行" in compared(book)
    for text in ("另一个问题", "单位自己补充的情况。", "12.5"):
        assert text in compared(book)
    assert "请逐条" not in compared(book)
    assert book.path.read_bytes() == before


def test_a_row_of_an_unknown_key_and_words_outside_the_table_are_listed(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    add_row(book, OUT, A="F99", D="没有发出过的一条。", H="认可")
    write_into(book, OUT, {"M7": "写在表外的话。", "B24": "落款之后的说明。"})
    answer = run(book, "answers", book.path.name, OUT)
    assert "没有这一条" in answer.output
    assert "以外" in answer.output
    for text in ("没有发出过的一条。", "认可", "写在表外的话。", "落款之后的说明。"):
        assert text in compared(book)


def test_a_text_that_the_department_changed_is_told(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", text="单位改写的情况。", answer="认可")
    answer = run(book, "answers", book.path.name, OUT)
    assert "已并入1格" in answer.output
    assert "不由其填写" in answer.output
    assert "单位改写的情况。" in compared(book)
    assert str(book.issue("F05")["text"]) in compared(book)
    assert "共1处未并入" in answer.output


def test_an_answer_that_is_a_formula_without_a_value_is_told(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", feedback="=1+1", measures="补订", text="=2+2")
    answer = run(book, "answers", book.path.name, OUT)
    assert "已并入1格" in answer.output
    assert "共2处未并入" in answer.output
    assert "=1+1" in compared(book)
    assert "=2+2" in compared(book)
    assert book.issue("F05")["feedback"] is None


def test_a_row_that_did_not_come_back_is_told(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    path = book.path.with_name(OUT)
    table = openpyxl.load_workbook(path)
    sheet = table.worksheets[0]
    row = next(cell.row for cell in sheet["A"] if cell.value == "F05")
    for column in range(1, 12):
        sheet.cell(row, column).value = None
    table.save(path)
    answer = run(book, "answers", book.path.name, OUT)
    assert "退回的表中没有这一条" in answer.output
    assert "共1处未并入" in answer.output


def test_a_table_of_before_which_kept_the_yellow_cells_only_comes_back(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    path = book.path.with_name(OUT)
    table = openpyxl.load_workbook(path)
    for column in ("number", "title", "text", "amount", "basis", "advice"):
        del table.defined_names[f"_out_sent_{column}"]
    table.save(path)
    fill_in(book, OUT, "F05", answer="认可")
    answer = run(book, "answers", book.path.name, OUT)
    assert "已并入1格" in answer.output
    assert "未并入" not in answer.output


def test_dates_that_are_texts_become_dates_on_both_ways(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", deadline="2024年6月30日")
    fill_in(book, OUT, "F06", deadline="年底前")
    run(book, "answers", book.path.name, OUT)
    assert book.issue("F05")["deadline"] == 45473
    assert book.issue("F06")["deadline"] == "年底前"
    book.type("_issues_deadline", "2024-06-30", row="F15")
    run(book, "ledger", book.path.name, "-o", LEDGER)
    sheet = openpyxl.load_workbook(book.path.with_name(LEDGER)).worksheets[0]
    deadlines = {row[0].value: row[8] for row in sheet.iter_rows(min_row=6) if row[0].value}
    assert str(deadlines["F15"].value).startswith("2024-06-30")
    assert deadlines["F06"].value == "年底前"


def test_what_goes_out_has_no_foreign_numbers_and_no_marks_and_a_place_for_the_date(
    book: Book,
) -> None:
    book.type("_issues_basis", "依据待补", row="F05")
    book.type("_issues_basis", "95%（依据待补）", row="F06")
    run(book, "consult", book.path.name, "-o", OUT)
    text = shown(book, OUT)
    assert "依据待补" not in text
    assert "95%" in text
    assert "（三）" not in text
    sheet = openpyxl.load_workbook(book.path.with_name(OUT)).worksheets[0]
    place = next(
        cell for row in sheet.iter_rows(max_row=4) for cell in row if "截止日期" in str(cell.value)
    )
    assert not place.protection.locked


def test_a_sheet_that_the_department_added_is_named(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    path = book.path.with_name(OUT)
    table = openpyxl.load_workbook(path)
    table.create_sheet("情况说明")["A1"] = "单位的说明。"
    table.create_sheet("空表")
    table.save(path)
    answer = run(book, "answers", book.path.name, OUT)
    assert "另有工作表“情况说明”" in answer.output
    assert "空表" not in answer.output


@pytest.mark.libreoffice
def test_a_deadline_is_overdue_however_it_is_written(tmp_path: Path) -> None:
    told = {
        "2024-06-30": True,
        "2024/6/30": True,
        "2024.6.30": True,
        "2024年6月30日": True,
        "2099年6月30日": False,
        "年底前": False,
    }
    table = openpyxl.Workbook()
    sheet = table.worksheets[0]
    for row, (text, expected) in enumerate(told.items(), start=1):
        sheet.cell(row, 9).value = text
        sheet.cell(row, 12).value = overdue_formula("I", "J").format(row=row)
        sheet.cell(row, 13).value = expected
    path = tmp_path / "期限.xlsx"
    table.save(path)
    shown_there = openpyxl.load_workbook(recalculate(path, tmp_path / "out"), data_only=True)
    cells = shown_there.worksheets[0]
    for row, text in enumerate(told, start=1):
        assert cells.cell(row, 12).value == cells.cell(row, 13).value, text


@pytest.mark.parametrize("command_name", ["consult", "ledger"])
def test_a_table_never_takes_the_place_of_a_workbook(book: Book, command_name: str) -> None:
    before = book.path.read_bytes()

    answer = command_here(
        command_name, book.path.name, "-o", book.path.name, folder=book.path.parent
    )

    assert (answer.code, answer.output) == (1, "")
    assert answer.problems == f"“{book.path.name}”是评价工作簿，为免覆盖未写入，请换一个文件名。\n"
    assert book.path.read_bytes() == before


def test_a_table_that_was_filled_in_is_kept_and_it_is_said(book: Book) -> None:
    run(book, "consult", book.path.name, "-o", OUT)
    fill_in(book, OUT, "F05", answer="认可")

    again = run(book, "consult", book.path.name, "-o", OUT)
    assert "同名的旧文件已另存为 " in again.output
