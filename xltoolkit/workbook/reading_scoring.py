"""Reading what the sheets compute: indicators, heads, standards, checks.

Standard library only, Python 3.8.
"""

from typing import Dict, List, Mapping, Optional, Tuple

from udfs.errors import CellError
from xltoolkit.catalogue.scheme_model import Definition, Scheme, SchemeRow, StandardReference
from xltoolkit.errors import UserError
from xltoolkit.evaluation.case import (
    Absence,
    Check,
    Head,
    Indicator,
    Standard,
    Value,
)
from xltoolkit.workbook.cell_reading import ListReader, RowReader, as_counted
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.checks import (
    COUNT_LIST,
    IDENTITY_LIST,
    RATE_LIST,
    RESOLVED,
    SUM_LIST,
)
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.layout.scoring import (
    CUSTOM_PREFIX,
    EVIDENCE_LACKING,
    HEAD_LIST,
    INDICATOR_LIST,
    INPUT_COLUMNS,
    NOT_APPLICABLE,
    PENDING,
    SETTING_COLUMNS,
    UNSCORED_LIST,
)
from xltoolkit.workbook.layout.settings import STANDARD_LIST


def read_standards(content: WorkbookContent, scheme: Scheme) -> Tuple[Standard, ...]:
    """Read the standards of 参数.

    Raises:
        UserError: when the row of a standard of the scheme is missing.
    """
    rows = list(ListReader(content, STANDARD_LIST).filled_rows())
    present = {row.text("id") for row in rows}
    for standard in scheme.standards:
        if standard.id not in present:
            raise _deleted_row(STANDARD_LIST, f"标准“{standard.title}”")
    return tuple(
        Standard(
            id=row.text("id"),
            title=row.text("title"),
            value=row.value("value"),
            basis=row.text("basis"),
            place=row.place("value"),
        )
        for row in rows
        if row.text("id")
    )


def read_indicators(
    content: WorkbookContent, scheme: Scheme, standards: Tuple[Standard, ...]
) -> Tuple[Indicator, ...]:
    """Read 指标评分: the rows of the scheme in its order, then the filled rows of one's own.

    Raises:
        UserError: when the row of an indicator is missing or stands twice, or when a row with
            points is none of the prepared ones.
    """
    rows = _prepared_rows(content)
    bases = {standard.id: standard.basis for standard in standards}
    indicators = []
    for row in scheme.rows:
        if row.id not in rows:
            raise _deleted_row(INDICATOR_LIST, f"指标“{row.level3}”")
        indicators.append(_indicator(rows[row.id], row, bases))
    for row_id, reader in rows.items():
        if row_id.startswith(CUSTOM_PREFIX) and reader.number("points"):
            indicators.append(_indicator(reader, None, bases))
    return tuple(indicators)


def _deleted_row(layout: ListLayout, what: str) -> UserError:
    return UserError(
        f"“{layout.sheet}”缺少{what}的一行，该行已被删除，请撤销删除，或用“xltoolkit restore”恢复。"
    )


def _prepared_rows(content: WorkbookContent) -> Dict[str, RowReader]:
    """Return the rows of 指标评分 by id; a copied or inserted row would be counted in no head."""
    rows: Dict[str, RowReader] = {}
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        row_id = row.text("id")
        if row_id in rows:
            raise UserError(
                f"{row.in_words('level3')}是从{rows[row_id].in_words('level3')}复制的行，"
                "同一指标不能计两次，请删除该行；增加指标请填“自定义指标”的空行。"
            )
        if row_id:
            rows[row_id] = row
        elif row.number("points") is not None or row.number("final_score") is not None:
            raise UserError(
                f"{row.in_words('level3')}是插入的行，不在评分范围内，"
                "请删除该行；增加指标请填“自定义指标”的空行。"
            )
    return rows


def _indicator(row: RowReader, rule: Optional[SchemeRow], bases: Mapping[str, str]) -> Indicator:
    definition = _definition(row, rule)
    ruling = definition or rule
    value = None if ruling is None else ruling.value
    input_ids = () if value is None else value.inputs
    settings = _settings(row, rule)
    is_step = rule is not None and rule.score.shape == "step"
    return Indicator(
        id=row.text("id"),
        level1=row.text("level1"),
        level2=row.text("level2"),
        name=row.text("level3"),
        points=row.number("points") or 0.0,
        function="" if value is None else value.function,
        input_ids=input_ids,
        inputs=tuple(as_counted(row.cell(column)) for column in INPUT_COLUMNS[: len(input_ids)]),
        value=row.value("value"),
        shape="judgement" if rule is None else rule.score.shape,
        settings=settings,
        direction=_word(settings[0]) if is_step else None,
        standard=_number(settings[1]) if is_step else None,
        standard_basis="" if rule is None else _basis(rule, bases),
        score=_score(row, "score"),
        final_score=_score(row, "final_score"),
        reason=row.text("reason"),
        place=row.place("value"),
        absence=_absence(row),
        mark=row.value("mark"),
        evidence=row.text("evidence"),
        reviewer=row.text("reviewer"),
        adjusted=row.number("adjusted"),
        adjustment_reason=row.text("adjustment_reason"),
        definition="" if definition is None else definition.name,
    )


