"""Two workbooks side by side: what was entered, what the rules say, and what came out of it.

They may be two states of one evaluation, or last year's and this year's. Standard library only,
Python 3.8.
"""

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, Iterator, List, Optional, Tuple

from udfs.values import Scalar
from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.quantity_model import Place
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.evaluation.issue import Findings, Issue
from xltoolkit.workbook.cell_reading import cell_text
from xltoolkit.workbook.compared_cells import (
    INPUT,
    RULE,
    ComparedCell,
    Key,
    compared_cells,
    without_own_row,
)
from xltoolkit.workbook.content import WorkbookContent, parse_address
from xltoolkit.workbook.layout.model import Kind
from xltoolkit.workbook.layout.settings import RULE_SET
from xltoolkit.workbook.planning import same_value
from xltoolkit.workbook.running import Outcome

_PREVIOUS = {"上年决算": "决算数", "上年": "值"}
"""Columns of 基础数据 that hold last year's figure, and where last year's workbook has it."""


@dataclass(frozen=True)
class ComparedBook:
    """A calculated and judged workbook."""

    content: WorkbookContent
    outcome: Outcome


@dataclass(frozen=True)
class Change:
    """A cell that differs: its title, its place in each workbook (None: not there), its values.

    Of a formula, `before` and `after` are formulas with their equals sign, or a plain value
    where it was typed over.
    """

    title: str
    place_before: Optional[CellPlace]
    place_after: Optional[CellPlace]
    before: Scalar
    after: Scalar
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class ScoreChange:
    """A score or total that differs; None where the workbook has none."""

    id: str
    name: str
    before: Scalar
    after: Scalar


@dataclass(frozen=True)
class IssueChange:
    """An issue that both workbooks raise, in other words, of another nature, or exempted in one."""

    before: Issue
    after: Issue
    waived_before: bool = False
    waived_after: bool = False


@dataclass(frozen=True)
class Comparison:
    """Everything in which two workbooks differ.

    `warnings` say what makes the two hard to compare. `carried` are figures of last year that the
    later workbook states otherwise than last year's workbook, where they are a year apart.
    """

    warnings: Tuple[str, ...]
    inputs: Tuple[Change, ...]
    formulas: Tuple[Change, ...]
    rules: Tuple[Change, ...]
    scores: Tuple[ScoreChange, ...]
    new_issues: Tuple[Issue, ...]
    gone_issues: Tuple[Issue, ...]
    changed_issues: Tuple[IssueChange, ...]
    carried: Tuple[Change, ...]


def compare_books(before: ComparedBook, after: ComparedBook, catalogue: Catalogue) -> Comparison:
    """Return in what the second workbook differs from the first.

    Raises:
        UserError: when a list or a name of a workbook is lost.
    """
    first = compared_cells(before.content, catalogue)
    second = compared_cells(after.content, catalogue)
    pairs = list(_pairs(first, second))
    findings, later_findings = before.outcome.findings, after.outcome.findings
    issues, later = _by_key(findings.everything), _by_key(later_findings.everything)
    return Comparison(
        warnings=tuple(_warnings(before, after)),
        inputs=tuple(_value_changes(pairs, INPUT)),
        formulas=tuple(_formula_changes(pairs)),
        rules=(*_rule_cells(before, after), *_value_changes(pairs, RULE)),
        scores=tuple(_score_changes(before, after)),
        new_issues=tuple(issue for key, issue in later.items() if key not in issues),
        gone_issues=tuple(issue for key, issue in issues.items() if key not in later),
        changed_issues=tuple(_issue_changes(findings, later_findings)),
        carried=tuple(_carried(before, after, catalogue)),
    )


def _warnings(before: ComparedBook, after: ComparedBook) -> Iterator[str]:
    first, second = before.outcome.case, after.outcome.case
    if first.cover.department != second.cover.department:
        yield (
            f"两份工作簿不是同一部门（“{first.cover.department or '未填'}”和"
            f"“{second.cover.department or '未填'}”），以下逐项对照仅供参考。"
        )
    if first.scheme != second.scheme:
        yield (
            f"两份工作簿的评分方案不同（“{first.scheme_name}”和“{second.scheme_name}”），"
            "只能对照编号相同的指标。"
        )
    if second.cover.year < first.cover.year:
        yield (
            f"前一份为{first.cover.year}年度，后一份为{second.cover.year}年度，"
            "顺序似乎颠倒，请把较早的放在前面。"
        )


_Pair = Tuple[Optional[ComparedCell], Optional[ComparedCell]]


def _pairs(first: Dict[Key, ComparedCell], second: Dict[Key, ComparedCell]) -> Iterator[_Pair]:
    """Return the cells of the same key; of a row that one workbook lacks, the first filled one."""
    rows_of_first = {key[:2] for key in first}
    rows_of_second = {key[:2] for key in second}
    told = set()
    for key in dict.fromkeys((*first, *second)):
        row = key[:2]
        in_both = row in rows_of_first and row in rows_of_second
        if not in_both:
            cell = first.get(key) or second.get(key)
            if row in told or cell is None or cell.formula is not None or not _filled(cell.value):
                continue
            told.add(row)
        yield first.get(key), second.get(key)


