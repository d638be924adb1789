"""The formulas of a template as text: one for each function and shape, written here only.

The functions of this module take addresses or defined names and return formulas without the
equals sign, so that they can stand inside one another.
"""

from collections.abc import Mapping, Sequence

from xltoolkit.workbook.layout.checks import (
    BALANCED,
    DISAGREES,
    NOT_PROVIDED,
    NOT_PUBLISHED,
    NOT_RECOMPUTABLE,
    RESOLVED,
    UNBALANCED,
    WITHIN,
)
from xltoolkit.workbook.layout.data import NAMES_BLOCK, VALUES_BLOCK
from xltoolkit.workbook.layout.satisfaction import PUBLIC, QUESTION_LIST
from xltoolkit.workbook.layout.scoring import EVIDENCE_LACKING, NO_PROJECT, NOT_APPLICABLE
from xltoolkit.workbook.layout.targets import RATIO_UNIT, TARGET_LIST


def call(function: str, *arguments: str) -> str:
    """Write the call of a function."""
    return f"{function}({','.join(arguments)})"


def quoted(text: str) -> str:
    """Write a text constant."""
    return '"' + text.replace('"', '""') + '"'


def when(condition: str, then: str, otherwise: str) -> str:
    """Write IF."""
    return call("IF", condition, then, otherwise)


def is_blank(cell: str) -> str:
    """Write ISBLANK."""
    return call("ISBLANK", cell)


def any_blank(cells: Sequence[str]) -> str:
    """Write that one of the cells is empty."""
    return is_blank(cells[0]) if len(cells) == 1 else call("OR", *map(is_blank, cells))


def given(cell: str) -> str:
    """Write a cell's value with #N/A for an empty one: a call never sees an empty cell."""
    return when(is_blank(cell), "NA()", cell)


def completion(actual: str, target: str, direction: str) -> str:
    """Write the completion of a target: at most 1; for "=" the nearer of both directions."""
    reached = call("PERF_SCORE_TARGET", actual, target, "1", quoted(">="))
    kept_under = call("PERF_SCORE_TARGET", actual, target, "1", quoted("<="))
    exactly = when(f"{actual}>{target}", kept_under, reached)
    by_direction = when(
        f"{direction}={quoted('=')}",
        exactly,
        call("PERF_SCORE_TARGET", actual, target, "1", direction),
    )
    return when(any_blank([actual, target, direction]), quoted(""), by_direction)


def change(published: str, actual: str, previous: str) -> str:
    """Write the change against last year: as published, else computed."""
    computed = when(
        any_blank([actual, previous]), quoted(""), call("PERF_POINT_CHANGE", actual, previous)
    )
    return when(is_blank(published), computed, published)


def survey_satisfaction(survey: str, mean: str) -> str:
    """Write the satisfaction of a survey: as published, else over all its questions."""
    key = QUESTION_LIST.name("survey")
    answers = call("SUMIFS", QUESTION_LIST.name("answers"), key, survey)
    weighted = call("SUMIFS", QUESTION_LIST.name("weighted"), key, survey)
    counted = when(f"{answers}=0", "NA()", f"{weighted}/{answers}")
    return when(is_blank(survey), quoted(""), when(is_blank(mean), counted, mean))


def public_satisfaction(respondents: str, satisfaction: str) -> str:
    """Write the satisfaction again where the public was asked, else an empty text."""
    return when(f"{respondents}={quoted(PUBLIC)}", satisfaction, quoted(""))


def question(survey: str, result: str) -> str:
    """Write a result of a question row, empty while the row belongs to no survey."""
    return when(is_blank(survey), quoted(""), result)


def scored(applicable: str, score: str) -> str:
    """Write a score, or the word for why the row has none."""
    return when(
        f"{applicable}={quoted(NOT_APPLICABLE)}",
        quoted(NOT_APPLICABLE),
        when(f"{applicable}={quoted(EVIDENCE_LACKING)}", quoted(EVIDENCE_LACKING), score),
    )


def full_without_project(applicable: str, points: str, score: str) -> str:
    """Write full points where there is no such project, else the score."""
    return when(f"{applicable}={quoted(NO_PROJECT)}", points, score)


def chosen(cell: str, by_name: Mapping[str, str]) -> str:
    """Write what belongs to the definition that a cell names, #N/A while it names none."""
    formula = "NA()"
    for name, result in reversed(list(by_name.items())):
        formula = when(f"{cell}={quoted(name)}", result, formula)
    return formula