def _definition(row: RowReader, rule: Optional[SchemeRow]) -> Optional[Definition]:
    """Return the definition that the row's cell names; older workbooks know only the first."""
    definitions = () if rule is None else rule.definitions
    if definitions and not row.has("definition"):
        return definitions[0]
    wanted = row.text("definition")
    return next((each for each in definitions if each.name == wanted), None)


def _settings(row: RowReader, rule: Optional[SchemeRow]) -> Tuple[Value, ...]:
    count = 0 if rule is None else len(rule.score.p)
    return tuple(row.value(column) for column in SETTING_COLUMNS[:count])


def _word(value: Value) -> Optional[str]:
    return value if isinstance(value, str) else None


def _number(value: Value) -> Optional[float]:
    return value if isinstance(value, float) else None


def _basis(rule: SchemeRow, bases: Mapping[str, str]) -> str:
    for parameter in rule.score.p:
        if isinstance(parameter, StandardReference):
            return bases.get(parameter.standard, "")
    return ""


def _score(row: RowReader, column: str) -> Value:
    """Return a score; the words for why there is none are told by `absence`."""
    value = row.value(column)
    return None if value in (NOT_APPLICABLE, EVIDENCE_LACKING, PENDING) else value


def _absence(row: RowReader) -> Optional[Absence]:
    word = row.text("applicable")
    if word == NOT_APPLICABLE:
        return Absence.NOT_APPLICABLE
    if row.number("final_score") is not None:
        return None
    if row.text("score") == PENDING:
        return Absence.RULE_MISSING
    return Absence.EVIDENCE_LACKING if word == EVIDENCE_LACKING else Absence.NOT_PROVIDED


def read_unscored(
    content: WorkbookContent, scheme: Scheme, standards: Tuple[Standard, ...]
) -> Tuple[Indicator, ...]:
    """Read the rates that are shown and judged but not scored."""
    rows = {row.text("id"): row for row in ListReader(content, UNSCORED_LIST).filled_rows()}
    bases = {standard.id: standard.basis for standard in standards}
    rates: List[Indicator] = []
    for rate in scheme.unscored:
        row = rows.get(rate.id)
        if row is None:
            raise _deleted_row(UNSCORED_LIST, f"“{rate.title}”")
        inputs = INPUT_COLUMNS[: len(rate.value.inputs)]
        rates.append(
            Indicator(
                id=rate.id,
                level1="",
                level2="",
                name=row.text("name"),
                points=0.0,
                function=rate.value.function,
                input_ids=rate.value.inputs,
                inputs=tuple(as_counted(row.cell(column)) for column in inputs),
                value=row.value("value"),
                shape="",
                settings=(),
                direction=row.text("direction"),
                standard=row.number("standard"),
                standard_basis=bases.get(rate.standard, ""),
                score=None,
                final_score=None,
                reason="",
                place=row.place("value"),
            )
        )
    return tuple(rates)


def refuse_impossible_scores(content: WorkbookContent) -> None:
    """Refuse a workbook in which a score is negative or above its points.

    Raises:
        UserError: names the cell of the score.
    """
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        score, points = row.number("final_score"), row.number("points") or 0.0
        if score is not None and not 0 <= score <= points:
            raise UserError(
                f"{row.in_words('final_score')}的定稿得分{score:g}应在0与分值{points:g}之间，"
                "请改正评分录入或手工调整。"
            )


def read_heads(content: WorkbookContent) -> Tuple[Head, ...]:
    """Read the totals by head; a head without points (no rows of one's own) is left out."""
    heads = []
    for row in ListReader(content, HEAD_LIST).filled_rows():
        points = row.number("points") or 0.0
        if row.text("name") and points:
            heads.append(
                Head(
                    name=row.text("name"),
                    points=points,
                    scorable=row.number("scorable") or 0.0,
                    scored=row.number("scored") or 0.0,
                    score=row.number("score") or 0.0,
                )
            )
    return tuple(heads)


_CHECK_COLUMNS: Dict[str, Tuple[ListLayout, str, str, str]] = {
    "identity": (IDENTITY_LIST, "title", "left", "right"),
    "rate": (RATE_LIST, "name", "published", "recomputed"),
    "sum": (SUM_LIST, "name", "total_value", "sum_of_parts"),
    "count": (COUNT_LIST, "name", "published", "recomputed"),
}
"""The list of each category, its title, and the two columns that are compared."""


def read_checks(content: WorkbookContent) -> Tuple[Check, ...]:
    """Read 核对; prepared rows that say nothing are left out."""
    checks = []
    for category, (layout, title, published, recomputed) in _CHECK_COLUMNS.items():
        for row in ListReader(content, layout).filled_rows():
            if not row.text("id") or not row.text(title):
                continue
            verdict = row.cell("verdict")
            checks.append(
                Check(
                    id=row.text("id"),
                    title=row.text(title),
                    category=category,
                    published=row.number(published),
                    recomputed=row.number(recomputed),
                    difference=row.number("difference"),
                    verdict=verdict.value
                    if isinstance(verdict, CellError)
                    else row.text("verdict"),
                    place=row.place("verdict"),
                    resolved=row.text("resolved") == RESOLVED,
                    treatment=row.text("treatment"),
                    standard=row.number("standard") if category == "rate" else None,
                )
            )
    return tuple(checks)
