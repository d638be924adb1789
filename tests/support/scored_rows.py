"""The rows of a scheme as 指标评分 would compute them, by the same functions, without a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from udfs import FUNCTIONS
from udfs.errors import CellError
from udfs.values import Block, Scalar
from xltoolkit.catalogue.scheme_model import (
    SHAPE_FUNCTIONS,
    RuleParameter,
    Scheme,
    SchemeRow,
    StandardReference,
    UnscoredRate,
)
from xltoolkit.evaluation.case import (
    Absence,
    CellPlace,
    Entry,
    Indicator,
    Standard,
    Value,
    as_number,
)
from xltoolkit.imports.case_model import CaseFile, Mark

SHEET = "指标评分"


@dataclass(frozen=True)
class Sheet:
    """What the rows are computed from: the scheme, 基础数据, list columns, 参数, the case file."""

    scheme: Scheme
    file: CaseFile
    entries: Mapping[str, Entry]
    columns: Mapping[str, Block]
    standards: Mapping[str, Standard]

    def argument(self, quantity: str) -> Scalar | Block:
        """A cell, with #N/A for an empty one, or the column of a list."""
        return self.columns[quantity] if quantity in self.columns else self.cell(quantity)

    def cell(self, quantity: str) -> Value:
        value = self.entries[quantity].value
        return CellError.NA if value is None else value

    def parameter(self, parameter: RuleParameter) -> Scalar:
        if isinstance(parameter, StandardReference):
            return self.standards[parameter.standard].value
        return parameter


def scored_row(sheet: Sheet, row: SchemeRow, number: int) -> Indicator:
    mark = sheet.file.marks.get(row.id, Mark())
    value = _value(sheet, row, mark)
    settings = tuple(sheet.parameter(each) for each in row.score.p)
    score = _score(row, mark, value, settings) if mark.applicable else None
    inputs = () if row.value is None else row.value.inputs
    return Indicator(
        id=row.id,
        level1=row.level1,
        level2=row.level2,
        name=row.level3,
        points=row.points,
        function="" if row.value is None else row.value.function,
        input_ids=inputs,
        inputs=_cells(sheet, inputs),
        value=value,
        shape=row.score.shape,
        settings=settings,
        direction=str(settings[0]) if row.score.shape == "step" else None,
        standard=as_number(settings[1]) if row.score.shape == "step" else None,
        standard_basis=_basis(sheet, row),
        score=score,
        final_score=score,
        reason=_reason(row, value, score, settings),
        place=CellPlace(SHEET, f"J{number}"),
        absence=_absence(mark, score),
        evidence=mark.evidence,
        reviewer=mark.reviewer,
        definition=row.definitions[0].name if row.definitions else "",
    )


def unscored_rate(sheet: Sheet, rate: UnscoredRate, number: int) -> Indicator:
    standard = sheet.standards[rate.standard]
    value = FUNCTIONS[rate.value.function].call(*map(sheet.argument, rate.value.inputs))
    return Indicator(
        id=rate.id,
        level1="",
        level2="",
        name=rate.title,
        points=0,
        function=rate.value.function,
        input_ids=rate.value.inputs,
        inputs=_cells(sheet, rate.value.inputs),
        value=value,
        shape="",
        settings=(),
        direction=rate.direction,
        standard=as_number(standard.value),
        standard_basis=standard.basis,
        score=None,
        final_score=None,
        reason="",
        place=CellPlace(SHEET, f"J{number}"),
    )


def _value(sheet: Sheet, row: SchemeRow, mark: Mark) -> Scalar:
    """The rate of a row; the count of a deduction row; the score that a judgement is."""
    if row.value is not None:
        return FUNCTIONS[row.value.function].call(*map(sheet.argument, row.value.inputs))
    if row.score.shape == "deduct":
        return _cases(sheet, row.id) if mark.count is None else mark.count
    return CellError.NA if mark.score is None else mark.score


def _cases(sheet: Sheet, row: str) -> Scalar:
    """The cases of 现场发现 that belong to the row; no finding is not a count of 0."""
    counts = [each.cases for each in sheet.file.findings if each.indicator == row and each.cases]
    return sum(counts) if counts else CellError.NA


def _score(row: SchemeRow, mark: Mark, value: Scalar, settings: tuple[Scalar, ...]) -> Scalar:
    shape = row.score.shape
    if shape == "judgement":
        return value
    function = FUNCTIONS[SHAPE_FUNCTIONS[shape].function]
    if shape == "checklist":
        return function.call(row.points, [list(mark.marks)])
    if shape == "deduct":
        return function.call(row.points, value, *settings)
    if shape == "bands":
        return function.call(value, [[band.upper, band.points] for band in row.score.bands])
    return function.call(value, row.points, *settings)


def _reason(row: SchemeRow, value: Scalar, score: Scalar, settings: tuple[Scalar, ...]) -> str:
    reason = FUNCTIONS["PERF_REASON"].call(row.score.shape, value, row.points, score, *settings)
    return reason if isinstance(reason, str) else ""


def _absence(mark: Mark, score: Scalar) -> Absence | None:
    if not mark.applicable:
        return Absence.NOT_APPLICABLE
    return Absence.NOT_PROVIDED if score is CellError.NA else None


def _basis(sheet: Sheet, row: SchemeRow) -> str:
    named = [each.standard for each in row.score.p if isinstance(each, StandardReference)]
    return sheet.standards[named[0]].basis if named else ""


def _cells(sheet: Sheet, quantities: tuple[str, ...]) -> tuple[Value, ...]:
    """数1 … 数4; the column of a list stands in no single cell."""
    return tuple(sheet.cell(each) for each in quantities if each not in sheet.columns)
