"""Reading a case from a workbook: by defined names and ids, never by fixed addresses.

Standard library only, Python 3.8: this runs in Calc.
"""

from typing import Dict, Mapping, Optional, Tuple

from udfs.errors import CellError
from xltoolkit.catalogue.compiled import scheme_from_json
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import Case, Cover, Decision, Totals, Waiver
from xltoolkit.workbook.cell_reading import (
    ListReader,
    RowReader,
    as_text,
    calculated_number,
    cell_number,
    cell_text,
    cell_value,
    place_of,
)
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.checks import COUNT_LIST
from xltoolkit.workbook.layout.cover import (
    BODY,
    DEPARTMENT,
    LEAD,
    LEADER,
    PROFILE,
    RESULTS,
    REVIEWER,
    STAGE,
    YEAR,
)
from xltoolkit.workbook.layout.issues import ISSUE_LIST, WAIVED
from xltoolkit.workbook.layout.model import SingleCell
from xltoolkit.workbook.layout.scoring import total_cells
from xltoolkit.workbook.layout.settings import (
    DECIDED_BASIS,
    DECIDED_GRADE,
    DECIDED_SCORE,
    GRADE_LIST,
    MARKER,
    SCHEME_ID,
    SCHEME_NAME,
    SCHEME_TEXT,
    SCHEME_VERSION,
    TEMPLATE_MARK,
    TEMPLATE_VERSION,
    TEMPLATE_VERSION_NOW,
)
from xltoolkit.workbook.layout.sheet_names import PROBES
from xltoolkit.workbook.layout.verdict import FINGERPRINT
from xltoolkit.workbook.located import locate_cell, locate_list
from xltoolkit.workbook.reading_data import read_entries
from xltoolkit.workbook.reading_lists import (
    read_advice,
    read_findings,
    read_grade_bands,
    read_groups,
    read_rule_settings,
    read_surveys,
    read_targets,
    read_tasks,
)
from xltoolkit.workbook.reading_scoring import (
    read_checks,
    read_heads,
    read_indicators,
    read_standards,
    read_unscored,
    refuse_impossible_scores,
)
from xltoolkit.workbook.tampering import find_tampering

FIRST_YEAR, LAST_YEAR = 1990, 2100


def read_case(content: WorkbookContent, catalogue: Catalogue) -> Case:
    """Return the case that a calculated workbook holds.

    Whatever stands in input cells is read as it is; text where a number belongs is no number.

    Raises:
        UserError: the workbook is not ours, of another version, or has lost a sheet, a name,
            a row or an id; the sentence names the place and the remedy.
    """
    scheme = recognise(content, catalogue)
    standards = read_standards(content, scheme)
    quantities = {each.defined_name: each.id for each in catalogue.quantities}
    findings = read_findings(content, {row.level3: row.id for row in scheme.rows})
    refuse_impossible_scores(content)
    return Case(
        cover=_read_cover(content),
        scheme=scheme.id,
        scheme_name=cell_text(content, SCHEME_NAME),
        scheme_version=scheme.version,
        entries=read_entries(content, catalogue),
        standards=standards,
        indicators=read_indicators(content, scheme, standards),
        unscored=read_unscored(content, scheme, standards),
        targets=read_targets(content),
        tasks=read_tasks(content),
        surveys=read_surveys(content),
        findings=findings,
        checks=read_checks(content),
        groups=read_groups(content, quantities),
        advice=read_advice(content, quantities),
        grade_bands=read_grade_bands(content),
        heads=read_heads(content),
        totals=_read_totals(content),
        decision=_read_decision(content),
        published_findings=_published_findings(content),
        fingerprint=_read_fingerprint(content),
        scheme_is_draft=scheme.is_draft,
        waivers=_waivers(content),
        rule_settings=read_rule_settings(content),
        tampering=find_tampering(content),
        own_advice=_own_advice(content),
    )


def recognise(content: WorkbookContent, catalogue: Catalogue) -> Scheme:
    """Return the scheme of a workbook that is ours and of the present template.

    Raises:
        UserError: when it is not, or when a whole sheet is missing.
    """
    if content.area(MARKER.name) is None or cell_text(content, MARKER) != TEMPLATE_MARK:
        raise UserError(
            "这不是本工具的评价工作簿（没有系统标记），请用“xltoolkit new”新建工作簿后填报。"
        )
    for sheet, name in PROBES.items():
        if sheet not in content.sheets and content.area(name) is None:
            raise UserError(
                f"工作簿缺少工作表“{sheet}”，请从未改动的副本恢复该表，或用“xltoolkit restore”恢复。"
            )
    version = cell_text(content, TEMPLATE_VERSION)
    if version != TEMPLATE_VERSION_NOW:
        raise UserError(
            f"工作簿的模板版本为“{version}”，本工具适用版本“{TEMPLATE_VERSION_NOW}”，"
            "请用“xltoolkit new”新建工作簿后转录数据，或使用相应版本的工具。"
        )
    return _scheme(content, catalogue)


