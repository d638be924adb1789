"""From a case to its issues: apply the rules, settle precedence, group, number and word them."""

from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

from xltoolkit.catalogue.issue_model import IssueRule
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.evaluation.case import Case
from xltoolkit.evaluation.composing import compose
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.grouping import Headings
from xltoolkit.evaluation.issue import Findings, Issue, IssueGroup
from xltoolkit.evaluation.keys import issue_key
from xltoolkit.evaluation.limits import is_on
from xltoolkit.evaluation.occurrence import Inquiry
from xltoolkit.evaluation.precedence import HINT, PROBLEM, Raised, Standing, give_way
from xltoolkit.evaluation.predicates import ABOUT_THE_CASE, ABOUT_THE_LIST
from xltoolkit.evaluation.waivers import is_waived


def find_issues(case: Case, catalogue: Catalogue) -> Findings:
    """Judge a case by the rules that count for it.

    Whatever the cells hold, the answer is a list: what cannot be judged is no issue. The same
    case always gives the same list.
    """
    raised = _raised(case, catalogue)
    headings = Headings.of(case, catalogue, (each.occurrence.group for each in raised))
    ordered = _in_order_of_print(give_way(raised), headings, catalogue)
    scene = _Scene(case, catalogue, headings, _points_lost(case, ordered))
    counted = [each for each in ordered if not is_waived(case, each)]
    problems = [each for each in counted if each.nature == PROBLEM]
    numbers = {each.raised.key: number for number, each in enumerate(problems, start=1)}
    printed = scene.issues(problems, numbers)
    waived = scene.issues([each for each in ordered if is_waived(case, each)], numbers)
    about_the_list = _raised_by_the_list(scene, printed, waived, {each.key for each in raised})
    others = [each for each in counted if each.nature != PROBLEM]
    others += [each for each in about_the_list if not is_waived(case, each)]
    others.sort(key=lambda each: numbers.get(each.under or "", len(numbers) + 1))
    return Findings(
        groups=_grouped(printed, headings),
        hints=scene.issues([each for each in others if each.nature == HINT], numbers),
        to_verify=scene.issues([each for each in others if each.nature != HINT], numbers),
        waived=(
            *waived,
            *scene.issues([each for each in about_the_list if is_waived(case, each)], numbers),
        ),
    )


@dataclass(frozen=True)
class _Scene:
    """What every issue of a case is worded from."""

    case: Case
    catalogue: Catalogue
    headings: Headings
    points_lost: Mapping[str, Optional[float]]

    def issues(self, standing: Sequence[Standing], numbers: Mapping[str, int]) -> Tuple[Issue, ...]:
        return tuple(self.issue(each, numbers) for each in standing)

    def issue(self, standing: Standing, numbers: Mapping[str, int]) -> Issue:
        position, _ = _place_in_print(standing, self.headings, self.catalogue)
        return compose(
            standing,
            Inquiry(standing.raised.rule, self.case, self.catalogue),
            group=self.headings.known[position].id,
            number=numbers.get(standing.under or ""),
            points_lost=self.points_lost.get(standing.raised.key),
        )


def _rules_with(case: Case, catalogue: Catalogue, predicates: Iterable[str]) -> List[IssueRule]:
    wanted = set(predicates)
    return [
        rule for rule in catalogue.issue_rules if rule.predicate in wanted and is_on(case, rule)
    ]


def _raised(case: Case, catalogue: Catalogue) -> List[Raised]:
    """Every rule about the case with every row of which it is true, in catalogue order."""
    raised: List[Raised] = []
    taken: Set[str] = set()
    for rule in _rules_with(case, catalogue, ABOUT_THE_CASE):
        for occurrence in ABOUT_THE_CASE[rule.predicate](Inquiry(rule, case, catalogue)):
            key = _free_key(issue_key(rule, occurrence.row), taken)
            taken.add(key)
            raised.append(Raised(key, rule, occurrence))
    return raised


def _free_key(wanted: str, taken: Set[str]) -> str:
    """A second row of the same id gets a key of its own, so that no text can go astray."""
    key, count = wanted, 1
    while key in taken:
        count += 1
        key = f"{wanted}#{count}"
    return key


def _raised_by_the_list(
    scene: _Scene, printed: Tuple[Issue, ...], waived: Tuple[Issue, ...], taken: Set[str]
) -> List[Standing]:
    """Every rule about the issues themselves with what it found."""
    standing = []
    for rule in _rules_with(scene.case, scene.catalogue, ABOUT_THE_LIST):
        inquiry = Inquiry(rule, scene.case, scene.catalogue, printed, waived)
        for occurrence in ABOUT_THE_LIST[rule.predicate](inquiry):
            key = _free_key(issue_key(rule, occurrence.row), taken)
            standing.append(Standing(Raised(key, rule, occurrence), rule.nature))
    return standing


def _place_in_print(
    standing: Standing, headings: Headings, catalogue: Catalogue
) -> Tuple[int, int]:
    return headings.place(catalogue, standing.raised.rule, standing.raised.occurrence)


def _in_order_of_print(
    standing: Sequence[Standing], headings: Headings, catalogue: Catalogue
) -> List[Standing]:
    """By heading, then by the members' order; what is equal stays in catalogue order."""
    return sorted(standing, key=lambda each: _place_in_print(each, headings, catalogue))


def _points_lost(case: Case, ordered: Iterable[Standing]) -> Dict[str, Optional[float]]:
    """The points that a scored row lost, by the key of the first issue that belongs to it."""
    lost: Dict[str, Optional[float]] = {}
    rows = {row.id: row for row in case.indicators}
    by_weight = sorted(ordered, key=lambda each: each.nature != PROBLEM)
    for each in by_weight:
        row = rows.pop(each.raised.occurrence.indicator, None)
        if row is not None:
            full, score = exact(row.points), exact(row.final_score)
            if full is not None and score is not None:
                lost[each.raised.key] = plain_float(full - score)
    return lost


def _grouped(printed: Tuple[Issue, ...], headings: Headings) -> Tuple[IssueGroup, ...]:
    groups = []
    for heading in headings.known:
        issues = tuple(issue for issue in printed if issue.group == heading.id)
        if issues:
            groups.append(IssueGroup(heading.id, heading.title, issues))
    return tuple(groups)
