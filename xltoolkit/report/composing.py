"""A report as plain data, under the names that the Word template uses.

Everything is what the workbook holds or shows: figures of 基础数据, rates and scores as the cells
compute them, issues and paragraphs as they stand on the two sheets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from udfs import FUNCTIONS
from udfs.registry import Unit
from xltoolkit.catalogue import load_catalogue
from xltoolkit.evaluation.amount_paragraphs import AMOUNT_LACKING, NOT_RECONCILED
from xltoolkit.evaluation.case import Case, Indicator
from xltoolkit.evaluation.exact import exact, plain_float
from xltoolkit.evaluation.grades import is_fully_scored
from xltoolkit.evaluation.wording import DASH, NOT_PROVIDED, RATIO, full_measured, money, number
from xltoolkit.report.advising import advice_beside, advice_paragraphs
from xltoolkit.report.funds import fund_paragraphs, scored_value, staff_paragraph
from xltoolkit.report.marks import to_check, to_write
from xltoolkit.report.outcomes import outcome_paragraphs, paragraphs_of
from xltoolkit.report.outgoing import (
    is_only_trial,
    score_in_words,
    short_name,
    with_full_regulation,
    without_exemptions,
)
from xltoolkit.report.shown import (
    ShownGroup,
    ShownIssue,
    ShownRate,
    shown_groups,
    shown_paragraphs,
    shown_rates,
)
from xltoolkit.workbook.cell_reading import cell_number
from xltoolkit.workbook.content import WorkbookContent
from xltoolkit.workbook.layout.verdict import TO_VERIFY_COUNT

NO_DIFFERENCE = "口径调节：决算支出"
"""How the tool's sentence begins; without any step in it there is nothing to reconcile."""
UNEXPLAINED = "待说明"
TRIAL_LEFT_OUT = (
    "定稿的分项得分。工作簿中的分项得分是评价组按方案的试算，与定稿得分不同，未印入报告"
)


@dataclass(frozen=True)
class ScoreRow:
    """A row of the score table, written out."""

    level2: str
    name: str
    points: str
    value: str
    score: str
    reason: str


@dataclass(frozen=True)
class ScoreHead:
    """A level-1 head of the score table with its rows."""

    name: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class HeadLine:
    """The totals of a head, or of all; `share` is None until all of it is scored."""

    name: str
    points: float
    scorable: float
    scored: float
    score: float

    @property
    def share(self) -> float | None:
        """Score ÷ scorable, of a head whose rows all have a score."""
        is_whole = self.scorable and self.scored == self.scorable
        return self.score / self.scorable if is_whole else None


@dataclass(frozen=True)
class Report:
    """What a report says. Texts may hold marks (see `xltoolkit.report.marks`)."""

    department: str
    year: int
    short_name: str
    """By which the department's profile calls it; empty where by its full name."""
    body: str
    stage: str
    profile: tuple[str, ...]
    funds: tuple[str, ...]
    outcomes: tuple[str, ...]
    overview: str
    groups: tuple[ShownGroup, ...]
    body_texts: Mapping[str, str]
    """What 四 says of an issue, by its key: each regulation in full where it comes first."""
    problems_note: str
    advice: tuple[str, ...]
    advice_beside: Mapping[str, str]
    """What the list of issues prints as 建议, by the key of the issue."""
    amount: str
    reconciliation: str
    conclusion: str
    rates: tuple[ShownRate, ...]
    score_text: str
    trial_text: str
    unscored_text: str
    heads: tuple[HeadLine, ...]
    total: HeadLine
    score_table: tuple[ScoreHead, ...]
    trial_note: str
    """Why the scores of the rows are not printed; empty where they are."""
    execution: tuple[tuple[str, float, float], ...]
    """Name, final budget and outlay in 万元 of each pair that is complete."""


def compose(content: WorkbookContent, case: Case) -> Report:
    """Return the report of a workbook, calculated, whose two sheets are written."""
    groups, shown = shown_groups(content), shown_paragraphs(content)
    cover, is_trial = case.cover, is_only_trial(case)
    return Report(
        department=cover.department,
        year=cover.year,
        short_name=short_name(cover.department, cover.profile),
        body=cover.body or to_write("评价机构"),
        stage=cover.stage,
        profile=_profile(case),
        funds=fund_paragraphs(case),
        outcomes=outcome_paragraphs(case),
        overview=_overview(shown["issues_paragraph"], case, groups),
        groups=groups,
        body_texts=_body_texts(groups),
        problems_note=_problems_note(int(cell_number(content, TO_VERIFY_COUNT) or 0)),
        advice=advice_paragraphs(case, groups),
        advice_beside={
            issue.key: advice_beside(case, issue) for group in groups for issue in group.issues
        },
        amount=_amount(shown["amount_paragraph"]),
        reconciliation=_reconciliation(shown["reconciliation"]),
        conclusion=shown["conclusion"] + _open_conclusion(case),
        rates=tuple(shown_rates(content)),
        score_text=score_in_words(shown["score_paragraph"]),
        trial_text="" if is_trial else shown["trial_paragraph"],
        unscored_text="" if is_trial else shown["unscored_paragraph"],
        heads=() if is_trial else tuple(_head_lines(case)),
        total=_total_line(case),
        score_table=() if is_trial else tuple(_score_table(case)),
        trial_note=to_write(TRIAL_LEFT_OUT) if is_trial else "",
        execution=tuple(_execution(case)),
    )


