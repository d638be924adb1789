"""Reading the lists that staff fill: targets, tasks, surveys, findings, groups, advice.

Standard library only, Python 3.8.
"""

from typing import Mapping, Optional, Tuple

from xltoolkit.evaluation.case import (
    Advice,
    Finding,
    GradeBand,
    Group,
    RuleSetting,
    Survey,
    Target,
    Task,
)
from xltoolkit.workbook.cell_reading import ListReader, RowReader
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.satisfaction import SURVEY_LIST
from xltoolkit.workbook.layout.settings import (
    ADVICE_LIST,
    GRADE_LIST,
    GROUP_LIST,
    MEMBER_SEPARATOR,
    RULE_LIST,
    SWITCHED_ON,
)
from xltoolkit.workbook.layout.targets import COVERED, NOT_COVERED, TARGET_LIST, TASK_LIST

_OTHER_SEPARATORS = "，,；;\n\r\t 　"


def read_targets(content: WorkbookContent) -> Tuple[Target, ...]:
    """Read 绩效目标."""
    rows = ListReader(content, TARGET_LIST).rows_by_id("绩效目标")
    return tuple(_target(row) for row in rows)


def _target(row: RowReader) -> Target:
    return Target(
        id=row.text("id"),
        name=row.text("name"),
        direction=row.text("direction"),
        unit=row.text("unit"),
        place=row.place("actual"),
        target=row.number("target"),
        standard=row.number("standard"),
        actual=row.number("actual"),
        previous=row.number("previous"),
        change=row.number("change"),
        completion=row.number("completion"),
        note=row.text("note"),
        group=row.text("group"),
    )


def read_tasks(content: WorkbookContent) -> Tuple[Task, ...]:
    """Read the key tasks of the year."""
    rows = ListReader(content, TASK_LIST).filled_rows()
    return tuple(
        Task(row.text("name"), _covered(row.text("covered")), row.place("name"))
        for row in rows
        if row.text("name")
    )


def _covered(word: str) -> Optional[bool]:
    return {COVERED: True, NOT_COVERED: False}.get(word)


def read_surveys(content: WorkbookContent) -> Tuple[Survey, ...]:
    """Read 满意度."""
    rows = ListReader(content, SURVEY_LIST).rows_by_id("满意度调查")
    return tuple(_survey(row) for row in rows)


def _survey(row: RowReader) -> Survey:
    is_published = row.number("mean") is not None
    return Survey(
        id=row.text("id"),
        name=row.text("name"),
        respondents=row.text("respondents"),
        satisfaction=row.number("satisfaction"),
        place=row.place("mean" if is_published else "satisfaction"),
        published_mean=is_published,
        sent=row.number("sent"),
        returned=row.number("returned"),
        valid=row.number("valid"),
        standard=row.number("standard"),
        respondents_in_words=row.text("respondents_in_words"),
        note=row.text("note"),
        group=row.text("group"),
    )


def read_findings(content: WorkbookContent, indicators: Mapping[str, str]) -> Tuple[Finding, ...]:
    """Read 现场发现; `indicators` gives the id of an indicator by its printed name."""
    rows = ListReader(content, FINDING_LIST).rows_by_id("现场发现")
    return tuple(_finding(row, indicators) for row in rows)


def _finding(row: RowReader, indicators: Mapping[str, str]) -> Finding:
    indicator = row.text("indicator")
    return Finding(
        id=row.text("id"),
        fact=row.text("fact"),
        place=row.place("fact"),
        title=row.text("title"),
        kind=row.text("kind"),
        group=row.text("group"),
        amount=row.number("amount"),
        basis=row.text("basis"),
        office=row.text("office"),
        indicator=indicators.get(indicator, indicator),
        cases=row.number("cases"),
        evidence=row.text("evidence"),
        advice=row.text("advice"),
    )


def read_groups(content: WorkbookContent, ids: Mapping[str, str]) -> Tuple[Group, ...]:
    """Read 问题分组; a group without a short name is called by its title.

    `ids` are those of the quantities by the defined names of their cells, as for `read_advice`.
    """
    rows = ListReader(content, GROUP_LIST).filled_rows()
    return tuple(
        Group(
            id=row.text("id") or row.text("title"),
            title=row.text("title") or row.text("id"),
            members=members(row.text("members"), ids),
        )
        for row in rows
        if row.text("id") or row.text("title")
    )


def read_rule_settings(content: WorkbookContent) -> Tuple[RuleSetting, ...]:
    """Read which of the rules with customary values count, and with which limits."""
    return tuple(
        RuleSetting(
            code=row.text("id"),
            is_on=row.text("switch") == SWITCHED_ON,
            limit=row.value("value"),
            basis=row.text("basis"),
            place=row.place("value"),
        )
        for row in ListReader(content, RULE_LIST).filled_rows()
        if row.text("id")
    )


def read_advice(content: WorkbookContent, ids: Mapping[str, str]) -> Tuple[Advice, ...]:
    """Read the advice of the report."""
    rows = ListReader(content, ADVICE_LIST).filled_rows()
    return tuple(
        Advice(row.text("id"), row.text("text"), members(row.text("answers"), ids))
        for row in rows
        if row.text("text")
    )


def members(text: str, ids: Mapping[str, str]) -> Tuple[str, ...]:
    """Split what stands in one cell, whatever separates it, into ids; names are replaced."""
    for separator in _OTHER_SEPARATORS:
        text = text.replace(separator, MEMBER_SEPARATOR)
    return tuple(ids.get(part, part) for part in text.split(MEMBER_SEPARATOR) if part)


def read_grade_bands(content: WorkbookContent) -> Tuple[GradeBand, ...]:
    """Read the grades; rows without a bound or a name are left out."""
    bands = []
    for row in ListReader(content, GRADE_LIST).all_rows():
        lower, name = row.number("lower"), row.text("name")
        if lower is not None and name:
            bands.append(GradeBand(lower, name))
    return tuple(bands)
