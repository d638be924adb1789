"""Reading a workbook in use: rows moved, sheets added, names lost, foreign files."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support import books, cases
from tests.support.plain_case import comparable
from tests.support.worksheets import copy_row, delete_row, insert_row, order_rows
from udfs.errors import CellError
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Case
from xltoolkit.workbook.content import Area, Cell, WorkbookContent
from xltoolkit.workbook.reading import read_case

SEED = "changsha_2022"


def read(content: WorkbookContent) -> Case:
    return read_case(content, cases.CATALOGUE)


def area(name: str, content: WorkbookContent | None = None) -> Area:
    found = (content or books.filled(SEED)).area(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        ("封面", "被评价单位"),
        ("基础数据", "决算支出"),
        ("绩效目标", "_targets_id"),
        ("满意度", "_surveys_id"),
        ("现场发现", "_findings_id"),
        ("指标评分", "_scoring_id"),
        ("核对", "_identities_id"),
        ("参数", "_standards_id"),
    ],
)
def test_a_row_inserted_anywhere_changes_nothing(sheet: str, name: str) -> None:
    row = area(name).top + 1

    moved = insert_row(books.filled(SEED), sheet, row)

    assert comparable(read(moved)) == comparable(read(books.filled(SEED)))


def test_rows_of_a_list_may_be_sorted() -> None:
    rows = area("_findings_id")
    order = [*range(rows.top + 6, rows.top - 1, -1), *range(rows.top + 7, rows.bottom + 1)]

    sorted_rows = order_rows(books.filled(SEED), "现场发现", rows.top, order)

    expected = tuple(reversed(read(books.filled(SEED)).findings))
    assert comparable(read(sorted_rows).findings) == comparable(expected)


def test_more_sheets_do_not_matter() -> None:
    content = books.filled(SEED)
    more = WorkbookContent({**content.sheets, "底稿": {(1, 1): Cell("随手记")}}, content.names)

    assert read(more) == read(content)


def test_a_row_of_ones_own_takes_part() -> None:
    own = area("_scoring_id").bottom
    content = books.filled(SEED)
    for name, value in (
        ("_scoring_level3", "廉政"),
        ("_scoring_points", 5.0),
        ("_scoring_score", 4.0),
        ("_scoring_final_score", 4.0),
    ):
        content = books.with_value(content, "指标评分", own, area(name).left, value)

    last = read(content).indicators[-1]

    assert (last.id, last.name, last.points, last.final_score) == ("custom_10", "廉政", 5, 4)


@pytest.mark.parametrize(
    ("word", "absence"), [("不适用", "不适用"), ("证据不足", "证据不足"), ("是", "未提供")]
)
def test_three_reasons_for_no_score(word: str, absence: str) -> None:
    row = area("_scoring_id").top
    content = books.with_value(
        books.filled(SEED), "指标评分", row, area("_scoring_applicable").left, word
    )

    first = read(content).indicators[0]

    assert first.absence is not None
    assert first.absence.value == absence


@pytest.mark.parametrize("value", ["约三千", "１２", CellError.REF, True, ""])
def test_what_is_no_number_in_an_input_cell_is_read_as_it_is(value: object) -> None:
    content = books.with_named_value(books.filled(SEED), "决算支出", value)

    assert read(content).entries["spend_total"].number is None


def test_a_waived_issue_is_known_by_its_key() -> None:
    content = books.filled(SEED)
    for name, value in (("_issues_key", "E02:project_exec_rate"), ("_issues_waived", "是")):
        content = books.with_value(content, "问题清单", area(name).top, area(name).left, value)

    assert read(content).waived == ("E02:project_exec_rate",)


def lost(name: str) -> WorkbookContent:
    return books.without_name(books.filled(SEED), name)


def without_sheet(sheet: str) -> WorkbookContent:
    content = books.filled(SEED)
    sheets = {name: cells for name, cells in content.sheets.items() if name != sheet}
    names = {
        name: "#REF!" if text.startswith(f"{sheet}!") else text
        for name, text in content.names.items()
    }
    return WorkbookContent(sheets, names)


def finding(offset: int, value: object) -> WorkbookContent:
    ids = area("_findings_id")
    return books.with_value(books.filled(SEED), "现场发现", ids.top + offset, ids.left, value)


def scored(value: object) -> WorkbookContent:
    finals = area("_scoring_final_score")
    return books.with_value(books.filled(SEED), "指标评分", finals.top, finals.left, value)


def second_row() -> int:
    return area("_scoring_id").top + 1


def inserted_points() -> WorkbookContent:
    inserted = insert_row(books.filled(SEED), "指标评分", second_row())
    return books.with_value(inserted, "指标评分", second_row(), area("_scoring_points").left, 5.0)


REFUSALS: dict[str, tuple[Callable[[], WorkbookContent], str]] = {
    "a foreign workbook": (
        lambda: WorkbookContent({"Sheet1": {}}, {}),
        "这不是本工具的评价工作簿（没有系统标记），请用“xltoolkit new”新建工作簿后填报。",
    ),
    "a template of another version": (
        lambda: books.with_named_value(books.filled(SEED), "_template_version", "0"),
        "工作簿的模板版本为“0”，本工具适用版本“2”",
    ),
    "a scheme of another version": (
        lambda: books.with_named_value(books.filled(SEED), "_scheme_version", "0.9"),
        "工作簿按方案“five_heads”第0.9版编制，本工具现为第",
    ),
    "an unknown scheme": (
        lambda: books.with_named_value(books.filled(SEED), "_scheme", "six_heads"),
        "没有方案“six_heads”，现有方案：five_heads",
    ),
    "a deleted sheet": (
        lambda: without_sheet("绩效目标"),
        "工作簿缺少工作表“绩效目标”，请从未改动的副本恢复该表",
    ),
    "the lost name of a quantity whose row remains": (
        lambda: lost("决算支出"),
        "（本年支出合计）的名称“决算支出”已丢失，请选中该格，在名称框中输入“决算支出”并按回车。",
    ),
    "the deleted row of a quantity": (
        lambda: delete_row(books.filled(SEED), "基础数据", area("固定资产净值").top),
        "“基础数据”缺少“固定资产净值”一格（名称“固定资产净值”），该行已被删除",
    ),
    "the deleted row of an indicator": (
        lambda: delete_row(books.filled(SEED), "指标评分", area("_scoring_id").top + 1),
        "“指标评分”缺少指标“在职人员控制率”的一行，该行已被删除",
    ),
    "the deleted row of a standard": (
        lambda: delete_row(books.filled(SEED), "参数", area("标准_预算执行率").top),
        "“参数”缺少标准“预算执行率”的一行，该行已被删除，请撤销删除",
    ),
    "the deleted row of a rate without points": (
        lambda: delete_row(books.filled(SEED), "指标评分", area("_unscored_id").top),
        "“指标评分”缺少“基本支出执行率”的一行，该行已被删除",
    ),
    "a copied row of an indicator": (
        lambda: copy_row(books.filled(SEED), "指标评分", area("_scoring_id").top, second_row()),
        "指标评分!C6是从指标评分!C5复制的行，同一指标不能计两次，请删除该行",
    ),
    "points in an inserted row": (
        inserted_points,
        "指标评分!C6是插入的行，不在评分范围内，请删除该行；增加指标请填“自定义指标”的空行。",
    ),
    "the lost name of a column": (
        lambda: lost("_findings_fact"),
        "“现场发现”的“事实”列的名称“_findings_fact”已丢失",
    ),
    "the lost name of a single cell": (
        lambda: lost("评价年度"),
        "“封面”的“评价年度”的名称“评价年度”已丢失",
    ),
    "a finding without 编号": (
        lambda: finding(0, None),
        "现场发现!A5缺少现场发现的编号，请填写一个不重复的编号。",
    ),
    "a 编号 that stands twice": (
        lambda: finding(1, "F04"),
        "现场发现!A6的编号“F04”与现场发现!A5重复，请改成不重复的编号。",
    ),
    "a score above its points": (
        lambda: scored(7.0),
        "的定稿得分7应在0与分值6之间，请改正评分录入或手工调整。",
    ),
    "a score below zero": (lambda: scored(-1.0), "的定稿得分-1应在0与分值6之间"),
    "a year that is none": (
        lambda: books.with_named_value(books.filled(SEED), "评价年度", "二〇二二"),
        "封面的“评价年度”现为“二〇二二”，不是年份，请填四位年份，如2022。",
    ),
    "a total that gives no number": (
        lambda: books.with_named_value(books.filled(SEED), "已评分值", CellError.REF),
        "的“已评分值”算不出数值（#REF!），请检查该格公式",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_workbook_that_cannot_be_worked_on_is_refused_in_one_sentence(name: str) -> None:
    make, sentence = REFUSALS[name]

    with pytest.raises(UserError) as refusal:
        read(make())

    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_sheet_that_was_renamed_is_still_found() -> None:
    content = books.filled(SEED)
    sheets = {
        ("目标" if name == "绩效目标" else name): cells for name, cells in content.sheets.items()
    }
    names = {name: text.replace("绩效目标!", "目标!") for name, text in content.names.items()}

    targets = read(WorkbookContent(sheets, names)).targets

    assert targets[0].place.sheet == "目标"
    original = read(content).targets
    assert [replace(each, place=original[0].place) for each in targets] == [
        replace(each, place=original[0].place) for each in original
    ]
