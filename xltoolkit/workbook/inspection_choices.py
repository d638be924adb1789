"""Looking for words that are not among those that a cell offers, or that refer to nothing.

A pasted value gets past a drop-down. Standard library only, Python 3.8.
"""

import unicodedata
from typing import Dict, Iterator, Optional, Sequence, Tuple

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.evaluation.case import CellPlace
from xltoolkit.workbook.cell_reading import ListReader, cell_text, place_of
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.input_problem import ERROR, WARNING, InputProblem, problem_at
from xltoolkit.workbook.layout.checks import CHECK_LISTS, PART_COLUMNS, RATE_LIST, SUM_LIST
from xltoolkit.workbook.layout.cover import STAGE
from xltoolkit.workbook.layout.data import DATA_ROWS, SCOPE_BY_COLUMN
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.issues import ISSUE_LIST
from xltoolkit.workbook.layout.model import Column, ListLayout, Role
from xltoolkit.workbook.layout.satisfaction import QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.scoring import (
    INDICATOR_LIST,
    ITEM_COLUMNS,
    NO_PROJECT,
    NOT_APPLICABLE,
)
from xltoolkit.workbook.layout.settings import GROUP_LIST, STEP_ROUNDING
from xltoolkit.workbook.layout.targets import TARGET_LIST, TASK_LIST
from xltoolkit.workbook.located import locate_cell
from xltoolkit.workbook.reading_data import placed_quantities

_LISTS_WITH_CHOICES = (
    TARGET_LIST,
    TASK_LIST,
    SURVEY_LIST,
    INDICATOR_LIST,
    *CHECK_LISTS,
    ISSUE_LIST,
)
_TYPED = (Role.INPUT, Role.MANUAL, Role.FOLDED)
_MARKS = ("是", "√", "1", "否", "×", "0")
"""What PERF_SCORE_CHECKLIST takes; the drop-down offers 是 and 否 only."""
_WRITTEN_OTHERWISE = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "=>": ">=", "=<": "<="}
_MOST_SHOWN = 8


def wrong_choices(
    content: WorkbookContent, catalogue: Catalogue, scheme: Scheme
) -> Iterator[InputProblem]:
    """Find words that no drop-down offers, and ids and names that stand nowhere else.

    Raises:
        UserError: when a list or a name of the workbook is lost.
    """
    for cell in (STAGE, STEP_ROUNDING):
        located = locate_cell(content, cell)
        place = place_of(located.sheet, located.address)
        offered = _Offer(cell.title, cell.choices)
        yield from offered.problem(place, cell_text(content, cell))
    yield from _scopes(content, catalogue)
    for layout in _LISTS_WITH_CHOICES:
        for column in layout.columns:
            if column.choices and column.role in _TYPED:
                choices = _MARKS if column.id in ITEM_COLUMNS else column.choices
                yield from _in_column(content, layout, _Offer(column.title, choices), column)
    yield from _not_optional(content, scheme)
    yield from _own_words(content, scheme)
    yield from _goal_rows(content, scheme)
    yield from _references(content, catalogue, scheme)


class _Offer:
    """The words that a cell may hold; `severity` is how bad another one is."""

    def __init__(
        self, title: str, choices: Sequence[str], severity: str = ERROR, otherwise: str = ""
    ) -> None:
        self._title = title
        self._choices = tuple(choices)
        self._severity = severity
        self._otherwise = otherwise

    def problem(self, place: CellPlace, text: str) -> Iterator[InputProblem]:
        """Report a text that is none of the words."""
        if not text or text in self._choices:
            return
        meant = self._meant(text)
        reason = self._otherwise or f"“{self._title}”没有这个选项，{self._in_words()}"
        yield InputProblem(self._severity, place.sheet, place.cell, text, reason, meant or "")

    def _in_words(self) -> str:
        if not self._choices:
            return "请改正或留空"
        listed = "、".join(self._choices[:_MOST_SHOWN])
        return f"请选{listed}{'等' if len(self._choices) > _MOST_SHOWN else ''}之一"

    def _meant(self, text: str) -> Optional[str]:
        """Return the choice that the text is, but for blanks, width of letters and signs."""
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        plain = _WRITTEN_OTHERWISE.get(plain, plain)
        return next((each for each in self._choices if each == plain), None)


def _in_column(
    content: WorkbookContent, layout: ListLayout, offer: _Offer, column: Column
) -> Iterator[InputProblem]:
    for row in ListReader(content, layout).all_rows():
        is_mark_of_expert = column.id in ITEM_COLUMNS and row.text("shape") == "panel"
        is_told_apart = column.id == "applicable" and row.text(column.id) == NO_PROJECT
        if row.has(column.id) and not is_mark_of_expert and not is_told_apart:
            yield from offer.problem(row.place(column.id), row.text(column.id))


