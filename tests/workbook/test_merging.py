"""Keeping what people typed: texts, and rows by key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from xltoolkit.workbook.layout.issues import EDITABLE_TEXTS
from xltoolkit.workbook.merging import (
    EDITABLE_FIELDS,
    ListedRow,
    MergedRow,
    MergedText,
    merge_rows,
    merge_text,
)

FOLDER = Path(__file__).parent
TEXTS: list[dict[str, Any]] = yaml.safe_load(
    (FOLDER / "merged_texts.yaml").read_text(encoding="utf-8")
)
ROWS: list[dict[str, Any]] = yaml.safe_load(
    (FOLDER / "merged_rows.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", TEXTS, ids=[case["name"] for case in TEXTS])
def test_text_is_merged_as_the_case_says(case: dict[str, Any]) -> None:
    merged = merge_text(case["base"], case["cell"], case["generated"])
    assert merged == MergedText(case["shown"], case["new_base"], case.get("newer", ""))
    assert merged.edited == case.get("edited", False)


@pytest.mark.parametrize("case", TEXTS, ids=[case["name"] for case in TEXTS])
def test_second_merge_changes_nothing(case: dict[str, Any]) -> None:
    once = merge_text(case["base"], case["cell"], case["generated"])
    assert merge_text(once.base, once.shown, case["generated"]) == once


@pytest.mark.parametrize("case", ROWS, ids=[case["name"] for case in ROWS])
def test_rows_are_merged_as_the_case_says(case: dict[str, Any]) -> None:
    generated = {key: {"title": title} for key, title in case["generated"].items()}
    merged = merge_rows([_listed(each) for each in case["listed"]], generated)
    assert {key: _said(row) for key, row in merged.current.items()} == case.get("current", {})
    assert {row.key: _said(row) for row in merged.gone} == case.get("gone", {})
    assert [_said(row) for row in merged.own] == case.get("own", [])
    assert {row.key for row in merged.own} <= {""}
    assert list(merged.new_keys) == case.get("new", [])
    assert list(merged.gone_keys) == case.get("gone_keys", [])


def test_fields_that_may_be_edited_are_those_of_the_layout() -> None:
    assert EDITABLE_FIELDS == EDITABLE_TEXTS


def _listed(written: list[str | None] | dict[str, Any]) -> ListedRow:
    row: Mapping[str, Any] = written if isinstance(written, dict) else {"row": written}
    key, title, base, remark = row["row"]
    return ListedRow(
        key, {"title": title}, {"title": base}, {"remark": remark}, row.get("gone", False)
    )


def _said(row: MergedRow) -> list[object]:
    return [row.texts["title"].shown, row.manual.get("remark")]
