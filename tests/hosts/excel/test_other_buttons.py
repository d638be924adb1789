"""检查录入, 填充数据, 恢复上次, 自检 and 帮助."""

from pathlib import Path

import pytest

from tests.hosts.excel.conftest import Desk
from tests.hosts.excel.test_button import differing_cells, shown
from tests.support.books import filled_book, template
from tests.support.cases import SEEDS
from tests.support.judged_books import CASE, SAMPLE, judged_book
from xltoolkit.hosts.excel import actions
from xltoolkit.workbook.content import Address, Area, WorkbookContent
from xltoolkit.workbook.plan import RowLook
from xltoolkit.workbook.run_summary import NOTHING_NEW


def place(desk: Desk, name: str) -> tuple[str, Address]:
    area = shown(desk.app.books[0]).area(name)
    assert area is not None
    return area.sheet, (area.top, area.left)


def state(desk: Desk) -> WorkbookContent:
    book = desk.app.books[0]
    return WorkbookContent(
        {name: dict(cells) for name, cells in book.model.sheets.items()}, dict(book.model.names)
    )


def test_a_good_workbook_passes_the_check_and_nothing_is_written(desk: Desk) -> None:
    desk.open(judged_book(SAMPLE))
    assert desk.press(actions.check_entries) == "录入检查通过，未发现问题。"
    assert desk.app.trips["write block"] == 0
    assert desk.kept == []


def test_the_check_names_every_cell_and_goes_to_the_first(desk: Desk) -> None:
    book = desk.open(judged_book(SAMPLE))
    sheet, at = place(desk, "决算支出")
    book.model.put(sheet, {at: "一百"})

    message = desk.press(actions.check_entries)

    first, *_, last = message.split("\n")
    assert first.startswith(f"【错误】{sheet}!")
    assert "现为“一百”" in first
    assert last == "共1处，其中错误1处。"
    assert desk.app.selected == str(Area(sheet, *at, *at))
    assert desk.app.trips["write block"] == 0


def test_many_problems_are_cut_and_counted(desk: Desk) -> None:
    book = desk.open(judged_book(SAMPLE))
    content = shown(book)
    area = content.area("_data_actual")
    assert area is not None
    cells = {
        (row, area.left): "无"
        for row in area.rows
        if (row, area.left) in content.sheets[area.sheet]
    }
    book.model.put(area.sheet, dict(cells))

    lines = desk.press(actions.check_entries).split("\n")

    assert len(lines) == actions.SHOWN_PROBLEMS + 1
    assert lines[-1].endswith(f"，以上为前{actions.SHOWN_PROBLEMS}处。")


def test_restoring_brings_the_state_before_back_and_again_the_one_after(desk: Desk) -> None:
    desk.open(filled_book(CASE))
    before = state(desk)
    desk.press(actions.regenerate)
    after = state(desk)

    assert desk.press(actions.restore_last).startswith("已恢复到 2024-05-06 08:00:00 保存的状态")
    assert differing_cells(state(desk), before) == {}

    assert desk.press(actions.restore_last).startswith("已恢复到")
    assert differing_cells(state(desk), after) == {}
    assert len(desk.app.books) == 1, "the copy was closed"
    assert desk.app.ActiveWorkbook is desk.app.books[0]


def test_restoring_brings_back_formulas_and_texts_that_look_like_formulas(desk: Desk) -> None:
    book = desk.open(judged_book(CASE))
    sheet, at = place(desk, "得分合计")
    formula = book.model.sheets[sheet][at].formula
    note = ("现场发现", (6, 16))
    book.model.put(note[0], {note[1]: "=不是公式"})
    book.model.put("现场发现", {(7, 16): "备注"})
    table = desk.folder / "数.csv"
    table.write_text("名称,数值\n决算支出,2600\n", encoding="utf-8")
    desk.chosen(table)
    desk.press(actions.fill_data)
    book.model.put(sheet, {at: 12.0})

    assert desk.press(actions.restore_last).startswith("已恢复到")
    assert book.model.sheets[sheet][at].formula == formula
    assert book.model.sheets[note[0]][note[1]].value == "=不是公式"


def test_restoring_brings_back_how_rows_look(desk: Desk) -> None:
    book = desk.open(filled_book(CASE))
    before = looks(desk)
    desk.press(actions.regenerate)
    assert looks(desk) != before

    desk.press(actions.restore_last)

    written = {(sheet, row) for sheet, row in before if (row, 1) in book.model.sheets[sheet]}
    assert {at: looks(desk)[at] for at in written} == {at: before[at] for at in written}


def looks(desk: Desk) -> dict[tuple[str, int], RowLook]:
    model = desk.app.books[0].model
    return {
        (sheet, row): model.look(sheet, row)
        for sheet in ("问题清单", "评价结论")
        for row in range(1, 60)
    }


@pytest.mark.parametrize("failing", [0, 5, 20])
def test_restoring_that_fails_leaves_the_workbook_as_it_was(desk: Desk, failing: int) -> None:
    desk.open(filled_book(CASE))
    desk.press(actions.regenerate)
    after = state(desk)
    desk.app.writes_until_failure = failing

    assert "程序出错" in desk.press(actions.restore_last)

    assert differing_cells(state(desk), after) == {}
    assert len(desk.app.books) == 1


def test_without_a_kept_state_nothing_is_restored(desk: Desk) -> None:
    desk.open(filled_book(CASE))
    assert "没有可恢复的备份" in desk.press(actions.restore_last)


