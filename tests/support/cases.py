"""A `Case` made from a case file without a workbook, cell values computed by the functions.

The workbook does this in production; here it lets issues and verdict be tested by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.support.scored_rows import Sheet, scored_row, unscored_rate
from udfs import FUNCTIONS
from udfs.values import Block, Scalar
from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.quantity_model import Place
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.evaluation.case import (
    Absence,
    Advice,
    Case,
    CellPlace,
    Check,
    Cover,
    Decision,
    Entry,
    Finding,
    GradeBand,
    Group,
    Head,
    Indicator,
    Standard,
    Survey,
    Target,
    Task,
    Totals,
    as_number,
)
from xltoolkit.imports.case_file import read_case_file
from xltoolkit.imports.case_model import CaseFile, PublishedRate
from xltoolkit.imports.case_model import Survey as SurveyOfFile
from xltoolkit.imports.case_model import Target as TargetOfFile
from xltoolkit.imports.filling_scoring import QUOTED, quoted_standards

SEEDS = Path(__file__).parents[2] / "seeds"
PUBLISHED_BASIS = "公布得分"
CATALOGUE = load_catalogue()


@cache
def seed_file(name: str) -> CaseFile:
    return read_case_file(SEEDS / f"{name}.yaml")


@cache
def changsha() -> Case:
    return build_case(seed_file("changsha_2022"))


@cache
def sample() -> Case:
    return build_case(seed_file("sample_department"))


def build_case(file: CaseFile, standards: Mapping[str, float] | None = None) -> Case:
    """Return the case of a file; `standards` are values that staff changed on 参数, by id."""
    scheme = CATALOGUE.scheme(file.scheme)
    entries = _entries(file)
    targets = tuple(_target(row, number) for number, row in enumerate(file.targets, start=5))
    surveys = tuple(_survey(row, number) for number, row in enumerate(file.survey, start=5))
    on_sheet = _standards(file, scheme, standards or {})
    sheet = Sheet(
        scheme=scheme,
        file=file,
        entries=entries,
        columns=_columns(targets, surveys),
        standards={standard.id: standard for standard in on_sheet},
    )
    rows = tuple(scored_row(sheet, row, number) for number, row in enumerate(scheme.rows, 5))
    return Case(
        cover=_cover(file),
        scheme=scheme.id,
        scheme_name=scheme.name,
        scheme_version=scheme.version,
        entries=entries,
        standards=on_sheet,
        indicators=rows,
        unscored=tuple(
            unscored_rate(sheet, rate, number) for number, rate in enumerate(scheme.unscored, 40)
        ),
        targets=targets,
        tasks=_tasks(file),
        surveys=surveys,
        findings=_findings(file),
        checks=_checks(file),
        groups=tuple(Group(group.id, group.title, group.members) for group in file.groups),
        advice=tuple(Advice(piece.id, piece.text, piece.answers) for piece in file.advice),
        grade_bands=tuple(GradeBand(band.lower, band.name) for band in scheme.grade_bands),
        heads=_heads(rows),
        totals=_totals(scheme, rows),
        decision=_decision(file),
        published_findings=file.published.findings,
        fingerprint="",
    )


def _cover(file: CaseFile) -> Cover:
    stage = "" if file.stage is None else file.stage.value
    return Cover(file.department, file.year, file.body, stage)


def _entries(file: CaseFile) -> dict[str, Entry]:
    """One entry for every cell of 基础数据, filled or empty."""
    placed = [each.id for each in CATALOGUE.quantities if isinstance(each.place, Place)]
    entries = {}
    for number, quantity in enumerate(placed, start=5):
        place = CellPlace("基础数据", f"F{number}")
        item = file.data.get(quantity)
        if item is None:
            entries[quantity] = Entry(quantity, None, place)
        else:
            scope = "未注明" if item.scope is None else item.scope.value
            entries[quantity] = Entry(quantity, item.value, place, scope, item.source, item.note)
    return entries


def _standards(
    file: CaseFile, scheme: Scheme, changed: Mapping[str, float]
) -> tuple[Standard, ...]:
    quoted = quoted_standards(file, scheme)
    return tuple(
        Standard(
            each.id,
            each.title,
            changed.get(each.id, each.value),
            QUOTED if each.id in quoted else each.basis,
            CellPlace("参数", f"B{number}"),
        )
        for number, each in enumerate(scheme.standards, start=5)
    )


def _target(row: TargetOfFile, number: int) -> Target:
    completion: Scalar = None
    if row.actual is not None and row.target is not None:
        completion = FUNCTIONS["PERF_SCORE_TARGET"].call(
            row.actual, row.target, 1, row.direction.value
        )
    return Target(
        id=row.id,
        name=row.name,
        direction=row.direction.value,
        unit=row.unit,
        place=CellPlace("绩效目标", f"J{number}"),
        target=row.target,
        standard=row.standard,
        actual=row.actual,
        previous=row.previous,
        change=row.change,
        completion=as_number(completion),
        note=row.note,
        group=row.group,
    )


def _survey(row: SurveyOfFile, number: int) -> Survey:
    satisfaction: Scalar = row.mean
    if row.options:
        counts = [[option.count for option in row.options]]
        weights = [[option.weight for option in row.options]]
        satisfaction = FUNCTIONS["PERF_SATISFACTION"].call(counts, weights)
    return Survey(
        id=row.id,
        name=row.name,
        respondents=row.respondents.value,
        satisfaction=as_number(satisfaction),
        place=CellPlace("满意度", f"J{number}"),
        published_mean=not row.options,
        sent=row.sent,
        returned=row.returned,
        valid=row.valid,
        standard=row.standard,
        respondents_in_words=row.respondents_in_words,
        note=row.note,
        group=row.group,
    )


def _columns(targets: tuple[Target, ...], surveys: tuple[Survey, ...]) -> dict[str, Block]:
    """The columns of the lists that the scheme averages."""
    public = [row.satisfaction if row.respondents == "公众" else None for row in surveys]
    return {
        "target_completion": [[row.completion] for row in targets],
        "public_satisfaction": [[value] for value in public],
    }


def _findings(file: CaseFile) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            id=row.id,
            fact=row.fact,
            place=CellPlace("现场发现", f"C{number}"),
            title=row.title,
            kind=row.kind or "",
            group=row.group,
            amount=row.amount,
            basis=row.basis,
            office=row.office,
            indicator=row.indicator or "",
            cases=row.cases,
            evidence=row.evidence,
            advice=row.advice,
        )
        for number, row in enumerate(file.findings, start=5)
    )


def _tasks(file: CaseFile) -> tuple[Task, ...]:
    place = CellPlace("绩效目标", "D40")
    return tuple(Task(task.name, task.covered, place) for task in file.tasks)


def _checks(file: CaseFile) -> tuple[Check, ...]:
    rates = enumerate(file.published.rates, start=30)
    return tuple(_check(file, rate, number) for number, rate in rates)


def _check(file: CaseFile, rate: PublishedRate, number: int) -> Check:
    """A published rate beside what its figures give."""
    digits = len(rate.printed.rstrip("%").partition(".")[2])
    terms = _terms(file, rate)
    verdict: Scalar = "不可复算"
    recomputed: Scalar = None
    if terms is not None:
        verdict = FUNCTIONS["PERF_VERIFY"].call(rate.value, *terms, digits)
        recomputed = FUNCTIONS["PERF_EXEC_RATE"].call(*terms)
    return Check(
        id=rate.id,
        title=rate.name,
        category="rate",
        published=rate.value,
        recomputed=as_number(recomputed),
        difference=None,
        verdict=str(verdict),
        place=CellPlace("核对", f"F{number}"),
        standard=rate.standard,
    )


def _terms(file: CaseFile, rate: PublishedRate) -> tuple[Scalar, Scalar] | None:
    """Numerator and denominator: quantities, else actual and target of a target row."""
    if rate.numerator and rate.denominator:
        return file.data[rate.numerator].value, file.data[rate.denominator].value
    for row in file.targets:
        if row.id == rate.id and row.actual is not None and row.target is not None:
            return row.actual, row.target
    return None


def _heads(rows: tuple[Indicator, ...]) -> tuple[Head, ...]:
    heads = []
    for name in dict.fromkeys(row.level1 for row in rows):
        of_head = [row for row in rows if row.level1 == name]
        scored, score = _scored(of_head)
        heads.append(Head(name, sum(r.points for r in of_head), _scorable(of_head), scored, score))
    return tuple(heads)


def _totals(scheme: Scheme, rows: tuple[Indicator, ...]) -> Totals:
    scored, score = _scored(rows)
    scorable = _scorable(rows)
    normalised = score / scorable * scheme.full if scorable else None
    bands: Block = [[band.lower, band.name] for band in scheme.grade_bands]
    grade = FUNCTIONS["PERF_GRADE"].call(normalised, bands) if scored == scorable else ""
    return Totals(scheme.full, scorable, scored, score, normalised, str(grade))


def _scorable(rows: tuple[Indicator, ...] | list[Indicator]) -> float:
    return sum(row.points for row in rows if row.absence is not Absence.NOT_APPLICABLE)


def _scored(rows: tuple[Indicator, ...] | list[Indicator]) -> tuple[float, float]:
    """Points of the rows that have a score, and the sum of their scores."""
    points = [[row.points] for row in rows]
    scores = [[row.final_score] for row in rows]
    scored = as_number(FUNCTIONS["PERF_SCORED"].call(points, scores))
    total = as_number(FUNCTIONS["PERF_TOTAL"].call(scores))
    assert scored is not None
    assert total is not None
    return scored, total


def _decision(file: CaseFile) -> Decision | None:
    published = file.published
    if published.score is None:
        return None
    return Decision(published.score, published.grade or "", PUBLISHED_BASIS)
