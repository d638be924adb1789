"""数据状态 on 评价结论: whether the inputs are those that the verdict was made from."""

import pytest

from tests.support.books import filled_book
from xltoolkit.hosts.file.guard import open_package
from xltoolkit.hosts.file.session import Session
from xltoolkit.workbook.layout.verdict import (
    DATA_STATE,
    FINGERPRINT,
    NOT_GENERATED,
    STALE,
    STAMPED_FINGERPRINT,
    UNCHANGED,
)
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.plan import PlannedValue


def shown(session: Session, name: str) -> object:
    content = session.content()
    area = content.area(name)
    assert area is not None
    return content.value(area.sheet, area.top, area.left)


def type_into(session: Session, name: str, value: PlannedValue) -> None:
    area = session.content().area(name)
    assert area is not None
    session.write({area.sheet: {(area.top, area.left): value}})


def stamped() -> Session:
    """Return a filled workbook whose stamp is right."""
    session = Session(open_package(filled_book("sample_department")))
    located = locate_cell(session.content(), STAMPED_FINGERPRINT)
    fingerprint = str(shown(session, FINGERPRINT.name))
    session.write({located.sheet: {located.address: fingerprint}})
    return session


def test_a_workbook_without_a_stamp_was_not_generated_yet() -> None:
    session = Session(open_package(filled_book("sample_department")))

    assert shown(session, DATA_STATE.name) == NOT_GENERATED


def test_the_data_are_unchanged_right_after_a_run() -> None:
    assert shown(stamped(), DATA_STATE.name) == UNCHANGED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("决算支出", 2592.11),
        ("目标实际值", 44.0),
        ("_surveys_standard", 0.9),
        ("_questions_count1", 299.0),
        ("_findings_fact", "改写的事实。"),
        ("标准_预算执行率", 0.9),
        ("_grades_lower", 91.0),
        ("_groups_title", "改写的标题"),
        ("_advice_text", "改写的建议"),
        ("计步方法", "按比例计"),
        ("定稿得分", 88.0),
        ("_scoring_mark", 0.0),
        ("_scoring_applicable", "证据不足"),
        ("_scoring_adjusted", 3.0),
        ("_issues_waived", "是"),
        ("_tasks_covered", "否"),
    ],
)
def test_any_changed_input_asks_for_a_new_run(name: str, value: PlannedValue) -> None:
    session = stamped()

    type_into(session, name, value)

    assert shown(session, DATA_STATE.name) == STALE


@pytest.mark.parametrize(
    "name", ["_issues_remark", "_issues_feedback", "_scoring_reviewer", "主评人"]
)
def test_notes_of_people_do_not(name: str) -> None:
    session = stamped()

    type_into(session, name, "备忘")

    assert shown(session, DATA_STATE.name) == UNCHANGED
