"""The grades that missing points leave open."""

from decimal import Decimal
from typing import Optional, Tuple

from xltoolkit.evaluation.case import Case, Totals
from xltoolkit.evaluation.exact import exact


def is_fully_scored(totals: Totals) -> bool:
    """Whether every point that can be scored has been."""
    scorable, scored = exact(totals.scorable), exact(totals.scored)
    return scorable is not None and scored is not None and scored >= scorable > 0


def open_grades(case: Case) -> Tuple[str, ...]:
    """Return the grades that are still open, worst first; empty where nothing can be scored.

    At worst the points that are missing earn nothing, at best all of themselves; both are put
    on the scale of the full score, as 折算 is: score ÷ scorable × full.
    """
    reach = _reach(case.totals)
    if reach is None:
        return ()
    worst, best = reach
    bounds = sorted(
        (lower, band.name)
        for band in case.grade_bands
        for lower in [exact(band.lower)]
        if lower is not None
    )
    uppers = [lower for lower, _ in bounds[1:]]
    return tuple(
        name
        for position, (lower, name) in enumerate(bounds)
        if best >= lower and (position == len(uppers) or worst < uppers[position])
    )


def _reach(totals: Totals) -> Optional[Tuple[Decimal, Decimal]]:
    """The lowest and the highest score that are still possible, on the scale of the full one."""
    full, scorable = exact(totals.full), exact(totals.scorable)
    scored, total = exact(totals.scored), exact(totals.total)
    if full is None or scorable is None or scored is None or total is None or scorable <= 0:
        return None
    return total / scorable * full, (total + scorable - scored) / scorable * full