def _filled(value: Scalar) -> bool:
    return value is not None and value != ""


def _value_changes(pairs: List[_Pair], category: str) -> Iterator[Change]:
    for before, after in pairs:
        cell = after or before
        assert cell is not None  # a pair has at least one
        has_formula = any(each is not None and each.formula is not None for each in (before, after))
        if has_formula or cell.category != category:
            continue
        if not same_value(_value(before), _value(after)):
            yield _change(cell, before, after, _value(before), _value(after))


def _value(cell: Optional[ComparedCell]) -> Scalar:
    return None if cell is None else cell.value


def _formula_changes(pairs: List[_Pair]) -> Iterator[Change]:
    """Find other formulas, and those that a value was typed over."""
    for before, after in pairs:
        if before is None or after is None or _formula(before) == _formula(after):
            continue
        yield _change(after, before, after, _shown(before), _shown(after))


def _formula(cell: ComparedCell) -> Optional[str]:
    position = parse_address(cell.place.cell)
    if cell.formula is None or position is None:
        return None
    return without_own_row(cell.formula, position[0])


def _shown(cell: ComparedCell) -> Scalar:
    return cell.value if cell.formula is None else f"={cell.formula}"


def _change(
    cell: ComparedCell,
    before: Optional[ComparedCell],
    after: Optional[ComparedCell],
    *values: Scalar,
) -> Change:
    is_whole_row = cell.row_title and (before is None or after is None)
    return Change(
        cell.row_title if is_whole_row else cell.title,
        None if before is None else before.place,
        None if after is None else after.place,
        values[0],
        values[1],
        cell.kind,
    )


def _rule_cells(before: ComparedBook, after: ComparedBook) -> Iterator[Change]:
    """Compare the scheme with its version, and the rules that the last run of each was made by."""
    first, second = before.outcome.case, after.outcome.case
    rule_sets = [cell_text(each.content, RULE_SET) for each in (before, after)]
    for title, one, other in (
        ("评分方案", first.scheme_name, second.scheme_name),
        ("方案版本", first.scheme_version, second.scheme_version),
        ("规则集（最近一次生成所用）", *rule_sets),
    ):
        if one != other:
            yield Change(title, None, None, one, other)


def _score_changes(before: ComparedBook, after: ComparedBook) -> Iterator[ScoreChange]:
    first, second = before.outcome.case, after.outcome.case
    rows = {row.id: row for row in first.indicators}
    later = {row.id: row for row in second.indicators}
    for row_id in dict.fromkeys((*rows, *later)):
        one, other = rows.get(row_id), later.get(row_id)
        score, later_score = (None if each is None else each.final_score for each in (one, other))
        row = other or one
        if row is not None and not same_value(score, later_score):
            yield ScoreChange(row_id, row.name, score, later_score)
    totals: Tuple[Tuple[str, Callable[[Outcome], Scalar]], ...] = (
        ("满分", lambda outcome: outcome.case.totals.full),
        ("可评分值", lambda outcome: outcome.case.totals.scorable),
        ("已评分值", lambda outcome: outcome.case.totals.scored),
        ("得分合计", lambda outcome: outcome.case.totals.total),
        ("折算得分", lambda outcome: outcome.case.totals.normalised),
        ("评价等级", lambda outcome: outcome.verdict.grade),
        ("定稿得分", lambda outcome: outcome.verdict.decided_score),
        ("定稿等级", lambda outcome: outcome.verdict.decided_grade),
    )
    for name, value in totals:
        one_total, other_total = value(before.outcome), value(after.outcome)
        if not same_value(one_total, other_total):
            yield ScoreChange("", name, one_total, other_total)


def _by_key(issues: Iterable[Issue]) -> Dict[str, Issue]:
    return {issue.key: issue for issue in issues}


def _issue_changes(first: Findings, second: Findings) -> Iterator[IssueChange]:
    issues, later = _by_key(first.everything), _by_key(second.everything)
    waived, waived_later = _by_key(first.waived), _by_key(second.waived)
    for key, issue in later.items():
        if key not in issues:
            continue
        if _differs(issues[key], issue) or (key in waived) != (key in waived_later):
            yield IssueChange(issues[key], issue, key in waived, key in waived_later)


def _differs(first: Issue, second: Issue) -> bool:
    return (first.nature, first.text, first.title) != (second.nature, second.text, second.title)


def _carried(before: ComparedBook, after: ComparedBook, catalogue: Catalogue) -> Iterator[Change]:
    """Find last year's figures that the later workbook states otherwise."""
    first, second = before.outcome.case, after.outcome.case
    if second.cover.year != first.cover.year + 1:
        return
    places = {
        (each.place.section, each.place.row, each.place.column): each.id
        for each in catalogue.quantities
        if isinstance(each.place, Place)
    }
    for (section, row, column), quantity in places.items():
        source = places.get((section, row, _PREVIOUS.get(column, "")))
        if source is None:
            continue
        then, now = first.entries[source], second.entries[quantity]
        is_told_twice = then.number is not None and now.number is not None
        if is_told_twice and not same_value(then.number, now.number):
            title = catalogue.quantities_by_id()[quantity].title
            yield Change(title, then.place, now.place, then.number, now.number, Kind.NUMBER)
