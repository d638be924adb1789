"""The score of a synthetic department under the demonstration scheme, reckoned anew in fractions.

Nothing of the toolkit computes here: no workbook, no worksheet function, no rule of the scheme
that is not written out below. It serves to check the totals of a batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xltoolkit.imports.case_model import CaseFile

PERCENT = Fraction(1, 100)


@dataclass(frozen=True)
class Reckoned:
    """Points that can be scored and were scored, the score, and some rates by indicator."""

    scorable: float
    scored: float
    total: float
    rates: dict[str, float]

    @property
    def normalised(self) -> float:
        return self.total / self.scorable * 100


def reckon(case: CaseFile) -> Reckoned:
    rates = {
        "staff_control_rate": ratio(case, "staff_actual", "staff_quota"),
        "tp_control_rate": ratio(case, "tp_spend", "tp_budget"),
        "exec_rate": ratio(case, "spend_total", "budget_final"),
        "project_exec_rate": ratio(case, "spend_project", "budget_project_final"),
        "adjust_rate": ratio(case, "budget_adjust_published", "budget_adjust_published_base"),
        "proc_execution_rate": ratio(case, "proc_spend", "proc_budget"),
    }
    scores: dict[str, tuple[int, Fraction | None]] = {
        "goal_quality": (6, deducted(case, "goal_quality", 6, 2)),
        "staff_control_rate": (4, above(rates["staff_control_rate"], 1, 4, "0.5")),
        "tp_control_rate": (5, above(rates["tp_control_rate"], 1, 5, "1")),
        "exec_rate": (8, below(rates["exec_rate"], "0.95", 8, "0.5")),
        "project_exec_rate": (5, below(rates["project_exec_rate"], "0.95", 5, "0.5")),
        "adjust_rate": (4, above(abs(rates["adjust_rate"]), Fraction("0.05"), 4, "0.2")),
        "proc_execution_rate": (4, below(rates["proc_execution_rate"], "0.95", 4, "0.5")),
        "fund_compliance": (6, deducted(case, "fund_compliance", 6, 1)),
        "contract_mgmt": (5, deducted(case, "contract_mgmt", 5, 1)),
        "training": (3, deducted(case, "training", 3, 1)),
        "asset": (5, deducted(case, "asset", 5, 1)),
        "task_completion": (20, 20 * min(completion(case), Fraction(1))),
        "benefit": (15, judged(case, "benefit")),
        "satisfaction": (10, 10 * min(satisfaction(case) / Fraction("0.95"), Fraction(1))),
    }
    applicable = {row for row in scores if row not in case.marks or case.marks[row].applicable}
    known = {row: score for row, (_, score) in scores.items() if row in applicable}
    return Reckoned(
        scorable=sum(scores[row][0] for row in applicable),
        scored=sum(scores[row][0] for row, score in known.items() if score is not None),
        total=float(sum(score for score in known.values() if score is not None)),
        rates={row: float(rate) for row, rate in rates.items() if row in applicable},
    )


def number(case: CaseFile, quantity: str) -> Fraction:
    return Fraction(str(case.data[quantity].value))


def ratio(case: CaseFile, one: str, other: str) -> Fraction:
    return number(case, one) / number(case, other)


def below(rate: Fraction, standard: str, points: int, each: str) -> Fraction:
    """Lose `each` for every whole percentage point below the standard."""
    return lost(Fraction(standard) - rate, points, each)


def above(rate: Fraction, standard: Fraction | int, points: int, each: str) -> Fraction:
    """Lose `each` for every whole percentage point above the standard."""
    return lost(rate - standard, points, each)


def lost(gap: Fraction, points: int, each: str) -> Fraction:
    steps = max(gap // PERCENT, 0)
    return max(points - steps * Fraction(each), Fraction(0))


def deducted(case: CaseFile, row: str, points: int, each: int) -> Fraction | None:
    mark = case.marks.get(row)
    if mark is not None and mark.count is not None:
        count: int | None = mark.count
    else:
        count = sum(each.cases or 0 for each in case.findings if each.indicator == row) or None
    return None if count is None else Fraction(max(points - count * each, 0))


def judged(case: CaseFile, row: str) -> Fraction | None:
    mark = case.marks.get(row)
    return None if mark is None or mark.score is None else Fraction(str(mark.score))


def completion(case: CaseFile) -> Fraction:
    """The mean completion of the targets, as 绩效目标 has it: none counts for more than all."""
    shares = [
        min(Fraction(str(each.actual)) / Fraction(str(each.target)), Fraction(1))
        for each in case.targets
    ]
    return sum(shares, Fraction(0)) / len(shares)


def satisfaction(case: CaseFile) -> Fraction:
    options = case.survey[0].options
    weighted = sum(Fraction(str(each.weight)) * each.count for each in options)
    return Fraction(weighted) / sum(each.count for each in options)
