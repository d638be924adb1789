"""Templates that staff changed: what they may do, and what a broken one is told."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.report.documents import TEMPLATE, lines_of, parts_of, report_of, template_saying
from tests.support.judged_books import CASE, NOW, judged_book
from xltoolkit.commands.templates import built_word_template
from xltoolkit.errors import UserError
from xltoolkit.report.word import render

BROKEN: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "broken_templates.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_a_broken_placeholder_is_told_in_one_sentence(case: dict[str, Any]) -> None:
    template = template_saying(*case["paragraphs"])
    with pytest.raises(UserError) as refusal:
        render(report_of(CASE), template, "我的模板.docx", NOW)
    sentence = str(refusal.value)
    assert "我的模板.docx" in sentence
    assert case["says"] in sentence
    assert "\n" not in sentence


def test_headings_that_are_moved_are_numbered_anew() -> None:
    template = template_saying('{{ 一级("评价结论") }}', "{{r 结论 }}", '{{ 一级("建议") }}')
    lines = lines_of(render(report_of(CASE), template, "t.docx", NOW))
    assert lines[0] == "一、评价结论"
    assert "88.92" in lines[1]
    assert lines[2] == "二、建议"


def test_quotation_marks_that_word_makes_round_are_understood() -> None:
    template = template_saying("{{ 一级(“建议”) }}")
    assert lines_of(render(report_of(CASE), template, "t.docx", NOW)) == ["一、建议"]


def _with_document_type() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts_of(TEMPLATE).items():
            bomb = (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2]
            )
            archive.writestr(name, bomb if name == "word/document.xml" else content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (b"", "不能使用"),
        (b"not a document", "不能使用"),
        (TEMPLATE[:-500], "不能使用"),
        (_with_document_type(), "不能使用"),
    ],
    ids=["empty", "text", "truncated", "entities"],
)
def test_what_is_no_template_is_refused(template: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says):
        render(report_of(CASE), template, "坏模板.docx", NOW)


def test_a_workbook_is_no_template() -> None:
    with pytest.raises(UserError, match="不是Word文档"):
        render(report_of(CASE), judged_book(CASE), "表.xlsx", NOW)


def test_the_template_that_is_built_in_is_fresh() -> None:
    stored, built = parts_of(TEMPLATE), parts_of(built_word_template())
    stale = [name for name in built if built[name] != stored.get(name)]
    assert stale == [], "run python -m xltoolkit.commands.templates"
    assert stored.keys() == built.keys()