def _own_words(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Look at the words that an indicator offers itself: definitions, and levels."""
    rules = {row.id: row for row in scheme.rows}
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        rule = rules.get(row.text("id"))
        if rule is None:
            continue
        if rule.definitions and row.has("definition"):
            names = tuple(each.name for each in rule.definitions)
            offer = _Offer("计算口径", names)
            yield from offer.problem(row.place("definition"), row.text("definition"))
        if rule.score.levels:
            offer = _Offer("评分录入", tuple(level.name for level in rule.score.levels))
            yield from offer.problem(row.place("mark"), row.text("mark"))


def _goal_rows(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Find goals with points that count for no indicator, or for one that adds up no goals."""
    names = tuple(row.level3 for row in scheme.rows if row.score.shape == "goals")
    if not names:
        return
    offer = _Offer("计入指标", names)
    for row in ListReader(content, TARGET_LIST).filled_rows():
        if not row.has("counts_for"):
            return
        yield from offer.problem(row.place("counts_for"), row.text("counts_for"))
        if row.number("points") is not None and not row.text("counts_for"):
            reason = "填了目标分值而没有“计入指标”，本目标不计分，请选择"
            yield problem_at(row.place("counts_for"), WARNING, None, reason)


def _scopes(content: WorkbookContent, catalogue: Catalogue) -> Iterator[InputProblem]:
    """Look at 口径 of the rows of 基础数据, not at the headers between them."""
    names = [quantity.defined_name for quantity in placed_quantities(catalogue)]
    rows = {area.top for area in map(content.area, names) if area is not None}
    offer = _Offer(DATA_ROWS.column("scope").title, (*catalogue.scopes, SCOPE_BY_COLUMN), WARNING)
    for row in ListReader(content, DATA_ROWS).all_rows():
        if row.row in rows:
            yield from offer.problem(row.place("scope"), row.text("scope"))


def _not_optional(content: WorkbookContent, scheme: Scheme) -> Iterator[InputProblem]:
    """Find indicators left out, or given full points, against the scheme."""
    always = {row.id for row in scheme.rows if row.applicable != "optional"}
    full = {row.id for row in scheme.rows if row.applicable == "full"}
    for row in ListReader(content, INDICATOR_LIST).all_rows():
        word = row.text("applicable")
        if word == NOT_APPLICABLE and row.text("id") in always:
            reason = f"方案规定本指标均须评价，不能选“{NOT_APPLICABLE}”，请核对"
            yield problem_at(row.place("applicable"), WARNING, word, reason)
        if word == NO_PROJECT and row.text("id") not in full:
            reason = f"方案没有规定本指标{NO_PROJECT}时得满分，请改选"
            yield problem_at(row.place("applicable"), ERROR, word, reason)


def _references(
    content: WorkbookContent, catalogue: Catalogue, scheme: Scheme
) -> Iterator[InputProblem]:
    """Look at the cells that name something which stands elsewhere in the workbook."""
    named = tuple(each.defined_name for each in placed_quantities(catalogue))
    unknown_name = "“基础数据”没有这个名称的单元格，不能复算，请改正"
    offers: Dict[Tuple[str, str], _Offer] = {
        (FINDING_LIST.id, "indicator"): _deducting(content, scheme),
        (QUESTION_LIST.id, "survey"): _Offer(
            "调查编号",
            _column_texts(content, SURVEY_LIST, "id"),
            otherwise="上表没有这个编号的调查，份数没有计入，请改正",
        ),
    }
    groups = (
        *_column_texts(content, GROUP_LIST, "id"),
        *_column_texts(content, GROUP_LIST, "title"),
    )
    for layout in (TARGET_LIST, SURVEY_LIST, FINDING_LIST):
        reason = "“参数”的“问题分组”没有这个分组，将单独列为一组，请核对"
        offers[layout.id, "group"] = _Offer("问题分组", groups, WARNING, reason)
    for column_id in ("numerator", "denominator"):
        offers[RATE_LIST.id, column_id] = _Offer("分子、分母", named, otherwise=unknown_name)
    for column_id in ("total", *PART_COLUMNS):
        offers[SUM_LIST.id, column_id] = _Offer("合计、分项", named, otherwise=unknown_name)
    for layout in (TARGET_LIST, SURVEY_LIST, QUESTION_LIST, FINDING_LIST, RATE_LIST, SUM_LIST):
        for column in layout.columns:
            offer = offers.get((layout.id, column.id))
            if offer is not None:
                yield from _in_column(content, layout, offer, column)


def _deducting(content: WorkbookContent, scheme: Scheme) -> _Offer:
    """Return the indicators that count cases, by the names that stand on 指标评分."""
    deducting = {row.id for row in scheme.rows if row.score.shape == "deduct"}
    names = [
        row.text("level3")
        for row in ListReader(content, INDICATOR_LIST).all_rows()
        if row.text("id") in deducting
    ]
    reason = "“对应指标”不是“指标评分”中按例扣分的三级指标，例数没有计入，请从下拉框选择"
    return _Offer("对应指标", names, otherwise=reason)


def _column_texts(content: WorkbookContent, layout: ListLayout, column_id: str) -> Tuple[str, ...]:
    texts = (row.text(column_id) for row in ListReader(content, layout).all_rows())
    return tuple(text for text in texts if text)
