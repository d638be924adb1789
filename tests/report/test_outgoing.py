"""What leaves the working group: no label, source or exemption that means something to it only."""

from pathlib import Path

import pytest

from tests.report.documents import lines_of, report_of, report_of_file, word_report
from tests.support.books import template
from tests.support.judged_books import CASE, SAMPLE, judged_book, new_book
from tests.support.small_cases import small_case
from xltoolkit.evaluation.case import Decision, Totals
from xltoolkit.report.outgoing import (
    is_only_trial,
    score_in_words,
    short_name,
    standard_in_words,
    with_full_regulation,
    without_exemptions,
)
from xltoolkit.report.shown import shown_groups

OPEN = Totals(full=100, scorable=100, scored=60, total=50, normalised=50, grade="")
DEPARTMENT = "甲市数据资源局"
RULES = "《乙市绩效管理办法（试行）》（乙财〔2020〕1号）"


def text_of(seed: str) -> str:
    return "\n".join(lines_of(word_report(seed)))


@pytest.mark.parametrize("seed", [CASE, SAMPLE])
@pytest.mark.parametrize(
    "label", ["（报告所列）", "（示范方案）", "（得分来源", "（定稿录入", "豁免"]
)
def test_the_report_speaks_to_its_reader(seed: str, label: str) -> None:
    assert label not in text_of(seed)


def test_the_workbook_keeps_its_labels(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    assert any("（报告所列）" in str(row["basis"]) for row in book.issues())
    sent = [issue.basis for group in shown_groups(book.content()) for issue in group.issues]
    assert not any("报告所列" in basis for basis in sent)
    assert "标准为95%" in sent


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("95%（报告所列）", "95%"),
        ("绝对值≤5%（示范方案）", "绝对值≤5%"),
        ("≥95%（年度计划）", "≥95%（年度计划）"),
        ("≥95%（草稿方案）", "≥95%（草稿方案）"),
    ],
)
def test_a_standard_keeps_the_labels_that_a_reader_understands(text: str, printed: str) -> None:
    assert standard_in_words(text) == printed


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        ("综合评价得分86分　等级良（得分来源：计算）", "综合评价得分86分　等级良"),
        ("综合评价得分86分　等级良（定稿录入：会议审定）", "综合评价得分86分　等级良"),
        (
            "综合评价得分86分　等级良（定稿录入：依据待补）",
            "综合评价得分86分　等级良【待核：定稿得分的依据待补】",
        ),
        ("人工改写的得分。", "人工改写的得分。"),
    ],
)
def test_a_score_is_printed_without_its_place_in_the_workbook(paragraph: str, printed: str) -> None:
    assert score_in_words(paragraph) == printed


def test_exemptions_stay_with_the_group() -> None:
    said = "共1类1条：财务管理1条。详见问题清单。"
    exempted = "另有1条予以豁免，不计入上述条数：附件不全（已报批，豁免人张三）。"
    assert without_exemptions(said + exempted) == said
    assert without_exemptions(said) == said


@pytest.mark.parametrize(
    ("totals", "score", "is_trial"),
    [
        (OPEN, None, False),
        (OPEN, 86.5, True),
        (Totals(100, 100, 100, 86.5, 86.5, "良"), 86.5, False),
        (Totals(100, 100, 100, 86, 86, "良"), 86.5, True),
    ],
)
def test_scores_of_rows_are_a_trial_beside_another_score(
    totals: Totals,
    score: float | None,
    *,
    is_trial: bool,
) -> None:
    decision = None if score is None else Decision(score, "良", "会议审定")
    assert is_only_trial(small_case({}, totals=totals, decision=decision)) is is_trial


def test_a_trial_is_not_printed_beside_a_decided_score() -> None:
    text = text_of(CASE)
    assert "45.17" not in text
    assert "【待补：定稿的分项得分。工作簿中的分项得分是评价组按方案的试算" in text
    assert "分项得分" in text_of(SAMPLE)
    assert report_of(SAMPLE).trial_note == ""


def test_a_regulation_is_named_in_full_where_it_comes_first() -> None:
    texts = [("与乙财〔2020〕1号不符。", RULES), ("不符合乙财〔2020〕1号。", RULES)]
    assert with_full_regulation(texts) == [f"与{RULES}不符。", "不符合乙财〔2020〕1号。"]


@pytest.mark.parametrize("text", [f"与{RULES}不符。", "与有关规定不符。"])
def test_a_text_that_names_it_in_full_or_not_at_all_stays(text: str) -> None:
    assert with_full_regulation([(text, RULES)]) == [text]


@pytest.mark.parametrize("basis", ["项目合同", "《乙市办法》", "乙财〔2020〕1号"])
def test_only_a_title_with_its_number_is_a_regulation(basis: str) -> None:
    assert with_full_regulation([("与乙财〔2020〕1号不符。", basis)]) == ["与乙财〔2020〕1号不符。"]


@pytest.mark.parametrize(
    ("profile", "short"),
    [
        ("市数据资源局为市一级预算单位。", "市数据资源局"),
        ("甲市数据资源局为市一级预算单位。", ""),
        ("源局为市一级预算单位。", ""),
        ("本局为市一级预算单位。", ""),
        ("", ""),
    ],
)
def test_the_short_name_is_that_by_which_the_profile_begins(profile: str, short: str) -> None:
    assert short_name(DEPARTMENT, profile) == short


def test_the_short_name_is_introduced_in_the_first_paragraph() -> None:
    assert "长沙市行政审批服务局（以下简称“市行政审批服务局”）2022年度" in text_of(CASE)
    assert "以下简称" not in text_of(SAMPLE)


def test_a_long_name_stands_on_a_line_of_its_own() -> None:
    assert lines_of(word_report(CASE))[0] == "2022年度长沙市行政审批服务局"
    assert lines_of(word_report(SAMPLE))[:2] == ["2023年度", "云溪市数据资源服务中心（虚构示例）"]


def test_a_workbook_of_which_nothing_is_filled_in_claims_nothing(tmp_path: Path) -> None:
    book = new_book(tmp_path, template())
    book.type("评价年度", 2023)
    lines = lines_of(report_of_file(book.path))
    (overview,) = [line for line in lines if "应列入问题清单" in line]
    assert overview.startswith("各项指标尚未评分")
    assert overview.endswith("【待核：指标评完、数据填全后重新生成，再核实本段】")
    assert lines[:2] == ["2023年度【待补：被评价单位】", "部门整体支出绩效评价报告"]
    assert "本次绩效评价金额总计【待补】万元。" in lines
    assert not any("口径调节" in line or "得0分" in line for line in lines)
    assert lines[-1] == "无"


def test_a_line_that_a_person_broke_begins_a_paragraph(tmp_path: Path) -> None:
    book = new_book(tmp_path, judged_book(CASE))
    book.type("_verdict_conclusion", "第一段。\n\n第二段【待核：数字】。\n第三段。")
    document = report_of_file(book.path)
    lines = lines_of(document)
    start = lines.index("第一段。")
    assert lines[start : start + 3] == ["第一段。", "第二段【待核：数字】。", "第三段。"]
    assert b"<w:br/>" not in document