def test_a_kept_state_that_is_damaged_is_refused(desk: Desk) -> None:
    desk.open(filled_book(CASE))
    desk.press(actions.regenerate)
    after = state(desk)
    desk.kept[0].write_bytes(b"damaged")
    assert "已损坏，未作任何改动" in desk.press(actions.restore_last)
    assert differing_cells(state(desk), after) == {}


def test_a_state_with_other_rows_is_refused_by_name(desk: Desk) -> None:
    book = desk.open(filled_book(CASE))
    desk.press(actions.regenerate)
    book.model.names["_issues_key"] = book.model.names["_issues_key"].replace("304", "305")
    before = state(desk)

    message = desk.press(actions.restore_last)

    assert "与现在的工作簿行列不同，不能在打开的工作簿中恢复" in message
    assert desk.kept[0].name in message
    assert differing_cells(state(desk), before) == {}


@pytest.mark.parametrize("seed", [CASE, SAMPLE])
def test_a_case_file_fills_the_workbook_as_the_command_does(desk: Desk, seed: str) -> None:
    book = desk.open(template())
    desk.chosen(SEEDS / f"{seed}.yaml")

    assert desk.press(actions.fill_data) == f"已填入“{seed}.yaml”的数据。"

    by_file = desk.folder / "file.xlsx"
    by_file.write_bytes(filled_book(seed))
    other = desk.app.open(by_file)
    assert differing_cells(shown(book), shown(other)) == {}
    assert len(desk.kept) == 1


def test_filling_the_same_data_again_writes_nothing(desk: Desk) -> None:
    book = desk.open(template())
    desk.chosen(SEEDS / f"{SAMPLE}.yaml")
    desk.press(actions.fill_data)
    before = book.model.to_bytes()

    assert desk.press(actions.fill_data) == "无变化：文件中的数据与工作簿一致，未写入。"
    assert book.model.to_bytes() == before
    assert len(desk.kept) == 1


def test_a_table_tells_what_was_converted_and_what_could_not_be_placed(desk: Desk) -> None:
    desk.open(template())
    table = desk.folder / "数据.csv"
    table.write_text('名称,数值,单位\n决算支出,"1,200.50",万元\n不存在,1,万元\n', encoding="utf-8")
    desk.chosen(table)

    lines = desk.press(actions.fill_data).split("\n")

    assert lines[-1] == "已填入1个数，另有1处未填入，见上。"
    assert any("不存在" in line for line in lines)
    sheet, at = place(desk, "决算支出")
    assert desk.app.books[0].model.sheets[sheet][at].value == 1200.5


def test_choosing_no_file_changes_nothing(desk: Desk) -> None:
    desk.open(template())
    assert desk.press(actions.fill_data) == "没有选择文件，未作任何改动。"
    assert desk.kept == []


def test_a_file_that_cannot_be_read_is_named(desk: Desk) -> None:
    desk.open(template())
    desk.chosen(desk.folder / "没有.yaml")
    assert "找不到数据文件" in desk.press(actions.fill_data)


def test_self_check_works_in_front_of_any_workbook(desk: Desk) -> None:
    book = desk.open(judged_book(CASE))
    del book.model.names["_perf_workbook"]
    assert "xlwings" in desk.press(actions.self_check)


def test_help_is_a_text_that_every_notepad_opens(desk: Desk) -> None:
    desk.open(judged_book(CASE))
    message = desk.press(actions.open_help)
    guide = desk.folder / "local" / "xltoolkit" / "help" / "用户手册.txt"
    assert str(guide) in message
    assert guide.read_bytes().startswith(b"\xef\xbb\xbf# ")
    assert b"\r\n" in guide.read_bytes()


def test_a_program_error_tells_its_log_and_nothing_of_python(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(judged_book(CASE))
    monkeypatch.setattr(actions, "check_open", lambda *_: 1 / 0)

    message = desk.press(actions.check_entries)

    log = next((desk.folder / "local" / "xltoolkit" / "log").iterdir())
    assert str(log) in message
    assert "ZeroDivisionError" not in message
    assert "\n" not in message
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "检查录入" in text


def test_a_log_that_cannot_be_written_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open(judged_book(CASE))
    (desk.folder / "local").write_text("")
    monkeypatch.setattr(actions, "check_open", lambda *_: 1 / 0)
    assert "日志也无法写入" in desk.press(actions.check_entries)


def test_after_a_run_the_button_and_the_command_agree_that_nothing_is_new(
    desk: Desk, tmp_path: Path
) -> None:
    desk.open(filled_book(CASE))
    desk.press(actions.regenerate)
    assert desk.press(actions.regenerate) == NOTHING_NEW


def test_the_report_is_written_beside_the_saved_workbook(desk: Desk) -> None:
    book = desk.open(judged_book(SAMPLE))

    message = desk.press(actions.export_report)

    report = Path(book.FullName).with_name(f"{Path(book.FullName).stem}-报告.docx")
    assert message.startswith(f"已生成报告：{report}")
    assert report.read_bytes().startswith(b"PK")
    assert desk.app.trips["write block"] == 0


def test_a_report_of_what_is_not_saved_is_refused(desk: Desk) -> None:
    desk.open(judged_book(SAMPLE)).Saved = False

    message = desk.press(actions.export_report)

    assert "有未保存的改动" in message
    assert "请先保存" in message
    assert list(desk.folder.glob("*.docx")) == []
