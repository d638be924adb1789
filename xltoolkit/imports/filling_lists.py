"""The lists of a case file as rows of the workbook's lists, by column id."""

from collections.abc import Iterator, Mapping, Sequence

from xltoolkit.catalogue.model import Catalogue
from xltoolkit.catalogue.scheme_model import Scheme
from xltoolkit.errors import UserError
from xltoolkit.imports.case_model import CaseFile, Finding, Survey, Target, Task
from xltoolkit.workbook.layout.checks import PART_COLUMNS
from xltoolkit.workbook.layout.findings import FINDING_LIST
from xltoolkit.workbook.layout.model import ListLayout
from xltoolkit.workbook.layout.satisfaction import OPTIONS, QUESTION_LIST, SURVEY_LIST
from xltoolkit.workbook.layout.settings import ADVICE_LIST, GROUP_LIST, MEMBER_SEPARATOR
from xltoolkit.workbook.layout.targets import COVERED, NOT_COVERED, TARGET_LIST, TASK_LIST
from xltoolkit.workbook.plan import PlannedValue

Row = Mapping[str, PlannedValue]


def list_rows(
    case: CaseFile, catalogue: Catalogue, scheme: Scheme
) -> Iterator[tuple[ListLayout, Sequence[Row]]]:
    """Return the rows of every list that staff fill.

    Raises:
        UserError: when a survey has more options than the sheet has columns.
    """
    in_words = {quantity.id: quantity.defined_name for quantity in catalogue.quantities}
    names = {row.id: row.level3 for row in scheme.rows}
    counted = [survey for survey in case.survey if survey.options]
    yield TARGET_LIST, [_target(target, names) for target in case.targets]
    yield TASK_LIST, [{"name": task.name, "covered": _covered(task)} for task in case.tasks]
    yield SURVEY_LIST, [_survey(survey) for survey in case.survey]
    yield QUESTION_LIST, [_question(survey) for survey in counted]
    yield FINDING_LIST, [_finding(finding, names) for finding in case.findings]
    yield (
        GROUP_LIST,
        [
            {"id": each.id, "title": each.title, "members": _listed(each.members, in_words)}
            for each in case.groups
        ],
    )
    yield (
        ADVICE_LIST,
        [
            {"id": each.id, "text": each.text, "answers": _listed(each.answers, in_words)}
            for each in case.advice
        ],
    )


def _listed(ids: Sequence[str], in_words: Mapping[str, str]) -> str:
    """Write ids into a cell; staff know a quantity by the name of its cell."""
    return MEMBER_SEPARATOR.join(in_words.get(each, each) for each in ids)


def _target(target: Target, names: Mapping[str, str]) -> Row:
    return {
        "id": target.id,
        "level1": target.level1,
        "level2": target.level2,
        "name": target.name,
        "declared": target.declared,
        "direction": target.direction.value,
        "unit": target.unit,
        "target": target.target,
        "standard": target.standard,
        "actual": target.actual,
        "previous": target.previous,
        "published_change": target.change,
        "reason": target.reason,
        "evidence": target.evidence,
        "group": target.group,
        "note": target.note,
        "source": target.source,
        "points": target.points,
        "counts_for": names.get(target.counts_for or "", ""),
        "rated": target.rated,
    }


def _covered(task: Task) -> str:
    if task.covered is None:
        return ""
    return COVERED if task.covered else NOT_COVERED


def _survey(survey: Survey) -> Row:
    return {
        "id": survey.id,
        "name": survey.name,
        "respondents": survey.respondents.value,
        "respondents_in_words": survey.respondents_in_words,
        "sent": survey.sent,
        "returned": survey.returned,
        "valid": survey.valid,
        "mean": survey.mean,
        "standard": survey.standard,
        "method": survey.method,
        "group": survey.group,
        "note": survey.note,
        "source": survey.source,
    }


def _question(survey: Survey) -> Row:
    """Return the one question of a survey that counts its answers."""
    if len(survey.options) > len(OPTIONS):
        raise UserError(
            f"调查“{survey.id}”有{len(survey.options)}个选项，表中最多{len(OPTIONS)}个，"
            "请合并选项后再填。"
        )
    values: dict[str, PlannedValue] = {"survey": survey.id, "question": survey.name}
    for number in OPTIONS:
        option = survey.options[number - 1] if number <= len(survey.options) else None
        values[f"count{number}"] = None if option is None else option.count
        values[f"weight{number}"] = None if option is None else option.weight
        values[f"label{number}"] = None if option is None else option.label
    return values


def _finding(finding: Finding, names: Mapping[str, str]) -> Row:
    return {
        "id": finding.id,
        "group": finding.group,
        "title": finding.title,
        "fact": finding.fact,
        "amount": finding.amount,
        "sample": finding.sample,
        "voucher": finding.voucher,
        "basis": finding.basis,
        "office": finding.office,
        "evidence": finding.evidence,
        "finder": finding.finder,
        "reviewer": finding.reviewer,
        "indicator": names.get(finding.indicator or "", ""),
        "cases": finding.cases,
        "advice": finding.advice,
        "note": finding.note,
        "source": finding.source,
        "kind": finding.kind,
    }


def published_sums(case: CaseFile, catalogue: Catalogue) -> list[Row]:
    """Return the published totals with their parts, named as the cells of 基础数据 are.

    Raises:
        UserError: when a total has more parts than the sheet has columns.
    """
    known = catalogue.quantities_by_id()
    rows: list[Row] = []
    for total in case.published.sums:
        if len(total.parts) > len(PART_COLUMNS):
            raise UserError(
                f"公布的合计“{total.name}”有{len(total.parts)}个分项，"
                f"表中最多{len(PART_COLUMNS)}个，请合并分项后再填。"
            )
        row: dict[str, PlannedValue] = {
            "name": total.name,
            "total": known[total.total].defined_name,
        }
        for position, column in enumerate(PART_COLUMNS):
            has_part = position < len(total.parts)
            row[column] = known[total.parts[position]].defined_name if has_part else None
        rows.append(row)
    return rows
