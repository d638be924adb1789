"""Fictional departments for load tests: `xltoolkit synth`.

Figures are drawn from the ranges of `synthetic.yaml`, and marks by the shapes of the scheme's
rows. The same seed and number always give the same department, whatever else is made with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from xltoolkit.catalogue import load_catalogue
from xltoolkit.catalogue.quantity_model import signed_term
from xltoolkit.catalogue.scheme_model import Scheme, SchemeRow
from xltoolkit.imports.case_model import (
    CaseFile,
    DataItem,
    Direction,
    Finding,
    Group,
    Mark,
    Respondents,
    Scope,
    Stage,
    Survey,
    SurveyOption,
    Target,
)
from xltoolkit.strict_yaml import read_yaml

FICTIONAL = "虚构示例"
SOURCE = "虚构数据，由程序生成"
GROUP = "财务和业务管理"
CHANCE_OF_A_MISSING_MARK = 0.04
CHANCE_OF_A_CASE = 0.35
CHANCE_OF_NOT_APPLICABLE = 0.1
CHANCE_OF_A_KEPT_RULE = 0.85


@dataclass(frozen=True)
class Draw:
    """How one quantity is drawn; see the head of `synthetic.yaml`."""

    between: tuple[float, float] | None = None
    of: str | None = None
    sum: tuple[str, ...] = ()
    log: bool = False
    whole: bool = False
    given: float = 1.0


@dataclass(frozen=True)
class Ranges:
    """The content of `synthetic.yaml`."""

    status: Literal["own"]
    satisfaction_standard: float
    quantities: Mapping[str, Draw]


@cache
def ranges() -> Ranges:
    """Return the ranges; read once."""
    path = Path(__file__).with_name("synthetic.yaml")
    return read_yaml(path, path.name).build(Ranges)


def synthetic_case(number: int, seed: int, year: int, scheme_id: str) -> CaseFile:
    """Return the fictional department of a number.

    Raises:
        UserError: there is no such scheme.
    """
    scheme = load_catalogue().scheme(scheme_id)
    random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable, and nothing secret
    findings = tuple(_findings(random, scheme))
    return CaseFile(
        department=f"云溪市第{number:05d}号部门（{FICTIONAL}）",
        year=year,
        scheme=scheme.id,
        body=f"云溪市财政局绩效评价工作组（{FICTIONAL}）",
        stage=Stage.FIRST_DRAFT,
        profile=f"本部门及其全部数据由程序生成，均为虚构（种子{seed}，编号{number}），只用于测试。",
        data=_data(random),
        targets=tuple(_targets(random)),
        survey=(_survey(random),),
        findings=findings,
        groups=(Group(GROUP, f"{GROUP}不够严格", tuple(each.id for each in findings)),),
        marks=dict(_marks(random, scheme, findings)),
    )


def _data(random: Random) -> dict[str, DataItem]:
    values: dict[str, float] = {}
    given = []
    for quantity, draw in ranges().quantities.items():
        values[quantity] = _drawn(random, draw, values)
        if random.random() < draw.given:
            given.append(quantity)
    return {
        quantity: DataItem(values[quantity], Scope.WHOLE_DEPARTMENT, source=SOURCE)
        for quantity in given
    }


def _drawn(random: Random, draw: Draw, values: Mapping[str, float]) -> float:
    if draw.sum:
        terms = map(signed_term, draw.sum)
        return round(sum(term.sign * values[term.quantity] for term in terms), 2)
    low, high = draw.between or (0.0, 0.0)
    share = random.random()
    drawn = low * (high / low) ** share if draw.log else low + (high - low) * share
    drawn *= 1.0 if draw.of is None else values[draw.of]
    return float(round(drawn)) if draw.whole else round(drawn, 2 if draw.of or draw.log else 4)


def _targets(random: Random) -> Iterator[Target]:
    kinds = (
        ("服务办件", "件", 900),
        ("业务培训", "场", 12),
        ("检查走访", "次", 60),
        ("数据公开", "期", 24),
    )
    for number, (name, unit, size) in enumerate(kinds, start=1):
        planned = max(1, round(size * random.uniform(0.6, 1.6)))
        yield Target(
            id=f"T{number:02d}",
            level1="产出指标",
            level2="数量指标",
            name=f"{name}数（虚构）",
            direction=Direction.AT_LEAST,
            unit=unit,
            target=float(planned),
            actual=float(round(planned * random.choice((1.0, 1.0, 1.05, 1.1, 0.95, 0.8)))),
            source=SOURCE,
        )


def _survey(random: Random) -> Survey:
    answers = (("很满意", 1.0, 240), ("满意", 0.8, 60), ("一般", 0.6, 15), ("不满意", 0.3, 4))
    options = tuple(
        SurveyOption(weight, round(size * random.uniform(0.2, 1.4)), label)
        for label, weight, size in answers
    )
    valid = sum(option.count for option in options)
    return Survey(
        id="Q01",
        name="服务对象满意度（虚构）",
        respondents=Respondents.PUBLIC,
        sent=valid + random.randrange(5, 40),
        returned=valid + random.randrange(5),
        valid=valid,
        options=options,
        standard=ranges().satisfaction_standard,
        source=SOURCE,
    )


def _findings(random: Random, scheme: Scheme) -> Iterator[Finding]:
    """Draw findings for the rows that deduct by the case."""
    rows = [row for row in scheme.rows if row.score.shape == "deduct"]
    for number, row in enumerate(rows, start=1):
        if random.random() < CHANCE_OF_A_CASE:
            cases = random.randint(1, 2)
            yield Finding(
                id=f"W{number:02d}",
                group=GROUP,
                title=f"{row.level3}存在不符合规定的情形（虚构）",
                fact=f"抽查发现{cases}例不符合“{row.level3}”的要求（虚构）。",
                amount=round(random.uniform(0.5, 80), 2),
                indicator=row.id,
                cases=cases,
                finder="甲",
                reviewer="乙",
                source=SOURCE,
            )


def _marks(
    random: Random, scheme: Scheme, findings: tuple[Finding, ...]
) -> Iterator[tuple[str, Mark]]:
    """Draw what evaluators enter; here and there a mark is missing still."""
    cases = {finding.indicator: finding.cases or 0 for finding in findings}
    for row in scheme.rows:
        mark = _mark(random, row, cases.get(row.id, 0))
        missing = random.random() < CHANCE_OF_A_MISSING_MARK
        if mark is not None and not missing:
            yield row.id, mark


def _mark(random: Random, row: SchemeRow, cases: int) -> Mark | None:
    """Return the mark of a row; None for one that a formula scores."""
    free = random.random()
    if row.applicable == "optional" and not cases and free < CHANCE_OF_NOT_APPLICABLE:
        return Mark(applicable=False)
    if row.score.shape == "deduct":
        return Mark(count=cases, reviewer="乙")
    if row.score.shape == "judgement":
        return Mark(score=round(row.points * random.uniform(0.6, 1), 1), reviewer="乙")
    if row.score.shape == "checklist":
        return Mark(marks=tuple(_answer(random) for _ in row.score.items), reviewer="乙")
    return None


def _answer(random: Random) -> Literal["是", "否"]:
    return "是" if random.random() < CHANCE_OF_A_KEPT_RULE else "否"
