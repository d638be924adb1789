"""What a Word template may ask for: the report under Chinese names, texts with marks, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docxtpl import RichText

from xltoolkit.evaluation.wording import RATIO, full_measured, number
from xltoolkit.report.charts import ChartData, Series, WordChart, draw
from xltoolkit.report.composing import Report, ScoreHead, issue_amount, issue_lead
from xltoolkit.report.marks import pieces, to_write
from xltoolkit.report.numbering import CaptionCounter, Counter
from xltoolkit.report.word_styles import LEAD, MARK
from xltoolkit.workbook.finalising import FINAL_STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docxtpl import DocxTemplate

    from xltoolkit.report.composing import HeadLine
    from xltoolkit.report.shown import ShownGroup, ShownIssue, ShownRate

_FIRST_PRINTABLE = 0x20
_SURROGATES = (0xD800, 0xDFFF)
_NO_CHARACTERS = (0xFFFE, 0xFFFF)
_NEW_PARAGRAPH = "\a"
"""What docxtpl makes a new paragraph of, formatted as the one before."""
_TITLE_CHARACTERS = 20
"""So many characters of the title's size stand on a line."""
SIGNING_DATE = "　　　年　　月　　日"


def rich(text: str, lead: str = "") -> RichText | None:
    """Return a text for `{{r …}}`, its marks in their own style; None where there is none."""
    if not text and not lead:
        return None
    runs = RichText()
    if lead:
        runs.add(_printable(lead), style=LEAD)
    for piece in pieces(without_empty_lines(text)):
        runs.add(_printable(piece.text), style=MARK if piece.marked else None)
    return runs


def _printable(text: str) -> str:
    """Leave out what XML cannot hold; a line that a person broke begins a paragraph of its own.

    A broken line within a justified paragraph would be stretched over the whole width.
    """
    kept = "".join(each for each in text if each in "\n\t" or _is_xml(ord(each)))
    return kept.replace("\n", _NEW_PARAGRAPH)


def without_empty_lines(text: str) -> str:
    """Return the lines of a text that say something."""
    return "\n".join(line for line in text.splitlines() if line.strip()) if "\n" in text else text


def _is_xml(code: int) -> bool:
    return code >= _FIRST_PRINTABLE and not (
        _SURROGATES[0] <= code <= _SURROGATES[1] or code in _NO_CHARACTERS
    )


def template_values(report: Report, template: DocxTemplate) -> dict[str, Any]:
    """Return everything that a template may ask for, by name."""
    stage = "" if report.stage in ("", FINAL_STAGE) else f"（{report.stage}）"
    return {
        "单位": _department(report),
        "简称说明": _short_name_in_words(report.short_name),
        "标题单位": _title_of(report),
        "年度": report.year,
        "阶段后缀": stage,
        "评价机构": rich(report.body),
        "一级": Counter(),
        "图": CaptionCounter("图"),
        "表": CaptionCounter("表"),
        "单位概况": _texts(report.profile),
        "资金情况": _texts(report.funds),
        "执行图": _execution_chart(report, template),
        "主要指标": [_rate(rate) for rate in report.rates],
        "产出成果": _texts(report.outcomes),
        "问题概述": rich(_pointing_to_annex(report.overview)),
        "问题分组": [_group(group, report) for group in report.groups],
        "问题附注": rich(report.problems_note),
        "建议": _texts(report.advice),
        "评价金额": rich(report.amount),
        "口径调节": rich(report.reconciliation),
        "结论": rich(report.conclusion),
        "日期": rich(to_write(f"成文日期{SIGNING_DATE}")),
        "得分说明": rich(report.score_text),
        "试算说明": rich(report.trial_text),
        "未评说明": rich(report.unscored_text),
        "试算附注": rich(report.trial_note),
        "分项得分": [_head(head) for head in report.heads],
        "合计": _head(report.total),
        "得分图": _score_chart(report, template),
        "得分图附注": _left_out_of_chart(report),
        "评分表": [_score_head(head) for head in report.score_table],
        "问题清单": [_issue(issue, report) for group in report.groups for issue in group.issues],
    }