def _profile(case: Case) -> tuple[str, ...]:
    paragraphs = paragraphs_of(case.cover.profile) or [to_write("单位职能、机构和人员情况")]
    staff = staff_paragraph(case)
    told = [case.number(each) for each in ("staff_quota", "staff_actual")]
    is_told = all(each is None or number(each) in case.cover.profile for each in told)
    return (*paragraphs, *((staff,) if staff and not is_told else ()))


def _problems_note(open_questions: int) -> str:
    if not open_questions:
        return ""
    return to_check(
        f"评价组内部另有{open_questions}项口径疑问待核实（列在“问题清单”末尾，不印发），"
        "核实后删除本句"
    )


def _overview(paragraph: str, case: Case, groups: tuple[ShownGroup, ...]) -> str:
    """Return how many problems there are; that there are none is marked until all is scored."""
    said = without_exemptions(paragraph)
    if groups or is_fully_scored(case.totals):
        return said
    return f"{said}{to_check('指标评完、数据填全后重新生成，再核实本段')}"


def _body_texts(groups: tuple[ShownGroup, ...]) -> dict[str, str]:
    issues = [issue for group in groups for issue in group.issues]
    texts = with_full_regulation((issue.text, issue.basis) for issue in issues)
    return {issue.key: text for issue, text in zip(issues, texts, strict=True)}


def _amount(paragraph: str) -> str:
    lacks = paragraph.strip() == AMOUNT_LACKING
    return f"本次绩效评价金额总计{to_write()}万元。" if lacks else paragraph


def _reconciliation(paragraph: str) -> str:
    if paragraph.endswith(NOT_RECONCILED):
        return ""  # the figure that lacks is marked where it belongs
    is_plain = paragraph.startswith(NO_DIFFERENCE) and not any(sign in paragraph for sign in "＋－")
    if is_plain:
        return ""
    if UNEXPLAINED not in paragraph:
        return paragraph
    return f"{paragraph}{to_check('“待说明”的差额应查明原因')}"


def _open_conclusion(case: Case) -> str:
    is_open = case.decision is None and case.totals.scored < case.totals.scorable
    return to_write("评价得分和等级；全部评完后改写上句") if is_open else ""


def _head_lines(case: Case) -> Iterator[HeadLine]:
    for head in case.heads:
        yield HeadLine(head.name, head.points, head.scorable, head.scored, head.score)


def _total_line(case: Case) -> HeadLine:
    totals = case.totals
    return HeadLine("合计", totals.full, totals.scorable, totals.scored, totals.total)


def _score_table(case: Case) -> Iterator[ScoreHead]:
    by_head: dict[str, list[ScoreRow]] = {}
    head = ""
    for row in case.indicators:
        head = row.level1 or head
        by_head.setdefault(head, []).append(_score_row(row))
    for name, rows in by_head.items():
        yield ScoreHead(name, tuple(rows))


def _score_row(row: Indicator) -> ScoreRow:
    score = scored_value(row)
    lacking = row.absence.value if row.absence is not None else NOT_PROVIDED
    reasons = [row.reason]
    if row.adjusted is not None:
        reasons.append(f"手工调整：{row.adjustment_reason or to_write('调整理由')}")
    return ScoreRow(
        level2=row.level2,
        name=row.name,
        points=number(row.points),
        value=_value(row),
        score=lacking if score is None else number(score),
        reason="；".join(each for each in reasons if each),
    )


def _value(row: Indicator) -> str:
    """Write the value of a row that is a ratio; a judgement's value is its score."""
    value = plain_float(exact(row.value))
    if value is None or not row.input_ids:
        return DASH
    return full_measured(value, RATIO) if _is_ratio(row) else number(value)


def _is_ratio(row: Indicator) -> bool:
    """Whether a value is a ratio: by its function, or as the mean of ratios."""
    function = FUNCTIONS.get(row.function)
    quantities = load_catalogue().quantities_by_id()
    kinds = {quantities[each].kind for each in row.input_ids if each in quantities}
    return (function is not None and function.unit is Unit.RATIO) or kinds == {"rate"}


def _execution(case: Case) -> Iterator[tuple[str, float, float]]:
    pairs = (
        ("基本支出", "budget_basic_final", "spend_basic"),
        ("项目支出", "budget_project_final", "spend_project"),
        ("支出合计", "budget_final", "spend_total"),
    )
    for name, budget, outlay in pairs:
        planned, spent = case.number(budget), case.number(outlay)
        if planned is not None and spent is not None:
            yield name, planned, spent


def issue_amount(issue: ShownIssue) -> str:
    """Write the amount of an issue for a table."""
    return DASH if issue.amount is None else money(issue.amount)


def issue_lead(group: ShownGroup, position: int) -> str:
    """Return the title of an issue as the sentence that opens its paragraph.

    It is numbered where its group has several; `position` counts from 1.
    """
    title = group.issues[position - 1].title.strip()
    ordinal = f"{position}." if len(group.issues) > 1 else ""
    return f"{ordinal}{title.rstrip('。')}。" if title else ordinal
