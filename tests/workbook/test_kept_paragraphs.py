"""The law of a run on 评价结论: reworded paragraphs stay, untouched ones follow the tool."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.judgements import (
    sample_case,
    sample_findings,
    sample_stamp,
    sample_verdict,
)
from tests.support.worksheets import apply_plan, fresh_workbook, type_into
from udfs.values import Scalar
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.model import SingleCell
from xltoolkit.workbook.layout.sheet_names import VERDICT
from xltoolkit.workbook.layout.verdict import PARAGRAPHS, Paragraph
from xltoolkit.workbook.plan import RunPlan, SheetPlan
from xltoolkit.workbook.planning import plan_run

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "kept_verdict_paragraphs.yaml").read_text(encoding="utf-8")
)

WORDS = st.sampled_from([None, "", "手写一", "手写二", "甲", "乙", 88.92])
WORDINGS = st.sampled_from(["", "甲", "乙"])
EDITS = st.lists(
    st.tuples(st.sampled_from(PARAGRAPHS), st.booleans(), WORDS, WORDINGS), max_size=12
)


def plan(content: WorkbookContent, wordings: dict[str, str]) -> RunPlan:
    verdict = replace(sample_verdict(), **wordings)  # type: ignore[arg-type]  # paragraphs are text
    return plan_run(content, sample_case(), sample_findings(()), verdict, sample_stamp())


def verdict_sheet(planned: RunPlan) -> SheetPlan:
    return next(sheet for sheet in planned.sheets if sheet.sheet == VERDICT)


def read(content: WorkbookContent, cell: SingleCell) -> Scalar:
    return content.value(VERDICT, cell.row, cell.column)


def typed(content: WorkbookContent, paragraph: Paragraph, words: Scalar) -> WorkbookContent:
    place = paragraph.text.row, paragraph.text.column
    return type_into(content, VERDICT, place, words)


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=[each.id for each in PARAGRAPHS])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_paragraph_stands_as_the_case_says(case: dict[str, Any], paragraph: Paragraph) -> None:
    content, planned = fresh_workbook(), None
    for step in case["steps"]:
        if "run" in step:
            planned = plan(content, {paragraph.id: step["run"]})
            content = apply_plan(content, planned)
        else:
            content = typed(content, paragraph, step["typed"])
    assert read(content, paragraph.text) == case.get("shown")
    assert read(content, paragraph.base) == case.get("base")
    assert read(content, paragraph.mark) == case.get("mark")
    assert read(content, paragraph.newer) == case.get("newer")
    assert planned is not None
    assert verdict_sheet(planned).rows[paragraph.row].hidden == case.get("hidden", False)


@settings(max_examples=500, deadline=None)
@given(edits=EDITS)
def test_no_reworded_paragraph_is_lost(
    edits: list[tuple[Paragraph, bool, Scalar, str]],
) -> None:
    content = fresh_workbook(issue_rows=2, log_rows=2)
    wordings = {paragraph.id: "甲" for paragraph in PARAGRAPHS}
    for paragraph, types, words, wording in edits:
        if types:
            content = typed(content, paragraph, words)
        else:
            wordings[paragraph.id] = wording
            after = apply_plan(content, plan(content, wordings))
            for each in PARAGRAPHS:
                _check(content, after, each, wordings[each.id])
            assert plan(after, wordings).sheets == ()
            content = after


def _check(
    before: WorkbookContent, after: WorkbookContent, paragraph: Paragraph, generated: str
) -> None:
    old = read(before, paragraph.text)
    shown = read(after, paragraph.text) or None  # an empty text is an empty cell
    reworded = old not in (None, "", read(before, paragraph.base))
    assert shown == (old if reworded else generated or None)
    differs = shown != read(after, paragraph.base)
    assert read(after, paragraph.mark) == ("已改" if differs else None)
    assert differs or shown == (generated or None)