def _pointing_to_annex(overview: str) -> str:
    """Name the annex, where the sheet names its neighbour."""
    return overview.replace("详见问题清单。", "详见附件2。")


def _one_line(text: str) -> str:
    return _printable("".join(text.splitlines()))


def _department(report: Report) -> str:
    return _one_line(report.department) or to_write("被评价单位")


def _short_name_in_words(name: str) -> str:
    return _one_line(f"（以下简称“{name}”）") if name else ""


def _title_of(report: Report) -> str:
    """Return year and department; on two lines where one would break within the name."""
    year, name = f"{report.year}年度", _department(report)
    digits = sum(each.isascii() for each in year + name)
    is_short = len(year + name) - digits / 2 <= _TITLE_CHARACTERS
    return year + name if is_short else f"{year}{_NEW_PARAGRAPH}{name}"


def _left_out_of_chart(report: Report) -> str:
    """Name the heads that have no rate yet."""
    left_out = [head for head in report.heads if head.share is None and head.scorable]
    names = "".join(f"“{_one_line(head.name)}”" for head in left_out)
    return f"{names}的指标没有评完，不计得分率。" if names else ""


def _texts(paragraphs: Sequence[str]) -> list[RichText | None]:
    return [rich(paragraph) for paragraph in paragraphs]


def _rate(rate: ShownRate) -> dict[str, str]:
    return {
        "名称": _printable(rate.name),
        "计算": rate.calculation,
        "结果": rate.result,
        "标准": rate.standard,
        "判断": rate.judgement,
        "公布": rate.published,
    }


def _group(group: ShownGroup, report: Report) -> dict[str, Any]:
    return {
        "标题": _printable(group.heading),
        "问题": [
            {"全文": rich(report.body_texts[issue.key], issue_lead(group, position))}
            for position, issue in enumerate(group.issues, start=1)
        ],
    }


def _head(head: HeadLine) -> dict[str, str]:
    return {
        "名称": _printable(head.name),
        "分值": number(head.points),
        "可评": number(head.scorable),
        "已评": number(head.scored),
        "得分": number(head.score),
        "得分率": "–" if head.share is None else full_measured(head.share, RATIO),
    }


def _score_head(head: ScoreHead) -> dict[str, Any]:
    rows = [
        {
            "二级": _printable(row.level2),
            "三级": _printable(row.name),
            "分值": row.points,
            "值": row.value,
            "得分": row.score,
            "原因": rich(row.reason or "–"),
        }
        for row in head.rows
    ]
    return {"名称": _printable(head.name), "指标": rows}


def _issue(issue: ShownIssue, report: Report) -> dict[str, Any]:
    return {
        "序号": issue.number,
        "问题": _printable(issue.title),
        "情况": rich(issue.text),
        "金额": issue_amount(issue),
        "依据": rich(issue.basis or "–"),
        "责任单位": rich(issue.office or to_write()),
        "建议": rich(report.advice_beside[issue.key] or "–"),
    }


def _execution_chart(report: Report, template: DocxTemplate) -> WordChart | None:
    if not report.execution:
        return None
    names, budgets, outlays = zip(*report.execution, strict=True)
    data = ChartData(
        kind="column",
        description="全年预算数和决算数的柱形图",
        categories=names,
        series=(Series("全年预算数", budgets), Series("决算数", outlays)),
        number_format="0.00",
    )
    return WordChart(template, draw(data), 1, data.description)


def _score_chart(report: Report, template: DocxTemplate) -> WordChart | None:
    scored = [(head.name, head.share) for head in report.heads if head.share is not None]
    if not scored:
        return None
    names, shares = zip(*scored, strict=True)
    data = ChartData(
        kind="bar",
        description="各一级指标得分率的条形图",
        categories=names,
        series=(Series("得分率", shares),),
        number_format="0.0%",
        highest=1.0,
    )
    return WordChart(template, draw(data), 2, data.description)