def _scheme(content: WorkbookContent, catalogue: Catalogue) -> Scheme:
    """Return the scheme that the workbook carries, else the same version of the catalogue.

    A workbook is always read under its own rules: those of the catalogue may have changed.
    """
    identifier, version = cell_text(content, SCHEME_ID), cell_text(content, SCHEME_VERSION)
    carried = _carried_scheme(content)
    if carried is not None and (carried.id, carried.version) == (identifier, version):
        return carried
    versions = [each.version for each in catalogue.schemes if each.id == identifier]
    if versions and version not in versions:
        raise UserError(
            f"工作簿按方案“{identifier}”第{version}版编制，本工具现为第{'、'.join(versions)}版，"
            "请用“xltoolkit new”新建工作簿后转录数据，或使用相应版本的工具。"
        )
    return catalogue.scheme(identifier, version=version)


def _carried_scheme(content: WorkbookContent) -> Optional[Scheme]:
    """Return the scheme whose text the workbook holds; None for those of an older template."""
    area = content.area(SCHEME_TEXT.name)
    if area is None:
        return None
    pieces = (content.value(area.sheet, row, area.left) for row in area.rows)
    try:
        return scheme_from_json("".join(as_text(piece) for piece in pieces))
    except ValueError:
        raise UserError(
            f"“{area.sheet}”隐藏的“{SCHEME_TEXT.title}”已被改动，无法按原方案评分，"
            "请用“xltoolkit restore”恢复，或从未改动的副本重新填报。"
        ) from None


def _read_cover(content: WorkbookContent) -> Cover:
    return Cover(
        department=cell_text(content, DEPARTMENT),
        year=_read_year(content),
        body=cell_text(content, BODY),
        stage=cell_text(content, STAGE),
        lead=cell_text(content, LEAD),
        reviewer=cell_text(content, REVIEWER),
        leader=cell_text(content, LEADER),
        profile=cell_text(content, PROFILE),
        results=cell_text(content, RESULTS),
    )


def _read_year(content: WorkbookContent) -> int:
    year = cell_number(content, YEAR)
    if year is None or year != int(year) or not FIRST_YEAR <= year <= LAST_YEAR:
        shown = cell_text(content, YEAR) or "空"
        raise UserError(
            f"{YEAR.sheet}的“{YEAR.title}”现为“{shown}”，不是年份，请填四位年份，如2022。"
        )
    return int(year)


def _read_totals(content: WorkbookContent) -> Totals:
    cells: Mapping[str, SingleCell] = {cell.name: cell for cell in total_cells(1)}
    return Totals(
        full=calculated_number(content, cells["满分"]),
        scorable=calculated_number(content, cells["可评分值"]),
        scored=calculated_number(content, cells["已评分值"]),
        total=calculated_number(content, cells["得分合计"]),
        normalised=cell_value(content, cells["折算得分"]),
        grade=_read_grade(content, cells["评价等级"]),
    )


def _read_grade(content: WorkbookContent, cell: SingleCell) -> str:
    grade = cell_value(content, cell)
    if isinstance(grade, CellError):
        located = locate_cell(content, cell)
        raise UserError(
            f"{located.sheet}!{located.cell}的“{cell.title}”是错误值（{grade}）："
            f"请检查“{GRADE_LIST.sheet}”的等级下限，应从高到低，不能留空。"
        )
    return as_text(grade)


def _read_fingerprint(content: WorkbookContent) -> str:
    fingerprint = cell_text(content, FINGERPRINT)
    if not fingerprint:
        located = locate_cell(content, FINGERPRINT)
        raise UserError(
            f"{located.sheet}!{located.cell}的“{FINGERPRINT.title}”是空的，"
            "看不出数据是否改动过：请用“xltoolkit restore”恢复该格的公式。"
        )
    return fingerprint


def _read_decision(content: WorkbookContent) -> Optional[Decision]:
    score = cell_number(content, DECIDED_SCORE)
    grade, basis = cell_text(content, DECIDED_GRADE), cell_text(content, DECIDED_BASIS)
    if score is None and not grade:
        return None
    return Decision(score, grade, basis)


def _published_findings(content: WorkbookContent) -> Optional[float]:
    for row in ListReader(content, COUNT_LIST).all_rows():
        return row.number("published")
    return None


def _waivers(content: WorkbookContent) -> Tuple[Waiver, ...]:
    """Read the waivers; of copied rows, the first with an entry decides.

    Their place is the head of the column: a run moves the rows.
    """
    located = locate_list(content, ISSUE_LIST)
    head = place_of(located.sheet, located.cell(located.rows.start - 1, "waived"))
    entries: Dict[str, RowReader] = {}
    for row in ListReader(content, ISSUE_LIST).all_rows():
        key = row.text("key")
        if key and row.text("waived"):
            entries.setdefault(key, row)
    return tuple(
        Waiver(key, row.text("waiver_reason"), row.text("waived_by"), head)
        for key, row in entries.items()
        if row.text("waived") == WAIVED
    )


def _own_advice(content: WorkbookContent) -> Dict[str, str]:
    """Read the advice beside issues that is not, or no longer, the tool's own."""
    return {
        row.text("key"): row.text("advice")
        for row in ListReader(content, ISSUE_LIST).all_rows()
        if row.text("key") and row.text("advice") != row.text("base_advice")
    }