def goal_score(cells: Mapping[str, str]) -> str:
    """Write the score of a goal of the department's own, empty while it has none.

    A rated goal (定性评定) earns that share of its points, another by actual against target.
    """
    measured = call(
        "PERF_SCORE_TARGET", cells["actual"], cells["target"], cells["points"], cells["direction"]
    )
    lacking = any_blank([cells["actual"], cells["target"], cells["direction"]])
    rated = call("PERF_SCORE_RATIO", cells["rated"], cells["points"])
    earned = when(is_blank(cells["rated"]), when(lacking, "NA()", measured), rated)
    return when(is_blank(cells["points"]), quoted(""), call("IFERROR", earned, quoted("")))


def goal_unscored(points: str, score: str) -> str:
    """Write 1 for a goal with points and without a score."""
    return when(is_blank(points), "0", when(f"{score}={quoted('')}", "1", "0"))


def cases_found(mark: str, cases: str, indicators: str, indicator: str) -> str:
    """Write the count of a deduction row: typed, else that of 现场发现, else #N/A."""
    found = call("SUMIFS", cases, indicators, indicator)
    return when(is_blank(mark), when(f"{found}=0", "NA()", found), mark)


def sum_of(terms: Sequence[tuple[str, int]]) -> str:
    """Write the sum of names with their signs; an empty cell counts as 0."""
    text = ""
    for name, sign in terms:
        text += f"-{name}" if sign < 0 else (f"+{name}" if text else name)
    return text


def side_of_identity(terms: Sequence[tuple[str, int]], required: Sequence[str]) -> str:
    """Write one side of an identity, #N/A until all required terms of both sides are given."""
    return when(any_blank(required), "NA()", sum_of(terms))


def identity_verdict(difference: str, relation: str, tolerance: float) -> str:
    """Write 平 (符合 where there is a limit only) or 不平; 未提供 while it cannot be judged."""
    limit = format(tolerance, "g")
    upper = f"{difference}<={limit}"
    holds = upper if relation == "<=" else call("AND", upper, f"{difference}>=-{limit}")
    good = WITHIN if relation == "<=" else BALANCED
    verdict = when(holds, quoted(good), quoted(UNBALANCED))
    return call("IFERROR", verdict, quoted(NOT_PROVIDED))


def quantity_named(cell: str) -> str:
    """Write the value of the quantity whose defined name stands in a cell; 0 for none."""
    return call("SUMIFS", VALUES_BLOCK, NAMES_BLOCK, cell)


def entered_quantity(cell: str) -> str:
    """Write the value of the quantity whose defined name stands in a cell; "" for none."""
    return _entered(VALUES_BLOCK, NAMES_BLOCK, cell)


def entered_of_target(values: str, target: str) -> str:
    """Write a number of the target row with this id; "" for none, or where its unit is a ratio."""
    counted = (TARGET_LIST.name("unit"), quoted(f"<>{RATIO_UNIT}"))
    return _entered(values, TARGET_LIST.name("id"), target, *counted)


def _entered(values: str, *criteria: str) -> str:
    """Write the number of the row that meets the criteria; a sum of nothing would be 0."""
    total = call("SUMIFS", values, *criteria)
    zeros = call("COUNTIFS", *criteria, values, quoted(">=0"))
    return when(f"{total}=0", when(f"{zeros}=0", quoted(""), "0"), total)


def published_verdict(row_id: str, published: str, term: tuple[str, str], digits: str) -> str:
    """Write the class of a published rate against numerator and denominator (`term`)."""
    places = when(is_blank(digits), "2", digits)
    verified = call("PERF_VERIFY", published, *term, places)
    return when(
        is_blank(row_id),
        quoted(""),
        when(
            is_blank(published),
            quoted(NOT_PUBLISHED),
            when(lacks(*term), quoted(NOT_RECOMPUTABLE), verified),
        ),
    )


def lacks(above: str, below: str) -> str:
    """Write that there is no quotient of two cells: one shows nothing, or the lower is 0."""
    return call("OR", f"{above}={quoted('')}", f"{below}={quoted('')}", f"{below}=0")


def still_open(verdict: str, resolved: str) -> str:
    """Write 1 for a check that fails and is not resolved; a check in error is open too."""
    fails = call("OR", f"{verdict}={quoted(UNBALANCED)}", f"{verdict}={quoted(DISAGREES)}")
    unresolved = f"{resolved}<>{quoted(RESOLVED)}"
    return call("IFERROR", when(call("AND", fails, unresolved), "1", "0"), "1")


def same_amount(first: str, second: str) -> str:
    """Write that two amounts are equal; rounded, because floats know no exact sum."""
    return f"ROUND({first}-{second},6)=0"


def not_above(first: str, second: str) -> str:
    """Write that an amount does not exceed another."""
    return f"ROUND({first}-{second},6)<=0"
